// Files go to the bucket as soon as they are chosen; the form then brings claims on them. Where this cannot run, or the bucket
// cannot be reached, they stay in their field and travel with the form itself.
"use strict";

for (const box of document.querySelectorAll("[data-uploads]")) {
  const form = box.closest("form");
  const field = box.querySelector("input[type=file]");
  const list = box.querySelector(".brought");
  const progress = box.querySelector(".progress");
  const button = form.querySelector("[type=submit]:not([formaction])");

  box.querySelector(".plainly").hidden = true;
  box.querySelector(".directly").hidden = false;

  const words = (sentence, name) => sentence.replace("{name}", name);

  async function asked(file) {
    const fields = new URLSearchParams({ key: form.elements.key.value, name: file.name, type: file.type, size: file.size });
    const answer = await fetch(box.dataset.uploads, { method: "POST", headers: { Accept: "application/json" }, body: fields });
    const told = await answer.json();
    if (!answer.ok) throw new Error((told.errors && told.errors.files) || told.detail || "");
    return told;
  }

  async function sent(file) {
    const door = await asked(file);
    const fields = new FormData();
    for (const [name, value] of Object.entries(door.fields)) fields.append(name, value);
    fields.append("file", file);
    const answer = await fetch(door.url, { method: "POST", body: fields });
    if (!answer.ok) throw new Error("");
    return door;
  }

  function keep(door) {
    const line = document.createElement("li");
    const label = line.appendChild(document.createElement("label"));
    label.className = "check";
    const check = label.appendChild(document.createElement("input"));
    Object.assign(check, { type: "checkbox", name: "upload", value: door.claim, checked: true });
    const name = label.appendChild(document.createElement("span")).appendChild(document.createElement("bdi"));
    name.textContent = door.name;
    list.append(line);
  }

  field.addEventListener("change", async () => {
    const files = [...field.files];
    button.disabled = true;
    let trouble = "";
    const left = new DataTransfer();
    for (const file of files) {
      progress.textContent = words(box.dataset.sending, file.name);
      try {
        keep(await sent(file));
      } catch (error) {
        if (error instanceof TypeError) left.items.add(file);
        else trouble = error.message || words(box.dataset.failed, file.name);
      }
    }
    field.files = left.files;
    progress.textContent = trouble || (left.files.length ? "" : box.dataset.done);
    button.disabled = false;
  });
}
