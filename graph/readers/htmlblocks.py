"""An element with text in, its blocks in reading order out: headings, paragraphs, lists, tables, captions and notes."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from lxml.html import HtmlElement

from graph.documents import BlockKind, RawBlock
from graph.readers import lines as wrapping
from graph.readers.source import Limits
from graph.readers.tables import row_blocks

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
     "label", "mark", "q", "s", "samp", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOTE_NAMES = re.compile(r"footnote|endnote|(?:^|\s)notes?(?:\s|$)", re.IGNORECASE)
_REFERENCE = re.compile(r"\d{1,3}|\[\w{1,4}\]|\(\d{1,3}\)")
_WORD_END = re.compile(r"[^\W\d_]{3}[.,;:)\"”’]*$")
_CELL_BLOCKS = ("table", "ul", "ol", "h1", "h2", "h3")
_CELL_BREAKS = frozenset(("br", "p", "div", "li"))
_MAX_SPAN = 50


def blocks_of(element: HtmlElement, limits: Limits) -> list[RawBlock]:
    """The blocks of an element; text nested deeper than the limit comes as one paragraph."""
    builder = _Builder(limits)
    builder.visit(element, 0)
    builder.flush()
    return builder.blocks


class _Builder:
    """Gathers inline text until a block begins or ends."""

    def __init__(self, limits: Limits) -> None:
        self.blocks: list[RawBlock] = []
        self._limits = limits
        self._parts: list[str] = []
        self._kind, self._level = BlockKind.PARAGRAPH, 0
        self._lists = 0

    def visit(self, element: HtmlElement, depth: int) -> None:
        """Add an element's blocks, its tail excluded."""
        tag = element.tag
        if not isinstance(tag, str) or _is_reference(element):
            return
        if depth >= self._limits.nesting:
            self._parts.append(str(element.text_content()))
        elif tag == "br":
            self._parts.append("\x0b")
        elif tag == "table" and _is_data_table(element):
            self._table(element)
        elif tag == "dl" and _is_plain_dl(element):
            self._definitions(element)
        elif tag in _HEADINGS:
            self._block(element, depth, BlockKind.HEADING, _HEADINGS[tag])
        elif tag in ("ul", "ol"):
            self.flush()
            self._lists += 1
            self._children(element, depth)
            self.flush()
            self._lists -= 1
        elif tag == "li":
            self._block(element, depth, BlockKind.ITEM, max(1, self._lists))
        elif tag in ("figcaption", "caption"):
            self._block(element, depth, BlockKind.CAPTION, 0)
        elif tag in ("small", "aside") or (tag not in _INLINE and _NOTE_NAMES.search(element.get("class") or "")):
            self._block(element, depth, BlockKind.NOTE, 0)
        elif tag in _INLINE:
            self._children(element, depth)
        else:
            self._block(element, depth, self._kind, self._level)

    def _block(self, element: HtmlElement, depth: int, kind: BlockKind, level: int) -> None:
        self.flush()
        outer = self._kind, self._level
        self._kind, self._level = kind, level
        self._children(element, depth)
        self.flush()
        self._kind, self._level = outer

    def _children(self, element: HtmlElement, depth: int) -> None:
        if element.text:
            self._parts.append(element.text)
        for child in element:
            self.visit(child, depth + 1)
            if child.tail:
                self._parts.append(child.tail)

    def flush(self) -> None:
        """End the block under way."""
        text = _SPACE.sub(" ", "".join(self._parts))
        self._parts = []
        parts = [part.strip() for part in text.split("\x0b")] if "\x0b" in text else [text.strip()]
        joined = [" ".join(filter(None, parts))] if self._kind is BlockKind.HEADING else self._lines(parts)
        self.blocks += [RawBlock(self._kind, line, self._level) for line in joined if line]

    def _lines(self, parts: list[str]) -> Iterator[str]:
        """Lines between line breaks: apart, but for wrapped ones and the lines of a name block; an empty line always parts."""
        group: list[str] = []
        for part in [*parts, ""]:
            if part:
                group.append(part)
            elif group:
                yield from wrapping.join(group, 0)
                group = []

    def _table(self, table: HtmlElement) -> None:
        self.flush()
        for caption in table.iter("caption"):
            self._block(caption, self._limits.nesting - 2, BlockKind.CAPTION, 0)
        grid, header_rows = _grid(table, self._limits.table_columns)
        self.blocks += row_blocks(_headings(grid[:header_rows]), grid[header_rows:])

    def _definitions(self, element: HtmlElement) -> None:
        self.flush()
        term = ""
        for child in element:
            if child.tag == "dt":
                term = _cell_text(child)
            elif child.tag == "dd":
                self.blocks += row_blocks((), [(term, _cell_text(child))])


