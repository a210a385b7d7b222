"""The ontology's files and a release in, what a query editor completes with out: prefixes, terms with their meaning,
names of things."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from ontology.namespaces import GRAPH_DERIVED, OWL, PREFIXES, RDF, RDFS, SKOS
from ontology.queries import ExampleQuery
from ontology.resources import schema_files
from server.engine.select import select
from server.engine.service import Engine, Generation
from server.linked import short
from server.sparql.lexer import tokens

_KINDS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "property",
    OWL + "DatatypeProperty": "property",
    RDF + "Property": "property",
    SKOS + "Concept": "concept",
}
MOST_THINGS = 3_000
"""Things of the release that the editor completes with: those with most links to others."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term for completion: its prefixed name, kind, label and definition."""

    name: str
    kind: str
    label: str
    info: str


class Vocabulary:
    """Terms of the ontology and examples, read once."""

    def __init__(self, examples: tuple[ExampleQuery, ...]) -> None:
        self.examples = examples

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Classes, properties and concepts that the ontology describes, and those of other vocabularies that the
        example queries use."""
        store = ox.Store()
        for path in schema_files():
            store.load(path=str(path), format=ox.RdfFormat.TURTLE)
        found: dict[str, Term] = {}
        for kind_iri, kind in _KINDS.items():
            for quad in store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind_iri)):
                if isinstance(quad.subject, ox.NamedNode):
                    name = short(quad.subject.value)
                    label = _text(store, quad.subject, RDFS + "label", SKOS + "prefLabel")
                    found[name] = Term(
                        name, kind, label, _text(store, quad.subject, SKOS + "definition", RDFS + "comment")
                    )
        return tuple(sorted(found.values(), key=lambda term: term.name))

    async def completions(self, engine: Engine, generation: Generation) -> dict[str, Any]:
        """Prefixes, terms, and the things with most links to others."""
        things = await select(engine, generation, _THINGS, MOST_THINGS + 1)
        known = {term.name for term in self.terms}
        used = {token.text for e in self.examples for token in tokens(e.text) if token.kind == "name"}
        extra = [
            Term(name, "term", "", "used in the example queries")
            for name in sorted(used - known)
            if not name.startswith(("spid:", "_:"))
        ]
        return {
            "prefixes": PREFIXES,
            "terms": [*self.terms, *extra],
            "things": [[short(row["o"]), row["name"]] for row in things],
        }


def _text(store: ox.Store, subject: ox.NamedNode, *properties: str) -> str:
    for prop in properties:
        for quad in store.quads_for_pattern(subject, ox.NamedNode(prop), None):
            if isinstance(quad.object, ox.Literal) and (quad.object.language or "en").startswith("en"):
                return quad.object.value
    return ""


_THINGS = f"""SELECT ?o ?name WHERE {{
  {{ SELECT ?o (COUNT(*) AS ?n) WHERE {{ GRAPH <{GRAPH_DERIVED}> {{ {{ ?o ?p ?x }} UNION {{ ?x ?p ?o }} }} }} GROUP BY ?o
     ORDER BY DESC(?n) ?o LIMIT {MOST_THINGS} }}
  ?o skos:prefLabel ?name FILTER(STRSTARTS(STR(?o), STR(spid:)))
}} ORDER BY DESC(?n) ?o"""
