// The files of an image as a tree.

import { make, size, visible } from "./words.js";
import { Rows } from "./rows.js";

const indent = 14;

export class Tree {
  #rows;
  #root = folder("", null);
  #lines = [];
  #open;
  #chosen = null;
  #typed = "";
  #typedAt = 0;

  constructor(element, open) {
    this.#open = open;
    this.#rows = new Rows(element, {
      height: 30,
      role: "treeitem",
      fill: (row, index) => this.#fill(row, this.#lines[index]),
      open: index => this.#enter(this.#lines[index]),
      key: (event, index) => this.#key(event, index),
    });
  }

  // Folders that were open stay open.
  show(files) {
    const opened = new Set();
    walk(this.#root, node => { if (node.isOpen) opened.add(node.path); });
    const fresh = this.#root.all.length === 0;
    this.#root = build(files);
    walk(this.#root, node => { node.isOpen = opened.has(node.path); });
    // A single folder at the top, or few files in all: there is nothing to choose by keeping them closed.
    if (fresh && (this.#root.all.length === 1 || files.length <= 30)) walk(this.#root, node => { node.isOpen = true; });
    this.#flatten();
  }

  choose(file, focus = false) {
    this.#chosen = file;
    for (let node = this.#root, rest = file?.path ?? ""; rest.includes("/");) {
      const name = rest.slice(0, rest.indexOf("/"));
      node = node.folders.get(name);
      if (!node) break;
      node.isOpen = true;
      rest = rest.slice(name.length + 1);
    }
    this.#flatten();
    const index = this.#lines.findIndex(node => node.file === file);
    if (index < 0) return;
    if (focus) this.#rows.focus(index);
    else { this.#rows.show(this.#lines.length, index); this.#rows.reveal(index); }
  }

  focus() { this.#rows.focus(this.#rows.active); }

  #flatten() {
    this.#lines = [];
    const add = (node, level) => node.all.forEach((child, at) => {
      Object.assign(child, { level, at: at + 1, of: node.all.length });
      this.#lines.push(child);
      if (child.isOpen) add(child, level + 1);
    });
    add(this.#root, 1);
    this.#rows.show(this.#lines.length);
  }

  #fill(row, node) {
    row.style.paddingLeft = `${12 + Math.min(node.level - 1, 12) * indent}px`;
    row.setAttribute("aria-level", node.level);
    row.setAttribute("aria-posinset", node.at);
    row.setAttribute("aria-setsize", node.of);
    row.setAttribute("aria-selected", node.file !== undefined && node.file === this.#chosen);
    if (node.all) { row.setAttribute("aria-expanded", node.isOpen); row.classList.add("folder"); }
    else row.removeAttribute("aria-expanded");
    const shown = visible(node.name) || "(no name)";
    row.setAttribute("aria-label", node.file ? `${shown}, ${size(node.file.size)}${node.file.damaged ? ", damaged" : ""}` : `${shown}, folder`);
    row.append(make("span", { className: "twist", ariaHidden: "true" }, node.all ? "▶" : ""), make("span", { className: "name", title: shown, dir: "auto" }, shown));
    if (node.file?.damaged) row.append(make("span", { className: "tag bad" }, "damaged"));
    if (node.file && node.file.compression !== "none") row.append(make("span", { className: "tag" }, node.file.compression));
    row.append(make("span", { className: "size" }, node.file ? size(node.file.size) : `${node.files}`));
  }

  #enter(node) {
    if (!node.all) { this.#open(node.file); return; }
    node.isOpen = !node.isOpen;
    this.#flatten();
    this.#rows.focus(this.#lines.indexOf(node));
  }

  #key(event, index) {
    const node = this.#lines[index];
    if (!node) return false;
    if (event.key === "ArrowRight" && node.all) {
      if (node.isOpen) this.#rows.focus(index + 1); else this.#enter(node);
      return true;
    }
    if (event.key === "ArrowLeft") {
      if (node.isOpen) this.#enter(node);
      else this.#rows.focus(this.#lines.findLastIndex((other, at) => at < index && other.level < node.level));
      return true;
    }
    if (event.key.length === 1 && event.key !== " " && event.key !== "/") {
      const now = performance.now();
      this.#typed = (now - this.#typedAt < 700 ? this.#typed : "") + event.key.toLowerCase();
      this.#typedAt = now;
      const from = this.#typed.length === 1 ? index + 1 : index;
      for (let step = 0; step < this.#lines.length; step++) {
        const at = (from + step) % this.#lines.length;
        if (this.#lines[at].name.toLowerCase().startsWith(this.#typed)) { this.#rows.focus(at); break; }
      }
      return true;
    }
    return false;
  }
}

const folder = (name, path) => ({ name, path, folders: new Map(), all: [], isOpen: false, files: 0 });

function build(files) {
  const root = folder("", "");
  for (const file of files) {
    const parts = file.path.split("/");
    let node = root;
    for (const name of parts.slice(0, -1)) {
      let next = node.folders.get(name);
      if (!next) {
        next = folder(name, `${node.path}/${name}`);
        node.folders.set(name, next);
        node.all.push(next);
      }
      next.files++;
      node = next;
    }
    node.all.push({ name: parts.at(-1), file });
  }
  const byName = (a, b) => (!a.all - !b.all) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  root.all.sort(byName);
  walk(root, node => node.all.sort(byName));
  return root;
}

function walk(root, visit) {
  const waiting = [...root.folders.values()];
  while (waiting.length > 0) {
    const node = waiting.pop();
    visit(node);
    waiting.push(...node.folders.values());
  }
}
