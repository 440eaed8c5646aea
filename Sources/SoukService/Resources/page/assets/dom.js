/** What the other modules share. */
export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Says a sentence to screen readers. */
export function say(text) {
  const status = find("#status");
  if (!status) return;
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = text; });
}

/** Calls once the calls have stopped for a while. */
export function debounced(milliseconds, call) {
  let timer = 0;
  const wait = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...values), milliseconds);
  };
  wait.cancel = () => clearTimeout(timer);
  return wait;
}

/** Posts a form without leaving the page. */
export function postForm(form) {
  return fetch(form.action, {
    method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Requested-With": "fetch" },
  });
}

/** What a failed answer says, for people. */
export async function problemOf(answer) {
  try {
    const problem = await answer.json();
    return [problem.title, problem.detail, problem.next].filter(Boolean).join(" ");
  } catch {
    return `This did not work (${answer.status}). Please try again.`;
  }
}
