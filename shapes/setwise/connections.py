"""The groups of a query in, each triple pattern with others that lead from it to the focus node at least cost, and filters, out."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import count
from math import log
from typing import Final

from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.patterns import THIS, Filter, Group, Pattern

FanIn = Callable[[Pattern], float]
"""How many subjects a step leads back to from one object, about."""
_JOINED: Final = ("join", "select")
_STEP: Final = 0.1
_CLOSURE: Final = 5.0
"""What a step costs, and one that is taken any number of times, where that which leads back to n nodes costs log(n) more."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A pattern, and the variables of it that matter elsewhere (`wanted`).

    `others` hold wherever it matters: the cheapest way to `?this`, and then what is looked up from there. So do `filters`, of whose
    variables these have the values. `alike` are the patterns with its subject that do, itself included.
    """

    pattern: Pattern
    wanted: Sequence[str]
    others: Sequence[Pattern]
    filters: Sequence[Filter]
    alike: Sequence[Pattern]


def connections(root: Group, fan_in: FanIn, without: Group | None = None) -> Iterator[Connection]:
    """Each pattern of all groups with what connects it with `?this`; those of the group `without`, and of what is in it, are left out.

    Raises:
        NotSetwiseError: nothing leads from a pattern to the focus node.
    """
    yield from _connections([("select", root)], fan_in, without)


def _connections(groups: Sequence[tuple[str, Group]], fan_in: FanIn, without: Group | None) -> Iterator[Connection]:
    """`groups` are those around a group, from the outside in, and itself, each with what it is to the one around it."""
    (holding, filters), own = _holding(groups), groups[-1][1]
    for pattern in own.patterns:
        others = [other for other in holding if other is not pattern]
        way = _cheapest_way(pattern, others, fan_in)
        around = way + _looked_up([pattern, *way], others)
        subject = _ends(pattern)[0]
        alike = [other for other in holding if _ends(other)[0] == subject and not other.step.closure]
        said = _said_of(_names([pattern, *around]), filters)
        wanted = pattern.variables & (_names(around).union(*(each.variables for each in said)) | {THIS})
        yield Connection(pattern, sorted(wanted), around, said, alike)
    for child in own.children:
        if child[1] is not without:
            yield from _connections([*groups, child], fan_in, without)


def _holding(groups: Sequence[tuple[str, Group]]) -> tuple[list[Pattern], list[Filter]]:
    """The patterns that hold wherever those of the last group matter, and the filters that do and have a value for each variable."""
    around = [group for _, group in groups]
    fresh = count()
    found: list[Pattern] = []
    filters: list[Filter] = []
    levels: list[tuple[str, Set[str], Sequence[Filter]]] = []
    names: set[str] = set()
    for kind, group in groups:
        beside = [child for child in group.children if not any(child[1] is other for other in around)]
        joined = [_joined(kind_, child) for kind_, child in beside]
        own = group.patterns + [pattern for patterns, _ in joined for pattern in patterns]
        filters += [each for _, said in joined for each in said]
        names = _names(own) | (names if kind in ("exists", "holds") else set())
        levels.append((kind, names, group.filters))
        held = (_renamed(child, names, fresh) for kind_, child in beside if kind_ == "holds")
        found += own + [pattern for patterns in held for pattern in patterns]
    known: set[str] = set()
    for kind, names_, said in reversed(levels):
        known |= names_
        filters += _said_of(known, said)
        if kind not in _JOINED:
            known = set()
    return found, filters


def _joined(kind: str, group: Group) -> tuple[list[Pattern], list[Filter]]:
    """The patterns and filters that hold wherever a group holds that is joined to others."""
    if kind not in _JOINED:
        return [], []
    inner = [_joined(kind_, child) for kind_, child in group.children]
    patterns = group.patterns + [pattern for some, _ in inner for pattern in some]
    return patterns, _said_of(_names(patterns), group.filters) + [each for _, said in inner for each in said]


def _names(patterns: Iterable[Pattern]) -> set[str]:
    return {name for pattern in patterns for name in pattern.variables}


def _said_of(names: Set[str], filters: Iterable[Filter]) -> list[Filter]:
    """The filters that are of these variables only."""
    return [each for each in filters if each.variables <= names]


def _renamed(group: Group, known: Set[str], fresh: Iterator[int]) -> list[Pattern]:
    """The patterns of a group after EXISTS: a name that is not known around it is its own, and no other's."""
    own = sorted(_names(group.patterns) - known)
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
                heapq.heappush(
                    waiting, (cost + price + log(max(1.0, fan_in(pattern))), next(order), subject, [*way, pattern])
                )
    raise NotSetwiseError("a pattern of a query is not connected with its focus node")


def _looked_up(way: Sequence[Pattern], patterns: Sequence[Pattern]) -> list[Pattern]:
    """What is said of the nodes on the way, and of those that this leads to: a look each, which leaves fewer nodes."""
    names = _names(way)
    found: list[Pattern] = []
    rest = [pattern for pattern in patterns if pattern not in way and not pattern.step.closure]
    while more := [pattern for pattern in rest if pattern not in found and _ends(pattern)[0] in names]:
        found += more
        names |= _names(more)
    return found
