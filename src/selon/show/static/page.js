// What every page shares: asking the API with our token, and telling what came of it.

const token = document.querySelector('meta[name="selon-token"]').content;

/** Whether a key press is one of a letter that does something here: not while one writes, nor where these keys are turned off. */
export function isLetter(event) {
  const elsewhere = event.target.closest("input:not([type=checkbox]), textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey;
  return !elsewhere && document.documentElement.dataset.keys !== "off";
}

/** Ask the API to change something; gives its answer, throws an Error with its one sentence. */
export async function change(address, body) {
  const form = body instanceof FormData;
  const answer = await fetch(address, {
    method: "POST",
    headers: { "X-Selon-Token": token, ...(form ? {} : { "Content-Type": "application/json" }) },
    body: form ? body : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await failure(answer));
  return answer.json();
}

/** Ask the API for something. */
export async function ask(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(await failure(answer));
  return answer.json();
}

async function failure(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text).detail;
  } catch {
    return text;
  }
}

/** Say something at the foot of the page, for eyes and screen readers. */
export function tell(words, { failed = false } = {}) {
  const line = document.createElement("p");
  line.className = failed ? "message failed" : "message";
  line.textContent = words;
  document.getElementById("told").replaceChildren(line);
  if (!failed) setTimeout(() => line.remove(), 6000);
}

// An open menu closes with Escape, and its button has the focus again.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.choices[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

// Forms of filters answer as soon as something is chosen; without script there is a button.
for (const form of document.querySelectorAll("form[data-at-once]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
