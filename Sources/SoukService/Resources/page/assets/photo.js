import { find, say } from "./dom.js";
import { photosOf, takeDrops, upload } from "./upload.js";

/** Searching by a photo: dropped anywhere, pasted, taken with the camera, or chosen. */
export function startPhotoSearch({ form, show, address }) {
  const input = find("[data-photo-input]", form);
  const slot = find("[data-photo-slot]", form);
  find("[data-photo-label]", form).hidden = false;

  async function look(photos) {
    say("Looking at your photo.");
    try {
      const photo = await upload(photos[0]);
      let field = find("input[name=photo]", form);
      if (!field) {
        field = document.createElement("input");
        Object.assign(field, { type: "hidden", name: "photo" });
        form.append(field);
      }
      field.value = photo.id;
      const picture = document.createElement("img");
      Object.assign(picture, { src: photo.link, alt: "The photo that is searched for", width: 36, height: 36 });
      slot.replaceChildren(picture);
      show(address(), { push: true, focus: true });
    } catch (problem) {
      say(problem.message);
      const note = document.createElement("p");
      note.className = "note bad";
      note.textContent = problem.message;
      find("#main").prepend(note);
      setTimeout(() => note.remove(), 8000);
    }
  }

  input.addEventListener("change", () => { if (input.files.length) look([...input.files]); input.value = ""; });
  const isSelling = find("[data-sell-drop]");
  if (isSelling) return takeDrops(form, look);
  takeDrops(document.body, look);
  addEventListener("paste", (event) => {
    const photos = photosOf(event.clipboardData);
    if (photos.length === 0) return;
    event.preventDefault();
    look(photos);
  });
}
