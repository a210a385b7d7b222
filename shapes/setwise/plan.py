"""A shapes graph in, how it is evaluated set-wise out: core shapes for the engine, what they look at, and the SPARQL constraints."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import SH
from shapes.check import prefixes_of
from shapes.graph import Graph
from shapes.report import Severity, severity_of, shape_name
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.patterns import Query, read_query
from shapes.setwise.reads import Read, reads_of, targeted
from shapes.terms import Subject, Term

SPARQL_COMPONENT: Final = SH + "SPARQLConstraintComponent"
"""The component that results of SPARQL constraints name."""
Candidates = Mapping[str, frozenset[str]]
"""The nodes that pass the gate of a constraint (IRIs), by its key; a constraint is left out where they are not known."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A SPARQL constraint of a node shape, and what its results have in common; `key` tells it from others of the shape."""

    key: str
    shape: Subject
    name: str
    severity: Severity
    message: str
    query: Query


@dataclass(frozen=True, slots=True)
class Plan:
    """`shapes` is all of the shapes graph, `core` what is left of it without SPARQL constraints; `reads` is what the core looks at."""

    shapes: Graph
    core: Graph
    reads: frozenset[Read]
    constraints: tuple[Constraint, ...]


def plan_of(shapes: Graph) -> Plan:
    """How to evaluate the shapes.

    Raises:
        NotSetwiseError: they use what is not evaluated set-wise; the engine has to validate the whole data with them.
    """
    targets = set(targeted(shapes))
    rows = [(shape, node) for shape, _, node in shapes.rows(SH + "sparql") if shape in targets]
    constraints = [_constraint(shapes, shape, node, number) for number, (shape, node) in enumerate(rows)]
    core = Graph(triple for triple in shapes if triple.predicate.value != SH + "sparql")
    return Plan(shapes, core, frozenset(reads_of(shapes)), tuple(constraints))


def _constraint(shapes: Graph, shape: Subject, node: Term, number: int) -> Constraint:
    text, messages = shapes.text(node, SH + "select"), shapes.objects(node, SH + "message")
    if text is None or len(messages) != 1:
        raise NotSetwiseError("a SPARQL constraint has no query, or not one message")
    severity = shapes.text(shape, SH + "severity") or Severity.VIOLATION.iri
    query = read_query(prefixes_of(shapes, node), text)
    name = shape_name(shapes, shape)
    return Constraint(f"{number} {name}", shape, name, severity_of(severity), messages[0].value, query)
