"""A constraint's query and the triples that came and went in, queries for the focus nodes of solutions that did so with them out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store, Triple

from shapes.setwise.connections import Connection, FanIn, connections
from shapes.setwise.patterns import THIS, Group, Pattern
from shapes.terms import as_term

Changes = Mapping[str, Sequence[Triple]]
"""The triples that came or went, by predicate."""
_AT_ONCE: Final = 2000
_CHANGED: Final = 6
_SAMPLE: Final = 100
"""Triples of a predicate that are looked at, of those that changed or of the store, to tell how many subjects an object has."""
_COUNTED: Final = 500
"""Subjects of one object that are counted: whether there are more makes no difference to the way that is taken."""


def fan_in_of(store: Store, changes: Changes) -> FanIn:
    """How many subjects a predicate has for one object, on average over some changed triples; if none has it, over some of the store."""
    known: dict[str, float] = {}

    def of_predicate(iri: str) -> float:
        if iri not in known:
            here, predicate = DefaultGraph(), NamedNode(iri)
            changed = changes.get(iri, ())
            some = changed[:: max(1, len(changed) // _CHANGED)] or [
                quad.triple for quad in islice(store.quads_for_pattern(None, predicate, None, here), _SAMPLE)
            ]
            objects = Counter(triple.object for triple in some if isinstance(triple.object, NamedNode | Literal))
            subjects = sum(number * _subjects(store, iri, str(each)) for each, number in objects.items())
            known[iri] = subjects / max(1, len(some))
        return known[iri]

    return lambda pattern: sum(map(of_predicate, pattern.step.predicates))


def _subjects(store: Store, predicate: str, value: str) -> int:
    """How many things have this value, at most `_COUNTED`."""
    rows = store.query(f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ ?s <{predicate}> {value} }} LIMIT {_COUNTED} }} }}")
    assert isinstance(rows, QuerySolutions)
    return sum(int(as_term(row[0]).value) for row in rows)


def queries_back(
    root: Group,
    changes: Changes,
    whole: Set[str],
    fan_in: FanIn,
    without: Group | None = None,
    among: Sequence[str] = (),
) -> Iterator[str]:
    """From changed triples that match a pattern to the focus nodes of the solutions that they are part of.

    The patterns of the group `without` are not looked at.
    Of subjects (in angle brackets) that came or went as a `whole`, each pattern that a solution has of them matches a changed triple: one
    of these patterns is enough, that with the fewest matches, the first of several.
    Where `among` has the only focus nodes (as SPARQL has them) that matter, and they are few, no other is looked for.
    """
    found = list(connections(root, fan_in, without))
    matches = {id(connection.pattern): list(_matches(connection, changes)) for connection in found}
    order = {id(connection.pattern): (len(matches[id(connection.pattern)]), n) for n, connection in enumerate(found)}
    for connection in found:
        pattern = connection.pattern
        alike = (order[id(other)] for other in connection.alike if id(other) in order)
        spared = whole if not pattern.step.closure and min(alike) < order[id(pattern)] else frozenset()
        rows = sorted({row for subject, row in matches[id(pattern)] if subject not in spared})
        names = ["?start", "?end"] if pattern.step.closure else connection.wanted
        if among and THIS not in names and len(rows) * len(among) <= _AT_ONCE:
            names, rows = [*names, THIS], [(*row, node) for row in rows for node in among]
        around = " ".join([other.text for other in connection.others] + [each.text for each in connection.filters])
        for some in parts([f"({' '.join(row)})" for row in rows]):
            yield (
                f"SELECT DISTINCT {THIS} {{ VALUES ({' '.join(names)}) {{ {' '.join(some)} }} {_within(pattern)} {around} }}"
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


def _matches(connection: Connection, changes: Changes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The changed triples that match: their subjects, and what they give for the wanted variables."""
    pattern = connection.pattern
    for predicate in pattern.step.predicates:
        for triple in changes.get(predicate, ()):
            subject, value = str(triple.subject), str(triple.object)
            if pattern.step.closure:
                yield subject, (subject, value)
                continue
            if pattern.step.inverse:
                subject, value = value, subject
            wanted = ((pattern.subject, subject), (pattern.value, value))
            if any(not term.startswith("?") and term != given for term, given in wanted):
                continue
            given = dict(wanted)
            if pattern.subject != pattern.value or subject == value:
                yield str(triple.subject), tuple(given[name] for name in connection.wanted)
