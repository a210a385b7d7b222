"""The ontology's files in, the triples about each of their terms out."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, Triple

from ontology.namespaces import RDF, RDFS, SKOS
from ontology.resources import ontology_file, vocabulary_file


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term as a page lists it."""

    iri: str
    label: str
    definition: str
    kinds: tuple[str, ...]


class Terms:
    """Ontology and vocabulary, read once; small enough to be asked in process (a few thousand triples, no query)."""

    def __init__(self) -> None:
        self.ontology = _read(ontology_file())
        self.vocabulary = _read(vocabulary_file())

    def about(self, iri: str) -> list[Triple]:
        """The triples of a term, with those of its blank nodes, and the triples that point at it; none for an unknown one."""
        found: dict[Triple, None] = {}
        for store in (self.ontology, self.vocabulary):
            pending: list[NamedNode | BlankNode] = [NamedNode(iri)]
            while pending:
                for quad in store.quads_for_pattern(pending.pop(), None, None, None):
                    if quad.triple not in found and isinstance(quad.object, BlankNode):
                        pending.append(quad.object)
                    found[quad.triple] = None
            found |= {quad.triple: None for quad in store.quads_for_pattern(None, None, NamedNode(iri), None)}
        return list(found)

    def lines(self, store: Store, namespace: str) -> list[TermLine]:
        """The terms of a namespace in a store, sorted by IRI."""
        subjects = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
        return [self._line(store, iri) for iri in sorted(subjects) if iri.startswith(namespace)]

    def _line(self, store: Store, iri: str) -> TermLine:
        values = {
            predicate: _values(store, iri, predicate)
            for predicate in (RDFS + "label", SKOS + "prefLabel", SKOS + "definition", RDFS + "comment", RDF + "type")
        }
        labels = values[SKOS + "prefLabel"] + values[RDFS + "label"]
        texts = values[SKOS + "definition"] + values[RDFS + "comment"]
        return TermLine(iri, labels[0] if labels else iri, texts[0] if texts else "", tuple(values[RDF + "type"]))


def _read(path: Path) -> Store:
    store = Store()
    store.load(path=path, format=RdfFormat.TURTLE)
    return store


def _values(store: Store, iri: str, predicate: str) -> list[str]:
    quads: Iterable[object] = (
        q.object for q in store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None, None)
    )
    return sorted(str(getattr(value, "value", "")) for value in quads)
