"""A plan, a store and the triples that came and went in, the nodes whose results can be others now out.

A node's results rest on triples that the shapes look at from it. A core constraint looks along routes (`reads`). A SPARQL constraint
finds its solutions by triple patterns: where a solution came or went, one of the patterns that hold together has matched a triple
that came or went. Both are asked for backwards, from the triples, in a graph that has what came and what went.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store, Triple

from shapes.report import Result
from shapes.setwise.backwards import Changes, fan_in_of, parts, queries_back
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.gates import gates
from shapes.setwise.paths import Route, route_text
from shapes.setwise.patterns import THIS
from shapes.setwise.plan import SPARQL_COMPONENT, Candidates, Plan
from shapes.setwise.reads import Read, reads_of_targets
from shapes.setwise.run import focus_nodes, sparql_terms


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
    """`core` are the nodes whose core constraints may be met or broken otherwise; `sparql` has those of each SPARQL constraint's shape;
    `gates` has those that may now pass a gate, or no longer, by the key of the constraint."""

    core: Set[str]
    sparql: Mapping[str, Set[str]]
    gates: Mapping[str, Set[str]]

    def concerns(self, result: Result) -> bool:
        """Whether a result from before the change has to be found again to stand."""
        if result.component == SPARQL_COMPONENT:
            return result.focus in self.sparql.get(result.shape, ())
        return result.focus in self.core


def touched(plan: Plan, store: Store, changes: Changes, candidates: Candidates) -> Touched:
    """The nodes. The default graph of the store has what is there now and what went; the candidates are those of before the change.

    Raises:
        NotSetwiseError: one is a blank node.
    """
    found = cache(lambda query: frozenset(focus_nodes(store, query)))
    core = _all(map(found, _by_reads(plan.reads, changes)))
    fan_in, whole = fan_in_of(store, changes), _whole(store, changes)
    gated = {
        key: _all(map(found, queries_back(gate.query.root, changes, whole, fan_in)))
        for key, gate in gates(plan)
        if key in candidates
    }
    sparql: dict[str, set[str]] = {}
    for constraint in plan.constraints:
        nodes = sparql.setdefault(constraint.name, set())
        nodes |= _all(map(found, _by_reads(reads_of_targets(plan.shapes, constraint.shape), changes)))
        root, gate = constraint.query.root, constraint.query.gate
        if not gate or constraint.key not in candidates:
            nodes |= _all(map(found, queries_back(root, changes, whole, fan_in)))
            continue
        nodes |= gated[constraint.key]
        if passed := candidates[constraint.key]:
            among = sparql_terms(sorted(passed))
            nodes |= passed & _all(map(found, queries_back(root, changes, whole, fan_in, gate.group, among)))
    return Touched(core, sparql, gated)


def _all(parts: Iterable[Set[str]]) -> set[str]:
    return {node for part in parts for node in part}


def _whole(store: Store, changes: Changes) -> set[str]:
    """The subjects of which all came or went that the store has or had."""
    changed = Counter(triple.subject for triples in changes.values() for triple in triples)
    return {
        str(subject)
        for subject, number in changed.items()
        if number == sum(1 for _ in store.quads_for_pattern(subject, None, None, DefaultGraph()))
    }


def _by_reads(reads: Iterable[Read], changes: Changes) -> Iterator[str]:
    """From the nodes of changed triples back along the routes."""
    starts: dict[Route, set[str]] = {}
    for read in reads:
        starts.setdefault(read.route, set()).update(_nodes(read, changes))
    for route, nodes in starts.items():
        way = f"{THIS} {route_text(route)} ?node ." if route else f"BIND(?node AS {THIS})"
        for some in parts(sorted(nodes)):
            yield f"SELECT DISTINCT {THIS} {{ VALUES ?node {{ {' '.join(some)} }} {way} }}"


def _nodes(read: Read, changes: Changes) -> Iterator[str]:
    for triple in changes.get(read.predicate, ()):
        yield str(triple.object if read.inverse else triple.subject)
