// What a person types stays in the browser: behind the #, or on this device.
const MARK = "#me:", KEPT = "atlas.profile", one = (css, from = document) => from.querySelector(css);
let store = null;
try { store = localStorage; } catch { /* switched off */ }

function remember(data) {
  const filled = new URLSearchParams([...data].filter(([name, value]) => value && !/^(csrf_token|profile_file)$/.test(name)));
  history.replaceState(null, "", MARK + filled);
  if (one("[data-keep] input")?.checked) store.setItem(KEPT, filled);
}

async function ask(form, data) {
  data.set("csrf_token", form.elements.csrf_token.value);
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["#answers", "[data-profile]"]) one(part).replaceWith(one(part, page));
  listen();
  remember(data);
}

async function suggest(form, input) {
  const list = one("#suggested"), answer = await fetch(form.dataset.suggestClasses + "?q=" + encodeURIComponent(input.value));
  input.setAttribute("list", list.id);
  list.replaceChildren(...(await answer.json()).filter((row) => row.kind === "class").map((row) => new Option(row.text)));
}

function listen() {
  const form = one("[data-profile]"), keep = one("[data-keep]");
  if (!form) return form;
  if (store) {
    keep.hidden = false;
    one("input", keep).checked = KEPT in store;
    keep.onchange = () => one("input", keep).checked ? remember(new FormData(form)) : store.removeItem(KEPT);
  }
  form.profile_file.onchange = () => form.requestSubmit();
  form.oninput = ({ target }) => /^class_/.test(target.name) && target.value[1] && suggest(form, target).catch(() => {});
  form.onsubmit = (event) => {
    const by = event.submitter;
    if (by?.hasAttribute("formaction") || form.profile_file.value) return;
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form, by));
    ask(form, data).then(() => one(by?.name ? "[data-profile]" : "#answers").scrollIntoView(), () => form.submit());
  };
  return form;
}

for (const frame of document.querySelectorAll(".scroll")) {
  const here = one(".here rect", frame)?.getBoundingClientRect();
  if (here) frame.scrollLeft += here.x + here.width / 2 - frame.getBoundingClientRect().x - frame.clientWidth / 2;
}
const form = listen(), told = location.hash.startsWith(MARK) ? location.hash.slice(MARK.length) : store?.getItem(KEPT);
if (form && told && !one("#answers .answer, [role=alert]")) ask(form, new URLSearchParams(told)).catch(() => {});
