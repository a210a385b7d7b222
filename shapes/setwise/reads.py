"""Core constraints in, what they look at out: from a focus node along a route to a node, and the triples of one predicate there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import OWL, RDFS, SH
from shapes.graph import TYPE, Graph
from shapes.paths import path_text
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.paths import Route, Step, routes_of
from shapes.terms import Subject, Term

SUBCLASS: Final = RDFS + "subClassOf"
TARGETS: Final = tuple(SH + name for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf"))
_CLASS_OF: Final[Route] = (Step((TYPE,)), Step((SUBCLASS,), closure=True))
_LOCAL: Final = """
    path name description message severity order group defaultValue sparql flags ignoredProperties
    targetClass targetSubjectsOf targetObjectsOf qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint
    datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength maxLength pattern
    languageIn uniqueLang in hasValue
"""
_SILENT: Final = frozenset(f"{SH}{name}" for name in _LOCAL.split())
"""What looks at the value nodes alone, or at nothing."""
_PAIRS: Final = frozenset(f"{SH}{name}" for name in ("equals", "disjoint", "lessThan", "lessThanOrEquals"))
_SHAPES: Final = frozenset(f"{SH}{name}" for name in ("node", "property", "not", "qualifiedValueShape"))
_LISTS: Final = frozenset(f"{SH}{name}" for name in ("and", "or", "xone"))


@dataclass(frozen=True, slots=True)
class Read:
    """From the focus node along the route: triples of the nodes there with the predicate, or leading to them (`inverse`)."""

    route: Route
    predicate: str
    inverse: bool = False

    @property
    def repeats(self) -> bool:
        """Whether the route ends with any number of steps along the predicate."""
        return bool(self.route) and self.route[-1].closure and self.predicate in self.route[-1].predicates


def targeted(shapes: Graph) -> list[Subject]:
    """The shapes with a target.

    Raises:
        NotSetwiseError: a shape is a class (an implicit target), names single nodes, is switched off, or has a target of another kind.
    """
    for name in ("targetNode", "deactivated", "target", "parameter", "entailment"):
        if any(shapes.rows(SH + name)):
            raise NotSetwiseError(f"the shapes use sh:{name}")
    for kind in (RDFS + "Class", OWL + "Class"):
        if any(shapes.about(node) and _is_shape(shapes, node) for node in shapes.instances(kind)):
            raise NotSetwiseError("a shape is a class")
    return list(dict.fromkeys(node for node, _, _ in shapes.rows(*TARGETS)))


def _is_shape(shapes: Graph, node: Subject) -> bool:
    return any(kind.value in (SH + "NodeShape", SH + "PropertyShape") for kind in shapes.objects(node, TYPE))


def reads_of(shapes: Graph) -> set[Read]:
    """All that the core constraints and the targets look at.

    Raises:
        NotSetwiseError: a shape looks at what cannot be told beforehand.
    """
    found: set[Read] = set()
    for target in targeted(shapes):
        found.update(reads_of_targets(shapes, target))
        found.update(_shape(shapes, target, [()], ()))
    return found


def reads_of_targets(shapes: Graph, shape: Term) -> Iterator[Read]:
    """What tells whether a node is a focus node of a shape."""
    for _, name, value in (row for row in shapes.rows(*TARGETS) if row[0] == shape):
        if name == SH + "targetClass":
            yield from _along((), [_CLASS_OF])
        else:
            yield Read((), value.value, inverse=name == SH + "targetObjectsOf")


def _shape(shapes: Graph, shape: Term, routes: list[Route], above: tuple[Term, ...]) -> Iterator[Read]:
    """What a shape looks at when its focus nodes are at the ends of the routes."""
    path = shapes.value(shape, SH + "path")
    if shape in above:
        raise NotSetwiseError("a shape leads back to itself")
    if (above or path is not None) and shapes.value(shape, SH + "sparql") is not None:
        raise NotSetwiseError("a property shape, or one that others refer to, has a SPARQL constraint")
    focus, values = routes, routes
    if path is not None:
        ways = routes_of(path_text(shapes, path))
        for route in routes:
            yield from _along(route, ways)
        values = [route + way for route in routes for way in ways]
    for triple in shapes.about(shape):
        name = triple.predicate.value
        if name in _SILENT or not name.startswith(SH):
            continue
        yield from _constraint(shapes, name, shapes.objects(shape, name), focus, values, (*above, shape))


def _constraint(
    shapes: Graph,
    name: str,
    arguments: Iterable[Term],
    focus: list[Route],
    values: list[Route],
    above: tuple[Term, ...],
) -> Iterator[Read]:
    for argument in arguments:
        if name == SH + "class":
            for route in values:
                yield from _along(route, [_CLASS_OF])
        elif name in _PAIRS:
            yield from (Read(route, argument.value) for route in focus)
        elif name in _SHAPES:
            yield from _shape(shapes, argument, values, above)
        elif name in _LISTS:
            for item in shapes.items(argument):
                yield from _shape(shapes, item, values, above)
        else:
            raise NotSetwiseError(f"the shapes use {name}")


def _along(start: Route, ways: Iterable[Route]) -> Iterator[Read]:
    """What is looked at on the way."""
    for way in ways:
        for place, step in enumerate(way):
            before = start + way[:place] + ((step,) if step.closure else ())
            yield from (Read(before, predicate, step.inverse) for predicate in step.predicates)
