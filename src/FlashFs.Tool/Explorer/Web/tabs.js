// A list of tabs as the ARIA practices have it: one stop for Tab, arrows inside.

export class Tabs {
  #tabs;
  #chosen;

  constructor(element, chosen) {
    this.#chosen = chosen;
    this.#tabs = [...element.querySelectorAll("[role=tab]")];
    element.addEventListener("click", event => {
      const tab = event.target.closest("[role=tab]");
      if (tab) this.choose(tab.id, true);
    });
    element.addEventListener("keydown", event => {
      const shown = this.#tabs.filter(tab => !tab.hidden);
      const at = shown.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      const tab = shown.at(to % shown.length);
      tab.focus();
      this.choose(tab.id, true);
    });
  }

  get current() { return this.#tabs.find(tab => tab.getAttribute("aria-selected") === "true")?.id; }

  choose(id, tell = false) {
    for (const tab of this.#tabs) {
      tab.setAttribute("aria-selected", tab.id === id);
      tab.tabIndex = tab.id === id ? 0 : -1;
    }
    if (tell) this.#chosen(id);
  }
}
