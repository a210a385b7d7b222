"""A query's patterns in, whether a store of the rare predicates alone gives the same answer out.

Patterns that name all their predicates see no other triples. A path that can be empty (`*`, `?`) also sees every node
of the store where both of its ends are open, so it has to have a fixed end.
"""

from collections.abc import Iterable

from server.sparql.planning.syntax import Group, Nested, Pattern, Query


def is_light(query: Query, light: frozenset[str]) -> bool:
    """Whether all that the query can see are triples of the `light` predicates in the default graph."""
    return not _names_graphs(query.where) and sees_only(query.where.all_patterns(), light)


def sees_only(patterns: Iterable[Pattern], light: frozenset[str]) -> bool:
    """The same of some patterns."""
    return all(
        not pattern.path.everywhere
        and pattern.path.predicates <= light
        and not (pattern.path.empty and pattern.subject.startswith("?") and pattern.object.startswith("?"))
        for pattern in patterns
    )


def _names_graphs(group: Group) -> bool:
    nested = [element for element in group.elements if isinstance(element, Nested)]
    return any(element.kind == "GRAPH" or any(map(_names_graphs, element.groups)) for element in nested)
