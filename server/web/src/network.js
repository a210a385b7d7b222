// The network of a page: a list that is walked by keyboard, from one agent to those it is tied to, and beside it a drawing
// that follows; each tie opens its evidence.
import { dayText, el, getJson } from "./dom.js";
import { openEvidence } from "./evidence.js";

function start(box) {
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    load(box);
  }, { rootMargin: "100px" });
  watch.observe(box);
}

async function load(box) {
  const panel = box.querySelector("[data-panel]");
  try {
    const network = await getJson(withJson(box.dataset.address));
    const walk = new Walk(network, panel);
    walk.start(box.dataset.start ?? "");
    if (network.bonds.length) await draw(box, network, walk);
    else box.querySelector("[data-drawing]").replaceChildren(el("p", { class: "network-empty" }, "Nothing to draw."));
  } catch (error) {
    panel.replaceChildren(el("p", { class: "note bad", role: "alert" }, `The network could not be loaded: ${error.message}.`));
  }
}

function withJson(address) {
  return address + (address.includes("?") ? "&" : "?") + "format=json";
}

async function draw(box, network, walk) {
  const place = box.querySelector("[data-drawing]");
  try {
    const { drawNetwork } = await import("./drawing.js");
    const drawing = drawNetwork(place, network, {
      onAgent: (iri) => walk.go(iri),
      onBond: (iri) => walk.open(iri),
    });
    walk.onMove = (iri) => drawing.show(iri);
    drawing.show(walk.here);
    box.dataset.drawn = "yes";
  } catch {
    place.replaceChildren(el("p", { class: "network-empty" }, "The drawing is not part of this installation; the list beside it has the same."));
  }
}

class Walk {
  constructor(network, panel) {
    this.panel = panel;
    this.agents = new Map(network.agents.map((agent) => [agent.iri, agent]));
    this.bonds = new Map(network.bonds.map((bond) => [bond.iri, bond]));
    this.trail = [];
    this.here = "";
    this.onMove = () => {};
    this.panel.addEventListener("keydown", (event) => this.#onKey(event));
  }

  start(iri) {
    if (this.agents.has(iri)) this.go(iri, false);
    else this.#showAgents();
  }

  /** Go to an agent and list what binds it. */
  go(iri, focus = true) {
    if (!this.agents.has(iri)) return;
    if (this.here && this.here !== iri) this.trail.push(this.here);
    this.here = iri;
    this.#showTies();
    this.onMove(iri);
    if (focus) this.panel.querySelector("h3")?.focus();
  }

  /** Open the evidence of a bond. */
  open(iri) {
    const bond = this.bonds.get(iri);
    if (bond) openEvidence(bond.evidence, bond.label);
  }

  #showAgents() {
    this.here = "";
    const lines = [...this.agents.values()].map((agent, place) => el("li", {},
      el("button", { type: "button", class: "plain", tabindex: place ? "-1" : "0", "data-walk-to": agent.iri, onclick: () => this.go(agent.iri) }, agent.label),
      el("span", { class: "soft" }, ` ${agent.kind}, ${agent.ties} ${agent.ties === 1 ? "tie" : "ties"}`)));
    this.panel.replaceChildren(
      el("h3", { tabindex: "-1" }, "Walk the network"),
      el("p", { class: "small soft" }, "Choose where to begin; arrow keys move along the list, Enter goes there, Backspace goes back."),
      el("ul", { class: "plain" }, lines.length ? lines : el("li", {}, "No one fits these filters.")));
    this.onMove("");
  }

  #showTies() {
    const agent = this.agents.get(this.here);
    const bonds = [...this.bonds.values()].filter((bond) => bond.ties.some((tie) => tie.agent === this.here));
    const lines = bonds.map((bond) => {
      const own = bond.ties.find((tie) => tie.agent === this.here);
      const others = bond.ties.filter((tie) => tie.agent !== this.here);
      return el("li", {},
        el("a", { href: bond.path }, bond.label), el("span", { class: "soft" }, ` ${bond.kind}${own.part ? `, ${own.part}` : ""}${own.date ? `, ${dayText(own.date)}` : ""} `),
        el("button", { type: "button", class: "plain", onclick: () => this.open(bond.iri) }, "evidence", el("span", { class: "visually-hidden" }, ` of ${bond.label}`)),
        el("ul", { class: "tags" }, others.map((tie) => el("li", {},
          el("button", { type: "button", class: "plain", "data-walk-to": tie.agent, onclick: () => this.go(tie.agent) }, tie.label)))));
    });
    const back = this.trail.length ? el("button", { type: "button", onclick: () => this.#back() }, `Back to ${this.agents.get(this.trail.at(-1)).label}`) : null;
    this.panel.replaceChildren(
      el("h3", { tabindex: "-1" }, el("a", { href: agent.path }, agent.label)),
      el("p", { class: "small soft" }, `${agent.kind}; ${bonds.length} ${bonds.length === 1 ? "tie" : "ties"} here`),
      el("p", {}, back ?? "", " ", el("button", { type: "button", onclick: () => { this.trail = []; this.#showAgents(); this.panel.querySelector("h3").focus(); } }, "All agents")),
      el("ul", { class: "plain" }, lines));
  }

  #back() {
    const last = this.trail.pop();
    this.here = "";
    this.go(last);
  }

  /** Move the focus; in the list of agents, which Tab enters and leaves at once, the place in it is kept. */
  #step(to) {
    if (!to) return;
    if (!this.here) {
      this.panel.querySelector("[data-walk-to][tabindex='0']")?.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
    }
    to.focus();
  }

  #onKey(event) {
    const steps = [...this.panel.querySelectorAll("[data-walk-to]")];
    const place = steps.indexOf(document.activeElement);
    const next = { ArrowDown: Math.min(place + 1, steps.length - 1), ArrowUp: Math.max(place - 1, 0), Home: 0, End: steps.length - 1 }[event.key];
    if (next !== undefined) this.#step(steps[next]);
    else if (event.key === "Backspace" && this.trail.length) this.#back();
    else return;
    event.preventDefault();
  }
}

for (const box of document.querySelectorAll("[data-network]")) start(box);
