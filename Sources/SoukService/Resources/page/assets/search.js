import { all, debounced, find, say } from "./dom.js";

/** Answers while the buyer types, and follows filters without a new page. Addresses stay shareable. */
export function startSearch() {
  const form = find("[data-search]");
  const answer = find("#answer");
  if (!form) return null;
  const box = find("#q", form);
  let asking = null;

  /** The address of the search that the form now holds. */
  function address() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
    return `/search?${query}`;
  }

  async function show(path, { push, focus = false } = {}) {
    if (!answer) {
      if (push) location.assign(path);
      return;
    }
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    answer.classList.add("busy");
    answer.setAttribute("aria-busy", "true");
    try {
      const reply = await fetch(path.replace(/^\/search/, "/search/results"), { signal: mine.signal });
      if (!reply.ok) throw new Error(`status ${reply.status}`);
      const text = await reply.text();
      if (asking !== mine) return;
      answer.innerHTML = text;
      const results = find(".results", answer);
      document.title = `${results?.dataset.title ?? "Search"} · Souk`;
      document.body.className = "search-page";
      if (push === true) history.pushState({ souk: 1 }, "", path);
      else if (push === false) history.replaceState({ souk: 1 }, "", path);
      settle(path);
      say(results?.dataset.status ?? "");
      if (focus) scrollTo({ top: 0 });
    } catch (problem) {
      if (problem.name === "AbortError") return;
      location.assign(path);
    } finally {
      if (asking === mine) {
        asking = null;
        answer.classList.remove("busy");
        answer.removeAttribute("aria-busy");
      }
    }
  }

  /** The form's hidden fields follow the address, so that the next words keep the filters. */
  function settle(path) {
    const query = new URLSearchParams(path.split("?")[1] ?? "");
    for (const field of all("input[type=hidden]", form)) field.remove();
    for (const [name, value] of query) {
      if (["q", "page", "cursor"].includes(name)) continue;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    if (document.activeElement !== box) box.value = query.get("q") ?? "";
    if (!query.get("photo")) find("[data-photo-slot]", form).replaceChildren();
    openFacets();
  }

  const wide = matchMedia("(min-width: 60rem)");
  function openFacets() {
    const facets = find("[data-facets]");
    if (facets) facets.open = wide.matches;
  }
  openFacets();
  wide.addEventListener("change", openFacets);

  let typed = location.pathname === "/search";
  const soon = debounced(160, () => {
    if (!box.value.trim() && !find("[name=photo]", form)) return;
    // The first letter on another page makes a new place to come back to; the next ones change it.
    show(address(), { push: !typed });
    typed = true;
  });
  if (answer) box.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon.cancel();
    show(address(), { push: true, focus: true });
    typed = true;
  });
  document.addEventListener("click", (event) => {
    // Followed by the browser, a link within the page would be a step of history that reloads the page.
    const within = event.target.closest('a[href^="#"]');
    const target = within && document.getElementById(within.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.scrollIntoView({ block: "nearest" });
    target.focus({ preventScroll: true });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || !answer || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const path = link.getAttribute("href");
    box.value = new URLSearchParams(path.split("?")[1] ?? "").get("q") ?? "";
    typed = true;
    show(path, { push: true, focus: true });
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-sorting]")) event.target.form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    const choices = event.target.closest("[data-sorting], [data-prices]");
    if (!choices || !answer) return;
    event.preventDefault();
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(choices)) if (value !== "") query.append(name, value);
    show(`/search?${query}`, { push: true, focus: true });
  });
  addEventListener("popstate", () => {
    if (location.pathname === "/search") show(location.pathname + location.search);
    else location.reload();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });
  return { form, box, show, address };
}
