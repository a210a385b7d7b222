"""Tables in plain text: lines in, rows of cells out (pipe tables, columns under a ruler, aligned key and value, leaders)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from graph.documents import BlockKind, RawBlock
from graph.lexicon import lexicon
from graph.readers.marks import list_marker

_RULE_CELL = re.compile(r"\s*:?-+:?\s*")
_RULER = re.compile(r"^\s*[-=_─]{3,}[-=_─\s]*$")
_GAP = re.compile(r"\s{2,}|\t+")
_PIECE = re.compile(r"\S+(?: \S+)*")
_WIDE = 4
"""Characters from a key's end to its value, its colon included, from which on one line alone is a key with its value."""
_HEADER_LINES = 3
_ALIGNED = 3
"""Lines from which on what begins in the same columns is a table."""
_KEY = re.compile(r"[^\W_a-z][^;!?]{0,39}|\([^;!?]{0,39}")
_DIGIT = re.compile(r"\d")
_INDENT = 3
"""Characters by which a line that goes on with a first cell may be indented."""
_LONGEST_LINE = 200
_LEADERS = re.compile(r"^\s*(\S.{0,78}?)\s*(?:\.{4,}|(?:\. ){4,}\.?|…{2,}|·{4,}|_{4,}|-{5,})\s*(\S.*)$")
"""A key, dots or dashes that lead the eye, and the value."""
_FURTHER_LEADERS = re.compile(r" ?(?:\.{4,}|(?:\. ){4,}\.?|…{2,}|·{4,}|_{4,}) ?(?=\S)")
_SHORT_LEADERS = re.compile(r"^\s*(\S.{0,78}?) \.{3} (\S.*)$")
"""The same for a key that leaves no room for more dots than those of an ellipsis: beside longer ones only."""
_KEY_VALUE = re.compile(r"^\s{0,3}(\S.{0,58}?):([ ]+|\t+)(\S.*)$")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; `header` is empty where the table has none. `lines` is how many lines of the source it took."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: int

    def blocks(self, page: int | None = None) -> list[RawBlock]:
        """The header row and the rows as blocks."""
        return row_blocks(self.header, self.rows, page)


def row_blocks(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], page: int | None = None) -> list[RawBlock]:
    """Blocks for a table: the header row as a row without header, then the rows; rows without text are left out."""
    header = header if any(cell.strip() for cell in header) else ()
    blocks = [RawBlock(BlockKind.ROW, cells=header, page=page)] if header else []
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    return blocks + [RawBlock(BlockKind.ROW, cells=row, header=header, page=page) for row in filled]


def read_table(lines: Sequence[str], start: int = 0) -> Table | None:
    """The table that begins at line `start` of the lines (which reach to the next blank line), None if none does."""
    return (
        _pipe_table(lines, start)
        or _ruled_table(lines, start)
        or _leaders(lines, start)
        or _key_values(lines, start)
        or _aligned(lines, start)
    )


def _pipe_table(lines: Sequence[str], start: int) -> Table | None:
    rows: list[tuple[str, ...]] = []
    for line in islice(lines, start, None):
        if line.count("|") < 2 and not (rows and "|" in line):
            break
        rows.append(tuple(cell.strip() for cell in _outer_pipes(line).split("|")))
    if len(rows) < 2:
        return None
    if all(_RULE_CELL.fullmatch(cell) for cell in rows[1]):
        return Table(rows[0], tuple(rows[2:]), len(rows))
    if _is_header(rows[0]):
        return Table(rows[0], tuple(rows[1:]), len(rows))
    return Table((), tuple(rows), len(rows))


def _is_header(cells: Sequence[str]) -> bool:
    """Whether the first row of a table without ruler says what its columns hold: at most one cell is no usual heading of a column."""
    known = sum(cell.lower() in _headings() for cell in cells)
    return known >= max(2, len(cells) - 1) and all(cells)


@lru_cache(maxsize=1)
def _headings() -> frozenset[str]:
    layout = lexicon("layout")
    return frozenset(word for part in ("columns", "actions") for words in layout[part].values() for word in words)


def _outer_pipes(line: str) -> str:
    return line.strip().removeprefix("|").removesuffix("|")


def _ruled_table(lines: Sequence[str], start: int) -> Table | None:
    """A header of one to three lines, a ruler, and lines whose pieces stand under the pieces of the header's first line."""
    rulers = (start + n for n in range(1, _HEADER_LINES + 1) if start + n < len(lines) - 1)
    ruler = next((i for i in rulers if _RULER.match(lines[i])), None)
    if ruler is None or _RULER.match(lines[start]):
        return None
    starts = [piece.start() for piece in _PIECE.finditer(lines[start])]
    body = lines[ruler + 1 :]
    if len(starts) < 2 or not any(_GAP.search(line.strip()) for line in body):
        return None
    header = [_under(starts, line) for line in lines[start:ruler]]
    titles = tuple(" ".join(part for part in parts if part) for parts in zip(*header, strict=True))
    rows = tuple(_under(starts, line) for line in body if not _RULER.match(line))
    return Table(titles, rows, len(lines) - start)


