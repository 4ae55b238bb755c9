// Suggestions while typing (the ARIA combobox pattern), and "/" to reach the search box. Without it, search still works.
const WAIT = 120;
const SLASH = "atlas-slash";

class Suggestions {
  constructor(input) {
    this.input = input;
    this.rows = [];
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-options`;
    this.list.className = "options";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    input.form.append(this.list);
    const state = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(state)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.soon());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const typed = this.input.value.trim();
    this.running?.abort();
    if (typed.length < 2) return this.close();
    this.running = new AbortController();
    const address = `${this.input.dataset.suggest}?q=${encodeURIComponent(typed)}`;
    try {
      const answer = await fetch(address, { signal: this.running.signal, headers: { Accept: "application/json" } });
      if (answer.ok && this.input.value.trim() === typed) this.show(await answer.json());
    } catch {
      this.close(); // no suggestions is no failure: Enter still searches
    }
  }

  show(rows) {
    this.rows = rows;
    this.list.replaceChildren(...rows.map((row, place) => this.option(row, place)));
    this.choose(-1);
    this.list.hidden = rows.length === 0;
    this.input.setAttribute("aria-expanded", String(rows.length > 0));
  }

  option(row, place) {
    const item = document.createElement("li");
    const detail = document.createElement("span");
    item.id = `${this.list.id}-${place}`;
    item.setAttribute("role", "option");
    item.append(row.text, " ", detail);
    detail.textContent = row.detail;
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.open(row);
    });
    return item;
  }

  choose(place) {
    this.active = place;
    [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", this.list.children[place].id);
  }

  key(event) {
    const count = this.rows.length;
    if (event.key === "Escape" && !this.list.hidden) this.close();
    else if (this.list.hidden || !count) return;
    else if (event.key === "ArrowDown") this.choose((this.active + 2) % (count + 1) - 1);
    else if (event.key === "ArrowUp") this.choose((this.active + count + 1) % (count + 1) - 1);
    else if (event.key === "Enter" && this.active >= 0) this.open(this.rows[this.active]);
    else return;
    event.preventDefault();
  }

  open(row) {
    location.assign(row.href);
  }

  close() {
    this.rows = [];
    this.active = -1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function slashAllowed() {
  try {
    return localStorage.getItem(SLASH) !== "off";
  } catch {
    return true;
  }
}

function listenForSlash(input) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !slashAllowed()) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

function offerSwitch(box) {
  box.checked = slashAllowed();
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => localStorage.setItem(SLASH, box.checked ? "on" : "off"));
}

const inputs = [...document.querySelectorAll("[data-suggest]")];
inputs.forEach((input) => new Suggestions(input));
if (inputs.length) listenForSlash(inputs[0]);
document.querySelectorAll(".slash").forEach(offerSwitch);
