// Elements from names, attributes and children; text is always set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element. Attributes that are functions become listeners (`onclick`), those that are null or false are left out. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An element of SVG. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** JSON from an address; throws an Error with the server's own explanation. */
export async function getJson(address, options = {}) {
  const response = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Error(body?.detail ?? `the server answered ${response.status}`);
  return body;
}

/** Send JSON, get JSON. */
export function postJson(address, body, signal) {
  return getJson(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
}

/** The address of the page of an IRI of the graph, else null. */
export function pathOf(iri) {
  const places = [["https://w3id.org/spacepact/id/", "/id/"], ["https://w3id.org/spacepact/vocab/", "/vocab/"]];
  const place = places.find(([namespace]) => iri.startsWith(namespace));
  return place ? place[1] + encodeURIComponent(iri.slice(place[0].length)) : null;
}

/** A date of any precision as people write it: 2024-09-01 is 1 September 2024; what is no date stays. */
export function dayText(text) {
  if (text.includes("/")) return text.split("/").map(dayText).join(" to ");
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text) ?? [];
  if (!year || month < 1 || month > 12) return text;
  const name = new Date(Date.UTC(2000, month - 1)).toLocaleString("en", { month: "long", timeZone: "UTC" });
  return `${day ? `${Number(day)} ` : ""}${name} ${year}`;
}
