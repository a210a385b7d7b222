"""A query with GRAPH in, the same query so written that the engine evaluates each GRAPH graph by graph out.

By SPARQL 1.1 (section 18.6) `GRAPH ?g { P }` is the union, over the named graphs, of P evaluated in that graph joined
with ?g; `GRAPH <g> { P }` is P there, and nothing where the dataset has no such graph. The engine asks every triple
pattern with ?g in place of that, which differs where a part of P has no pattern:

- VALUES, a group, a subquery or another GRAPH first: `GRAPH ?g {}` is put before them, which binds ?g to every graph.
- A subquery: it selects ?g too, and groups by it; one that counts without GROUP BY has a row for the other graphs too.
- MINUS of what has no variable in common: it takes nothing away (section 8.3.3), and ?g is none that they have.

Left as the engine has it: a subquery with LIMIT or OFFSET, MINUS with variables that only may be bound, and ?g in a FILTER
or BIND inside, which the engine sees there.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

from server.sparql.mending.structure import AGGREGATES, Edit, Element, Group, Kind, Level, Structure

_GROUP_BY: Final = re.compile(r"\bGROUP\s+BY\b", re.IGNORECASE)
_LATER: Final = (Kind.OPTIONAL, Kind.MINUS)
_PLAIN: Final = (Kind.FILTER, Kind.BIND)
_UNBOUND: Final = (*_PLAIN, Kind.VALUES, Kind.SERVICE)


def may_concern(folded: str) -> bool:
    """Whether a query, in lower case, has something behind GRAPH that could need it."""
    behind = folded[folded.find("graph") + 5 :] if "graph" in folded else ""
    return any(word in behind for word in ("values", "select", "minus", "service", "graph"))


def graph_edits(query: Structure) -> tuple[list[Edit], bool]:
    """The edits that keep the graphs of GRAPH apart; and whether they only name variables anew, so that the text that
    they give is to be read again."""
    mender = _Mender(query)
    edits = [edit for group in query.level.all_groups for edit in mender.without_graph(group)]
    return list(mender.renamed.values()) or edits, bool(mender.renamed)


class _Mender:
    def __init__(self, query: Structure) -> None:
        self._query = query
        self.renamed: dict[int, Edit] = {}

    def without_graph(self, group: Group) -> Iterator[Edit]:
        """The edits of a group that stands in no GRAPH."""
        for inner in group.select.all_groups if group.select else ():
            yield from self.without_graph(inner)
        for element in group.elements:
            for inner in element.groups:
                yield from self._in_graph(element, inner, "", False)

    def _in_graph(self, element: Element, inner: Group, graph: str, needed: bool) -> Iterator[Edit]:
        """The edits of a group in an element of a group whose patterns are evaluated in `graph` ("" for none)."""
        if element.kind is Kind.GRAPH:
            yield from self._bound(inner, self._name(element), True)
        elif element.kind is Kind.SERVICE:
            return
        elif graph:
            yield from self._bound(inner, graph, needed)
        else:
            yield from self.without_graph(inner)

    def _name(self, element: Element) -> str:
        name = element.name.text
        return f"?{name[1:]}" if element.name.kind == "variable" else name

    def _bound(self, group: Group, graph: str, needed: bool) -> Iterator[Edit]:
        """The edits of a group evaluated in `graph`; where it is `needed`, or something in it is, the group binds it."""
        if group.select is not None:
            yield from self._subquery(group, group.select, graph)
            return
        first = tuple(takewhile(lambda element: element.kind not in _LATER, group.elements))
        binds = any(e.kind is Kind.TRIPLES or self._name(e) == graph for e in first) or all(
            e.kind in _PLAIN for e in first
        )
        joined = [e for e in first if e.kind is Kind.JOINED]
        asks = needed or any(not _is_free(element) for element in group.elements)
        binds |= any(not any(map(_is_free_group, element.groups)) for element in joined)
        if asks and not binds:
            at = self._query.tokens[group.start].end
            yield at, at, f" GRAPH {graph} {{}} "
        for element in group.elements:
            if element.kind is Kind.MINUS and self._has_nothing_in_common(group, element, graph):
                yield self._query.tokens[element.start].start, self._query.tokens[element.end - 1].end, ""
                continue
            for inner in element.groups:
                yield from self._in_graph(element, inner, graph, False)

    def _has_nothing_in_common(self, group: Group, minus: Element, graph: str) -> bool:
        if not graph.startswith("?"):
            return False
        before = (element for element in group.elements if element.start < minus.start)
        return visible(self._query, before).keys().isdisjoint(visible(self._query, minus.groups[0]))

    def _subquery(self, group: Group, level: Level, graph: str) -> Iterator[Edit]:
        """A subquery: the whole group anew, where anything is changed."""
        query = self._query
        if not graph.startswith("?"):
            yield query.tokens[group.start].end, query.tokens[group.start].end, f" GRAPH {graph} {{}} {{ "
            yield query.tokens[group.end].start, query.tokens[group.end].start, " } "
        inner = [edit for part in level.all_groups for edit in self._bound(part, graph, part is level.where)]
        sliced = query.words(level.tail) & {"LIMIT", "OFFSET"}
        if not graph.startswith("?") or level.where is None or sliced or graph in _selected(query, level):
            yield from inner
            return
        self._rename(level, graph)
        start, end = query.tokens[group.start].end, query.tokens[group.end].start
        yield start, end, self._with_graph(level, level.where, graph, inner)

    def _rename(self, level: Level, graph: str) -> None:
        """A variable of the graph's name that the subquery does not show is another one."""
        tokens = self._query.tokens[level.form : level.tail.stop]
        other = self._query.fresh(f"{graph[1:]}_inside")
        own = [token for token in tokens if token.kind == "variable" and token.text[1:] == graph[1:]]
        self.renamed |= {token.start: (token.start, token.end, other) for token in own}

    def _with_graph(self, level: Level, where: Group, graph: str, edits: list[Edit]) -> str:
        """The subquery with the graph selected: as it is, grouped, or counted for each graph."""
        query = self._query
        head, pattern = (
            query.slice(level.head.start, level.head.stop, edits),
            query.slice(where.start, where.end + 1, edits),
        )
        tail = query.slice(level.tail.start, level.tail.stop, edits)
        kept = next((word for word in ("DISTINCT", "REDUCED") if query.tokens[level.form + 1].is_word(word)), "")
        shown = head[len(kept) :]
        if shown.strip() == "*":
            shown = " ".join(v for v in visible(query, where) if v != graph)
        selected = f" SELECT {kept} {graph} {shown} WHERE {pattern} "
        words = query.words((*level.head, *level.tail))
        if "GROUP" in words:
            return f"{selected} {_GROUP_BY.sub(f'GROUP BY {graph} ', tail, count=1)} "
        if not words & AGGREGATES:
            return f"{selected} {tail} "
        none = f"{{ SELECT {head} WHERE {{ FILTER(false) }} {tail} }}"
        others = f"{{ GRAPH {graph} {{}} MINUS {pattern} {none} }}"
        return f" {{ {selected} GROUP BY {graph} {tail} }} UNION {others} "


