// Search by name, at once, and in contents, page by page.

import * as api from "./api.js";
import { byId, count, make, visible } from "./words.js";
import { Rows } from "./rows.js";

const pause = 250;

export class Search {
  #query = byId("query");
  #found = byId("found");
  #tree = byId("tree");
  #list = byId("results");
  #image = null;
  #files = [];
  #results = [];
  #running = null;
  #timer = 0;
  #rows;
  #open;
  #chosen = null;

  constructor(open, leave) {
    this.#open = open;
    this.#rows = new Rows(this.#list, {
      height: 48,
      role: "option",
      fill: (row, index) => this.#fill(row, this.#results[index]),
      open: index => this.#choose(this.#results[index]),
      key: (event, index) => {
        if (event.key === "ArrowUp" && index === 0) { this.#query.focus(); return true; }
        if (event.key === "Escape") { this.clear(); leave(); return true; }
        return false;
      },
    });
    this.#query.addEventListener("input", () => this.#later());
    for (const choice of document.querySelectorAll("input[name=where]")) choice.addEventListener("change", () => this.#later());
    this.#query.addEventListener("keydown", event => {
      if (event.key === "Escape") { event.preventDefault(); this.clear(); leave(); }
      else if (event.key === "ArrowDown") { event.preventDefault(); if (this.#list.hidden) leave(); else this.#rows.focus(0); }
      else if (event.key === "Enter" && this.#results.length > 0) { event.preventDefault(); this.#choose(this.#results[0]); }
    });
  }

  show(image, files) {
    this.#image = image;
    this.#files = files;
    this.#run();
  }

  focus() { this.#query.focus(); this.#query.select(); }

  clear() { this.#query.value = ""; this.#run(); }

  get #inContents() { return document.querySelector("input[name=where]:checked").value === "contents"; }

  // Names are found at once; Enter never opens what an earlier text found.
  #later() {
    clearTimeout(this.#timer);
    if (!this.#inContents || this.#query.value === "") { this.#run(); return; }
    this.#running?.abort();
    this.#results = [];
    this.#show("Searching…");
    this.#timer = setTimeout(() => this.#run(), pause);
  }

  async #run() {
    clearTimeout(this.#timer);
    this.#running?.abort();
    const text = this.#query.value;
    this.#list.hidden = text === "";
    this.#tree.hidden = text !== "";
    this.#results = [];
    if (text === "") { this.#found.textContent = ""; this.#rows.show(0); return; }
    if (!this.#inContents) {
      const wanted = text.toLowerCase();
      this.#results = this.#files.filter(file => file.path.toLowerCase().includes(wanted)).map(file => ({ file }));
      this.#show(`${count(this.#results.length, "file")}`);
      return;
    }
    const running = this.#running = new AbortController();
    this.#show("Searching…");
    try {
      let skipped = 0;
      for (let next = 0; next !== null;) {
        const part = await api.search(this.#image, text, next, running.signal);
        if (running.signal.aborted) return;
        for (const [index, offset, before, found, after] of part.matches) {
          this.#results.push({ file: this.#files[index], before, found, after, place: { offset, length: new TextEncoder().encode(text).length } });
        }
        skipped += part.skipped;
        next = part.next;
        this.#show(`${count(this.#results.length, "file")}${next === null ? "" : ", searching…"}${skipped > 0 ? `; ${count(skipped, "file")} damaged or too large` : ""}`);
      }
    } catch (problem) {
      if (!running.signal.aborted) this.#found.textContent = problem.message;
    }
  }

  #choose(result) {
    if (!result) return;
    this.#chosen = result.file;
    this.#rows.show(this.#results.length);
    this.#open(result.file, result.place);
  }

  #show(words) {
    this.#found.textContent = words;
    this.#rows.show(this.#results.length, 0);
  }

  #fill(row, { file, before, found, after }) {
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    row.setAttribute("aria-label", file.shown);
    row.setAttribute("aria-selected", file === this.#chosen);
    const where = make("span", { className: "where", dir: "auto" });
    if (found === undefined) where.append(visible(file.path.slice(0, Math.max(0, file.path.length - name.length - 1))) || "/");
    else where.append(flat(before.slice(-24)), make("mark", {}, flat(found)), flat(after));
    row.append(make("span", { className: "name", dir: "auto", title: file.shown }, found === undefined ? visible(name) : file.shown), where);
  }
}

const flat = text => visible(text.replace(/\s+/g, " "));
