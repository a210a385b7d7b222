"""A table with a header in; its rows and columns with the context that reading them needs, out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.documents import Span
from graph.extraction.page import Page
from graph.layout.columns import Columns
from graph.layout.outline import Outline, Table
from graph.layout.rosters import Rosters
from graph.layout.subjects import Subjects


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its block, its span, and its cells; a cell that the row lacks is an empty span at its end."""

    block: int
    span: Span
    cells: tuple[Span, ...]

    def cell(self, column: int | None) -> Span:
        """The cell of a column."""
        return (
            self.cells[column]
            if column is not None and column < len(self.cells)
            else Span(self.span.end, self.span.end)
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its columns known, and all that reading its rows needs."""

    page: Page
    outline: Outline
    subjects: Subjects
    rosters: Rosters
    columns: Columns
    rows: tuple[Row, ...]
    header: Span
    context: tuple[Span, ...]
    """The introducing line, the headings and the title, nearest first."""

    def head(self, column: int) -> Span:
        """A header cell."""
        return self.columns.header[column]

    def words(self, row: Row, column: int | None) -> str:
        """A cell's plain words."""
        return self.page.words(row.cell(column)).strip()

    def share(self, column: int, pattern: re.Pattern[str]) -> float:
        """The share of a column's cells in which a pattern is found."""
        return sum(1 for row in self.rows if pattern.search(self.words(row, column))) / len(self.rows)

    def mentions(self, column: int, letters: str) -> float:
        """The share of a column's cells that have a mention of one of the types."""
        cells = [row.cell(column) for row in self.rows]
        return sum(any(m.letter in letters for m in self.page.mentions_in(c.start, c.end)) for c in cells) / len(cells)


_DITTO = frozenset(
    ('"', "''", "ditto", "do.", "id.", "idem", "ibid.", "same", "as above", ",,", "„", "”", "″", "〃", '-"-')
)
"""What a cell says that repeats the one above."""


def _rows(page: Page, outline: Outline, table: Table) -> Iterator[Row]:
    """The rows; a cell that repeats the one above is that one."""
    above: tuple[Span, ...] = ()
    for i in table.rows:
        cells = tuple(
            above[n] if n < len(above) and page.words(cell).strip().lower() in _DITTO else cell
            for n, cell in enumerate(outline.blocks[i].cells)
        )
        yield Row(i, outline.span(i), cells)
        above = cells


def grid_of(page: Page, outline: Outline, subjects: Subjects, rosters: Rosters, table: Table) -> Grid | None:
    """A table as a grid, None for one without header."""
    if table.header is None:
        return None
    header = outline.blocks[table.header]
    rows = tuple(_rows(page, outline, table))
    below = outline.context(table.rows[0])
    context = (*below, *(span for span in outline.context(table.header) if span not in below))
    columns = Columns(page, header.cells, [row.cells for row in rows])
    return Grid(page, outline, subjects, rosters, columns, rows, outline.span(table.header), context)
