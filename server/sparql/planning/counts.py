"""A query that counts, or wants what differs, in; the same question to a table of the summary out.

It is done where the patterns of one subject, the star, have a table, and the subject is asked for in no other way than
by its number. A row of the table then stands for as many solutions as its number says:

- COUNT(*), COUNT(?x) of what is always bound: the sum of the numbers.
- COUNT(DISTINCT ?x), MIN, MAX and SELECT DISTINCT: the same over rows as over solutions.
- COUNT(DISTINCT ?subject): the number, where the query groups by every variable of the star.
- COUNT(DISTINCT ?x) where the query groups by the star's other variable: a roll-up has it.

Other patterns may stand beside the star where the summary's store holds all that they can see. Any other aggregate,
OPTIONAL, UNION, MINUS, EXISTS and `SELECT *` are left as they are.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import RDF
from server.sparql.lexer import Token
from server.sparql.planning.light import sees_only
from server.sparql.planning.syntax import Group, Nested, Pattern, Piece, Query
from server.sparql.planning.tables import ANY, GRAPH, Catalog, Table

_TYPE: Final = f"<{RDF}type>"
_OTHER_AGGREGATES: Final = frozenset({"SUM", "AVG", "SAMPLE", "GROUP_CONCAT", "REDUCED"})
_AGGREGATES: Final = frozenset({"COUNT", "MIN", "MAX"})
_NUMBER, _DIFFERENT, _ROW = "?spacepact_number", "?spacepact_different", "?spacepact_row"


@dataclass(frozen=True, slots=True)
class _Star:
    """The patterns of one subject: terms by column, the variables that stand in no column, and the elements of the
    WHERE clause around it (None where it stands)."""

    columns: tuple[tuple[str, str], ...]
    hidden: frozenset[str]
    rest: tuple[Pattern | Piece | None, ...]

    @property
    def variables(self) -> frozenset[str]:
        """The variables in its columns."""
        return frozenset(term for _, term in self.columns if term.startswith("?"))


@dataclass(frozen=True, slots=True)
class _Count:
    """COUNT(…) in the text: its argument, "*" for all."""

    start: int
    end: int
    argument: str
    distinct: bool


class _NotAnsweredError(Exception):
    """No table gives the answer."""


def count_by_table(query: Query, catalog: Catalog) -> str | None:
    """The query to the summary's store that has the same answer; None where there is none."""
    if query.form != "SELECT" or "spacepact_" in query.text:
        return None
    outside = (*query.head, *query.tail)
    words = {token.text for token in outside if token.kind == "word"}
    is_aggregate = bool(words & (_AGGREGATES | {"GROUP"}))
    if words & _OTHER_AGGREGATES or _selects_all(query.head):
        return None
    if not is_aggregate and not (query.head and query.head[0].text == "DISTINCT"):
        return None
    for star in _stars(query.where):
        if not sees_only((e for e in star.rest if isinstance(e, Pattern)), catalog.light):
            continue
        for table, columns in _tables(star, query, catalog):
            try:
                return _written(query, star, table, columns)
            except _NotAnsweredError:
                continue
    return None


def _selects_all(head: Iterable[Token]) -> bool:
    depth = 0
    for token in head:
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "*" and not depth:
            return True
    return False


def _stars(where: Group) -> Iterator[_Star]:
    """The ways to see the WHERE clause as a star with other patterns, filters and bindings around it."""
    if (in_graph := _in_graph(where)) is not None:
        yield in_graph
        return
    if any(isinstance(element, Nested) for element in where.elements):
        return
    elements = [element for element in where.elements if isinstance(element, Pattern | Piece)]
    subjects = dict.fromkeys(p.subject for p in where.patterns if p.subject.startswith("?"))
    for subject in subjects:
        places = [i for i, e in enumerate(elements) if isinstance(e, Pattern) and e.subject == subject]
        if any(isinstance(e, Piece) and e.kind == "BIND" for e in elements[: places[-1]]):
            continue
        rest = tuple(None if i == places[0] else e for i, e in enumerate(elements) if i == places[0] or i not in places)
        star = _star([p for p in where.patterns if p.subject == subject], rest)
        if star is not None:
            yield star


def _in_graph(where: Group) -> _Star | None:
    """`GRAPH ?g { ?s … }` with one pattern, then filters and bindings."""
    graph, *rest = where.elements or (None,)
    if not isinstance(graph, Nested) or graph.kind != "GRAPH":
        return None
    pieces = tuple(element for element in rest if isinstance(element, Piece))
    inner = graph.groups[0].elements
    if len(pieces) < len(rest) or len(inner) != 1 or not isinstance(inner[0], Pattern):
        return None
    return _star([inner[0]], (None, *pieces), ((GRAPH, graph.name),))


def _star(
    patterns: Sequence[Pattern], rest: tuple[Pattern | Piece | None, ...], graph: tuple[tuple[str, str], ...] = ()
) -> _Star | None:
    columns, hidden = list(graph), {patterns[0].subject}
    for pattern in patterns:
        if pattern.path.only is None:
            return None
        if pattern.path.only.startswith("?"):
            if len(patterns) > 1 or not pattern.object.startswith("?"):
                return None
            columns.append((ANY, pattern.path.only))
            hidden.add(pattern.object)
        else:
            columns.append((pattern.path.only, pattern.object))
    variables = [term for _, term in columns if term.startswith("?")]
    if len(set(variables)) < len(variables) or hidden.intersection(variables) or len(hidden) > 2:
        return None
    if not patterns[0].subject.startswith("?") or (len(patterns) == 1 and patterns[0].subject == patterns[0].object):
        return None
    if hidden & _mentioned(rest):
        return None
    return _Star(tuple(columns), frozenset(hidden), rest)


