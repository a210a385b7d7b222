"""Lines of a page in, the table that begins at one of them out, found by columns that line up."""

from collections.abc import Sequence

from graph.readers.pdflines import Cell, Line
from graph.readers.tables import Table

_ALIGNED = 6.0
_MIN_ROWS = 3
_MAX_ROWS = 2_000
_MAX_PITCH = 4.0
_WRAPPED_PITCH = 1.28
_MIN_SHARE = 0.8


def find_table(lines: Sequence[Line], start: int) -> Table | None:
    """The table that begins at line `start`: three rows or more, of two cells or more, that begin or end under one another."""
    if len(lines[start].cells) < 2:
        return None
    columns = lines[start].cells
    rows: list[list[str]] = []
    previous = lines[start]
    end = start
    while end < min(len(lines), start + _MAX_ROWS) and _in_table(previous, lines[end], columns):
        line = lines[end]
        if rows and len(line.cells) < len(columns) and _wraps(previous, line):
            rows[-1] = [
                f"{above} {below}".strip() for above, below in zip(rows[-1], _place(line, columns), strict=True)
            ]
        else:
            rows.append(_place(line, columns))
        previous = line
        end += 1
    if len(rows) < _MIN_ROWS or sum(sum(map(bool, row)) >= 2 for row in rows) < _MIN_SHARE * len(rows):
        return None
    header = tuple(rows[0]) if _is_header(rows, lines[start], lines[start + 1]) else ()
    return Table(header, tuple(tuple(row) for row in (rows[1:] if header else rows)), end - start)


def _in_table(previous: Line, line: Line, columns: Sequence[Cell]) -> bool:
    pitch = previous.baseline - line.baseline
    near = previous is line or 0 < pitch < _MAX_PITCH * line.size
    return near and all(any(_aligned(cell, column) for column in columns) for cell in line.cells)


def _aligned(cell: Cell, column: Cell) -> bool:
    """Flush left, flush right or centred under the column."""
    middle = abs((cell.left + cell.right) - (column.left + column.right)) / 2
    return min(abs(cell.left - column.left), abs(cell.right - column.right), middle) < _ALIGNED


def _wraps(previous: Line, line: Line) -> bool:
    return previous.baseline - line.baseline < _WRAPPED_PITCH * line.size


def _place(line: Line, columns: Sequence[Cell]) -> list[str]:
    """The cells of a line by column."""
    placed = [""] * len(columns)
    for cell in line.cells:
        index = next(i for i, column in enumerate(columns) if _aligned(cell, column))
        placed[index] = f"{placed[index]} {cell.text}".strip()
    return placed


def _is_header(rows: Sequence[Sequence[str]], first: Line, second: Line) -> bool:
    """The first row names the columns: it is bold and the next is not, or it has no digits where the others have some."""
    if not all(rows[0]):
        return False
    if first.bold != second.bold:
        return first.bold
    digits = [any(char.isdigit() for cell in row for char in cell) for row in rows]
    return not digits[0] and sum(digits[1:]) > len(rows[1:]) / 2
