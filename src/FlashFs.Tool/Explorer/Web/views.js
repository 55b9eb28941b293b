// The views of a file: text, hex, picture.

import * as api from "./api.js";
import { appendText, byId, count, hex, make, size } from "./words.js";
import { Rows } from "./rows.js";

const chunk = 256 * 1024;

// Taller lists than this are cut short by some browsers.
const hexWindow = 8 * 1024 * 1024;
const hexPage = 64 * 1024;

const body = byId("body");

// What a file is, by its first bytes.
export function kindOf(bytes) {
  const starts = (...values) => values.every((value, at) => bytes[at] === value);
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff) || starts(0x47, 0x49, 0x46, 0x38) || starts(0x42, 0x4d) && bytes.length > 26
    || starts(0, 0, 1, 0) && bytes[4] > 0 && bytes[5] === 0
    || starts(0x52, 0x49, 0x46, 0x46) && bytes[8] === 0x57 && bytes[9] === 0x45) return "picture";
  const text = decode(bytes);
  if (text === null) return "hex";
  return /^\s*</.test(text) && text.slice(0, 4096).includes("<svg") ? "drawing" : "text";
}

// UTF-8, else Latin-1; null for what is no text. The end may be cut in the middle of a letter.
function decode(bytes) {
  if (bytes.subarray(0, 4096).some(byte => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return null;
  for (let cut = 0; cut < 4 && cut <= bytes.length; cut++) {
    try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, bytes.length - cut)); }
    catch { /* one byte less, then another encoding */ }
  }
  return new TextDecoder("latin1").decode(bytes);
}

export function showText(image, file, first, place) {
  const frame = make("div", { className: "text", tabIndex: 0 });
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Text");
  const draw = bytes => {
    const text = decode(bytes) ?? new TextDecoder("latin1").decode(bytes);
    const pre = make("pre", { dir: "auto" });
    let found = null;
    if (place && place.offset + place.length <= bytes.length) {
      const before = new TextDecoder().decode(bytes.subarray(0, place.offset));
      const match = new TextDecoder().decode(bytes.subarray(place.offset, place.offset + place.length));
      appendText(pre, before);
      found = make("mark", {});
      appendText(found, match);
      pre.append(found);
      appendText(pre, text.slice(before.length + match.length));
    } else appendText(pre, text);
    const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    const isCode = lines > 1 && lines <= 20000;
    frame.classList.toggle("numbered", isCode);
    frame.replaceChildren(...(isCode ? [make("pre", { className: "line", ariaHidden: "true" }, Array.from({ length: lines }, (_, at) => at + 1).join("\n"))] : []), pre);
    return found;
  };
  const found = draw(first);
  body.replaceChildren(frame);
  if (first.length < file.size) body.append(more(image, file, first, draw));
  found?.scrollIntoView({ block: "center" });
}

function more(image, file, first, draw) {
  let bytes = first;
  const note = make("span", { className: "facts" });
  const button = make("button", { className: "button quiet", type: "button" }, "Show more");
  const bar = make("div", { className: "more" }, note, button);
  const say = () => {
    note.textContent = `${size(bytes.length)} of ${size(file.size)} shown.`;
    if (bytes.length >= file.size) bar.remove();
  };
  button.addEventListener("click", async () => {
    const next = await api.content(image, file, bytes.length, chunk);
    const all = new Uint8Array(bytes.length + next.length);
    all.set(bytes);
    all.set(next, bytes.length);
    bytes = all;
    draw(bytes);
    say();
  });
  say();
  return bar;
}

export function showHex(image, file, first) {
  const width = body.clientWidth < 620 ? 8 : 16;
  const digits = Math.max(4, hex(Math.max(0, file.size - 1)).length);
  const pages = new Map([[0, first.subarray(0, Math.min(first.length, hexPage))]]);
  const asked = new Set([0]);
  let base = 0;
  const frame = make("div", { className: "rows hex", tabIndex: 0, id: "hex-rows" });
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Hex");
  const rows = new Rows(frame, {
    height: 20,
    fill: (row, index) => {
      const offset = base + index * width;
      const page = Math.floor(offset / hexPage);
      const bytes = pages.get(page);
      row.append(make("span", { className: "offset" }, hex(offset, digits)));
      if (!bytes) { ask(page); return; }
      const part = bytes.subarray(offset - page * hexPage, offset - page * hexPage + width);
      const codes = Array.from(part, byte => hex(byte, 2));
      const text = Array.from(part, byte => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "·")).join("");
      const half = codes.slice(0, 8).join(" ").padEnd(23);
      row.append(make("span", {}, width === 16 ? `${half}  ${codes.slice(8).join(" ").padEnd(23)}` : half), make("span", {}, text));
    },
  });
  const show = () => rows.show(Math.ceil(Math.min(hexWindow, file.size - base) / width));
  async function ask(page) {
    if (asked.has(page)) return;
    asked.add(page);
    try {
      pages.set(page, await api.content(image, file, page * hexPage, hexPage));
      if (frame.isConnected) show();
    } catch (problem) { showProblem(problem); }
  }

  const bar = make("div", { className: "hex-bar" });
  const field = make("input", { type: "text", placeholder: "0x0", spellcheck: false, id: "hex-offset" });
  bar.append(make("label", { htmlFor: "hex-offset" }, "Go to offset"), field);
  const go = offset => {
    base = Math.floor(offset / hexWindow) * hexWindow;
    show();
    rows.reveal(Math.floor((offset - base) / width), true);
  };
  field.addEventListener("keydown", event => {
    const offset = Number(field.value.trim());
    if (event.key !== "Enter") return;
    const isRight = field.value.trim() !== "" && Number.isInteger(offset) && offset >= 0 && offset < file.size;
    field.setAttribute("aria-invalid", !isRight);
    if (isRight) go(offset);
  });
  if (file.size > hexWindow) {
    const step = (text, by) => make("button", { className: "button quiet", type: "button", onclick: () => {
      const next = base + by * hexWindow;
      if (next >= 0 && next < file.size) go(next);
    } }, text);
    bar.append(step("Previous 8 MiB", -1), step("Next 8 MiB", 1));
  }
  body.replaceChildren(bar, frame);
  show();
}

export function showPicture(image, file) {
  const picture = make("img", { alt: `Picture ${file.shown}`, src: api.pictureAddress(image, file) });
  const facts = make("p", { className: "facts" });
  picture.addEventListener("load", () => {
    facts.textContent = `${picture.naturalWidth} × ${picture.naturalHeight} pixels`;
    picture.classList.toggle("small", picture.naturalWidth < 96);
  });
  picture.addEventListener("error", () => { facts.textContent = "The browser cannot show this picture."; });
  body.replaceChildren(make("div", { className: "picture" }, picture, facts));
}

export function showEmpty() {
  body.replaceChildren(make("p", { className: "empty" }, "The file is empty: 0 bytes."));
}

export function showProblem(problem) {
  body.replaceChildren(make("p", { className: "notice bad", role: "alert" }, problem.message));
}

export const firstChunk = (image, file, signal) => api.content(image, file, 0, Math.min(chunk, file.size), signal);

export const sizeWords = file => (file.stored === file.size ? count(file.size, "byte") : `${count(file.size, "byte")}, ${count(file.stored, "byte")} stored`);
