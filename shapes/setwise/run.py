"""A plan and a store in, the results of all focus nodes, or of some of them, out."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QuerySolution, QuerySolutions, QueryTriples, RdfFormat, Store

from ontology.namespaces import SH
from shapes.data import DataFile
from shapes.engines import fast
from shapes.graph import TYPE
from shapes.report import Result, read_report
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.paths import route_text
from shapes.setwise.patterns import THIS
from shapes.setwise.plan import SPARQL_COMPONENT, Constraint, Plan
from shapes.setwise.reads import SUBCLASS, TARGETS, Read
from shapes.setwise.suspects import Classes, suspect_queries
from shapes.terms import Term, as_term, term_text

_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")
_AT_ONCE: Final = 5000
"""Focus nodes that the engine is given at once: some ten thousand triples."""


def all_results(plan: Plan, store: Store) -> set[Result]:
    """The results of validating the default graph of the store.

    Raises:
        NotSetwiseError: a focus node is a blank node.
        EngineError: the engine fails.
    """
    classes = classes_of(plan, store)
    suspects = {node for query in suspect_queries(plan.core, classes) for node in _nodes(store, query)}
    return core_results(plan, store, suspects) | sparql_results(plan, store, None, classes)


def results_for(plan: Plan, store: Store, core: Iterable[str], sparql: Mapping[str, Set[str]]) -> set[Result]:
    """The results of the core constraints for some nodes (IRIs), and of the SPARQL constraints for those of each shape.

    Raises:
        EngineError: the engine fails.
    """
    return core_results(plan, store, core) | sparql_results(plan, store, sparql, classes_of(plan, store))


def classes_of(plan: Plan, store: Store) -> Classes:
    """The classes of the shapes, each with those below it."""
    found: dict[str, set[str]] = {}
    for _, _, term in plan.shapes.rows(SH + "class", SH + "targetClass"):
        if term.value not in found:
            query = f"SELECT {THIS} {{ {THIS} <{SUBCLASS}>* <{term.value}> FILTER(isIRI({THIS})) }}"
            found[term.value] = {term.value, *_nodes(store, query)}
    return found


def _nodes(store: Store, query: str) -> Iterator[str]:
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        node = row[0]
        if isinstance(node, BlankNode):
            raise NotSetwiseError("a focus node is a blank node")
        if isinstance(node, NamedNode):
            yield node.value


def core_results(plan: Plan, store: Store, focus: Iterable[str]) -> set[Result]:
    """What the core constraints have to say of these nodes: the engine is given what they look at, and no more."""
    found: set[Result] = set()
    waiting = iter(sorted(focus))
    while nodes := list(islice(waiting, _AT_ONCE)):
        with tempfile.TemporaryDirectory(prefix="spacepact-") as folder:
            data = Path(folder) / "data.nt"
            write_surroundings(plan.reads, store, nodes, data)
            report = read_report(fast.run(DataFile(data, blank_nodes=False), plan.core), plan.shapes)
        wanted = set(nodes)
        found.update(result for result in report.results if result.focus in wanted)
    return found


def write_surroundings(reads: Iterable[Read], store: Store, nodes: Sequence[str], target: Path) -> None:
    """Writes, as N-Triples, all that is looked at from these nodes.

    Of predicates that are followed any number of times (rdfs:subClassOf) all triples are written.
    """
    values = f"VALUES {THIS} {{ {' '.join(f'<{node}>' for node in nodes)} }}"
    queries = []
    for read in sorted(set(reads), key=str):
        triple = f"?other <{read.predicate}> ?node" if read.inverse else f"?node <{read.predicate}> ?other"
        way = f"{THIS} {route_text(read.route)} ?node ." if read.route else f"BIND({THIS} AS ?node)"
        start = "" if read.repeats else f"{{ SELECT DISTINCT ?node {{ {values} {way} }} }}"
        queries.append(f"CONSTRUCT {{ {triple} }} {{ {start} {triple} }}")
    with target.open("wb") as file:
        for query in dict.fromkeys(queries):
            found = store.query(query)
            assert isinstance(found, QueryTriples)
            found.serialize(output=file, format=RdfFormat.N_TRIPLES)


def sparql_results(plan: Plan, store: Store, focus: Mapping[str, Set[str]] | None, classes: Classes) -> set[Result]:
    """What the SPARQL constraints have to say of the nodes of each shape, or of all."""
    found: set[Result] = set()
    for constraint in plan.constraints:
        known: dict[Term, bool] = {}

        def is_target(node: Term, constraint: Constraint = constraint, known: dict[Term, bool] = known) -> bool:
            if node not in known:
                known[node] = _is_target(plan, store, constraint, node, classes)
            return known[node]

        wanted = None if focus is None else sorted(focus.get(constraint.name, ()))
        nodes = None if wanted is None else [node for node in wanted if is_target(NamedNode(node))]
        for query in _queries(constraint, nodes):
            rows = store.query(query)
            assert isinstance(rows, QuerySolutions)
            names = [variable.value for variable in rows.variables]
            found.update(_result(constraint, names, row) for row in rows if is_target(as_term(row["this"])))
    return found


def _queries(constraint: Constraint, focus: Sequence[str] | None) -> Iterator[str]:
    """One query for all, or one for some thousand nodes at once."""
    if focus is None:
        yield constraint.query.text
        return
    for start in range(0, len(focus), _AT_ONCE):
        yield constraint.query.for_nodes(" ".join(f"<{node}>" for node in focus[start : start + _AT_ONCE]))


def _is_target(plan: Plan, store: Store, constraint: Constraint, node: Term, classes: Classes) -> bool:
    """Whether a shape is for a node that its query has found."""
    if isinstance(node, BlankNode):
        raise NotSetwiseError("a focus node is a blank node")
    if not isinstance(node, NamedNode):
        return False
    here = DefaultGraph()
    types = store.quads_for_pattern(node, NamedNode(TYPE), None, here)
    kinds = {quad.object.value for quad in types if isinstance(quad.object, NamedNode)}
    for name in TARGETS:
        for target in plan.shapes.objects(constraint.shape, name):
            predicate = NamedNode(target.value)
            if name == SH + "targetClass":
                found = bool(kinds & classes[target.value])
            elif name == SH + "targetSubjectsOf":
                found = any(store.quads_for_pattern(node, predicate, None, here))
            else:
                found = any(store.quads_for_pattern(None, predicate, node, here))
            if found:
                return True
    return False


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
        value=term_text(values["value"]) if "value" in values else None,
        severity=constraint.severity,
        shape=constraint.name,
        component=SPARQL_COMPONENT,
        message=message,
    )
