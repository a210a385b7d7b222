"""A plan, a store and the triples that came and went in, the nodes whose results can be others now out.

A node's results rest on triples that the shapes look at from it. A core constraint looks along routes (`reads`). A SPARQL constraint
finds its solutions by triple patterns: where a solution came or went, one of the patterns that hold together has matched a triple
that came or went. Both are asked for backwards, from the triples, in a graph that has what came and what went.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Store, Triple

from shapes.report import Result
from shapes.setwise.connections import connections
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.paths import Route, route_text
from shapes.setwise.patterns import THIS, Pattern
from shapes.setwise.plan import SPARQL_COMPONENT, Constraint, Plan
from shapes.setwise.reads import Read

Changes = Mapping[str, Sequence[Triple]]
"""The triples that came or went, by predicate."""
_AT_ONCE: Final = 2000


def by_predicate(triples: Iterable[Triple]) -> Changes:
    """The changes in the form that `touched` takes.

    Raises:
        NotSetwiseError: there is a blank node, or a triple about a triple.
    """
    found: dict[str, list[Triple]] = {}
    for triple in triples:
        if not isinstance(triple.subject, NamedNode) or isinstance(triple.object, BlankNode | Triple):
            raise NotSetwiseError("what changes has a blank node or a triple term")
        found.setdefault(triple.predicate.value, []).append(triple)
    return found


@dataclass(frozen=True, slots=True)
class Touched:
    """`core` are the nodes whose core constraints may be met or broken otherwise; `sparql` has those of each SPARQL constraint's shape."""

    core: Set[str]
    sparql: Mapping[str, Set[str]]

    def concerns(self, result: Result) -> bool:
        """Whether a result from before the change has to be found again to stand."""
        if result.component == SPARQL_COMPONENT:
            return result.focus in self.sparql.get(result.shape, ())
        return result.focus in self.core


def touched(plan: Plan, store: Store, changes: Changes) -> Touched:
    """The nodes. The default graph of the store has what is there now and what went."""
    core = _found(store, _by_reads(plan, changes))
    sparql: dict[str, set[str]] = {}
    for constraint in plan.constraints:
        nodes = _found(store, _by_patterns(constraint, changes))
        sparql.setdefault(constraint.name, set(core)).update(nodes)
    return Touched(core, sparql)


def _found(store: Store, queries: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for query in queries:
        rows = store.query(query)
        assert isinstance(rows, QuerySolutions)
        found.update(row[0].value for row in rows if isinstance(row[0], NamedNode))
    return found


def _by_reads(plan: Plan, changes: Changes) -> Iterator[str]:
    """From the nodes of changed triples back along the routes."""
    starts: dict[Route, set[str]] = {}
    for read in plan.reads:
        starts.setdefault(read.route, set()).update(_nodes(read, changes))
    for route, nodes in starts.items():
        way = f"{THIS} {route_text(route)} ?node ." if route else f"BIND(?node AS {THIS})"
        for some in _parts(sorted(nodes)):
            yield f"SELECT DISTINCT {THIS} {{ VALUES ?node {{ {' '.join(some)} }} {way} }}"


def _nodes(read: Read, changes: Changes) -> Iterator[str]:
    for triple in changes.get(read.predicate, ()):
        yield str(triple.object if read.inverse else triple.subject)


def _by_patterns(constraint: Constraint, changes: Changes) -> Iterator[str]:
    """From changed triples that match a pattern to the focus nodes of the solutions that they are part of."""
    for pattern, others in connections(constraint.query.root):
        for some in _parts(sorted(_matches(pattern, changes))):
            start, end = ("?start", "?end") if pattern.step.closure else (pattern.subject, pattern.value)
            around = " ".join(other.text for other in others)
            yield (
                f"SELECT DISTINCT {THIS} {{ VALUES ({_variables(start, end)}) {{ {' '.join(some)} }}"
                f" {_within(pattern)} {around} }}"
            )


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


def _matches(pattern: Pattern, changes: Changes) -> Iterator[str]:
    """The rows of a VALUES clause: what the changed triples that match give for the variables of the pattern."""
    for predicate in pattern.step.predicates:
        for triple in changes.get(predicate, ()):
            subject, value = str(triple.subject), str(triple.object)
            if pattern.step.closure:
                yield f"({subject} {value})"
                continue
            if pattern.step.inverse:
                subject, value = value, subject
            wanted = ((pattern.subject, subject), (pattern.value, value))
            if any(not term.startswith("?") and term != given for term, given in wanted):
                continue
            given = dict(pair for pair in wanted if pair[0].startswith("?"))
            if pattern.subject != pattern.value or subject == value:
                yield f"({' '.join(given.values())})"


def _parts(rows: Sequence[str]) -> Iterator[Sequence[str]]:
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))
