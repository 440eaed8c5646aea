import { find, say } from "./dom.js";

/** Pages that load in place: by themselves a few times, then at a click, so that the page's end can be reached. */
const most = 3;

export function startMore() {
  if (!("IntersectionObserver" in window)) return;
  let loaded = 0;

  async function load(place, byHand) {
    const link = find("a", place);
    if (!link || place.dataset.loading) return;
    place.dataset.loading = "1";
    try {
      const answer = await fetch(link.dataset.fragment);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const page = document.createElement("template");
      page.innerHTML = await answer.text();
      if (!place.isConnected) return;
      const list = find("[data-cards]", place.parentElement);
      const cards = [...find("[data-cards]", page.content).children].filter((card) => !document.getElementById(card.id));
      list.append(...cards);
      const next = find("[data-more]", page.content);
      history.replaceState(history.state, "", link.getAttribute("href"));
      if (next) place.replaceWith(next);
      else place.remove();
      if (byHand) find("h3 a", cards[0])?.focus({ preventScroll: true });
      say(`${cards.length} more results.`);
    } catch {
      delete place.dataset.loading;
      if (byHand) location.assign(link.href);
    }
  }

  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting || loaded >= most || scrollY === 0) continue;
      loaded += 1;
      load(entry.target, false);
    }
  }, { rootMargin: "300px" });

  const look = () => {
    watch.disconnect();
    const place = find("[data-more]");
    if (place) watch.observe(place);
  };
  look();
  const answer = find("#answer");
  if (answer) new MutationObserver(look).observe(answer, { childList: true, subtree: true });
  addEventListener("popstate", () => { loaded = 0; });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-more] a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    load(link.closest("[data-more]"), true);
  });
}
