// Facts in, a dialog that shows each with its sentences, the quote marked, and the way to the document out.
import { dayText, el, getJson } from "./dom.js";

const MOST = 60;
let dialog = null;

/** Open the evidence of facts (IRIs or names), or of an address such as `/evidence?about=…`. */
export async function openEvidence(factsOrAddress, title = "Evidence") {
  const address = typeof factsOrAddress === "string" ? factsOrAddress : addressOf(factsOrAddress);
  const box = show(title, [el("p", { class: "soft", role: "status" }, "Loading the sentences…")]);
  try {
    const found = await getJson(address);
    const parts = found.facts.map(article);
    const more = found.total > found.facts.length ? el("p", { class: "note" }, `${found.facts.length} of ${found.total} facts are shown.`) : null;
    fill(box, title, [...(parts.length ? parts : [el("p", { class: "empty" }, "No fact is behind this.")]), more,
      el("p", { class: "small" }, el("a", { href: address }, "This evidence as a page"))]);
  } catch (error) {
    fill(box, title, [el("p", { class: "note bad", role: "alert" }, `The evidence could not be loaded: ${error.message}.`)]);
  }
}

/** The address of the evidence of facts. */
export function addressOf(facts) {
  return `/evidence?${facts.slice(0, MOST).map((fact) => `fact=${fact.split("/").pop()}`).join("&")}`;
}

function show(title, content) {
  dialog ??= document.body.appendChild(el("dialog", { "aria-labelledby": "evidence-title" }));
  fill(dialog, title, content);
  if (!dialog.open) dialog.showModal();
  return dialog;
}

function fill(box, title, content) {
  const close = el("button", { type: "button", onclick: () => box.close() }, "Close");
  const head = el("h2", { id: "evidence-title", tabindex: "-1" }, title);
  box.replaceChildren(head, ...content.filter(Boolean), el("p", {}, close));
  if (box.open) head.focus();
}

function article(fact) {
  const rows = Object.entries(fact.values).flatMap(([property, values]) => [
    el("dt", {}, words(property)),
    el("dd", {}, values.map((value, index) => [index ? ", " : "", value.path ? el("a", { href: value.path }, value.text) : dayText(value.text)]).flat()),
  ]);
  return el("article", { class: "panel" },
    el("h3", {}, words(fact.kind)),
    el("dl", { class: "pairs" }, rows),
    fact.evidence.map(quote),
    el("p", { class: "small" }, el("a", { href: fact.path }, "This fact"),
      fact.rule ? ` · read by the rule “${fact.rule}”` : "", fact.asserted_on ? ` · said on ${dayText(fact.asserted_on)}` : ""));
}

function quote(place) {
  return el("blockquote", { class: "quote" },
    el("span", { class: "around" }, place.prefix ? `…${place.prefix}` : ""),
    el("mark", {}, place.quote),
    el("span", { class: "around" }, place.suffix ? `${place.suffix}…` : ""),
    el("footer", {}, el("a", { href: place.path }, place.title), place.issued ? `, ${dayText(place.issued)}` : ""));
}

function words(name) {
  const local = name.split(/[#/]/).pop().replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").replaceAll("-", " ").toLowerCase();
  return local.charAt(0).toUpperCase() + local.slice(1);
}