def _is_free(element: Element) -> bool:
    """Whether an element has the same solutions in every graph."""
    return (element.kind in _UNBOUND and not element.groups) or (
        element.kind in (Kind.JOINED, *_LATER) and all(map(_is_free_group, element.groups))
    )


def _is_free_group(group: Group) -> bool:
    return group.select is None and bool(group.elements) and all(map(_is_free, group.elements))


def visible(query: Structure, group: Group | Iterable[Element]) -> dict[str, None]:
    """The variables that are in scope behind a group, or some of its elements (section 18.2.1), with "?"."""
    if isinstance(group, Group) and group.select is not None:
        return _selected(query, group.select)
    found: dict[str, None] = {}
    for element in group.elements if isinstance(group, Group) else group:
        if element.kind in (Kind.TRIPLES, Kind.VALUES):
            found |= query.variables(range(element.start, element.end))
        elif element.kind is Kind.BIND:
            found |= query.variables((element.end - 2,))
        elif element.kind not in (Kind.FILTER, Kind.MINUS):
            if element.name.kind == "variable":
                found[f"?{element.name.text[1:]}"] = None
            for inner in element.groups:
                found |= visible(query, inner)
    return found


def _selected(query: Structure, level: Level) -> dict[str, None]:
    """The variables that a query selects."""
    texts = [query.tokens[i].text for i in level.head]
    if "*" in texts[:2] and level.where is not None:
        return visible(query, level.where)
    found: dict[str, None] = {}
    depth = 0
    for place in level.head:
        token = query.tokens[place]
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (not depth or query.tokens[place - 1].is_word("AS")):
            found[f"?{token.text[1:]}"] = None
    return found
