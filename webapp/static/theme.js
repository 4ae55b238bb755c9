// Light, dark, or as the system says: kept in this browser only. The button is shown only where it can work.
const KEY = "atlas-theme";
const NAMES = { auto: "automatic", light: "light", dark: "dark" };
const ORDER = Object.keys(NAMES);
const root = document.documentElement;

function read() {
  try {
    const kept = localStorage.getItem(KEY);
    return ORDER.includes(kept) ? kept : "auto";
  } catch {
    return "auto";
  }
}

function apply(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

function keep(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser that keeps nothing still shows the theme on this page.
  }
}

function offer() {
  const place = document.querySelector(".theme-place");
  const button = place.querySelector("button");
  let theme = read();
  const say = () => { button.textContent = `Colors: ${NAMES[theme]}`; };
  button.addEventListener("click", () => {
    theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
    apply(theme);
    keep(theme);
    say();
  });
  say();
  place.hidden = false;
}

apply(read());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offer);
else offer();
