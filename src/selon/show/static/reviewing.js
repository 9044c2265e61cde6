// Deciding with buttons or keys: a accept, c correct, r reject, z undo the last decision; j and k go through the figures of a table, x chooses
// one, s splits off those that are chosen, m merges the fact with another.

import { change, isLetter, tell } from "./page.js";

const dialog = document.getElementById("deciding");
const form = dialog.querySelector("form");
const failed = dialog.querySelector(".failed");
const LAST = "last-review"; // the decision that z takes back, also after the page was loaded again
// What can be corrected here, as the rows carry it: data-low, data-as-of …
const VALUES = ["low", "high", "asOf", "speaker", "side", "edtf", "name"];
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
let pending = null;

function open(action, row, targets) {
  pending = { action, targets, row };
  dialog.querySelector("h2").textContent = dialog.dataset[action];
  const words = row?.querySelector("q")?.textContent ?? "";
  dialog.querySelector(".words").hidden = !words;
  dialog.querySelector(".words q").textContent = words;
  const values = action === "correct" ? VALUES.filter((name) => name in row.dataset) : [];
  dialog.querySelector(".values").replaceChildren(...values.map((name) => field(name, row.dataset[name])));
  dialog.querySelector(".other").hidden = action !== "merge";
  form.elements.other.required = action === "merge";
  form.elements.other.disabled = action !== "merge";
  form.elements.reason.required = action !== "accept";
  form.elements.other.value = form.elements.reason.value = "";
  failed.hidden = true;
  dialog.showModal();
  (dialog.querySelector(".values input") ?? (action === "merge" ? form.elements.other : form.elements.reason)).focus();
}

function field(name, value) {
  const label = document.createElement("label");
  label.textContent = dialog.dataset[name];
  const input = document.createElement("input");
  input.name = snake(name);
  input.autocomplete = "off";
  input.defaultValue = input.value = value;
  label.append(input);
  return label;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { action, targets } = pending;
  const changed = [...dialog.querySelectorAll(".values input")].filter((input) => input.value.trim() !== input.defaultValue);
  const decision = { action, targets: [...targets], reason: form.elements.reason.value, new: Object.fromEntries(changed.map((input) => [input.name, input.value.trim()])) };
  if (action === "merge") decision.targets.push(form.elements.other.value.trim());
  try {
    await decide(decision);
    dialog.close();
  } catch (error) {
    failed.textContent = error.message;
    failed.hidden = false;
  }
});
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

async function decide(decision) {
  const { review } = await change("/api/reviews", decision);
  sessionStorage.setItem(LAST, JSON.stringify({ entry: review.entry, undo: decision.action !== "undo" }));
  sessionStorage.setItem("told", dialog.dataset.done);
  location.reload();
}

async function undo(entry) {
  try {
    await decide({ action: "undo", undoes: entry });
  } catch (error) {
    tell(error.message, { failed: true });
  }
}

function act(action, row) {
  if (action === "split") {
    const chosen = [...document.querySelectorAll("[data-chosen]:checked")].map((box) => box.closest("[data-target]").dataset.target);
    chosen.length ? open("split", null, chosen) : tell(dialog.dataset.choose, { failed: true });
  } else if (row) {
    open(action, row, [row.dataset.target]);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-review], [data-undo]");
  if (!button) return;
  if (button.dataset.undo) undo(Number(button.dataset.undo));
  else if (button.dataset.review === "merge") open("merge", null, [button.dataset.fact]);
  else act(button.dataset.review, button.closest("[data-target]"));
});

// The row, or the explained item, that the keys are for.
const current = () => document.querySelector("tr.now[data-target]") ?? document.querySelector("#explained[data-target]");
const KEYS = { a: "accept", c: "correct", r: "reject" };
const NAMED = { s: "split", m: "merge" };

document.addEventListener("keydown", (event) => {
  if (!isLetter(event)) return;
  if (event.key in KEYS && current()) {
    event.preventDefault();
    act(KEYS[event.key], current());
  } else if (event.key === "x" && current()?.querySelector("[data-chosen]")) {
    current().querySelector("[data-chosen]").click();
  } else if ((event.key === "s" || event.key === "m") && document.querySelector(`[data-review="${NAMED[event.key]}"]`)) {
    event.preventDefault();
    document.querySelector(`[data-review="${NAMED[event.key]}"]`).click();
  } else if (event.key === "z") {
    const last = JSON.parse(sessionStorage.getItem(LAST) ?? "null");
    if (last?.entry) undo(last.entry);
  } else if ((event.key === "j" || event.key === "k") && document.querySelector("[data-figures]")) {
    event.preventDefault();
    const rows = [...document.querySelectorAll("[data-figures] tr[data-target]")];
    const next = Math.min(Math.max(rows.indexOf(current()) + (event.key === "j" ? 1 : -1), 0), rows.length - 1);
    current()?.classList.remove("now");
    rows[next].classList.add("now");
    rows[next].querySelector("a").focus();
  }
});

const told = sessionStorage.getItem("told");
if (told) {
  sessionStorage.removeItem("told");
  tell(told);
}
