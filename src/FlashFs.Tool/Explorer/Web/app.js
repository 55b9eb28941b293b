// The explorer's page: which image, which view, which file.

import * as api from "./api.js";
import { BlockMap } from "./map.js";
import { Search } from "./search.js";
import { Tabs } from "./tabs.js";
import { Tree } from "./tree.js";
import * as views from "./views.js";
import { byId, count, exact, make, size, visible } from "./words.js";

let all = { images: [], watch: false, proxy: null };
let image = null;
let files = [];
let file = null;
let first = null;
let place = null;
let opening = null;
let loading = 0;

const tree = new Tree(byId("tree"), open);
const search = new Search(open, () => tree.focus());
const map = new BlockMap(chosen => { showView("view-files"); open(chosen); });
const viewTabs = new Tabs(byId("views"), showView);
const modeTabs = new Tabs(byId("modes"), showMode);

function say(text, isBad = false) {
  const notice = byId("notice");
  notice.hidden = text === "";
  notice.textContent = text;
  notice.classList.toggle("bad", isBad);
}

// What went wrong is said; an image that was replaced meanwhile is loaded anew.
async function attempt(work) {
  try { await work(); }
  catch (problem) {
    if (problem.name === "AbortError") return;
    if (problem instanceof api.Gone && all.watch) return;
    say(problem instanceof api.Gone ? "The explorer that made this page is gone, or shows another image. Open the address that it printed last." : problem.message, true);
  }
}

async function load() {
  const mine = ++loading;
  const fresh = await api.images();
  if (mine !== loading) return;
  all = fresh;
  const choice = byId("image");
  const before = image;
  choice.replaceChildren(...all.images.map(item => new Option(`${visible(item.name)} (${item.format})`, item.id)));
  choice.disabled = all.images.length < 2;
  const noted = before ? null : placeInAddress();
  const next = all.images.find(item => item.id === (before?.id ?? noted?.id)) ?? all.images[0];
  choice.value = next.id;
  await showImage(next, before?.id === next.id ? file?.path : noted?.path, mine);
}

// The open file stands in the address, so that it is still open when the page is loaded again.
function placeInAddress() {
  try {
    const [id, ...path] = decodeURIComponent(location.hash.slice(1)).split(":");
    return path.length > 0 ? { id: Number(id), path: path.join(":") } : null;
  } catch { return null; } // not one of ours
}

async function showImage(next, path, mine = ++loading) {
  const rows = await api.list(next, "files");
  const extents = await api.list(next, "extents");
  const damage = next.damage > 0 ? await api.list(next, "damage") : [];
  if (mine !== loading) return;
  image = next;
  files = rows.map(([name, length, stored, offset, compression, damaged, attributes], index) =>
    ({ index, path: name, shown: visible(name) || "(no name)", size: length, stored, offset, compression, damaged, attributes }));
  document.title = `${visible(image.name)} · flashfs`;
  byId("facts").textContent = `${exact(image.size)}, ${count(image.files, "file")}, ${size(image.free)} free${image.assumption ? ` · guessed ${image.options.join(" ")}` : ""}`;
  showUsage();
  byId("view-damage").hidden = damage.length === 0;
  byId("damage-count").textContent = damage.length;
  byId("damage-list").replaceChildren(...damage.slice(0, 1000).map(([code, message]) => make("li", {}, make("code", {}, code), " ", visible(message))));
  tree.show(files);
  search.show(image, files);
  map.show(image, files, extents);
  showPreview();
  const again = path === null || path === undefined ? undefined : files.find(item => item.path === path);
  if (again) await open(again, null, false);
  else close();
  showView(image.damage > 0 || viewTabs.current !== "view-damage" ? viewTabs.current : "view-files");
}

function showUsage() {
  const usage = byId("usage");
  const total = Math.max(1, image.data + image.overhead + image.free);
  const parts = [[3, image.data, "data"], [2, image.overhead, "overhead"], [0, image.free, "free"]];
  const words = parts.map(([, bytes, name]) => `${size(bytes)} ${name}`).join(", ");
  usage.replaceChildren(...parts.map(([kind, bytes]) => {
    const part = make("i", { className: `kind-${kind}` });
    part.style.width = `${bytes / total * 100}%`;
    return part;
  }));
  usage.title = words;
  usage.setAttribute("aria-label", `Usage: ${words}`);
}

