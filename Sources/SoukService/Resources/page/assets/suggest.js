import { debounced, find, say } from "./dom.js";

/** Completes what the buyer types: a list below the field, by the pattern of a combobox with a listbox. */
export function startSuggestions({ form, box, show }) {
  const list = find("#suggestions", form);
  if (!list) return;
  Object.assign(box, { ariaAutoComplete: "list", ariaExpanded: "false" });
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", list.id);
  /** The place of the option that is chosen; -1 for none. */
  let chosen = -1;
  let asking = null;
  const kinds = { query: "", category: "in categories", title: "listing" };

  function close() {
    ask.cancel();
    asking?.abort();
    list.hidden = true;
    chosen = -1;
    box.ariaExpanded = "false";
    box.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    const options = [...list.children];
    if (!options.length) return;
    // Past either end, none is chosen.
    chosen = place < 0 || place >= options.length ? -1 : place;
    options.forEach((option, at) => { option.ariaSelected = String(at === chosen); });
    const option = options[chosen];
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function follow(option) {
    const link = option.dataset.link;
    box.value = option.dataset.words;
    close();
    if (link.startsWith("/search")) show(link, { push: true, focus: true });
    else location.assign(link);
  }

  function draw(suggestions) {
    list.replaceChildren(...suggestions.map((suggestion, at) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `suggestion-${at}`, role: "option", ariaSelected: "false" });
      Object.assign(option.dataset, { link: suggestion.link, words: suggestion.words });
      const words = document.createElement("span");
      words.textContent = suggestion.text;
      const kind = document.createElement("small");
      kind.textContent = kinds[suggestion.kind] ?? "";
      option.append(words, kind);
      return option;
    }));
    chosen = -1;
    list.hidden = suggestions.length === 0;
    box.ariaExpanded = String(!list.hidden);
    box.removeAttribute("aria-activedescendant");
    if (!list.hidden) say(`${suggestions.length} suggestions`);
  }

  const ask = debounced(20, async () => {
    asking?.abort();
    const words = box.value;
    if (words.trim().length < 2) return close();
    const mine = new AbortController();
    asking = mine;
    try {
      const reply = await fetch(`/search/suggest?q=${encodeURIComponent(words)}`, { signal: mine.signal });
      if (reply.ok && asking === mine && document.activeElement === box) draw(await reply.json());
    } catch (problem) {
      // Suggestions are an addition: without them the field works as before.
      if (problem.name !== "AbortError") close();
    }
  });

  box.addEventListener("input", ask);
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const option = list.children[chosen];
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? list.children.length - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && option) follow(option);
    else return;
    event.preventDefault();
  });
  // Before the field loses its focus.
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    follow(option);
  });
}
