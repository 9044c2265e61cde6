// The reader: layers on and off, and the item under the cursor or the focus explained beside the text.
// The items' explanations stand in the page's list; the panel shows a copy.

import { isLetter } from "./page.js";

const text = document.querySelector(".reader .text");
const panel = document.getElementById("explained");
const page = document.querySelector(".reader").dataset.page;
const start = new Map(); // name of an item -> the first piece of it
for (const piece of text.querySelectorAll("[data-items]")) {
  for (const name of piece.dataset.items.split(" ")) if (!start.has(name)) start.set(name, piece);
}
const names = [...document.querySelectorAll(".read-items .item")].map((item) => item.id.slice("about-".length)).filter((name) => start.has(name));
let current = -1;

function explain(name) {
  const item = document.getElementById(`about-${name}`);
  if (!item) return;
  const shown = item.cloneNode(true);
  shown.removeAttribute("id");
  panel.replaceChildren(...shown.childNodes);
  panel.dataset.target = item.dataset.target;
  Object.assign(panel.dataset, item.dataset);
  for (const piece of text.querySelectorAll(".now")) piece.classList.remove("now");
  for (const piece of text.querySelectorAll("[data-items]")) {
    if (piece.dataset.items.split(" ").includes(name)) piece.classList.add("now");
  }
  current = names.indexOf(name);
}

function move(by) {
  if (!names.length) return;
  const next = Math.min(Math.max(current + by, 0), names.length - 1);
  focusOn(names[next]);
}

function focusOn(name) {
  const piece = start.get(name);
  text.querySelector("[tabindex='0']")?.removeAttribute("tabindex");
  piece.tabIndex = 0;
  piece.setAttribute("role", "button");
  piece.focus({ preventScroll: false });
  explain(name);
}

let pinned = false; // a click, or the keyboard, holds the panel until another one
text.addEventListener("pointerover", (event) => {
  const piece = event.target.closest("[data-items]");
  if (piece && !pinned) explain(piece.dataset.items.split(" ")[0]);
});
text.addEventListener("click", (event) => {
  const piece = event.target.closest("[data-items]");
  pinned = Boolean(piece);
  if (piece) explain(piece.dataset.items.split(" ")[0]);
});
text.addEventListener("focusin", (event) => {
  const piece = event.target.closest("[data-items]");
  if (piece) explain(names[current] && piece.dataset.items.split(" ").includes(names[current]) ? names[current] : piece.dataset.items.split(" ")[0]);
});
document.addEventListener("keydown", (event) => {
  if (!isLetter(event)) return;
  if (event.key === "j" || event.key === "k") {
    pinned = true;
    move(event.key === "j" ? 1 : -1);
    event.preventDefault();
  }
});

// Whoever comes by a link to exact words sees them explained at once.
function arrive() {
  const name = decodeURIComponent(location.hash.slice(1)).replace(`${page}:`, "");
  if (start.has(name)) {
    pinned = true;
    explain(name);
    start.get(name).tabIndex = 0;
    start.get(name).scrollIntoView({ block: "center" });
  } else if (names.length) {
    start.get(names[0]).tabIndex = 0;
  }
}
window.addEventListener("hashchange", arrive);
arrive();

const toggles = document.querySelector("[data-toggles]");
toggles.hidden = false;
const off = new Set(JSON.parse(sessionStorage.getItem("layers-off") ?? "[]"));
for (const box of toggles.querySelectorAll("input")) {
  box.checked = !off.has(box.name);
  text.classList.toggle(`no-${box.name}`, !box.checked);
  box.addEventListener("change", () => {
    text.classList.toggle(`no-${box.name}`, !box.checked);
    box.checked ? off.delete(box.name) : off.add(box.name);
    sessionStorage.setItem("layers-off", JSON.stringify([...off]));
  });
}
