// A list of any length: only the rows in sight, and the one that has the focus, are in the document.

const margin = 8;

export class Rows {
  #element;
  #space = document.createElement("div");
  #height;
  #fill;
  #drawn = new Map();
  #frame = 0;
  #active = 0;
  count = 0;

  // fill(element, index) writes a row; open(index) is called for a click and for Enter; key(event, index) may take a key first.
  constructor(element, { height, role, fill, open, key }) {
    this.#element = element;
    this.#height = height;
    this.#fill = fill;
    this.role = role;
    this.#space.className = "space";
    this.#space.setAttribute("role", "presentation");
    element.append(this.#space);
    element.tabIndex = -1;
    element.addEventListener("scroll", () => this.#later());
    new ResizeObserver(() => this.#later()).observe(element);
    element.addEventListener("click", event => {
      const index = this.#indexOf(event.target);
      if (index < 0) return;
      this.focus(index);
      open?.(index, event);
    });
    element.addEventListener("focusin", event => {
      const index = this.#indexOf(event.target);
      if (index >= 0) this.#setActive(index);
    });
    if (role) element.addEventListener("keydown", event => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const index = this.#active;
      const page = Math.max(1, Math.floor(element.clientHeight / height) - 1);
      const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -index, End: this.count };
      if (key?.(event, index)) event.preventDefault();
      else if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open?.(index, event); }
      else if (event.key in moves) { event.preventDefault(); this.focus(index + moves[event.key]); }
    });
  }

  get active() { return this.#active; }

  get top() { return Math.floor(this.#element.scrollTop / this.#height); }

  show(count, active = this.#active) {
    this.count = count;
    this.#space.style.height = `${count * this.#height}px`;
    this.#active = Math.max(0, Math.min(active, count - 1));
    for (const row of this.#drawn.values()) row.dataset.stale = "1";
    this.#draw();
  }

  focus(index) {
    if (this.count === 0) return;
    this.#setActive(Math.max(0, Math.min(index, this.count - 1)));
    this.reveal(this.#active);
    this.#draw();
    this.#drawn.get(this.#active)?.focus({ preventScroll: true });
  }

  reveal(index, toTop = false) {
    const top = index * this.#height;
    const element = this.#element;
    if (toTop || top < element.scrollTop) element.scrollTop = top;
    else if (top + this.#height > element.scrollTop + element.clientHeight) element.scrollTop = top + this.#height - element.clientHeight;
  }

  #setActive(index) {
    const before = this.#drawn.get(this.#active);
    if (before && this.role) before.tabIndex = -1;
    this.#active = index;
    const now = this.#drawn.get(index);
    if (now && this.role) now.tabIndex = 0;
  }

  #indexOf(target) {
    const row = target.closest?.(".row");
    return row && this.#space.contains(row) ? Number(row.dataset.index) : -1;
  }

  #later() {
    this.#frame ||= requestAnimationFrame(() => { this.#frame = 0; this.#draw(); });
  }

  #draw() {
    const first = Math.max(0, this.top - margin);
    const last = Math.min(this.count, Math.ceil((this.#element.scrollTop + this.#element.clientHeight) / this.#height) + margin);
    const spare = [];
    for (const [index, row] of this.#drawn) {
      const kept = (index >= first && index < last) || (index === this.#active && this.role);
      if (kept && index < this.count) continue;
      row.remove();
      this.#drawn.delete(index);
      spare.push(row);
    }
    // In the order of the list, for screen readers that go by the document. What stays is never moved: it could have the focus.
    const active = this.role && this.count > 0 ? this.#active : -1;
    let after = null;
    if (active >= 0 && active < first) after = this.#place(active, after, spare);
    for (let index = first; index < last; index++) after = this.#place(index, after, spare);
    if (active >= last) this.#place(active, after, spare);
  }

  #place(index, after, spare) {
    let row = this.#drawn.get(index);
    if (!row || row.dataset.stale) {
      if (!row) {
        row = spare.pop() ?? document.createElement("div");
        row.style.cssText = `height: ${this.#height}px; transform: translateY(${index * this.#height}px)`;
        row.dataset.index = index;
        this.#drawn.set(index, row);
      }
      delete row.dataset.stale;
      row.replaceChildren();
      row.className = "row";
      if (this.role) { row.setAttribute("role", this.role); row.tabIndex = index === this.#active ? 0 : -1; }
      this.#fill(row, index);
    }
    const next = after ? after.nextSibling : this.#space.firstChild;
    if (row !== next) this.#space.insertBefore(row, next);
    return row;
  }
}
