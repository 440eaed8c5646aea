import { all, debounced, find, say } from "./dom.js";
import { photosOf, takeDrops, upload } from "./upload.js";

const mostPhotos = 8;

/** Photos and advice on the page to sell on. */
export function startSell() {
  const form = find("[data-sell]");
  if (!form) return;
  const list = find("[data-photo-list]", form);
  const advice = find("#advice");
  let asking = null;

  async function advise() {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch("/sell/advice", { method: "POST", body, signal: mine.signal });
      if (answer.ok && asking === mine) advice.innerHTML = await answer.text();
    } catch (problem) {
      if (problem.name !== "AbortError") throw problem;
    }
  }
  const soon = debounced(350, advise);

  async function add(photos) {
    for (const file of photos.slice(0, Math.max(0, mostPhotos - list.children.length))) {
      say("Adding a photo.");
      try {
        list.append(item(await upload(file)));
        say("Photo added.");
      } catch (problem) {
        const note = document.createElement("p");
        note.className = "note bad";
        note.setAttribute("role", "alert");
        note.textContent = problem.message;
        list.parentElement.before(note);
        setTimeout(() => note.remove(), 8000);
      }
    }
    soon();
  }

  function item(photo) {
    const place = document.createElement("li");
    const picture = document.createElement("img");
    Object.assign(picture, { src: photo.link, alt: `Photo ${list.children.length + 1}`, width: 112, height: 112 });
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "photo", value: photo.id });
    const remove = document.createElement("button");
    Object.assign(remove, { type: "button", textContent: "×" });
    remove.setAttribute("aria-label", `Remove photo ${list.children.length + 1}`);
    remove.addEventListener("click", () => {
      place.remove();
      soon();
    });
    place.append(picture, field, remove);
    return place;
  }

  const input = find("[data-photo-input]", form);
  input.addEventListener("change", () => { add([...input.files]); input.value = ""; });
  takeDrops(find("[data-sell-drop]", form), add);
  addEventListener("paste", (event) => {
    const photos = photosOf(event.clipboardData);
    if (photos.length) add(photos);
  });
  form.addEventListener("input", (event) => {
    if (["title", "description", "price"].includes(event.target.name)) soon();
  });
  for (const button of all("[data-suggest]", form)) button.hidden = true;
  advice.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    const field = form.elements[button.dataset.fill];
    field.value = button.dataset.value;
    field.focus();
  });
}
