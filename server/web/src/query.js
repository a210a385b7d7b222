// The query page: the form becomes an editor whose queries are run, cancelled, remembered, shared and shown.
import { el } from "./dom.js";
import { readAnswer, TooLargeError } from "./answer.js";
import { showAnswer } from "./results.js";
import { forget, remember, remembered } from "./history.js";

const root = document.querySelector("[data-query]");
const form = root.querySelector("[data-form]");
const field = form.querySelector("textarea");
const status = root.querySelector("[data-status]");
const results = document.querySelector("[data-results]");
const runButton = root.querySelector("[data-run]");
const cancelButton = root.querySelector("[data-cancel]");
const day = root.querySelector("[data-day]");
let running = null;
let editor = {
  get text() { return field.value; },
  set text(text) { field.value = text; },
  focus: () => field.focus(),
  mark: () => {},
};

const withDay = (text) => (day.value ? text.replace(/[?$]asOf\b/g, `"${day.value}"^^<http://www.w3.org/2001/XMLSchema#date>`) : text);

function addresses(text) {
  const kept = new URLSearchParams({ query: text, ...(day.value && { "as-of": day.value }) });
  const link = new URLSearchParams(kept);
  link.set("release", root.dataset.release);
  const plain = (format) => `/sparql?${new URLSearchParams({ query: withDay(text), format })}`;
  return { link: `/query?${link}`, csv: `/query/download?${kept}`, json: plain("json"), turtle: plain("turtle") };
}

function busy(on) {
  runButton.disabled = on;
  cancelButton.hidden = !on;
  results.setAttribute("aria-busy", String(on));
}

async function run() {
  running?.abort();
  const mine = (running = new AbortController());
  const text = editor.text;
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
  const clock = setInterval(() => { status.textContent = `Running… ${seconds()} s`; }, 200);
  editor.mark(0);
  busy(true);
  status.textContent = "Running…";
  try {
    const answer = await readAnswer(withDay(text), mine.signal);
    remember(text);
    showHistory();
    history.replaceState(null, "", addresses(text).link);
    status.textContent = `${describe(answer)} in ${Math.round(performance.now() - began)} ms`;
    showAnswer(results, answer, { text: withDay(text), addresses: addresses(text) });
  } catch (error) {
    if (mine !== running && error.name === "AbortError") return;
    explain(error, seconds(), text);
  } finally {
    clearInterval(clock);
    if (mine === running) busy(false);
  }
}

function describe(answer) {
  if (answer.form === "boolean") return answer.boolean ? "Yes" : "No";
  if (answer.form === "graph") return `A graph of ${answer.lines} lines`;
  return `${answer.rows.length.toLocaleString("en")} ${answer.rows.length === 1 ? "row" : "rows"}`;
}

function explain(error, seconds, text) {
  if (error.name === "AbortError") {
    status.textContent = `Cancelled after ${seconds} s; the server has stopped the query.`;
    results.replaceChildren(el("p", { class: "empty" }, "Cancelled."));
    return;
  }
  status.textContent = "";
  const links = addresses(text);
  if (error instanceof TooLargeError) {
    results.replaceChildren(el("div", { class: "note warn", role: "alert" },
      el("p", {}, `The answer is larger than a page can show (${error.message}). Nothing of it is shown, so that no part is taken for the whole.`),
      el("p", {}, "Add a LIMIT, ask for a count, or download it: ", el("a", { href: links.json }, "JSON"), ", ", el("a", { href: links.turtle }, "Turtle"), ".")));
    return;
  }
  const place = error.line ? `Line ${error.line}${error.column ? `, column ${error.column}` : ""}: ` : "";
  results.replaceChildren(el("p", { class: "note bad", role: "alert" }, `${place}${error.message}.`));
  if (error.line) {
    editor.mark(error.line, error.column, error.message);
    editor.focus();
  }
}

function showHistory() {
  const box = root.querySelector("[data-history]");
  const known = remembered();
  box.hidden = known.length === 0;
  const lines = known.map(({ text, at }) => el("li", {},
    el("button", { type: "button", class: "plain", onclick: () => { editor.text = text; editor.focus(); } }, text.replace(/\s+/g, " ").slice(0, 90)),
    el("span", { class: "soft" }, ` ${new Date(at).toLocaleString()}`)));
  const clear = el("li", {}, el("button", { type: "button", class: "plain", onclick: () => { forget(); showHistory(); } }, "Forget all"));
  box.querySelector("ul").replaceChildren(...lines, ...(lines.length ? [clear] : []));
}

async function enhance() {
  try {
    const { makeEditor } = await import("./editor.js");
    const before = field.value;
    editor = makeEditor(field, { onRun: run, onChange: (text) => { field.value = text; } });
    if (field.value !== before) editor.text = field.value;
    root.dataset.editorReady = "yes";
  } catch {
    root.dataset.editorReady = "plain"; // The plain field goes on working where the editor was not built.
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
cancelButton.addEventListener("click", () => running?.abort());
root.querySelector("[data-examples]")?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-example]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  editor.text = link.dataset.example;
  run();
});
const copy = root.querySelector("[data-permalink]");
copy.hidden = !navigator.clipboard;
copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(new URL(addresses(editor.text).link, location.href).href);
  status.textContent = "The link to this query, release and day is in the clipboard.";
});

showHistory();
await enhance();
const wanted = new URLSearchParams(location.search);
if ((wanted.has("query") || wanted.has("example")) && !wanted.has("run")) run();
