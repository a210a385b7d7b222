"""A query with a filter on one variable, or with the first rows in an order, in; the values that can matter out.

Where a pattern of the WHERE clause binds the variable to the objects of a predicate that has a table, the table is
asked first: which objects pass the filters, or come first in the order. With these as VALUES before the patterns the
engine looks them up in place of reading all. It is sound where the pattern stands before all else but patterns,
filters and values: then each solution binds the variable there, and the others do not change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from server.sparql.lexer import Token
from server.sparql.planning.syntax import Pattern, Piece, Query
from server.sparql.planning.tables import Catalog, Table

_ROWS: Final = 1_000
"""The most first rows for which the values are looked up before."""
_SPARED: Final = 4
"""Values for each first row that there have to be, so that looking them up can be quicker than sorting all."""
_GROUPING: Final = frozenset({"GROUP", "HAVING", "COUNT", "MIN", "MAX", "SUM", "AVG", "SAMPLE", "GROUP_CONCAT"})


@dataclass(frozen=True, slots=True)
class Filtered:
    """The filters on a variable: `probe` asks the summary for the values that pass all of them."""

    variable: str
    table: Table
    probe: str


@dataclass(frozen=True, slots=True)
class First:
    """The first rows in the order of a variable: `probe` asks the summary for its first values in that order. The
    first `needed` of them are enough where the query returns all `limit` rows with them."""

    variable: str
    table: Table
    needed: int
    limit: int
    probe: str


def filtered(query: Query, catalog: Catalog) -> Iterator[Filtered]:
    """The variables whose values can be looked up by their filters."""
    filters = [(e, _variables(e.tokens)) for e in query.where.elements if isinstance(e, Piece) and e.kind == "FILTER"]
    for variable, table in _bound(query, catalog).items():
        texts = [e.text for e, variables in filters if variables == {variable} and not _calls_by_name(e.tokens)]
        if texts:
            row = f"?spacepact_row {table.column(0)} {variable} . {' '.join(texts)}"
            yield Filtered(variable, table, f"{query.prologue} SELECT {variable} WHERE {{ {row} }}")


def first(query: Query, catalog: Catalog) -> First | None:
    """The values that the first rows can have; None where the order or the table does not tell."""
    words = [token.text for token in (*query.head, *query.tail) if token.kind == "word"]
    order = _first_order(query.tail)
    limit = _number_after(query.tail, "LIMIT", 0)
    needed = limit + _number_after(query.tail, "OFFSET", 0)
    if query.form != "SELECT" or _GROUPING.intersection(words) or order is None or not 0 < limit <= needed <= _ROWS:
        return None
    variable, direction = order
    table = _bound(query, catalog).get(variable)
    if table is None or not table.ordered or table.rows < _SPARED * needed:
        return None
    probe = f"SELECT {variable} WHERE {{ ?row {table.column(0)} {variable} }} ORDER BY {direction}({variable})"
    return First(variable, table, needed, limit, f"{probe} LIMIT {_ROWS}")


def with_values(query: Query, variable: str, values: Iterable[str]) -> str:
    """The query with these values of the variable only."""
    start = query.where.start
    return f"{query.text[:start]} VALUES {variable} {{ {' '.join(values)} }} {query.text[start:]}"


def _bound(query: Query, catalog: Catalog) -> dict[str, Table]:
    """The variables that the leading patterns bind to a predicate's objects, with its table."""
    found: dict[str, Table] = {}
    for element in query.where.elements:
        if isinstance(element, Pattern):
            table = catalog.find((element.path.only,)) if element.path.only else None
            if table is not None and element.object.startswith("?") and element.object != element.subject:
                found.setdefault(element.object, table)
        elif not isinstance(element, Piece) or element.kind == "BIND":
            break
    return found


def _variables(tokens: Iterable[Token]) -> set[str]:
    return {token.text for token in tokens if token.kind == "variable"}


def _calls_by_name(tokens: tuple[Token, ...]) -> bool:
    return any(one.kind in ("name", "iri") and other.text == "(" for one, other in pairwise(tokens))


def _first_order(tail: tuple[Token, ...]) -> tuple[str, str] | None:
    """The variable and direction that come first in ORDER BY."""
    for at, token in enumerate(tail):
        if token.kind == "word" and token.text == "ORDER":
            texts = [t.text for t in tail[at + 2 : at + 6]]
            if texts and texts[0].startswith("?"):
                return texts[0], "ASC"
            if len(texts) == 4 and texts[0] in ("ASC", "DESC") and texts[1] == "(" and texts[3] == ")":
                return (texts[2], texts[0]) if texts[2].startswith("?") else None
    return None


def _number_after(tail: tuple[Token, ...], word: str, default: int) -> int:
    for one, other in pairwise(tail):
        if one.kind == "word" and one.text == word and other.kind == "number" and other.text.isdigit():
            return int(other.text)
    return default
