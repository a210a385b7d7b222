// An answer in, its views out: a table with the evidence of each row, and a chart, network or timeline where its columns
// allow one.
import { el } from "./dom.js";
import { barChart, barColumns, dateColumns, timeChart } from "./charts.js";
import { makeTable } from "./table.js";

const MOST_TEXT = 300_000;

/** Show an answer in a box. `context` has the query's text and the addresses of downloads. */
export function showAnswer(box, answer, context) {
  if (answer.form === "boolean") {
    box.replaceChildren(el("p", { class: "lead" }, answer.boolean ? "Yes." : "No."));
  } else if (answer.form === "graph") {
    const cut = answer.turtle.length > MOST_TEXT;
    box.replaceChildren(
      downloads([["Turtle", context.addresses.turtle]]),
      cut ? el("p", { class: "note warn" }, "Only the beginning is shown; the download has all.") : "",
      el("pre", { tabindex: "0" }, answer.turtle.slice(0, MOST_TEXT)));
  } else if (answer.rows.length === 0) {
    box.replaceChildren(el("p", { class: "empty" },
      "The query has no rows. Names are found with skos:prefLabel; the box at the top of the page shows how things are called."));
  } else {
    showRows(box, answer, context);
  }
}

function downloads(links) {
  return el("div", { class: "toolbar small" }, "Download: ", links.map(([name, address]) => el("a", { class: "button", href: address, download: "" }, name)));
}

function showRows(box, answer, context) {
  const view = el("div", {});
  const labels = {}; // names of IRIs, filled by the table
  const views = [["Table", () => makeTable(answer, { ...context, labels })], ...otherViews(answer, labels)];
  const made = new Map();
  const select = (name) => {
    for (const tab of tabs.children) tab.setAttribute("aria-selected", String(tab.textContent === name));
    if (!made.has(name)) made.set(name, views.find(([key]) => key === name)[1]());
    view.replaceChildren(made.get(name));
  };
  const tabs = el("div", { class: "tabs", role: "tablist", "aria-label": "Views" },
    views.map(([name]) => el("button", { type: "button", role: "tab", onclick: () => select(name) }, name)));
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = [...tabs.children];
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    next.focus();
    next.click();
  });
  const links = downloads([["CSV with evidence", context.addresses.csv], ["JSON", context.addresses.json]]);
  box.replaceChildren(links, ...(views.length > 1 ? [tabs] : []), view);
  select("Table");
}

function otherViews(answer, labels) {
  const views = [];
  const bars = barColumns(answer);
  if (bars) views.push(["Chart", () => barChart(answer, bars, labels)]);
  const dates = dateColumns(answer);
  if (dates) views.push(["Timeline", () => timeChart(answer, dates, labels)]);
  const things = answer.names.filter((name) => answer.rows.slice(0, 50).every((row) => row[name]?.type === "uri"));
  if (things.length > 1 && answer.rows.length <= 600) views.push(["Network", () => rowsNetwork(answer, things, labels)]);
  return views;
}

function rowsNetwork(answer, [first, second], labels) {
  const box = el("div", {}, el("div", { class: "network shown" }, el("p", { class: "network-empty" }, "Loading the drawing…")));
  const iris = new Set(answer.rows.flatMap((row) => [row[first].value, row[second].value]));
  import("./drawing.js")
    .then(({ drawPairs }) => drawPairs(box.firstChild, [...iris], labels, answer.rows.map((row) => [row[first].value, row[second].value])))
    .catch(() => { box.textContent = "The drawing is not part of this installation; the table has the same."; });
  return box;
}
