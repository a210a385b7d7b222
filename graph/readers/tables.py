"""Tables in plain text: lines in, rows of cells out (pipes and other separators, columns under a ruler, keys and values, leaders)."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from graph.documents import BlockKind, RawBlock
from graph.lexicon import lexicon
from graph.readers.lines import continues
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
_MARKS = ("\t", ";", " / ", ",")
_LONGEST_HEAD = 40
_MERGED = 2
_MARK = 12
_BANNER = re.compile(
    r"(?:(?:19[5-9]|20[0-4])\d"
    r"|(?:(?:[a-z]+ )?(?:members?|observers?|associates?|signatories|partners|applicants|candidates|parties)"
    r"(?: states?| countries| organi[sz]ations)?|(?:in force|expired|terminated|under negotiation|planned|signed|completed|ongoing|past"
    r"|future|upcoming|former|launched|in orbit|in development|cancelled)(?: [a-z]+)?)(?: \(\d+\))?)\W*",
    re.IGNORECASE,
)
"""A row of one cell over those below it: a year, a standing, or what they have come to."""
_BESIDE = re.compile(r"\([^()]*\)|[*†‡:.?#]")
_DIGIT = re.compile(r"\d")
_UNEVEN = 2
_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|H\.E|Amb|Sir|Dame)\b|[A-Z][\w'’-]+ (?:[A-Z]\. )?[A-Z][\w'’-]+,")
"""How a line begins that names a further person, not the rest of what is said of the one above."""
_SHORT_LINE = 45
"""Characters of a value below which its further line is another, not the rest of it."""
_INDENT = 3
"""Characters by which a line that goes on with a first cell may be indented."""
_LONGEST_LINE = 200
_LEADERS = re.compile(r"^\s*(\S.{0,78}?)\s*(?:\.{4,}|(?:\. ){4,}\.?|…{2,}|·{4,}|_{4,}|-{5,})\s*(\S.*)$")
"""A key, dots or dashes that lead the eye, and the value."""
_FURTHER_LEADERS = re.compile(r" ?(?:\.{4,}|(?:\. ){4,}\.?|…{2,}|·{4,}|_{4,}) ?(?=\S)")
_SHORT_LEADERS = re.compile(r"^\s*(\S.{0,78}?) (?:\.{3}|(?:\. ){1,2}\.) (\S.*)$")
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
    for row in rows:
        told = [cell.strip() for cell in row if cell.strip()]
        if header and len(row) > _MERGED and row[0].strip() and len(set(told)) == 1 and _BANNER.fullmatch(told[0]):
            blocks.append(RawBlock(BlockKind.HEADING, told[0].rstrip(" :"), 6, page=page))
        elif told:
            blocks.append(RawBlock(BlockKind.ROW, cells=row, header=header, page=page))
    return blocks


def read_table(lines: Sequence[str], start: int = 0) -> Table | None:
    """The table that begins at line `start` of the lines (which reach to the next blank line), None if none does."""
    return (
        _pipe_table(lines, start)
        or _separated(lines, start)
        or _ruled_table(lines, start)
        or _leaders(lines, start)
        or _key_values(lines, start)
        or _aligned(lines, start)
    )


def _pipe_table(lines: Sequence[str], start: int) -> Table | None:
    rows: list[tuple[str, ...]] = []
    narrow = 0
    for line in islice(lines, start, None):
        if "|" not in line:
            break
        narrow += line.count("|") < 2 and narrow == len(rows)
        rows.append(tuple(cell.strip() for cell in _outer_pipes(line).split("|")))
    if len(rows) < (_ALIGNED if narrow else 2) or len(rows[0]) < 2:
        return None
    if all(_RULE_CELL.fullmatch(cell) for cell in rows[1]):
        return Table(rows[0], tuple(rows[2:]), len(rows))
    if _is_header(rows[0]):
        return Table(rows[0], tuple(rows[1:]), len(rows))
    return Table((), tuple(rows), len(rows))


def _separated(lines: Sequence[str], start: int) -> Table | None:
    """A header whose cells a tabulator, semicolon, stroke or comma parts, and lines that it parts likewise; by tabulators also rows
    without header."""
    for mark in _MARKS:
        head = _cells(lines[start], mark)
        if len(head) < 2 or not (
            mark == "\t" or (len(head) > 2 and _heads(head) and len(max(head, key=len)) < _LONGEST_HEAD)
        ):
            continue
        rows = [head]
        for line in islice(lines, start + 1, None):
            cells = _cells(line, mark)
            if not 1 < len(cells) <= len(head):
                break
            rows.append((*cells, *[""] * (len(head) - len(cells))))
        if len(rows) > 1 and _heads(head):
            return Table(head, tuple(rows[1:]), len(rows))
        if len(rows) >= _ALIGNED:
            return Table((), tuple(rows), len(rows))
    return None


def _cells(line: str, mark: str) -> tuple[str, ...]:
    """The cells of a line between marks; quotation marks keep those together that hold one."""
    if mark not in line.strip():
        return ()
    cells = next(csv.reader([line], delimiter=mark), []) if len(mark) == 1 else f"{line} ".split(mark)
    return tuple(cell.strip() for cell in cells)


def _is_header(cells: Sequence[str]) -> bool:
    """Whether the first row of a table without ruler says what its columns hold: at most one cell is no usual heading of a column."""
    known = sum(_is_heading(cell) for cell in cells)
    return known >= max(2, len(cells) - 1) and all(cells)


def _is_heading(cell: str) -> bool:
    """Whether a cell is a usual heading of a column, brackets and marks left aside ("Signed (date)", "Est.")."""
    words = _BESIDE.sub(" ", cell.lower()).split()
    return " ".join(words) in _headings()


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
            apart = _HONORIFIC.match(line.strip()) or len(line.strip()) < _SHORT_LINE > len(rows[-1][1])
            mark = ";" if apart and not continues(rows[-1][1], line, 0) and rows[-1][1][-1] not in ".;" else ""
            rows[-1] = (rows[-1][0], f"{rows[-1][1]}{mark} {line.strip()}")
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
    header where it says what the columns hold. The columns are those of the first line, or of the second where it has more."""
    if "\t" in lines[start] or list_marker(lines[start]):
        return None
    first = [piece.start() for piece in _PIECE.finditer(lines[start])]
    second = [piece.start() for piece in _PIECE.finditer(lines[start + 1])] if start + 1 < len(lines) else []
    tables = [
        _under_starts(lines, start, starts) for starts in (first, *([second] if len(second) > len(first) else []))
    ]
    return max(filter(None, tables), key=lambda table: (table.lines, len(table.rows[0])), default=None)


