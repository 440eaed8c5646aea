import { problemOf } from "./dom.js";

const longestSide = 1024;

/** Draws a photo no larger than search needs: less to send from a phone, and upright. */
async function reduced(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no photo"))), "image/jpeg", 0.86));
}

/**
 * Uploads a photo; the server cleans it and answers with its id.
 * Formats that the browser cannot draw are sent as they are: the server may know them.
 */
export async function upload(file) {
  const body = await reduced(file).catch(() => file);
  const answer = await fetch("/search/photos", { method: "POST", body, headers: { "Content-Type": "application/octet-stream" } });
  if (!answer.ok) throw new Error(await problemOf(answer));
  return answer.json();
}

/** Photos of a drop or a paste; a picture dragged from this very page counts as none. */
export function photosOf(transfer) {
  return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

/** Lets an element take photos that are dropped on it. */
export function takeDrops(element, take) {
  let depth = 0;
  const isPhoto = (event) => [...(event.dataTransfer?.items ?? [])].some((item) => item.kind === "file");
  element.addEventListener("dragenter", (event) => {
    if (!isPhoto(event)) return;
    depth += 1;
    element.classList.add("dropping");
  });
  element.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) element.classList.remove("dropping");
  });
  element.addEventListener("dragover", (event) => { if (isPhoto(event)) event.preventDefault(); });
  element.addEventListener("drop", (event) => {
    depth = 0;
    element.classList.remove("dropping");
    const photos = photosOf(event.dataTransfer);
    if (photos.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    take(photos);
  });
}
