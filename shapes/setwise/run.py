"""A plan, a store and focus nodes in, their results out."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QuerySolution, QuerySolutions, RdfFormat, Store

from ontology.namespaces import SH
from shapes.data import DataFile
from shapes.engines import fast
from shapes.graph import TYPE
from shapes.report import Result, read_report
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.patterns import THIS, Query
from shapes.setwise.plan import SPARQL_COMPONENT, Candidates, Constraint, Plan
from shapes.setwise.reads import SUBCLASS, TARGETS
from shapes.setwise.surroundings import surroundings
from shapes.setwise.suspects import Classes, suspect_queries
from shapes.terms import Term, as_term, term_of, term_text

_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")
_AT_ONCE: Final = 5000
"""Focus nodes that the engine is given at once: some ten thousand triples."""


def results_for(
    plan: Plan, store: Store, core: Iterable[str], sparql: Mapping[str, Set[str]], candidates: Candidates
) -> set[Result]:
    """The results of the core constraints for some nodes (terms as text), and of the SPARQL constraints for those of each shape.

    Raises:
        EngineError: the engine fails.
    """
    classes = classes_of(plan, store)
    queries = suspect_queries(plan.core, classes)
    found = sparql_results(plan, store, sparql, candidates, classes)
    for some in _portions(node for node in core if _is_used(store, term_of(node))):
        near = surroundings(plan.reads, store, map(term_of, some))
        suspects = {node for query in queries for node in focus_nodes(near, query)}
        found |= core_results(plan, near, suspects.intersection(some))
    return found


def _is_used(store: Store, node: Term) -> bool:
    """Whether a store tells anything of a node: of no other is it the focus of a shape."""
    here = DefaultGraph()
    return any(store.quads_for_pattern(None, None, node, here)) or (
        isinstance(node, NamedNode) and any(store.quads_for_pattern(node, None, None, here))
    )


def classes_of(plan: Plan, store: Store) -> Classes:
    """The classes of the shapes, each with those below it."""
    found: dict[str, set[str]] = {}
    for _, _, term in plan.shapes.rows(SH + "class", SH + "targetClass"):
        if term.value not in found:
            query = f"SELECT {THIS} {{ {THIS} <{SUBCLASS}>* <{term.value}> FILTER(isIRI({THIS})) }}"
            found[term.value] = {term.value, *focus_nodes(store, query)}
    return found


def focus_nodes(store: Store, query: str) -> Iterator[str]:
    """The values of the first variable of a query, IRIs and literals, as text.

    Raises:
        NotSetwiseError: there is a blank node.
    """
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        node = as_term(row[0])
        if isinstance(node, BlankNode):
            raise NotSetwiseError("a focus node is a blank node")
        yield term_text(node)


def sparql_terms(nodes: Iterable[str]) -> list[str]:
    """Nodes as SPARQL has them."""
    return [node if node.startswith('"') else f"<{node}>" for node in nodes]


def core_results(plan: Plan, store: Store, focus: Iterable[str]) -> set[Result]:
    """What the core constraints have to say of these nodes: the engine is given what they look at, and no more."""
    found: set[Result] = set()
    for some in _portions(focus):
        with tempfile.TemporaryDirectory(prefix="spacepact-") as folder:
            data = Path(folder) / "data.nt"
            near = surroundings(plan.reads, store, map(term_of, some))
            near.dump(data, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
            report = read_report(fast.run(DataFile(data, blank_nodes=False), plan.core), plan.shapes)
        wanted = set(some)
        found.update(result for result in report.results if result.focus in wanted)
    return found


def _portions(nodes: Iterable[str]) -> Iterator[Sequence[str]]:
    waiting = iter(sorted(nodes))
    while some := list(islice(waiting, _AT_ONCE)):
        yield some


def sparql_results(
    plan: Plan, store: Store, focus: Mapping[str, Set[str]] | None, candidates: Candidates, classes: Classes
) -> set[Result]:
    """What the SPARQL constraints have to say of the nodes of each shape, or of all."""
    found: set[Result] = set()
    targets = _Targets(plan, store, classes)
    for constraint in plan.constraints:
        wanted = None if focus is None else focus.get(constraint.name, frozenset())
        if (passed := candidates.get(constraint.key)) is not None:
            wanted = passed if wanted is None else passed & wanted
        nodes = None if wanted is None else {node for node in wanted if targets.has(constraint, term_of(node))}
        for query in query_texts(constraint.query, nodes):
            rows = store.query(query)
            assert isinstance(rows, QuerySolutions)
            names = [variable.value for variable in rows.variables]
            found.update(
                _result(constraint, names, row) for row in rows if targets.has(constraint, as_term(row["this"]))
            )
    return found


def query_texts(query: Query, nodes: Set[str] | None) -> Iterator[str]:
    """One query for all, or one for some thousand nodes at once."""
    if nodes is None:
        yield query.text
        return
    yield from (query.for_nodes(" ".join(sparql_terms(some))) for some in _portions(nodes))


class _Targets:
    """Tells which nodes shapes are for; the types of a node are looked up once."""

    def __init__(self, plan: Plan, store: Store, classes: Classes) -> None:
        self._store = store
        self._types: dict[Term, frozenset[str]] = {}
        self._of_shapes = {
            constraint.name: [
                (name, target, classes[target.value] if name == SH + "targetClass" else frozenset())
                for name in TARGETS
                for target in plan.shapes.objects(constraint.shape, name)
                if isinstance(target, NamedNode)
            ]
            for constraint in plan.constraints
        }

    def has(self, constraint: Constraint, node: Term) -> bool:
        """Whether the shape of a constraint is for a node that its query has found.

        Raises:
            NotSetwiseError: it is a blank node.
        """
        if isinstance(node, BlankNode):
            raise NotSetwiseError("a focus node is a blank node")
        for name, target, classes in self._of_shapes[constraint.name]:
            if name == SH + "targetClass":
                found = bool(self._types_of(node) & classes)
            elif name == SH + "targetSubjectsOf":
                found = isinstance(node, NamedNode) and self._is_there(node, target, None)
            else:
                found = self._is_there(None, target, node)
            if found:
                return True
        return False

    def _is_there(self, subject: NamedNode | None, predicate: NamedNode, value: Term | None) -> bool:
        return any(self._store.quads_for_pattern(subject, predicate, value, DefaultGraph()))

    def _types_of(self, node: Term) -> frozenset[str]:
        if node not in self._types:
            quads = (
                self._store.quads_for_pattern(node, NamedNode(TYPE), None, DefaultGraph())
                if isinstance(node, NamedNode)
                else ()
            )
            self._types[node] = frozenset(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
        return self._types[node]


def _result(constraint: Constraint, names: Sequence[str], row: QuerySolution) -> Result:
    """A result from a solution (SHACL, sections 5.2.1 and 5.3.2)."""
    values: dict[str, Term] = {name: as_term(row[name]) for name in names if row[name] is not None}
    message = _PLACEHOLDER.sub(
        lambda match: values[match[1]].value if match[1] in values else match[0], constraint.message
    )
    path = values.get("path")
    return Result(
        focus=term_text(values["this"]),
        path=path.value if isinstance(path, NamedNode) else None,
        value=term_text(values.get("value", values["this"])),
        severity=constraint.severity,
        shape=constraint.name,
        component=SPARQL_COMPONENT,
        message=message,
    )