def _mentioned(elements: Iterable[Pattern | Piece | None]) -> set[str]:
    found: set[str] = set()
    for element in elements:
        if isinstance(element, Pattern):
            found |= element.variables
        elif element is not None:
            found |= {token.text for token in element.tokens if token.kind == "variable"}
    return found


Columns = tuple[tuple[str, str], ...]


def _tables(star: _Star, query: Query, catalog: Catalog) -> Iterator[tuple[Table, Columns]]:
    """The tables for a star, the smallest first, with the columns to ask: without a class that all subjects have."""
    for columns in _choices(star.columns, catalog):
        names = [name for name, _ in columns]
        if len(columns) == 2 and all(term.startswith("?") for _, term in columns):
            for group, counted in (columns, columns[::-1]):
                if group[1] in _grouped(query.tail) and (found := catalog.find((group[0],), counted[0])):
                    yield found, (group, counted)
        if found := catalog.find(names):
            yield found, columns


def _choices(columns: Columns, catalog: Catalog) -> Iterator[Columns]:
    for column in columns:
        others = tuple(c for c in columns if c is not column)
        if column[0] == _TYPE and column[1].startswith("<") and others:
            table = catalog.find(name for name, _ in others) or _roll_up(others, catalog)
            if table is not None and column[1] in table.types:
                yield others
    yield columns


def _roll_up(columns: Columns, catalog: Catalog) -> Table | None:
    return catalog.find((columns[0][0],), columns[1][0]) if len(columns) == 2 else None


def _grouped(tail: Sequence[Token]) -> frozenset[str]:
    """The variables that stand alone in GROUP BY."""
    found: set[str] = set()
    depth, inside = 0, False
    for token in tail:
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "word" and not depth:
            inside = token.text in ("GROUP", "BY") if token.text != "ORDER" else False
            if token.text in ("HAVING", "ORDER"):
                break
        elif inside and token.kind == "variable" and not depth:
            found.add(token.text)
    return frozenset(found)


def _written(query: Query, star: _Star, table: Table, columns: Columns) -> str:
    """The query with the table in place of the star."""
    counts = list(_counts((query.head, query.tail)))
    counted = {c.start: _replacement(c, query, star, table, columns) for c in counts}
    handled = [(c.start, c.end) for c in counts if counted[c.start] is not None]
    secret = star.hidden | ({columns[1][1]} if table.counted else frozenset())
    for token in (*query.head, *query.tail):
        if token.text in secret and not any(start <= token.start < end for start, end in handled):
            raise _NotAnsweredError
    if table.counted and columns[1][1] in _mentioned(star.rest):
        raise _NotAnsweredError
    edits = [(c.start, c.end, text) for c in counts if (text := counted[c.start]) is not None]
    row = _row(table, columns, {text for _, _, text in edits})
    body = " ".join(row if element is None else element.text for element in star.rest)
    edits.append((query.where.start, query.where.end, f" {body} "))
    out, at = [], 0
    for start, end, text in sorted(edits):
        out += [query.text[at:start], text]
        at = end
    return "".join(out) + query.text[at:]


def _row(table: Table, columns: Columns, wanted: Collection[str]) -> str:
    """The patterns of a row, with its numbers where they are `wanted`."""
    places = _places(table, columns[:1] if table.counted else columns)
    row = [f"{_ROW} {table.column(i)} {term} ." for i, term in places]
    for name, variable in ((table.number, _NUMBER), (table.different, _DIFFERENT)):
        if any(variable in text for text in wanted):
            row.append(f"{_ROW} {name} {variable} .")
    return " ".join(row)


def _places(table: Table, columns: Columns) -> list[tuple[int, str]]:
    """The number of each column in the table, with its term; of two columns with one name each is used once."""
    free = list(enumerate(table.columns))
    places = []
    for name, term in columns:
        place = next(place for place in free if place[1] == name)
        free.remove(place)
        places.append((place[0], term))
    return places


def _counts(parts: Iterable[Sequence[Token]]) -> Iterator[_Count]:
    """The COUNTs of a query.

    Raises:
        _NotAnsweredError: one counts an expression.
    """
    for tokens in parts:
        for at, token in enumerate(tokens):
            if token.kind != "word" or token.text != "COUNT":
                continue
            inside = tokens[at + 2 : at + 5] if tokens[at + 1 : at + 2] and tokens[at + 1].text == "(" else ()
            distinct = bool(inside) and inside[0].text == "DISTINCT"
            inside = inside[distinct:]
            if len(inside) < 2 or inside[1].text != ")" or (inside[0].text == "*" and distinct):
                raise _NotAnsweredError
            if inside[0].kind != "variable" and inside[0].text != "*":
                raise _NotAnsweredError
            yield _Count(token.start, inside[1].end, inside[0].text, distinct)


def _replacement(count: _Count, query: Query, star: _Star, table: Table, columns: Columns) -> str | None:
    """What a COUNT becomes; None where it stays.

    Raises:
        _NotAnsweredError: the table does not tell.
    """
    always = {"*", *star.hidden, *star.variables}.union(*(e.variables for e in star.rest if isinstance(e, Pattern)))
    if not count.distinct:
        if count.argument not in always:
            raise _NotAnsweredError
        return f"SUM({_NUMBER})"
    if table.counted and count.argument == columns[1][1]:
        return f"MAX({_DIFFERENT})"
    if count.argument not in star.hidden:
        return None
    is_grouped = any(token.kind == "word" and token.text == "GROUP" for token in query.tail)
    by_all = is_grouped and not table.counted and star.variables <= _grouped(query.tail)
    if not by_all or len(star.hidden) > 1 or any(name == GRAPH for name, _ in columns):
        raise _NotAnsweredError
    return f"MAX({_NUMBER})"
