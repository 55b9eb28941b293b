// The image to scale: one square for each so many bytes, in the colour of what fills most of it; and the same as a list.

import { byId, count, exact, hex, make, size, visible } from "./words.js";
import { Rows } from "./rows.js";

const kinds = ["free", "metadata", "file header", "file data", "deleted", "unusable"];
const cell = 11;
const most = 60;

export class BlockMap {
  #canvas = byId("blocks");
  #note = byId("block");
  #image = null;
  #files = [];
  #extents = [];
  #chosen = -1;
  #name = "";
  #unit = 1;
  #columns = 1;
  #rows;

  constructor(open) {
    this.#rows = new Rows(byId("extents"), {
      height: 28,
      role: "option",
      fill: (row, index) => this.#fill(row, this.#extents[index]),
      open: index => { const owner = this.#extents[index]?.[3]; if (owner >= 0) open(this.#files[owner]); },
    });
    new ResizeObserver(() => this.#draw()).observe(this.#canvas.parentElement);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
    this.#canvas.addEventListener("pointermove", event => {
      const extent = this.#at(event);
      this.#note.textContent = extent ? this.#words(extent) : "";
    });
    this.#canvas.addEventListener("pointerleave", () => { this.#note.textContent = ""; });
    this.#canvas.addEventListener("click", event => {
      const owner = this.#at(event)?.[3] ?? -1;
      if (owner >= 0) open(this.#files[owner]);
    });
  }

  show(image, files, extents) {
    this.#image = image;
    this.#files = files;
    this.#extents = extents;
    const sums = kinds.map(() => 0);
    for (const [, length, kind] of extents) sums[kind] += length;
    byId("legend").replaceChildren(...kinds.flatMap((name, kind) => sums[kind] === 0 ? [] : [make("li", {}, make("i", { className: `kind-${kind}` }), `${name}: ${size(sums[kind])}`)]));
    this.#canvas.setAttribute("aria-label", `Map of ${visible(image.name)}: ${kinds.flatMap((name, kind) => sums[kind] === 0 ? [] : [`${name} ${exact(sums[kind])}`]).join(", ")}. The list below has every extent.`);
    this.#rows.show(extents.length, 0);
    this.#draw();
  }

  choose(file) {
    this.#chosen = file?.index ?? -1;
    this.#name = file?.shown ?? "";
    this.#rows.show(this.#extents.length);
    this.#draw();
  }

  #draw() {
    const width = this.#canvas.parentElement.clientWidth;
    if (!this.#image || width === 0) return;
    this.#columns = Math.max(8, Math.floor(width / cell));
    this.#unit = 1;
    while (this.#image.size / this.#unit > this.#columns * most) this.#unit *= 2;
    const cells = Math.ceil(this.#image.size / this.#unit);
    const height = Math.ceil(cells / this.#columns) * cell;
    const scale = devicePixelRatio || 1;
    this.#canvas.width = width * scale;
    this.#canvas.height = height * scale;
    this.#canvas.style.height = `${height}px`;
    const pen = this.#canvas.getContext("2d");
    pen.scale(scale, scale);
    const colour = className => getComputedStyle(probe(className)).backgroundColor;
    const colours = kinds.map((_, kind) => colour(`kind-${kind}`));
    const chosen = colour("chosen");
    let at = 0;
    for (let index = 0; index < cells; index++) {
      const start = index * this.#unit;
      const end = start + this.#unit;
      while (at < this.#extents.length && this.#extents[at][0] + this.#extents[at][1] <= start) at++;
      let best = 0;
      let share = 0;
      let isChosen = false;
      for (let i = at; i < this.#extents.length && this.#extents[i][0] < end; i++) {
        const [offset, length, kind, owner] = this.#extents[i];
        const inside = Math.min(end, offset + length) - Math.max(start, offset);
        isChosen ||= owner >= 0 && owner === this.#chosen;
        if (inside > share) { share = inside; best = kind; }
      }
      pen.fillStyle = isChosen ? chosen : colours[best];
      pen.fillRect((index % this.#columns) * cell, Math.floor(index / this.#columns) * cell, cell - 2, cell - 2);
    }
    this.#canvas.title = "";
    byId("legend").dataset.unit = this.#unit;
    byId("chosen")?.remove();
    if (this.#chosen >= 0) byId("legend").append(make("li", { id: "chosen", className: "chosen-name" }, make("i", { className: "chosen" }), this.#name));
    const note = byId("unit") ?? byId("legend").appendChild(make("li", { id: "unit", className: "facts" }));
    note.textContent = `one square: ${this.#unit < 1024 ? count(this.#unit, "byte") : size(this.#unit)}`;
  }

  #at(event) {
    const column = Math.floor(event.offsetX / cell);
    const index = Math.floor(event.offsetY / cell) * this.#columns + column;
    if (column >= this.#columns) return null;
    const place = index * this.#unit;
    // The extents are in ascending order.
    let low = 0;
    let high = this.#extents.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [offset, length] = this.#extents[middle];
      if (place < offset) high = middle - 1; else if (place >= offset + length) low = middle + 1; else return this.#extents[middle];
    }
    return null;
  }

  #words([offset, length, kind, owner]) {
    return `0x${hex(offset)}–0x${hex(offset + length - 1)}: ${kinds[kind]}, ${exact(length)}${owner >= 0 ? `, ${this.#files[owner]?.shown ?? ""}` : ""}`;
  }

  #fill(row, extent) {
    const [offset, length, kind, owner] = extent;
    row.setAttribute("aria-label", this.#words(extent));
    row.setAttribute("aria-selected", owner >= 0 && owner === this.#chosen);
    row.append(
      make("i", { className: `kind-${kind}` }), make("span", { className: "at" }, `0x${hex(offset, 6)}`), make("span", { className: "kind" }, kinds[kind]),
      make("span", { className: "name", dir: "auto" }, owner >= 0 ? this.#files[owner]?.shown ?? "" : ""), make("span", { className: "size" }, size(length)));
  }
}

const probes = new Map();

function probe(className) {
  let element = probes.get(className);
  if (!element) {
    element = make("i", { className, hidden: false });
    byId("legend").after(make("span", { className: "hidden-text", ariaHidden: "true" }, element));
    probes.set(className, element);
  }
  return element;
}
