// On every page: suggestions while typing a name, marks and facts of a document lit up together, all evidence open on paper.
import { el, getJson } from "./dom.js";

const WAIT = 120;

function suggest(input) {
  const list = el("ul", { class: "suggestions", role: "listbox", id: "find-list", "aria-label": "Names", hidden: true });
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", "find-list"], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  let timer = 0;
  let chosen = -1;
  let asked = "";

  const options = () => [...list.querySelectorAll("[role=option]")];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    const all = options();
    chosen = all.length ? (index + all.length) % all.length : -1;
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    if (chosen >= 0) {
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (found) => {
    const lines = found.map((one, index) =>
      el("li", { role: "option", id: `find-${index}`, "aria-selected": "false" },
        el("a", { href: one.path, tabindex: "-1" }, one.label,
          el("span", { class: "soft" }, one.name === one.label ? one.kind : `${one.name} – ${one.kind}`))));
    list.replaceChildren(...(lines.length ? lines : [el("li", { class: "soft" }, "No name begins so")]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    chosen = -1;
  };
  const ask = async () => {
    const text = input.value.trim();
    asked = text;
    if (!text) return close();
    try {
      const found = await getJson(`/suggest?q=${encodeURIComponent(text)}`);
      if (asked === text && document.activeElement === input) show(found);
    } catch {
      close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(options()[chosen].querySelector("a").href);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
}

function linkDocument(text, beside) {
  const factsOf = (mark) => mark.dataset.facts.trim().split(/\s+/).map((number) => document.getElementById(`f${number}`));
  const light = (number, lit) => {
    for (const mark of text.querySelectorAll("mark")) {
      if (mark.dataset.facts.trim().split(/\s+/).includes(number)) mark.classList.toggle("lit", lit);
    }
  };
  for (const fact of beside.querySelectorAll(".fact")) {
    const number = fact.id.slice(1);
    for (const [name, lit] of [["pointerenter", true], ["focusin", true], ["pointerleave", false], ["focusout", false]]) {
      fact.addEventListener(name, () => light(number, lit));
    }
  }
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    const fact = mark && !event.target.closest("a") && !String(getSelection()) ? factsOf(mark)[0] : null;
    if (fact) location.hash = fact.id;
  });
}

function openForPrinting() {
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
}

const input = document.getElementById("find");
if (input) suggest(input);
const text = document.querySelector(".reading .text");
if (text) linkDocument(text, document.querySelector(".beside"));
openForPrinting();
