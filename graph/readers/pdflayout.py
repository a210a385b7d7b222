"""Lines of a page in, blocks out: headings by their size, list items by their marker, tables by their columns, paragraphs by the gaps."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.documents import BlockKind, RawBlock
from graph.readers import lines as wrapping
from graph.readers import marks
from graph.readers.lists import ListLevels
from graph.readers.pdflines import Line
from graph.readers.pdftables import find_table
from graph.readers.tables import row_blocks

_HEADING_SIZE = 1.12
_MAX_HEADING = 200
_PARAGRAPH_GAP = 1.16
_MAX_PITCH = 2.2
_INDENT = 0.9
_EDGE_GAP = 1.8
_EDGE = 0.075
_INDENT_STEP = 5
_SAME_SIZE = 0.12
_COLUMN = 30
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in a document: the size of its running text, its line pitch in units of the size, the sizes of its headings from the
    largest, its words."""

    body: float
    pitch: float
    headings: tuple[float, ...]
    words: frozenset[str]


def style_of(pages: Iterable[Sequence[Line]]) -> Style:
    """The style of a document by its lines."""
    sizes: Counter[float] = Counter()
    pitches: Counter[float] = Counter()
    pages = list(pages)
    words = wrapping.vocabulary(line.text for page in pages for line in page)
    for page in pages:
        for line in page:
            sizes[round(line.size)] += len(line.text)
        for upper, lower in pairwise(page):
            pitch = round((upper.baseline - lower.baseline) / lower.size, 1)
            if 0.8 <= pitch <= _MAX_PITCH and round(upper.size) == round(lower.size):
                pitches[pitch] += 1
    body = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
    headings = sorted((size for size in sizes if size > _HEADING_SIZE * body), reverse=True)
    usual = max(pitches, key=lambda pitch: (pitches[pitch], -pitch), default=1.2)
    return Style(body, usual, tuple(headings[:6]), words)


def blocks_of_page(
    lines: Sequence[Line], height: float, number: int, style: Style
) -> tuple[list[RawBlock], list[RawBlock], list[RawBlock]]:
    """The blocks of a page's upper edge, body and lower edge."""
    ordered = sorted(lines, key=lambda line: -line.baseline)
    top = _edge(ordered, lambda line: line.baseline > (1 - _EDGE) * height and line.size <= _HEADING_SIZE * style.body)
    bottom = _edge(ordered[::-1], lambda line: line.baseline < _EDGE * height)[::-1]
    edges = {id(line) for line in top + bottom}
    body = [line for line in lines if id(line) not in edges]
    plain = [[RawBlock(BlockKind.PARAGRAPH, line.text, page=number) for line in edge] for edge in (top, bottom)]
    return plain[0], list(_body(body, number, style)), plain[1]


def _edge(ordered: Sequence[Line], inside: Callable[[Line], bool]) -> list[Line]:
    """The lines from the edge of a page inwards, up to the last wide gap inside the edge."""
    count = 0
    for index, (line, following) in enumerate(pairwise(ordered), start=1):
        if not inside(line):
            break
        if abs(line.baseline - following.baseline) > _EDGE_GAP * line.size:
            count = index
    return list(ordered[:count])


def _body(lines: Sequence[Line], number: int, style: Style) -> Iterator[RawBlock]:
    levels = ListLevels()
    margins = _Margins(lines)
    position = 0
    while position < len(lines):
        table = find_table(lines, position)
        if table:
            yield from row_blocks(table.header, table.rows, number)
            position += table.lines
            continue
        end = position + 1
        while (
            end < len(lines) and _follows(lines[end - 1], lines[end], margins, style) and find_table(lines, end) is None
        ):
            end += 1
        yield from _group_blocks(lines[position:end], margins, number, style, levels)
        position = end


class _Margins:
    """Where the column of a line ends: the rightmost end of the lines that begin about where it does."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._right: dict[int, float] = {}
        for line in lines:
            column = round(line.left / _COLUMN)
            self._right[column] = max(self._right.get(column, 0.0), line.right)

    def is_full(self, line: Line, following: Line) -> bool:
        """Would the first word of the following line not have fitted on this one?"""
        column = round(line.left / _COLUMN)
        margin = max(self._right.get(near, 0.0) for near in (column - 1, column, column + 1))
        per_char = (following.right - following.left) / max(1, len(following.text))
        first_word = following.text.split(maxsplit=1)[0]
        return line.right + (len(first_word) + 2) * per_char > margin


def _follows(previous: Line, line: Line, margins: _Margins, style: Style) -> bool:
    """Is the line of one paragraph with the line before: below it without a gap, or at the top of the next column?"""
    alike = abs(previous.size - line.size) < _SAME_SIZE * previous.size and previous.bold == line.bold
    if not alike or marks.list_marker(line.text) is not None:
        return False
    pitch = previous.baseline - line.baseline
    ends = _SENTENCE_END.search(previous.text) is not None
    if pitch < 0:
        goes_on = margins.is_full(previous, line) or line.text[0].islower()
        return line.left > previous.right and goes_on and not ends
    indented = ends and line.left > previous.left + _INDENT * line.size and marks.list_marker(previous.text) is None
    return 0 < pitch < _PARAGRAPH_GAP * style.pitch * line.size and line.left < previous.right and not indented


def _group_blocks(
    lines: Sequence[Line], margins: _Margins, number: int, style: Style, levels: ListLevels
) -> Iterator[RawBlock]:
    texts = [line.text for line in lines]
    marker = marks.list_marker(texts[0])
    level = _heading_level(lines[0], " ".join(texts), style)
    if level:
        levels.reset()
        yield RawBlock(BlockKind.HEADING, wrapping.join_all(texts, style.words), level, page=number)
    elif marker:
        inner = marks.list_marker(marker.rest)
        rest = inner.rest if inner and inner.is_bullet else marker.rest
        depth = levels.level(round(lines[0].left / _INDENT_STEP), marker.style)
        yield RawBlock(BlockKind.ITEM, wrapping.join_all([rest, *texts[1:]], style.words), depth, page=number)
    else:
        levels.reset()
        for paragraph in _paragraphs(lines, margins, style):
            yield RawBlock(BlockKind.PARAGRAPH, paragraph, page=number)


def _heading_level(line: Line, text: str, style: Style) -> int:
    """Level by size; bold text of the usual size is a heading of the lowest level where it is short and no sentence; 0 for other text."""
    if len(text) > _MAX_HEADING or not any(char.isalpha() for char in text):
        return 0
    if round(line.size) in style.headings:
        return style.headings.index(round(line.size)) + 1
    is_bold = line.bold and len(text) < _MAX_HEADING / 2 and not text.endswith((".", ":", ",", ";"))
    return min(6, len(style.headings) + 1) if is_bold else 0


def _paragraphs(lines: Sequence[Line], margins: _Margins, style: Style) -> Iterator[str]:
    """Lines that run to the margin go on in the next; short lines stand for themselves unless the next continues them."""
    runs: list[list[str]] = [[lines[0].text]]
    for previous, line in pairwise(lines):
        if margins.is_full(previous, line) or wrapping.continues(previous.text, line.text, 0):
            runs[-1].append(line.text)
        else:
            runs.append([line.text])
    yield from wrapping.join([wrapping.join_all(run, style.words) for run in runs], 0)
