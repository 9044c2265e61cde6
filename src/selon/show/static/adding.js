// Files that are dropped or chosen go to the API one after the other; each has a row that says what became of it.

import { change } from "./page.js";

const form = document.getElementById("drop");
const input = document.getElementById("files");
const list = document.getElementById("dropped");
const bar = list.querySelector("progress");
const tally = document.getElementById("tally");
const queue = [];
let done = 0;
let all = 0;
let running = false;

function take(files) {
  for (const file of files) {
    const row = list.querySelector("tbody").insertRow();
    row.insertCell().textContent = file.name;
    row.insertCell().textContent = form.dataset.waiting;
    queue.push({ file, row });
    all += 1;
  }
  list.hidden = all === 0;
  if (!running) run();
}

async function run() {
  running = true;
  while (queue.length) {
    count();
    await read(queue.shift());
    done += 1;
  }
  running = false;
  count();
}

async function read({ file, row }) {
  row.cells[1].textContent = form.dataset.reading;
  const body = new FormData();
  body.append("file", file);
  try {
    const { pages } = await change("/api/pages", body);
    row.cells[1].replaceChildren(...pages.map(told));
  } catch (error) {
    row.cells[1].replaceChildren(told({ outcome: "failed", message: error.message }));
  }
}

function told({ outcome, page, message }) {
  const line = document.createElement("div");
  line.className = outcome;
  line.append(form.dataset[outcome], message ? `: ${message}` : "");
  if (page) {
    const link = document.createElement("a");
    link.href = `/page/${encodeURIComponent(page)}`;
    link.textContent = page;
    line.append(" ", link);
  }
  return line;
}

function count() {
  bar.max = all;
  bar.value = done;
  tally.textContent = `${done} / ${all}${done === all ? ` ${form.dataset.done}` : ""}`;
}

input.addEventListener("change", () => {
  take(input.files);
  input.value = "";
});
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => event.relatedTarget ?? form.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  take(event.dataTransfer.files);
});
// The page asks for files only once it takes them: what is dropped earlier, the browser would open.
form.hidden = false;
