"""A query in, the store that answers it soonest and the text to ask it out; the answer is the same.

What is tried, in this order: a table of the summary in place of patterns that are counted; the store of the rare
predicates; the values that a filter or an order leaves, looked up in a table before. What each may do is said where
it is done, in `server.sparql.planning`.
"""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import QuerySolutions, Store

from ontology.namespaces import PREFIXES
from server.sparql.lexer import UnclearError, is_unstable
from server.sparql.planning.counts import count_by_table
from server.sparql.planning.light import is_light
from server.sparql.planning.restrict import filtered, first, with_values
from server.sparql.planning.syntax import Query, parse
from server.sparql.planning.tables import Catalog

_WORTH_READING: Final = ("count", "distinct", "order", "filter", "+", "*")
"""A query without any of these is answered as quickly as it is."""
_VALUES: Final = 400
"""The most values that are put into a query."""
_PART: Final = 0.25
"""Values to look up in parts of all that the table has, above which reading all is as quick."""
_KEPT: Final = 256


@dataclass(frozen=True, slots=True)
class Plan:
    """The store to ask, and what."""

    store: Store
    text: str


class Planner:
    """Plans queries that name no dataset. `default` is a store of the default graph, `light` one of its rare predicates,
    `summary` the same with the tables of the catalog."""

    def __init__(self, default: Store, light: Store, summary: Store, catalog: Catalog) -> None:
        self._default = default
        self._light = light
        self._summary = summary
        self.catalog = catalog
        self._plans: dict[str, Plan | None] = {}
        self._first_values: dict[str, list[str]] = {}

    def plan(self, text: str) -> Plan | None:
        """The plan for a query; None where it is asked as it is."""
        folded = text.casefold()
        if not any(mark in folded for mark in _WORTH_READING):
            return None
        if text not in self._plans:
            while len(self._plans) >= _KEPT:
                del self._plans[next(iter(self._plans))]
            self._plans[text] = self._plan(text)
        return self._plans[text]

    def _plan(self, text: str) -> Plan | None:
        try:
            query = parse(text, PREFIXES)
        except UnclearError:
            return None
        if is_unstable(text):
            return None
        if (counted := count_by_table(query, self.catalog)) is not None:
            return Plan(self._summary, counted)
        if may_name_graphs(text):
            return None
        if is_light(query, self.catalog.light):
            return Plan(self._light, text)
        try:
            return self._by_filter(query) or self._by_order(query)
        except (SyntaxError, ValueError, RuntimeError, OSError):
            return None

    def _by_filter(self, query: Query) -> Plan | None:
        for found in filtered(query, self.catalog):
            most = min(_VALUES, int(found.table.rows * _PART))
            values = _values(self._summary, f"{found.probe} LIMIT {most + 1}")
            if len(values) <= most:
                return Plan(self._default, with_values(query, found.variable, values))
        return None

    def _by_order(self, query: Query) -> Plan | None:
        found = first(query, self.catalog)
        if found is None:
            return None
        if found.probe not in self._first_values:
            self._first_values[found.probe] = _values(self._summary, found.probe)
        text = with_values(query, found.variable, self._first_values[found.probe][: found.needed])
        rows = self._default.query(text, prefixes=PREFIXES)
        if isinstance(rows, QuerySolutions) and sum(1 for _ in rows) == found.limit:
            return Plan(self._default, text)
        return None


def may_name_graphs(text: str) -> bool:
    """Whether a query only might name a graph (GRAPH, FROM)."""
    folded = text.casefold()
    return "graph" in folded or "from" in folded


def _values(store: Store, query: str) -> list[str]:
    """The values of a query's only variable, as terms."""
    rows = store.query(query, prefixes=PREFIXES)
    return [str(row[0]) for row in rows] if isinstance(rows, QuerySolutions) else []
