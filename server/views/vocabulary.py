"""The ontology's files and a release in, what a query editor completes with out: prefixes, terms with their meaning,
names of things."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from ontology.namespaces import OWL, PREFIXES, RDF, RDFS, SKOS
from ontology.queries import ExampleQuery
from ontology.resources import schema_files
from server.engine.select import select
from server.engine.service import Engine, Generation
from server.linked import short

_KINDS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "property",
    OWL + "DatatypeProperty": "property",
    RDF + "Property": "property",
    SKOS + "Concept": "concept",
}
MOST_THINGS = 3_000
"""Things of the release that the editor completes with: those with most facts."""


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
        """Prefixes, terms, properties and classes in use, and the things with most facts."""
        used = await select(engine, generation, _USED, 2_000)
        things = await select(engine, generation, _THINGS, MOST_THINGS)
        known = {term.name for term in self.terms}
        extra = [
            Term(short(row["x"]), row["kind"], "", f"used {row['n']} times")
            for row in used
            if ":" in short(row["x"]) and not short(row["x"]).startswith("http") and short(row["x"]) not in known
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


_USED = """SELECT ?x ?kind (SUM(?c) AS ?n) WHERE {
  { SELECT ?x (COUNT(*) AS ?c) WHERE { ?s ?x ?o } GROUP BY ?x } BIND("property" AS ?kind) } GROUP BY ?x ?kind ORDER BY DESC(?n)"""
_THINGS = f"""SELECT ?o ?name (COUNT(*) AS ?n) WHERE {{ ?fact prov:wasDerivedFrom ?passage ; ?p ?o . ?o skos:prefLabel ?name
  FILTER(STRSTARTS(STR(?o), STR(spid:))) }} GROUP BY ?o ?name ORDER BY DESC(?n) ?o LIMIT {MOST_THINGS}"""
