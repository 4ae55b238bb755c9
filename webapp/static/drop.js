// Files can be dropped anywhere on the form; without JavaScript the button of the field does the same.
const form = document.querySelector("form.drop");
if (form) {
  const input = form.querySelector("input[type=file]");
  const said = form.querySelector("#dropped");
  form.querySelector("[data-drop-here]").hidden = false;
  const tell = () => {
    const files = [...input.files];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    said.textContent = files.length ? `${files.length} ${files.length === 1 ? "file" : "files"}, ${(size / 1e6).toFixed(1)} MB` : "";
  };
  input.addEventListener("change", tell);
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        tell();
      }
    });
  }
}
