// What stands before the cursor in, what may stand there out: prefixes, terms of the ontology, names of things, variables,
// keywords. All come from one file that the server computes once a release.
import { getJson } from "./dom.js";

const KEYWORDS = ("SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND AS GROUP BY ORDER BY ASC DESC HAVING LIMIT OFFSET " +
  "CONSTRUCT DESCRIBE ASK FROM NAMED PREFIX EXISTS NOT IN COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT CONTAINS STRSTARTS LCASE STR LANG " +
  "DATATYPE YEAR MONTH DAY BOUND COALESCE IF REGEX").split(" ");
let loading = null;

function load() {
  loading ??= getJson("/query/completions").catch(() => {
    loading = null;
    return { prefixes: {}, terms: [], things: [] };
  });
  return loading;
}

/** A source for CodeMirror's autocompletion. */
export async function completionSource(context) {
  const variable = context.matchBefore(/[?$]\w*/);
  if (variable) {
    const names = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
    names.delete(variable.text);
    return { from: variable.from, options: [...names].map((label) => ({ label, type: "variable" })) };
  }
  const word = context.matchBefore(/[\w-]+:?[\w.\-]*/);
  if (!word && !context.explicit) return null;
  const known = await load();
  const from = word ? word.from : context.pos;
  if (word?.text.includes(":")) {
    const prefix = word.text.slice(0, word.text.indexOf(":") + 1);
    return { from, options: [...termOptions(known, prefix), ...thingOptions(known, prefix)], validFor: /^[\w.:\-]*$/ };
  }
  const prefixes = Object.entries(known.prefixes).map(([name, iri]) => ({ label: `${name}:`, detail: iri, type: "namespace", boost: 1 }));
  const keywords = KEYWORDS.map((label) => ({ label, type: "keyword" }));
  return { from, options: [...prefixes, ...keywords, ...byName(known)], validFor: /^[\w\-]*$/ };
}

function termOptions(known, prefix) {
  return known.terms.filter((term) => term.name.startsWith(prefix))
    .map((term) => ({ label: term.name, detail: term.label || term.kind, info: term.info || undefined, type: "property", boost: 2 }));
}

function thingOptions(known, prefix) {
  return prefix === "spid:" ? known.things.map(([name, label]) => ({ label: name, detail: label, type: "constant" })) : [];
}

function byName(known) {
  const things = known.things.map(([name, label]) => ({ label, detail: name, apply: name, type: "constant", boost: -1 }));
  const terms = known.terms.filter((term) => term.label)
    .map((term) => ({ label: term.label, detail: term.name, apply: term.name, info: term.info || undefined, type: "property", boost: -2 }));
  return [...things, ...terms];
}
