// Agents and bonds in, a drawing out: states are circles, agencies rounded boxes, others diamonds; agreements are full lines,
// missions dashed. A bond of more than two is a small square in the middle of its lines.
import cytoscape from "cytoscape";

const SHAPES = { state: "ellipse", "space agency": "round-rectangle", "intergovernmental organization": "hexagon" };

/** Draw a network; returns {show(iri)}, which puts an agent and its ties in front. */
export function drawNetwork(place, network, { onAgent, onBond }) {
  const agents = network.agents.map((agent) => ({
    data: { id: agent.iri, label: agent.label.length <= 16 ? agent.label : agent.short || agent.label, shape: SHAPES[agent.kind] ?? "diamond", size: 20 + 6 * Math.sqrt(agent.ties), font: 23 + Math.min(12, agent.ties) },
    classes: "agent",
  }));
  const bonds = network.bonds.flatMap(bondElements);
  const chart = make(place, [...agents, ...bonds]);
  chart.on("tap", "node.agent", (event) => onAgent(event.target.id()));
  chart.on("tap", "edge, node.bond", (event) => onBond(event.target.data("bond")));
  return {
    show(iri) {
      chart.elements().removeClass("near far here");
      const node = iri ? chart.getElementById(iri) : chart.collection();
      if (!node.length) return;
      const hubs = node.neighborhood("node.bond");
      const near = node.closedNeighborhood().union(hubs.closedNeighborhood());
      chart.elements().difference(near).addClass("far");
      near.addClass("near");
      node.addClass("here");
    },
  };
}

/** Draw pairs of things, such as two columns of an answer. */
export function drawPairs(place, iris, labels, pairs) {
  const nodes = iris.map((iri) => ({ data: { id: iri, label: labels[iri] ?? iri.split(/[#/]/).pop(), shape: "ellipse", size: 22, font: 18 }, classes: "agent" }));
  const edges = pairs.map(([source, target], index) => ({ data: { id: `pair-${index}`, source, target }, classes: "agreement" }));
  make(place, [...nodes, ...edges]);
}

function bondElements(bond) {
  if (bond.ties.length === 2) {
    return [{ data: { id: `bond-${bond.iri}`, bond: bond.iri, source: bond.ties[0].agent, target: bond.ties[1].agent, label: bond.label }, classes: bond.kind }];
  }
  const hub = `bond-${bond.iri}`;
  return [
    { data: { id: hub, bond: bond.iri, label: bond.label }, classes: `bond ${bond.kind}` },
    ...bond.ties.map((tie) => ({ data: { id: `${hub}-${tie.agent}`, bond: bond.iri, source: hub, target: tie.agent }, classes: bond.kind })),
  ];
}

function make(place, elements) {
  keepPolicy();
  place.replaceChildren();
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", "Drawing of the network; the list beside it has the same for keyboard and screen reader");
  const chart = cytoscape({
    container: place,
    elements,
    style: styles(),
    layout: {
      name: "cose", animate: false, randomize: false, padding: 12, numIter: steps(elements.length), gravity: 0.35, nodeOverlap: 24, componentSpacing: 60,
      nodeRepulsion: (node) => (node.hasClass("bond") ? 60_000 : 500_000), idealEdgeLength: (edge) => (edge.source().hasClass("bond") ? 60 : 110),
    },
    userZoomingEnabled: false,
    minZoom: 0.15,
    maxZoom: 4,
  });
  place.addEventListener("pointerdown", () => chart.userZoomingEnabled(true), { once: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart.style(styles()));
  return chart;
}

/** Steps of the layout; each takes time that grows with the square of the elements, and the page waits for all. */
function steps(elements) {
  return Math.max(120, Math.min(500, Math.round(100_000 / elements)));
}

/** The library would write a style element into the page, which the content policy forbids, unless one of that name is there. */
function keepPolicy() {
  const name = "__________cytoscape_stylesheet";
  if (document.getElementById(name)) return;
  const stand_in = document.createElement("template");
  stand_in.id = name;
  document.head.append(stand_in);
}

function styles() {
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(name).trim();
  const [ink, accent, line, soft, paper, mark] = ["--ink", "--accent", "--mark-line", "--soft", "--card", "--target"].map(colour);
  return [
    { selector: "node.agent", style: { shape: "data(shape)", width: "data(size)", height: "data(size)", "background-color": accent, label: "data(label)", color: ink, "font-size": "data(font)", "font-family": "system-ui, sans-serif", "text-valign": "bottom", "text-margin-y": 3, "text-max-width": 160, "text-wrap": "ellipsis", "text-background-color": paper, "text-background-opacity": 0.75, "min-zoomed-font-size": 8 } },
    { selector: "node.bond", style: { shape: "square", width: 9, height: 9, "background-color": line } },
    { selector: "edge", style: { width: 1.6, "line-color": line, "curve-style": "bezier", opacity: 0.75 } },
    { selector: "edge.mission", style: { "line-style": "dashed", "line-color": soft } },
    { selector: ".far", style: { opacity: 0.15 } },
    { selector: ".near", style: { opacity: 1 } },
    { selector: ".here", style: { "border-width": 4, "border-color": mark, "font-weight": 700 } },
  ];
}
