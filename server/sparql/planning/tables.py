"""What a release's summary holds: tables of counts, and the predicates that are rare enough to be kept apart.

A table stands for some predicates that subjects have in common. Each of its rows is a combination of objects with the
number of times it occurs; in the summary's store a row is a node with one property per column and one for the number.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final

ANY: Final = "any"
"""In place of a predicate: the column holds the predicate itself, of every triple."""
GRAPH: Final = "graph"
"""In place of a predicate: the column holds the named graph."""


@dataclass(frozen=True, slots=True)
class Table:
    """The table of the predicates in `columns` (absolute, in angle brackets, sorted; one that is there twice stands for
    two values of a subject).

    `rows` are its rows, `total` the sum of their numbers. `types` are the classes that each of the subjects has.
    `ordered` tells that the objects are all days, all whole numbers or all plain strings, so that no two compare as
    equal. With `counted` it is a roll-up: one row for each object of the only column, with the number of subjects and
    values and the number of different values of the predicate `counted`.
    """

    name: str
    columns: tuple[str, ...]
    rows: int
    total: int
    types: frozenset[str] = field(default=frozenset())
    ordered: bool = False
    counted: str = ""

    def column(self, index: int) -> str:
        """The property of a row that holds its object in a column."""
        return f"<t:{self.name}:{index}>"

    @property
    def number(self) -> str:
        """The property of a row that holds how often it occurs."""
        return f"<t:{self.name}:n>"

    @property
    def different(self) -> str:
        """The property of a roll-up's row that holds the number of different values."""
        return f"<t:{self.name}:d>"


class Catalog:
    """The tables of a summary, and `light`, the predicates that the summary's store holds whole."""

    def __init__(self, tables: Iterable[Table], light: Iterable[str]) -> None:
        self.light = frozenset(light)
        self._tables = {(table.columns, table.counted): table for table in tables}

    @property
    def tables(self) -> tuple[Table, ...]:
        """All of them."""
        return tuple(self._tables.values())

    def find(self, columns: Iterable[str], counted: str = "") -> Table | None:
        """The table of these predicates, in any order."""
        return self._tables.get((tuple(sorted(columns)), counted))

    def without(self, predicates: frozenset[str]) -> "Catalog":
        """The same without the tables that say something of these predicates."""
        kept = [t for t in self.tables if not predicates.intersection((*t.columns, t.counted))]
        return Catalog(kept, self.light)


def catalog_to_json(catalog: Catalog) -> dict[str, Any]:
    """As JSON has it."""
    tables = [asdict(table) | {"types": sorted(table.types)} for table in catalog.tables]
    return {"tables": tables, "light": sorted(catalog.light)}


def catalog_from_json(values: dict[str, Any]) -> Catalog:
    """From JSON."""
    tables = (
        Table(**table | {"columns": tuple(table["columns"]), "types": frozenset(table["types"])})
        for table in values["tables"]
    )
    return Catalog(tables, values["light"])
