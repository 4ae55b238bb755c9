// What a person types about herself stays behind the # of the address, which is never sent; answers replace a part of the page.
const MARK = "#me:";

function remember(data) {
  data.delete("csrf_token");
  const filled = new URLSearchParams([...data].filter(([, value]) => value));
  history.replaceState(null, "", MARK + filled);
}

async function ask(form, data) {
  data.set("csrf_token", form.elements.csrf_token.value);
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["#answers", "[data-profile]"]) document.querySelector(part).replaceWith(page.querySelector(part));
  remember(data);
  listen();
}

function listen() {
  const form = document.querySelector("[data-profile]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form, new URLSearchParams(new FormData(form))).then(() => document.querySelector("#answers").scrollIntoView(), () => form.submit());
  });
  return form;
}

const form = listen();
if (location.hash.startsWith(MARK)) ask(form, new URLSearchParams(location.hash.slice(MARK.length))).catch(() => {});
