"""What a report means to a reader: results and the data they are about in; names, facts in words and their sentences out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from ontology.namespaces import DCTERMS, OA, PROV, RDFS, SH, SKOS, SP, expand
from shapes.concerned import FACT_CLASSES
from shapes.data import Data, quads_of
from shapes.graph import TYPE, Graph
from shapes.report import Result, ValidationReport
from shapes.terms import Term, as_term, plain, term_of

_NAMES: Final = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "identifier", DCTERMS + "title")
_TOLD: Final = tuple(
    expand(name)
    for name in (
        *("org:member", "sp:agreement", "sp:mission", "sp:subject", "sp:participant", "sp:party", "org:organization"),
        *(
            "sp:action",
            "org:role",
            "sp:title",
            "sp:topic",
            "dcterms:type",
            "sp:measure",
            "sp:value",
            "sp:unit",
            "sp:status",
        ),
        *("sp:signedBy", "sp:place", "sp:date", "schema:startDate", "schema:endDate"),
        *("sp:launchVehicle", "sp:launchSite", "sp:launchProvider"),
    )
)
"""The properties that tell what a fact says, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A result with what a reader needs to know: the names of its shape, focus and value, the fact, its sentence and document.

    `fact` and `sentence` are empty for a focus that is no fact and no evidence of one.
    """

    result: Result
    shape: str
    focus: str
    value: str
    fact: str
    sentence: str
    document: str


def findings(report: ValidationReport, data: Data, shapes: Graph) -> list[Finding]:
    """The results of a report in their order, explained from the data (as validated) and the shapes.

    Raises:
        DataError: the data cannot be read.
    """
    if not report.results:
        return []
    reader = _Reader(_store(data))
    return [reader.finding(result, _shape_name(shapes, result.shape)) for result in report.results]


def _store(data: Data) -> Store:
    if isinstance(data, Store):
        return data
    store = Store()
    store.bulk_extend(quads_of(data))
    return store


def _shape_name(shapes: Graph, iri: str) -> str:
    node = NamedNode(iri) if iri and not iri.startswith("_:") else None
    text = node and (shapes.text(node, SH + "name") or shapes.text(node, RDFS + "label"))
    parents = shapes.subjects(SH + "property", node) if node else ()
    above = next((shapes.text(parent, RDFS + "label") for parent in parents), None)
    own = text or local_name(iri)
    return f"{above}: {own}" if above else own


def local_name(iri: str) -> str:
    """The last part of an IRI; a blank node's label as it is."""
    return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2] or iri


class _Reader:
    """Looks up names, facts and sentences in a store, in whatever graph they are."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def finding(self, result: Result, shape: str) -> Finding:
        focus = term_of(result.focus)
        node = self._fact_of(focus)
        passage = self._passage(node if node is not None else focus)
        return Finding(
            result=result,
            shape=shape,
            focus=self._name(focus),
            value="" if result.value is None else self._name(term_of(result.value)),
            fact="" if node is None else self._tell(node),
            sentence="" if passage is None else self._quote(passage),
            document="" if passage is None else self._document(passage),
        )

    def _values(self, subject: Term, predicate: str) -> list[Term]:
        if isinstance(subject, Literal):
            return []
        found = {
            as_term(quad.object) for quad in self._store.quads_for_pattern(subject, NamedNode(predicate), None, None)
        }
        return sorted(found, key=str)

    def _first(self, subject: Term, *predicates: str) -> Term | None:
        return next((value for predicate in predicates for value in self._values(subject, predicate)), None)

    def _subjects(self, predicate: str, value: Term) -> Iterator[Term]:
        found = {quad.subject for quad in self._store.quads_for_pattern(None, NamedNode(predicate), value, None)}
        yield from sorted((node for node in found if isinstance(node, NamedNode | BlankNode)), key=str)

    def _is_fact(self, node: Term) -> bool:
        return any(value.value in FACT_CLASSES for value in self._values(node, TYPE))

    def _fact_of(self, focus: Term) -> Term | None:
        """The focus itself where it is a fact, the first fact that rests on it where it is a passage or a selector."""
        if self._is_fact(focus):
            return focus
        passages = [*self._subjects(OA + "hasSelector", focus), focus]
        return next((fact for passage in passages for fact in self._subjects(PROV + "wasDerivedFrom", passage)), None)

    def _passage(self, node: Term) -> Term | None:
        """The passage of a fact, the first by its place in the text; None for what has none."""
        passages = self._values(node, PROV + "wasDerivedFrom")
        return min(passages, key=lambda passage: (self._start(passage), str(passage)), default=None)

    def _start(self, passage: Term) -> int:
        starts = [self._first(selector, OA + "start") for selector in self._values(passage, OA + "hasSelector")]
        return min((int(start.value) for start in starts if start is not None and start.value.isdecimal()), default=0)

    def _quote(self, passage: Term) -> str:
        quotes = (self._first(selector, OA + "exact") for selector in self._values(passage, OA + "hasSelector"))
        return next((" ".join(quote.value.split()) for quote in quotes if quote is not None), "")

    def _document(self, passage: Term) -> str:
        source = self._first(passage, OA + "hasSource")
        return "" if source is None else self._name(source)

    def _name(self, node: Term) -> str:
        if isinstance(node, Literal):
            return node.value
        if self._is_fact(node):
            return self._tell(node)
        name = self._first(node, *_NAMES)
        return name.value if name is not None else local_name(node.value)

    def _tell(self, fact: Term) -> str:
        """A fact in a few words: its kind, and the names of its values."""
        kinds = [
            local_name(value.value) for value in self._values(fact, TYPE) if value.value in FACT_CLASSES - {SP + "Fact"}
        ]
        told = [self._plain_name(value) for predicate in _TOLD for value in self._values(fact, predicate)]
        return f"{kinds[0] if kinds else 'Fact'}: {', '.join(told) or local_name(fact.value)}"

    def _plain_name(self, value: Term) -> str:
        """A value's name; a value that is itself a fact is not told again, since facts may point at each other."""
        name = self._first(value, *_NAMES)
        return (
            name.value
            if name is not None
            else local_name(plain(str(value) if isinstance(value, Literal) else value.value))
        )
