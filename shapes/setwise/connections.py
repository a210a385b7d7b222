"""The groups of a query in, each triple pattern with the others that lead from it to the focus node out."""

from collections.abc import Iterator, Sequence

from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.patterns import THIS, Group, Pattern


def connections(root: Group) -> Iterator[tuple[Pattern, list[Pattern]]]:
    """Each pattern, and patterns that hold wherever it matters: of its group, and where these do not lead to `?this`, of groups around
    it, and at last a shortest way through groups joined to those.

    Raises:
        NotSetwiseError: nothing leads from a pattern to the focus node.
    """
    yield from _connections([root])


def _connections(groups: Sequence[Group]) -> Iterator[tuple[Pattern, list[Pattern]]]:
    """`groups` is a group, and those around it, from the inside out."""
    for pattern in groups[0].patterns:
        yield pattern, [other for other in _leading_to_this(pattern, groups) if other is not pattern]
    for _, child in groups[0].children:
        yield from _connections([child, *groups])


def _leading_to_this(pattern: Pattern, groups: Sequence[Group]) -> list[Pattern]:
    known: list[Pattern] = []
    found = [pattern]
    for group in groups:
        known += group.patterns
        found = _connected(pattern, known)
        if any(THIS in other.variables for other in found):
            return found
    joined = [
        other
        for group in groups
        for kind, child in group.children
        if kind != "exists"
        for other in _joined(kind, child)
    ]
    return found + _shortest_way({name for other in found for name in other.variables}, joined)


def _joined(kind: str, group: Group) -> list[Pattern]:
    """The patterns that hold wherever a group holds that is joined to others."""
    if kind not in ("join", "select"):
        return []
    return group.patterns + [pattern for inner, child in group.children for pattern in _joined(inner, child)]


def _connected(pattern: Pattern, known: Sequence[Pattern]) -> list[Pattern]:
    """The patterns that share variables with a pattern, directly or by way of others."""
    names, found = set(pattern.variables), [pattern]
    while more := [other for other in known if other not in found and other.variables & names]:
        found += more
        names |= {name for other in more for name in other.variables}
    return found


def _shortest_way(start: set[str], patterns: Sequence[Pattern]) -> list[Pattern]:
    ways: list[tuple[set[str], list[Pattern]]] = [(start, [])]
    seen = set(start)
    for names, way in ways:
        for pattern in patterns:
            if THIS in pattern.variables and pattern.variables & names:
                return [*way, pattern]
            if pattern.variables & names and pattern.variables - seen:
                seen |= pattern.variables
                ways.append((pattern.variables, [*way, pattern]))
    raise NotSetwiseError("a pattern of a query is not connected with its focus node")