def _under_starts(lines: Sequence[str], start: int, starts: Sequence[int]) -> Table | None:
    """The table of lines whose pieces begin in these columns. A line without a first piece, or with an indented one, goes on with the line
    above; a long piece may push those behind it to the right."""
    if len(starts) < 2:
        return None
    rows: list[tuple[str, ...]] = []
    taken = 0
    for line in islice(lines, start, None):
        cells = _in_columns(starts, line) if len(line) <= _LONGEST_LINE else None
        if cells is None and rows:
            cells = _one_each(starts, line)
        if cells is None:
            break
        if rows and line[: starts[0] + 1].isspace():
            rows[-1] = tuple(_gone_on(above, cell) for above, cell in zip(rows[-1], cells, strict=True))
        elif (_KEY.fullmatch(cells[0]) or (not rows and not cells[0])) and not (rows and _heads(cells)):
            rows.append(cells)
        else:
            break
        taken += 1
    if len(rows) < _ALIGNED or not _are_cells(rows):
        return None
    return (
        Table(rows[0], tuple(rows[1:]), taken)
        if _heads(rows[0]) or _heads_matrix(rows)
        else Table((), tuple(rows), taken)
    )


def _heads_matrix(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether a first row leaves only its first cell empty, over short marks: its names head the columns."""
    head, *body = rows
    marks = [cell for row in body for cell in row[1:] if cell]
    return (
        len(head) > _MERGED and not head[0] and all(head[1:]) and all(row[0] for row in body) and bool(marks)
        and all(len(mark) <= _MARK for mark in marks)
    )  # fmt: skip


def _gone_on(above: str, cell: str) -> str:
    """A cell with its further line; a further person is set apart."""
    apart = above and _HONORIFIC.match(cell) and not continues(above, cell, 0)
    return f"{above}{';' if apart else ''} {cell}".strip()


def _one_each(starts: Sequence[int], line: str) -> tuple[str, ...] | None:
    """The pieces of a line, if there are as many as columns: a long one pushes those behind it to the right."""
    pieces = list(_PIECE.finditer(line))
    if len(pieces) != len(starts) or not line[:1].strip() or len(line) > _LONGEST_LINE:
        return None
    pushed = False
    for piece, start, following in zip(pieces, starts, [*starts[1:], _LONGEST_LINE], strict=True):
        if abs(piece.start() - start) > _UNEVEN and not (pushed and piece.start() > start):
            return None
        pushed = pushed or piece.end() >= following - 1
    return tuple(piece.group() for piece in pieces)


def _in_columns(starts: Sequence[int], line: str) -> tuple[str, ...] | None:
    """The pieces of a line that begin in these columns; None where one begins elsewhere. A piece may fill its column to the last."""
    at = [piece.start() for piece in _PIECE.finditer(line)]
    at += [c for c in starts if 0 < c < len(line) and line[c - 1] == " " != line[c] and c not in at]
    if not at or not {c for c in at if c > starts[0] + _INDENT} <= set(starts):
        return None
    if any(line[c - 1 : c + 1].strip() == line[c - 1 : c + 1] and c < len(line) for c in starts[1:]):
        return None  # a word reaches over the edge of a column
    ends = [*starts[1:], len(line)]
    return tuple(line[a if i else 0 : b].strip() for i, (a, b) in enumerate(zip(starts, ends, strict=True)))


def _are_cells(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether most rows have two cells at least, and their last cells are no clauses of sentences."""
    full = sum(sum(map(bool, cells)) > 1 for cells in rows)
    return 2 * full > len(rows) and sum(cells[-1][-1:] == "." and cells[-1][:1].islower() for cells in rows) < 2


def _heads(cells: Sequence[str]) -> bool:
    """Whether a first row says what its columns hold: at least half of its cells are usual headings, of two the second."""
    known = [_is_heading(cell) for cell in cells]
    return not any(map(_DIGIT.search, cells)) and (known[1] if len(cells) == 2 else 2 * sum(known) >= len(cells))
