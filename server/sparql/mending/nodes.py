"""A query with BNODE("x") in, the same query so written that the node is one for each label and solution out.

By SPARQL 1.1 (section 17.4.2.9) the same label gives the same node in the expressions of one solution, and another node
in every other solution; the engine gives one node for all. So each solution is given a name of its own, by BIND behind
the pattern or before the BINDs that call it, and the label is put behind that name.
"""

from collections.abc import Iterator
from typing import Final

from server.sparql.mending.graphs import visible
from server.sparql.mending.structure import AGGREGATES, Edit, Group, Kind, Level, Structure, groups_of

_SOLUTION: Final = 'BIND(CONCAT("b", STRUUID()) AS {})'


def node_edits(query: Structure) -> list[Edit]:
    """The edits; none where no BNODE has a label."""
    names = _Names(query)
    edits: list[Edit] = []
    for level in _levels(query.level):
        if level.where is None:
            continue
        called = list(names.calls((*level.head, *level.tail), level.inside))
        variable, more = names.of_group(level.where, bool(called))
        edits += more
        grouped = "GROUP" in query.words(level.tail) or bool(query.words((*level.head, *level.tail)) & AGGREGATES)
        for place in called:
            alone = not grouped or names.is_of_each_solution(level, place)
            edits += names.labelled(place, variable if alone else f'COALESCE(MIN({variable}), "b")')
    where = {level.where for level in _levels(query.level)}
    for group in groups_of(query.level):
        if group not in where and group.select is None:
            edits += names.of_group(group, False)[1]
    return edits + (_selection(query, query.level) if edits else [])


def _levels(level: Level) -> Iterator[Level]:
    yield level
    for group in groups_of(level):
        if group.select is not None:
            yield group.select


class _Names:
    """Variables that hold the name of a solution."""

    def __init__(self, query: Structure) -> None:
        self._query = query
        self._number = 0

    def calls(self, places: range | tuple[int, ...], without: tuple[Group, ...]) -> Iterator[int]:
        """The places of BNODE with a label, but for those in groups."""
        for i in places:
            token = self._query.tokens[i : i + 3]
            is_call = token[0].is_word("BNODE") and token[1].text == "(" and token[2].text != ")"
            if is_call and not any(group.start < i < group.end for group in without):
                yield i

    def of_group(self, group: Group, wanted: bool) -> tuple[str, list[Edit]]:
        """The variable of the solutions behind a group ("" where it is not wanted), and the edits of the group."""
        query, variable = self._query, ""
        edits: list[Edit] = []
        for element in group.elements:
            if element.kind not in (Kind.BIND, Kind.FILTER):
                variable = ""
            called = list(self.calls(range(element.start, element.end), element.groups))
            if element.kind is Kind.BIND and called and not variable:
                variable = self._new()
                at = query.tokens[element.start].start
                edits.append((at, at, f"{_SOLUTION.format(variable)} "))
            if element.kind is Kind.BIND:
                for place in called:
                    edits += self.labelled(place, variable)
        filters = [e for e in group.elements if e.kind is Kind.FILTER]
        called = [i for e in filters for i in self.calls(range(e.start, e.end), e.groups)]
        if (wanted or called) and not variable:
            variable = self._new()
            inside = (query.tokens[group.start].end, query.tokens[group.end].start)
            edits += [(inside[0], inside[0], " { "), (inside[1], inside[1], " } ")] if group.select is not None else []
            edits.append((inside[1], inside[1], f" {_SOLUTION.format(variable)} "))
        return variable, edits + [edit for place in called for edit in self.labelled(place, variable)]

    def labelled(self, place: int, name: str) -> list[Edit]:
        """The edits of a call: SHA1 takes what BNODE does, a simple literal, and fails for all else."""
        tokens = self._query.tokens
        depth, end = 0, place + 1
        while depth or end == place + 1:
            depth += (tokens[end].text == "(") - (tokens[end].text == ")")
            end += 1
        first, last = tokens[place + 1].end, tokens[end - 1].start
        return [(first, first, f"CONCAT({name}, SHA1("), (last, last, "))")]

    def is_of_each_solution(self, level: Level, place: int) -> bool:
        """Whether an expression of a query with groups is evaluated before they are made: in an aggregate, in GROUP BY."""
        tokens, depth = self._query.tokens, 0
        start = level.head.start if place < level.head.stop else level.tail.start
        for i in range(place - 1, start - 1, -1):
            depth += (tokens[i].text == ")") - (tokens[i].text == "(")
            if depth < 0:
                depth = 0
                if tokens[i - 1].text.upper() in AGGREGATES:
                    return True
        words = [tokens[i].text.upper() for i in range(start, place) if tokens[i].kind == "word"]
        return next((w for w in reversed(words) if w in ("GROUP", "HAVING", "ORDER")), "") == "GROUP"

    def _new(self) -> str:
        self._number += 1
        return self._query.fresh(f"solution{self._number}")


def _selection(query: Structure, level: Level) -> list[Edit]:
    """`SELECT *` written out, here and in subqueries, so that it does not show what was added."""
    edits = []
    for one in _levels(level):
        star = next((i for i in one.head[:2] if query.tokens[i].text == "*"), None)
        if star is not None and one.where is not None and (shown := visible(query, one.where)):
            edits.append((query.tokens[star].start, query.tokens[star].end, " ".join(shown)))
    return edits
