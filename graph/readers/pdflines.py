"""Pieces of text on a page in, its lines out: pieces put side by side, cells told apart by wide gaps, raised note marks dropped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.readers.pdfpieces import Piece

_NOTE_MARK = re.compile(r"\d{1,3}")
_RAISED = 0.12
_SMALLER = 0.85
_SAME_LINE = 0.35
_TOUCHING = 0.12
_CELL_GAP = 1.0
_BULLET_GAP = 4.0
_MAX_BULLET = 4
_MAX_GLYPHS = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """Text between wide gaps."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: one cell, or several where wide gaps part it."""

    cells: tuple[Cell, ...]
    baseline: float
    size: float
    bold: bool

    @property
    def text(self) -> str:
        """The cells as one text."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        """Where the first cell begins."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Where the last cell ends."""
        return self.cells[-1].right


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """The lines of a page in the order in which it draws them."""
    return [_line(group) for group in _groups(pieces)]


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stand side by side on one line."""
    group: list[Piece] = []
    for piece in pieces:
        if group and _is_note_mark(group[-1], piece):
            continue
        if group and not _beside(group[-1], piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _beside(previous: Piece, piece: Piece) -> bool:
    if len(previous.text) <= _MAX_GLYPHS and not previous.text.isalnum():  # a bullet, often drawn smaller and raised
        inside = piece.baseline - 0.4 * piece.size <= previous.baseline <= piece.baseline + piece.size
        return inside and previous.left < piece.left
    size = max(previous.size, piece.size)
    return abs(previous.baseline - piece.baseline) < _SAME_LINE * size and piece.left > previous.right - 0.5 * size


def _is_note_mark(previous: Piece, piece: Piece) -> bool:
    """A small raised number after a word."""
    return (
        bool(_NOTE_MARK.fullmatch(piece.text))
        and piece.size < _SMALLER * previous.size
        and piece.baseline - previous.baseline > _RAISED * previous.size
        and not previous.text[-1].isdigit()
    )


def _line(pieces: Sequence[Piece]) -> Line:
    cells: list[Cell] = []
    for piece in pieces:
        gap = piece.left - cells[-1].right if cells else 0.0
        bullet = bool(cells) and len(cells) == 1 and len(cells[0].text) <= _MAX_BULLET and not cells[0].text.isalpha()
        if not cells or gap > (_BULLET_GAP if bullet else _CELL_GAP) * piece.size:
            cells.append(Cell(piece.text, piece.left, piece.right))
        else:
            space = " " if gap > _TOUCHING * piece.size else ""
            cells[-1] = Cell(cells[-1].text + space + piece.text, cells[-1].left, piece.right)
    longest = max(pieces, key=lambda piece: len(piece.text))
    return Line(tuple(cells), longest.baseline, longest.size, all(piece.bold for piece in pieces))
