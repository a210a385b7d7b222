// Rows in, a table out that shows names instead of IRIs, can be sorted, filtered and paged, and leads from each row to the
// sentences behind it.
import { el, pathOf, postJson } from "./dom.js";
import { openEvidence } from "./evidence.js";

const PER_PAGE = 50;
const MOST_LABELS = 5_000;
const LONG = 180;
const NUMERIC = /#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/;

/** The table of an answer. */
export function makeTable(answer, context) {
  const table = new ResultTable(answer, context);
  table.load();
  return table.box;
}

class ResultTable {
  constructor(answer, context) {
    this.names = answer.names;
    this.rows = answer.rows.map((row, index) => ({ row, index }));
    this.text = context.text;
    this.labels = context.labels;
    this.evidence = new Map();
    this.page = 0;
    this.sort = null;
    this.filters = {};
    this.showIris = false;
    this.body = el("tbody", {});
    this.pager = el("nav", { class: "pages", "aria-label": "Pages of the answer" });
    this.box = el("div", {}, this.#toolbar(), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows" },
      el("table", { class: "cards" }, el("thead", {}, this.#heads(), this.#filterRow()), this.body)), this.pager);
    this.draw();
  }

  async load() {
    const iris = new Set();
    for (const { row } of this.rows) {
      for (const cell of Object.values(row)) if (cell.type === "uri") iris.add(cell.value);
      if (iris.size > MOST_LABELS) break;
    }
    try {
      Object.assign(this.labels, await postJson("/labels", { iris: [...iris].slice(0, MOST_LABELS) }));
      this.draw();
    } catch {
      // Without labels the short form of the IRI stands.
    }
  }

  shown() {
    const wanted = Object.entries(this.filters).filter(([, text]) => text);
    const kept = this.rows.filter(({ row }) => wanted.every(([name, text]) => this.textOf(row[name]).toLowerCase().includes(text)));
    if (!this.sort) return kept;
    const { name, down } = this.sort;
    const compare = new Intl.Collator("en", { numeric: true }).compare;
    return kept.toSorted((a, b) => this.compare(a.row[name], b.row[name], compare) * (down ? -1 : 1));
  }

  compare(a, b, compare) {
    if (!a || !b) return a ? -1 : b ? 1 : 0;
    if (NUMERIC.test(a.datatype ?? "") && NUMERIC.test(b.datatype ?? "")) return Number(a.value) - Number(b.value);
    return compare(this.textOf(a), this.textOf(b));
  }

  textOf(cell) {
    if (!cell) return "";
    if (cell.type !== "uri" || this.showIris) return cell.value;
    return this.labels[cell.value] ?? cell.value.split(/[#/]/).pop();
  }

  draw() {
    const rows = this.shown();
    const pages = Math.max(1, Math.ceil(rows.length / PER_PAGE));
    this.page = Math.min(this.page, pages - 1);
    const visible = rows.slice(this.page * PER_PAGE, (this.page + 1) * PER_PAGE);
    this.body.replaceChildren(...visible.map((one) => this.#line(one)));
    if (!visible.length) this.body.append(el("tr", {}, el("td", { colspan: this.names.length + 1, class: "soft" }, "No row fits the filters.")));
    this.#drawPager(rows.length, pages);
    this.#findEvidence(visible);
  }

  #toolbar() {
    const change = (event) => { this.showIris = event.target.checked; this.draw(); };
    return el("div", { class: "toolbar small" }, el("label", {}, el("input", { type: "checkbox", onchange: change }), " show IRIs"));
  }

  #heads() {
    const heads = this.names.map((name) => {
      const head = el("th", { scope: "col", "aria-sort": "none" });
      const button = el("button", { type: "button", title: "Sort", onclick: () => this.#sortBy(name, head) }, name, el("span", { "aria-hidden": "true" }, " ↕"));
      head.append(button);
      return head;
    });
    return el("tr", {}, heads, el("th", { scope: "col" }, "Evidence"));
  }

  #filterRow() {
    return el("tr", { class: "filters" }, this.names.map((name) => el("td", {}, el("input", {
      type: "search", size: "6", "aria-label": `Filter ${name}`, placeholder: `filter ${name}`,
      oninput: (event) => { this.filters[name] = event.target.value.trim().toLowerCase(); this.page = 0; this.draw(); },
    }))), el("td", {}));
  }

  #sortBy(name, head) {
    const down = this.sort?.name === name && !this.sort.down;
    this.sort = { name, down };
    for (const other of head.parentNode.querySelectorAll("[aria-sort]")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const mark of head.parentNode.querySelectorAll("button span")) mark.textContent = " ↕";
    head.querySelector("span").textContent = down ? " ↓" : " ↑";
    this.draw();
  }

  #line({ row, index }) {
    const cells = this.names.map((name) => {
      const cell = row[name];
      const text = this.textOf(cell);
      const path = cell?.type === "uri" ? pathOf(cell.value) ?? (/^https?:/.test(cell.value) ? cell.value : null) : null;
      const numeric = NUMERIC.test(cell?.datatype ?? "");
      return el("td", { class: numeric ? "number" : null, "data-label": text ? name : null }, path ? el("a", { href: path, title: cell.value }, text) : shorten(text));
    });
    return el("tr", {}, cells, el("td", { "data-evidence": index, class: "nowrap" }, this.#button(index)));
  }

  #button(index) {
    const found = this.evidence.get(index);
    if (!found) return el("span", { class: "soft" }, "…");
    if (!found.total) return el("span", { class: "soft", title: "Names and kinds only: no fact is behind this row" }, "none");
    const label = `${found.total} ${found.total === 1 ? "fact" : "facts"}`;
    return el("button", { type: "button", class: "plain", onclick: () => openEvidence(found.facts, "Evidence of this row") }, label);
  }

  async #findEvidence(visible) {
    const asked = visible.filter(({ index }) => !this.evidence.has(index));
    if (!asked.length) return;
    try {
      const found = await postJson("/query/evidence", { query: this.text, names: this.names, rows: asked.map(({ row }) => row) });
      asked.forEach(({ index }, place) => this.evidence.set(index, found[place]));
    } catch (error) {
      for (const cell of this.body.querySelectorAll("[data-evidence]")) {
        if (!this.evidence.has(Number(cell.dataset.evidence))) cell.replaceChildren(el("span", { class: "soft", title: error.message }, "not known"));
      }
      return;
    }
    for (const cell of this.body.querySelectorAll("[data-evidence]")) cell.replaceChildren(this.#button(Number(cell.dataset.evidence)));
  }

  #drawPager(total, pages) {
    const go = (step) => () => { this.page += step; this.draw(); this.box.querySelector(".scroll").scrollIntoView({ block: "nearest" }); };
    const all = this.rows.length;
    const count = total === all ? `${all.toLocaleString("en")} rows` : `${total.toLocaleString("en")} of ${all.toLocaleString("en")} rows`;
    this.pager.replaceChildren(
      el("button", { type: "button", disabled: this.page === 0, onclick: go(-1) }, "Back"),
      el("span", {}, `Page ${this.page + 1} of ${pages}, ${count}`),
      el("button", { type: "button", disabled: this.page >= pages - 1, onclick: go(1) }, "Further"));
  }
}

/** A long text as its beginning, to be opened; rows stay low so. */
function shorten(text) {
  if (text.length <= LONG) return text;
  const cut = text.lastIndexOf(" ", LONG - 20);
  const at = cut > LONG / 2 ? cut : LONG - 20;
  return el("details", { class: "long" }, el("summary", {}, text.slice(0, at), el("span", { class: "cut" }, " …")), text.slice(at));
}
