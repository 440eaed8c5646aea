// Rules of accessibility, by hand: what axe calls label, image-alt, heading-order, landmark, color-contrast and so on.
// Evaluates to a list of sentences, empty for a page without faults.
() => {
  const faults = [];
  const describe = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const isShown = (element) => {
    if (element.closest("[hidden], [popover]:not(:popover-open), template, symbol")) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== "hidden";
  };
  const name = (element) => {
    const labelled = element.getAttribute("aria-labelledby");
    if (labelled) return labelled.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
    if (element.getAttribute("aria-label")) return element.getAttribute("aria-label").trim();
    if (element.labels?.length) return [...element.labels].map((label) => label.textContent).join(" ").trim();
    const pictures = [...element.querySelectorAll("img[alt]")].map((image) => image.alt).join(" ");
    return `${element.textContent} ${pictures} ${element.title}`.trim();
  };
  const all = (selector) => [...document.querySelectorAll(selector)];

  for (const image of all("img")) if (!image.hasAttribute("alt")) faults.push(`an image without alt: ${describe(image)}`);
  for (const image of all("img")) if (!image.width || !image.getAttribute("width") || !image.getAttribute("height")) faults.push(`an image without width and height: ${describe(image)}`);
  for (const field of all("input:not([type=hidden]), select, textarea")) if (!name(field)) faults.push(`a field without label: ${describe(field)}`);
  for (const control of all("a[href], button, summary")) {
    if (control.closest("[aria-hidden=true]")) {
      if (control.tabIndex >= 0) faults.push(`hidden from readers, but focusable: ${describe(control)}`);
    } else if (!name(control)) faults.push(`a control without name: ${describe(control)}`);
  }
  const ids = all("[id]").map((element) => element.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  if (twice.length) faults.push(`ids that occur twice: ${[...new Set(twice)].join(", ")}`);
  for (const element of all("[aria-labelledby], [aria-describedby], [popovertarget], label[for]")) {
    for (const attribute of ["aria-labelledby", "aria-describedby", "popovertarget", "for"]) {
      for (const id of (element.getAttribute(attribute) ?? "").split(" ").filter(Boolean)) {
        if (!document.getElementById(id)) faults.push(`${attribute} names nothing: ${describe(element)}`);
      }
    }
  }
  const headings = all("h1, h2, h3, h4, h5, h6").filter((heading) => !heading.closest("[popover]"));
  if (headings.filter((heading) => heading.tagName === "H1").length !== 1) faults.push("not exactly one h1");
  let level = 0;
  for (const heading of headings) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) faults.push(`h${level} is followed by ${describe(heading)}`);
    level = next;
  }
  for (const landmark of ["header", "main", "footer", "nav[aria-label]", "[role=search]"]) {
    if (!document.querySelector(landmark)) faults.push(`no landmark ${landmark}`);
  }
  if (all("main").length !== 1) faults.push("not exactly one main");
  if (!document.documentElement.lang) faults.push("no language");
  if (!document.title.trim()) faults.push("no title");
  if (!document.querySelector("[aria-live]")) faults.push("no live region");
  if (document.querySelector("[style]")) faults.push(`an inline style: ${describe(document.querySelector("[style]"))}`);
  for (const list of all("ul, ol")) {
    if ([...list.children].some((child) => !["LI", "TEMPLATE"].includes(child.tagName))) faults.push(`a list with other children: ${describe(list)}`);
  }
  for (const control of all("button, .button, summary, input:not([type=hidden], [type=file], [type=checkbox]), select")) {
    if (!isShown(control) || control.closest(".hidden")) continue;
    const box = control.getBoundingClientRect();
    if (box.width < 24 || box.height < 24) faults.push(`smaller than 24 pixels: ${describe(control)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth + 1) faults.push(`wider than the window: ${document.documentElement.scrollWidth} of ${innerWidth}`);

  // Contrast (WCAG 2.2, 1.4.3): 4.5, or 3 for large text, of text against the nearest painted background.
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const colour = (text) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = text;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, below) => top.slice(0, 3).map((part, place) => (part * top[3] + below[place] * (255 - top[3])) / 255).concat(255);
  const background = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      layers.push(colour(getComputedStyle(one).backgroundColor));
      if (layers.at(-1)[3] === 255) break;
    }
    return layers.reduceRight((below, top) => over(top, below), [255, 255, 255, 255]);
  };
  const luminance = (parts) => {
    const [red, green, blue] = parts.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const seen = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.textContent.trim() || seen.has(element) || !isShown(element)) continue;
    if (element.closest(".hidden, .skip, script, style, noscript, option")) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const below = background(element);
    const front = over(colour(style.color), below);
    const [light, dark] = [luminance(front), luminance(below)].sort((one, other) => other - one);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) faults.push(`contrast ${ratio.toFixed(2)}: ${describe(element)}`);
  }
  return [...new Set(faults)];
}
