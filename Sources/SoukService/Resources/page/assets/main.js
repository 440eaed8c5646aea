// Everything here is an addition: each page works without it, as forms and links.
import { startSearch } from "./search.js";
import { startPhotoSearch } from "./photo.js";
import { startSuggestions } from "./suggest.js";
import { startMore } from "./more.js";
import { startBuyer } from "./buyer.js";
import { startSell } from "./sell.js";

document.documentElement.classList.add("scripted");
const search = startSearch();
if (search) {
  startPhotoSearch(search);
  startSuggestions(search);
}
startMore();
startBuyer();
startSell();