function showView(id) {
  viewTabs.choose(id);
  for (const name of ["files", "map", "preview", "damage"]) byId(`panel-${name}`).hidden = id !== `view-${name}`;
  const stage = byId("stage");
  if (id === "view-preview" && !stage.firstChild && image?.pages !== null) frame();
  if (id !== "view-preview") stage.replaceChildren(); // its scripts stop with it
}

function close() {
  file = first = place = null;
  byId("file").hidden = true;
  history.replaceState(null, "", location.pathname);
  byId("empty").hidden = false;
  tree.choose(null);
  map.choose(null);
}

async function open(next, at = null, move = true) {
  opening?.abort();
  const mine = opening = new AbortController();
  const sameFile = file?.path === next.path;
  file = next;
  place = at;
  first = null;
  byId("empty").hidden = true;
  byId("file").hidden = false;
  byId("file-name").textContent = file.shown;
  history.replaceState(null, "", `#${image.id}:${encodeURIComponent(file.path.toWellFormed())}`);
  byId("file-facts").textContent = [views.sizeWords(file), file.compression === "none" ? "" : file.compression, `at 0x${file.offset.toString(16)}`, visible(file.attributes), file.damaged ? "damaged" : ""].filter(Boolean).join(" · ");
  byId("download").href = api.downloadAddress(image, file, false);
  byId("download-stored").href = api.downloadAddress(image, file, true);
  byId("download-stored").hidden = file.compression === "none";
  tree.choose(file);
  map.choose(file);
  try {
    const bytes = await views.firstChunk(image, file, mine.signal);
    if (mine.signal.aborted) return;
    first = bytes;
    const kind = views.kindOf(first);
    byId("mode-picture").hidden = kind !== "picture" && kind !== "drawing";
    byId("mode-text").hidden = kind === "hex" || kind === "picture";
    const wanted = sameFile || place ? modeTabs.current : null;
    const mode = place && kind !== "hex" && kind !== "picture" ? "mode-text"
      : wanted && !byId(wanted).hidden ? wanted
      : kind === "picture" || kind === "drawing" ? "mode-picture" : kind === "text" ? "mode-text" : "mode-hex";
    modeTabs.choose(mode);
    showMode(mode);
  } catch (problem) {
    if (problem.name !== "AbortError") views.showProblem(problem);
  }
  if (move && matchMedia("(max-width: 700px)").matches) { // the file lies below the list there
    byId("file-name").focus({ preventScroll: true });
    byId("file").scrollIntoView();
  }
}

function showMode(id) {
  byId("body").setAttribute("aria-labelledby", id);
  if (!first) return;
  if (file.size === 0) views.showEmpty();
  else if (id === "mode-text") views.showText(image, file, first, place);
  else if (id === "mode-hex") views.showHex(image, file, first);
  else views.showPicture(image, file);
}

const previewAddress = () => `${image.preview}/${(image.pages ?? "").split("/").map(encodeURIComponent).join("/")}`;

function showPreview() {
  byId("preview-open").href = previewAddress();
  byId("preview-note").textContent = image.pages === null
    ? "The image has no index.html. Its files can still be asked for by their paths in a tab."
    : `As the device would send it${all.proxy ? `; what the image lacks comes from ${visible(all.proxy)}` : ""}.`;
  const stage = byId("stage");
  if (stage.firstChild) stage.replaceChildren();
}

function frame() {
  const page = make("iframe", { title: "Preview of the web pages in the image", referrerPolicy: "no-referrer", src: previewAddress() });
  byId("stage").replaceChildren(page);
}

byId("preview-reload").addEventListener("click", () => { if (image.pages !== null) frame(); });
for (const choice of document.querySelectorAll("input[name=width]")) {
  choice.addEventListener("change", () => { byId("stage").className = choice.value === "full" ? "stage" : `stage w${choice.value}`; });
}
byId("image").addEventListener("change", event => attempt(() => showImage(all.images.find(item => item.id === Number(event.target.value)), null)));
document.addEventListener("keydown", event => {
  const isTyping = event.target.matches?.("input[type=search], input[type=text], select");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    showView("view-files");
    search.focus();
  }
});

function watch() {
  const events = new EventSource("events");
  events.addEventListener("changed", () => attempt(async () => {
    await load();
    say("The image changed and was read again.");
    setTimeout(() => { if (!byId("notice").classList.contains("bad")) say(""); }, 4000);
  }));
  events.addEventListener("failed", event => say(visible(JSON.parse(event.data)), true));
}

attempt(async () => {
  await load();
  if (all.watch) watch();
});