def _is_data_table(table: HtmlElement) -> bool:
    """A table with at least two columns and short cells; any other only lays out a page and is read through."""
    if table.get("role") == "presentation":
        return False
    rows = [row for row in table.iter("tr") if row.find("td") is not None or row.find("th") is not None]
    widest = max((len(row) for row in rows), default=0)
    nested = any(cell.find(f".//{tag}") is not None for cell in table.iter("td") for tag in _CELL_BLOCKS)
    return widest >= 2 and not nested


def _is_plain_dl(element: HtmlElement) -> bool:
    return any(child.tag == "dd" for child in element) and all(child.tag in ("dt", "dd") for child in element)


def _grid(table: HtmlElement, max_columns: int) -> tuple[list[tuple[str, ...]], int]:
    """The cells of a table by row, row and column spans filled; and how many of the first rows are its header."""
    grid: list[tuple[str, ...]] = []
    pending: dict[int, tuple[int, str]] = {}
    header = 0
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if not cells:
            continue
        if header == len(grid) < _HEADER_ROWS and (_is_header(cells) or row.getparent().tag == "thead"):
            header += 1
        filled = _fill(cells, pending)[:max_columns]
        grid.append(tuple(filled))
    return grid, header if len(grid) > header else 0


def _headings(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The headings of the columns: of several rows the lowest, behind the one above where it says no more than that it is a day."""
    if not rows:
        return ()
    found = rows[0]
    for row in rows[1:]:
        pairs = zip_longest(found, row, fillvalue="")
        found = tuple(f"{above} {own}".strip() if own.lower() in _DAYS else own or above for above, own in pairs)
    return found


_HEADER_ROWS = 3
_DAYS = frozenset({"date", "day", "year", "when"})


def _is_header(cells: list[HtmlElement]) -> bool:
    """Whether a row's cells are all headings; one in a corner may be empty and none."""
    return cells[-1].tag == "th" and all(cell.tag == "th" or not _cell_text(cell) for cell in cells)


def _fill(cells: list[HtmlElement], pending: dict[int, tuple[int, str]]) -> list[str]:
    """One row's texts; a cell that spans rows is repeated in each, `pending` maps a column to the rows still to fill and the text."""
    filled: list[str] = []
    queue = list(cells)
    while queue or len(filled) in pending:
        column = len(filled)
        if column in pending:
            left, text = pending.pop(column)
            if left > 1:
                pending[column] = (left - 1, text)
            filled.append(text)
            continue
        cell = queue.pop(0)
        text = _cell_text(cell)
        rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
        if rows > 1:
            pending.update({column + i: (rows - 1, text if i == 0 else "") for i in range(columns)})
        filled += [text] + [""] * (columns - 1)
    return filled


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isdecimal() and len(value) < 6 else 1


def _cell_text(cell: HtmlElement) -> str:
    """The text of a cell on one line, with a space where an inner block or line begins, a semicolon where it lists things with what is
    said of each ("CNES: launch"), reference marks left out."""
    parts: list[str] = []
    stack: list[HtmlElement | str] = [cell]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node.tag, str) and not _is_reference(node):
            parts.append("\x0b" if node.tag in _CELL_BREAKS else "")
            for child in reversed(node):
                stack += [child.tail or "", child]
            stack.append(node.text or "")
    lines = [line for part in "".join(parts).split("\x0b") if (line := _SPACE.sub(" ", part).strip())]
    listed = len(lines) > 1 and all(_LISTED_IN_CELL.search(line) for line in lines)
    return ("; " if listed else " ").join(lines)


_LISTED_IN_CELL = re.compile(r"^[A-Z][^:()]*(?:: |\([^()]+\)$)")
"""A line of a cell that names something and says what of it."""


def _is_reference(element: HtmlElement) -> bool:
    """A raised number that points to a note: linked, in brackets, or after a word (m², 10⁶ are none; a star is content)."""
    if element.tag != "sup":
        return False
    text = str(element.text_content()).strip()
    if not _REFERENCE.fullmatch(text):
        return False
    previous = element.getprevious()
    before = previous.tail if previous is not None else element.getparent().text
    return not text.isdigit() or element.find(".//a") is not None or bool(_WORD_END.search((before or "")[-20:]))
