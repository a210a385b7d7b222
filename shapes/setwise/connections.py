"""The groups of a query in, each triple pattern with others that lead from it to the focus node at least cost out."""

import heapq
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import count
from math import log1p
from typing import Final

from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.patterns import THIS, Group, Pattern

FanIn = Callable[[Pattern], float]
"""How many subjects a step leads back to from one object, about."""
_STEP: Final = 0.1
_CLOSURE: Final = 5.0
"""What a step costs, and one that is taken any number of times, where that which leads back to n nodes costs log(1 + n) more."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A pattern; `others` hold wherever it matters: the cheapest way to `?this`, and then what is looked up from there; `alike` are those
    with its subject that do, itself included."""

    pattern: Pattern
    others: Sequence[Pattern]
    alike: Sequence[Pattern]


def connections(root: Group, fan_in: FanIn, without: Group | None = None) -> Iterator[Connection]:
    """Each pattern of all groups with what connects it with `?this`; those of the group `without`, and of what is in it, are left out.

    Raises:
        NotSetwiseError: nothing leads from a pattern to the focus node.
    """
    yield from _connections([("select", root)], fan_in, without)


def _connections(groups: Sequence[tuple[str, Group]], fan_in: FanIn, without: Group | None) -> Iterator[Connection]:
    """`groups` are those around a group, from the outside in, and itself, each with what it is to the one around it."""
    holding, own = _holding(groups), groups[-1][1]
    for pattern in own.patterns:
        others = [other for other in holding if other is not pattern]
        way = _cheapest_way(pattern, others, fan_in)
        subject = _ends(pattern)[0]
        alike = [other for other in holding if _ends(other)[0] == subject and not other.step.closure]
        yield Connection(pattern, way + _looked_up([pattern, *way], others), alike)
    for child in own.children:
        if child[1] is not without:
            yield from _connections([*groups, child], fan_in, without)


def _holding(groups: Sequence[tuple[str, Group]]) -> list[Pattern]:
    """The patterns that hold wherever those of the last group matter."""
    around = [group for _, group in groups]
    fresh = count()
    found: list[Pattern] = []
    names: set[str] = set()
    for kind, group in groups:
        beside = [child for child in group.children if not any(child[1] is other for other in around)]
        own = group.patterns + [pattern for kind_, child in beside for pattern in _joined(kind_, child)]
        names = {name for pattern in own for name in pattern.variables} | (
            names if kind in ("exists", "holds") else set()
        )
        held = (_renamed(child, names, fresh) for kind_, child in beside if kind_ == "holds")
        found += own + [pattern for patterns in held for pattern in patterns]
    return found


def _joined(kind: str, group: Group) -> list[Pattern]:
    """The patterns that hold wherever a group holds that is joined to others."""
    if kind not in ("join", "select"):
        return []
    return group.patterns + [pattern for inner, child in group.children for pattern in _joined(inner, child)]


def _renamed(group: Group, known: Set[str], fresh: Iterator[int]) -> list[Pattern]:
    """The patterns of a group after EXISTS: a name that is not known around it is its own, and no other's."""
    own = sorted({name for pattern in group.patterns for name in pattern.variables} - known)
    names = {name: f"{name}_held{next(fresh)}" for name in own}
    found = [
        replace(
            pattern, subject=names.get(pattern.subject, pattern.subject), value=names.get(pattern.value, pattern.value)
        )
        for pattern in group.patterns
    ]
    return found


def _ends(pattern: Pattern) -> tuple[str, str]:
    """Subject and object of the triples that match."""
    return (pattern.value, pattern.subject) if pattern.step.inverse else (pattern.subject, pattern.value)


def _cheapest_way(start: Pattern, patterns: Sequence[Pattern], fan_in: FanIn) -> list[Pattern]:
    """From a pattern's variables to `?this` (Dijkstra); from subject to object costs little, back what it leads to."""
    order = count()
    waiting: list[tuple[float, int, str, list[Pattern]]] = [
        (0.0, next(order), name, []) for name in sorted(start.variables)
    ]
    seen: set[str] = set()
    while waiting:
        cost, _, here, way = heapq.heappop(waiting)
        if here == THIS:
            return way
        if here in seen:
            continue
        seen.add(here)
        for pattern in patterns:
            subject, value = _ends(pattern)
            price = _STEP + (_CLOSURE if pattern.step.closure else 0)
            if subject == here and value.startswith("?"):
                heapq.heappush(waiting, (cost + price, next(order), value, [*way, pattern]))
            elif value == here and subject.startswith("?"):
                heapq.heappush(waiting, (cost + price + log1p(fan_in(pattern)), next(order), subject, [*way, pattern]))
    raise NotSetwiseError("a pattern of a query is not connected with its focus node")


def _looked_up(way: Sequence[Pattern], patterns: Sequence[Pattern]) -> list[Pattern]:
    """What is said of the nodes on the way, and of those that this leads to: a look each, which leaves fewer nodes."""
    names = {name for pattern in way for name in pattern.variables}
    found: list[Pattern] = []
    rest = [pattern for pattern in patterns if pattern not in way and not pattern.step.closure]
    while more := [pattern for pattern in rest if pattern not in found and _ends(pattern)[0] in names]:
        found += more
        names |= {name for pattern in more for name in pattern.variables}
    return found
