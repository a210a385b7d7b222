"""A constraint's query and the triples that came and went in, queries for the focus nodes of solutions that did so with them out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store, Triple

from shapes.setwise.connections import FanIn, connections
from shapes.setwise.patterns import THIS, Group, Pattern

Changes = Mapping[str, Sequence[Triple]]
"""The triples that came or went, by predicate."""
_AT_ONCE: Final = 2000
_SAMPLE: Final = 500
"""Triples of a predicate that are looked at to tell how many subjects an object has."""


def fan_in_of(store: Store) -> FanIn:
    """How many subjects some triples of a predicate have for the object of one of them, on average."""
    known: dict[str, float] = {}

    def of_predicate(iri: str) -> float:
        if iri not in known:
            some = islice(store.quads_for_pattern(None, NamedNode(iri), None, DefaultGraph()), _SAMPLE)
            numbers = Counter(quad.object for quad in some).values()
            known[iri] = sum(n * n for n in numbers) / max(1, sum(numbers))
        return known[iri]

    return lambda pattern: sum(map(of_predicate, pattern.step.predicates))


def queries_back(
    root: Group, changes: Changes, whole: Set[str], fan_in: FanIn, without: Group | None = None
) -> Iterator[str]:
    """From changed triples that match a pattern to the focus nodes of the solutions that they are part of.

    The patterns of the group `without` are not looked at.
    Of subjects (in angle brackets) that came or went as a `whole`, each pattern that a solution has of them matches a changed triple: one
    of these patterns is enough, that with the fewest matches, the first of several.
    """
    found = list(connections(root, fan_in, without))
    matches = {id(connection.pattern): list(_matches(connection.pattern, changes)) for connection in found}
    order = {id(connection.pattern): (len(matches[id(connection.pattern)]), n) for n, connection in enumerate(found)}
    for connection in found:
        pattern = connection.pattern
        alike = (order[id(other)] for other in connection.alike if id(other) in order)
        spared = whole if not pattern.step.closure and min(alike) < order[id(pattern)] else frozenset()
        rows = sorted(row for subject, row in matches[id(pattern)] if subject not in spared)
        start, end = ("?start", "?end") if pattern.step.closure else (pattern.subject, pattern.value)
        around = " ".join(other.text for other in connection.others)
        for some in parts(rows):
            yield (
                f"SELECT DISTINCT {THIS} {{ VALUES ({_variables(start, end)}) {{ {' '.join(some)} }}"
                f" {_within(pattern)} {around} }}"
            )


def parts(rows: Sequence[str]) -> Iterator[Sequence[str]]:
    """Rows in portions that a query takes."""
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


def _within(pattern: Pattern) -> str:
    """How a triple stands in a pattern of many steps: some steps to it, some from it."""
    if not pattern.step.closure:
        return ""
    way = pattern.step.text
    if pattern.step.inverse:
        return f"{pattern.subject} {way} ?end . ?start {way} {pattern.value} ."
    return f"{pattern.subject} {way} ?start . ?end {way} {pattern.value} ."


def _variables(*terms: str) -> str:
    return " ".join(dict.fromkeys(term for term in terms if term.startswith("?")))


def _matches(pattern: Pattern, changes: Changes) -> Iterator[tuple[str, str]]:
    """The changed triples that match: their subjects, and what they give for the variables, as a row of a VALUES clause."""
    for predicate in pattern.step.predicates:
        for triple in changes.get(predicate, ()):
            subject, value = str(triple.subject), str(triple.object)
            if pattern.step.closure:
                yield subject, f"({subject} {value})"
                continue
            if pattern.step.inverse:
                subject, value = value, subject
            wanted = ((pattern.subject, subject), (pattern.value, value))
            if any(not term.startswith("?") and term != given for term, given in wanted):
                continue
            given = dict(pair for pair in wanted if pair[0].startswith("?"))
            if pattern.subject != pattern.value or subject == value:
                yield str(triple.subject), f"({' '.join(given.values())})"
