// One key an answer on a question's page. Off while typing, with another key held, and where the reader switched it off.
const KEPT = "atlas-bench-keys";
const box = document.querySelector(".keys");

function allowed() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function show() {
  document.querySelectorAll(".key").forEach((each) => { each.hidden = !box.checked; });
}

function press(event) {
  const typing = event.target.closest("textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]");
  if (typing || !box.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found || found.closest("fieldset:disabled")) return;
  event.preventDefault();
  if (found.type !== "radio") return (found.querySelector("button") ?? found).click();
  found.checked = true;
  document.getElementById("why").focus();
}

if (box) {
  box.checked = allowed();
  box.closest("[hidden]").hidden = false;
  show();
  box.addEventListener("change", () => {
    show();
    try {
      localStorage.setItem(KEPT, box.checked ? "on" : "off");
    } catch {
      // Then it holds for this page only.
    }
  });
  document.addEventListener("keydown", press);
}
