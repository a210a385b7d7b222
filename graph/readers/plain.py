"""Plain text in, blocks out: paragraphs, hard-wrapped lines, lists with their depth, tables, and light marks left by conversions."""

import re
from collections.abc import Iterator, Sequence

from graph.documents import BlockKind, RawBlock, RawDocument
from graph.readers import lines as wrapping
from graph.readers import marks
from graph.readers.encoding import decode
from graph.readers.lists import ListLevels
from graph.readers.source import Source
from graph.readers.tables import read_table

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
_RULE = re.compile(r"^\s*(?:[-=_*~─—]\s*){3,}$")
_PAGE_LABEL = re.compile(r"\s{3,}Page \d+(?: of \d+)?\s*$", re.IGNORECASE)
_PAGE_LABEL_WIDTH = 60


def read(source: Source) -> RawDocument:
    """Blocks of a text file; pages where the text has form feeds."""
    return RawDocument(tuple(parse(decode(source))))


def parse(text: str) -> list[RawBlock]:
    """Blocks of a text, headings only where they are marked as such."""
    pages = text.split("\f")
    all_lines = [_LINE_END.split(page) for page in pages]
    width = wrapping.wrap_width(line for page in all_lines for line in page)
    words = wrapping.vocabulary(line for page in all_lines for line in page) if width else frozenset()
    blocks: list[RawBlock] = []
    for number, page in enumerate(all_lines, start=1):
        parser = _PageParser(width, words, number if len(pages) > 1 else None)
        for chunk in _chunks(page):
            parser.add_chunk(chunk)
        blocks += parser.blocks
    return blocks


def _chunks(page_lines: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines between blank lines and rules, page labels at the right margin taken off."""
    chunk: list[str] = []
    for line in page_lines:
        line = line.rstrip()
        line = line[:-_PAGE_LABEL_WIDTH] + _PAGE_LABEL.sub("", line[-_PAGE_LABEL_WIDTH:])
        if line.strip():
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class _PageParser:
    """Collects the blocks of one page; remembers the open list items."""

    def __init__(self, width: int, words: frozenset[str], page: int | None) -> None:
        self.blocks: list[RawBlock] = []
        self._width, self._words, self._page = width, words, page
        self._levels = ListLevels()

    def add_chunk(self, chunk: Sequence[str]) -> None:
        """Add the blocks of the lines between two blank lines."""
        position = 0
        while position < len(chunk):
            line = chunk[position]
            table = read_table(chunk, position) if _may_begin_table(line) else None
            heading = marks.heading(line)
            if table:
                self.blocks += table.blocks(self._page)
                position += table.lines
            elif heading:
                self._add(BlockKind.HEADING, marks.strip(heading[1]), heading[0])
                self._levels.reset()
                position += 1
            elif _RULE.match(line):
                position += 1
            elif marks.list_marker(line):
                position = self._add_item(chunk, position)
            else:
                position = self._add_paragraphs(chunk, position)

    def _add_item(self, chunk: Sequence[str], position: int) -> int:
        marker = marks.list_marker(chunk[position])
        assert marker is not None
        level = self._levels.level(marker.indent, marker.style)
        inner = marks.list_marker(marker.rest)  # "- ❑ text": a converter's bullet before the document's own
        parts = [inner.rest if inner and inner.is_bullet else marker.rest]
        position += 1
        while position < len(chunk) and not _begins_block(chunk[position]):
            line = chunk[position]
            indented = len(line) - len(line.lstrip()) > marker.indent
            if not indented and not wrapping.continues(parts[-1], line, self._width):
                break
            parts.append(line.strip())
            position += 1
        self._add(BlockKind.ITEM, marks.strip(wrapping.join_all(parts, self._words)), level)
        return position

    def _add_paragraphs(self, chunk: Sequence[str], position: int) -> int:
        start = position
        position += 1
        while position < len(chunk) and not _begins_block(chunk[position]) and not _indents(chunk, position):
            if _may_begin_table(chunk[position]) and read_table(chunk, position):
                break
            position += 1
        if not chunk[start][0].isspace():
            self._levels.reset()
        text = marks.strip("\n".join(chunk[start:position]))
        kind = BlockKind.FURNITURE if all(map(marks.is_only_link, chunk[start:position])) else BlockKind.PARAGRAPH
        for line in wrapping.join(text.split("\n"), self._width, self._words):
            self._add(kind, line)
        return position

    def _add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        if text.strip():
            self.blocks.append(RawBlock(kind, text, level, page=self._page))


def _begins_block(line: str) -> bool:
    return bool(marks.list_marker(line) or marks.heading(line) or _RULE.match(line))


def _may_begin_table(line: str) -> bool:
    """Cheap test before a table is tried: a pipe or a wide gap."""
    return "|" in line or "   " in line.strip() or ":  " in line or "\t" in line.strip()


def _indents(chunk: Sequence[str], position: int) -> bool:
    """A line that begins a paragraph by its indent: indented where the line before is not, and the line behind is not either.

    Where the lines behind are indented too, or there are none, the paragraph hangs: its first line stands out.
    """
    line, previous = chunk[position], chunk[position - 1]
    following = chunk[position + 1] if position + 1 < len(chunk) else ""
    return line[0].isspace() and not previous[0].isspace() and bool(following) and not following[0].isspace()
