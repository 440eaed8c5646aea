import { find, postForm, problemOf, say } from "./dom.js";

/** Saving and turning down without a new page. */
export function startBuyer() {
  document.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button?.matches("[data-save], [data-dismiss]")) return;
    event.preventDefault();
    if (button.matches("[data-save]")) await save(event.target, button);
    else await dismiss(event.target, button);
  });
}

async function save(form, button) {
  const was = button.getAttribute("aria-pressed");
  if (was === "true") return;
  button.setAttribute("aria-pressed", "true");
  const word = find("[data-save-word]", button);
  if (word) word.textContent = "Saved";
  const answer = await postForm(form).catch(() => null);
  if (answer?.ok) return say("Saved. You find it under For you.");
  button.setAttribute("aria-pressed", was);
  if (word) word.textContent = "Save";
  say(answer ? await problemOf(answer) : "No connection. Not saved.");
}

async function dismiss(form, button) {
  const card = button.closest(".card");
  const next = card.nextElementSibling ?? card.previousElementSibling;
  const answer = await postForm(form).catch(() => null);
  if (!answer?.ok) return say(answer ? await problemOf(answer) : "No connection.");
  card.classList.add("leaving");
  setTimeout(() => {
    card.remove();
    find("h3 a", next ?? document)?.focus({ preventScroll: true });
  }, matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200);
  // The address remembers it, for reloading and sharing; the search's form does, for the next words.
  if (location.pathname === "/search") {
    const address = new URL(location.href);
    address.searchParams.append("not", card.dataset.id);
    history.replaceState(history.state, "", address);
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "not", value: card.dataset.id });
    find("[data-search]").append(field);
  }
  say("Gone. You will see less like it.");
}