def _under(starts: Sequence[int], line: str) -> tuple[str, ...]:
    """The pieces of a line by the column that they begin in, two characters to the left allowed."""
    cells = [""] * len(starts)
    for piece in _PIECE.finditer(line):
        column = max((i for i, start in enumerate(starts) if start <= piece.start() + 2), default=0)
        cells[column] = f"{cells[column]} {piece.group()}".strip()
    return tuple(cells)


def _leaders(lines: Sequence[str], start: int) -> Table | None:
    """Lines of a key and a value with dots between them; a line that begins where the values do is a further value."""
    rows: list[tuple[str, ...]] = []
    columns = {found.start(2) for line in islice(lines, start, None) if (found := _LEADERS.match(line))}
    column, taken = -1, 0
    for line in islice(lines, start, None):
        short = _SHORT_LEADERS.match(line)
        if match := _LEADERS.match(line) or (short if short and short.start(2) in columns else None):
            column = match.start(2)
            rows.append((match.group(1), *_FURTHER_LEADERS.split(match.group(2).strip())))
        elif rows and line[:column].isspace() and line[column:].strip():
            rows[-1] = (*rows[-1][:-1], f"{rows[-1][-1]}; {line.strip()}")
        else:
            break
        taken += 1
    return Table((), tuple(rows), taken) if rows else None


def _key_values(lines: Sequence[str], start: int) -> Table | None:
    """At least two lines "Key:   value" with the values aligned, or one with a wide gap; the longest key may have a single space.

    A line that begins where the values do goes on with the value above.
    """
    rows: list[tuple[str, str]] = []
    column, taken = -1, 0
    for line in islice(lines, start, None):
        match = _KEY_VALUE.match(line)
        if rows and line[:column].isspace() and not line[column : column + 1].isspace() and line[column:].strip():
            rows[-1] = (rows[-1][0], f"{rows[-1][1]} {line.strip()}")
        elif match and (len(match.group(2)) >= 2 or match.group(2) == "\t" or match.start(3) == column):
            column = match.start(3)
            rows.append((match.group(1), match.group(3).strip()))
        else:
            break
        taken += 1
    wide = bool(rows) and column - len(rows[0][0]) > _WIDE
    return Table((), tuple(rows), taken) if len(rows) >= 2 or wide else None


def _aligned(lines: Sequence[str], start: int) -> Table | None:
    """At least three lines whose pieces begin in the same columns, the first of them short as keys and names are; the first line is the
    header where it says what the columns hold. A line without a first piece, or with an indented one, goes on with the line above."""
    starts = [piece.start() for piece in _PIECE.finditer(lines[start])]
    if len(starts) < 2 or "\t" in lines[start] or list_marker(lines[start]):
        return None
    rows: list[tuple[str, ...]] = []
    taken = 0
    for line in islice(lines, start, None):
        cells = _in_columns(starts, line) if len(line) <= _LONGEST_LINE else None
        if cells is None:
            break
        if rows and line[: starts[0] + 1].isspace():
            rows[-1] = tuple(f"{above} {cell}".strip() for above, cell in zip(rows[-1], cells, strict=True))
        elif _KEY.fullmatch(cells[0]) and not (rows and _heads(cells)):
            rows.append(cells)
        else:
            break
        taken += 1
    if len(rows) < _ALIGNED or not _are_cells(rows):
        return None
    return Table(rows[0], tuple(rows[1:]), taken) if _heads(rows[0]) else Table((), tuple(rows), taken)


def _in_columns(starts: Sequence[int], line: str) -> tuple[str, ...] | None:
    """The pieces of a line that begin in these columns; None where one begins elsewhere. A piece may fill its column to the last."""
    at = [piece.start() for piece in _PIECE.finditer(line)]
    at += [c for c in starts if 0 < c < len(line) and line[c - 1] == " " != line[c] and c not in at]
    if not at or not {c for c in at if c > starts[0] + _INDENT} <= set(starts):
        return None
    ends = [*starts[1:], len(line)]
    return tuple(line[a if i else 0 : b].strip() for i, (a, b) in enumerate(zip(starts, ends, strict=True)))


def _are_cells(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether most rows have two cells at least, and their last cells are no clauses of sentences."""
    full = sum(sum(map(bool, cells)) > 1 for cells in rows)
    return 2 * full > len(rows) and sum(cells[-1][-1:] == "." and cells[-1][:1].islower() for cells in rows) < 2


def _heads(cells: Sequence[str]) -> bool:
    """Whether a first row says what its columns hold: at least half of its cells are usual headings, of two the second."""
    known = [cell.lower() in _headings() for cell in cells]
    return not any(map(_DIGIT.search, cells)) and (known[1] if len(cells) == 2 else 2 * sum(known) >= len(cells))
