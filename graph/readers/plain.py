"""Plain text in, blocks out: paragraphs, hard-wrapped lines, lists with their depth, tables, and light marks left by conversions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.documents import BlockKind, RawBlock, RawDocument
from graph.readers import lines as wrapping
from graph.readers import marks
from graph.readers.encoding import decode
from graph.readers.headings import looks_like_heading
from graph.readers.lists import ListLevels
from graph.readers.source import Source
from graph.readers.tables import read_table

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
_RULE = re.compile(r"^\s*(?:[-=_*~─—]\s*){3,}$")
_PAGE_LABEL = re.compile(r"\s{3,}Page \d+(?: of \d+)?\s*$", re.IGNORECASE)
_PAGE_LABEL_WIDTH = 60
_SLIDE = re.compile(
    r"^[^\w\n]*slide[ \t]+\d{1,3}(?:[ \t]*(?:of|/)[ \t]*\d{1,3})?[^\w\n]*$\n?", re.IGNORECASE | re.MULTILINE
)
"""The line above a slide of a deck that was turned to text: "Slide 3", "--- Slide 3 of 12 ---"."""
_LEADER = re.compile(r"\.{4}| \.{3} |\. \. \. \.|…{2}|·{4}|_{4}|-{5}")
_COLUMNS = re.compile(r"(?<=\S)(?: {4,}|\t+)(?=[A-Z0-9])")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAYS = r"\d{1,2}(?: ?[-–] ?\d{1,2})?"
_DATED = re.compile(
    rf"\s*(?:(?:19|20)\d\d(?:[ ./-]?(?:Q[1-4]|{_MONTH})|-(?:0[1-9]|1[0-2]))?|(?:mid|early|late)[- ](?:19|20)\d\d"
    rf"|(?:{_DAYS} )?{_MONTH} (?:19|20)\d\d|Q[1-4] (?:19|20)\d\d"
    rf"|{_DAYS} {_MONTH}|{_MONTH} {_DAYS})(?: {{2,}}|\t+)(?=\S)"
)
"""A line of a timeline: a date and a gap."""
_ENTRY = re.compile(
    r"\s*(?:the )?[A-Z][\w'’.&-]*(?: [\w'’.&()-]+){0,7}?(?:\s?[,:–—-]\s|\s+\(|\s{2,})"
    r"(?:(?:since|from|signed|joined|in|on) )?(?:[\w.]+ ){0,2}(?:19|20)\d\d\)?(?: ?\([\w ,]{1,40}\))?[;,]?$"
)
"""A name with a year or date: "Ruritania - 1967", "Ruritania (since 1967)"."""
_STATUS = re.compile(
    r"\s*[A-Z][\w'’. ]{1,50}? [–—-] (?:signed|ratified|acceded|approved|accepted|adhered|withdrew|denounced)\b.{0,120}$"
)
"""A party with what it did: "Ruritania - signed 3 May 2010, ratified 12 January 2011"."""
_ENTRIES = 3
_ENTRY_WIDTH = 80
_KEYED_WIDTH = 120
_HEAD_WORDS = 6
_HEADER_WIDTH = 160
_GAP = re.compile(r"\s{2,}|\t+")
_NUMBER = re.compile(r"^\s*\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?\s+(?=[A-Z])")
"""The number of a paragraph of minutes or of a treaty."""
KEY = re.compile(r"[A-Z][^:.;,]{1,40}: \S")
"""A line "Key: value"."""


def read(source: Source) -> RawDocument:
    """Blocks of a text file; pages where the text has form feeds."""
    return RawDocument(tuple(parse(decode(source))))


def parse(text: str) -> list[RawBlock]:
    """Blocks of a text, headings only where they are marked as such."""
    slides = _slides(text)
    pages = slides or text.split("\f")
    all_lines = [_LINE_END.split(page) for page in pages]
    width = wrapping.wrap_width([line for page in all_lines for line in page])
    words = wrapping.vocabulary(line for page in all_lines for line in page) if width else frozenset()
    blocks: list[RawBlock] = []
    for number, page in enumerate(all_lines, start=1):
        parser = _PageParser(width, words, number if len(pages) > 1 else None)
        for chunk in _chunks(parser.add_title(page, 1 if number == 1 else 2) if slides else page):
            parser.add_chunk(chunk)
        blocks += parser.headed()
    return blocks


def _slides(text: str) -> list[str]:
    """The slides of a deck that was turned to text with a line "Slide 3" above each; none of another text."""
    before, *slides = _SLIDE.split(text)
    if len(slides) < _ENTRIES:
        return []
    return [before, *slides] if before.strip() else slides


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
        self._numbered: set[int] = set()

    def headed(self) -> list[RawBlock]:
        """The blocks, with numbered lines that stand alone before running text or a list of their own as headings ("3. Elections")."""
        for at in self._numbered:
            behind = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
            inside = behind and behind.kind is BlockKind.ITEM and behind.level > self.blocks[at].level
            if behind and (inside or behind.kind is BlockKind.PARAGRAPH):
                self.blocks[at] = replace(self.blocks[at], kind=BlockKind.HEADING, level=2)
        return self.blocks

    def add_title(self, lines: Sequence[str], level: int) -> Sequence[str]:
        """Adds the title of a slide, if its first line may be one; the other lines."""
        at = next((i for i, line in enumerate(lines) if line.strip()), None)
        if at is None or marks.list_marker(lines[at]) or marks.heading(lines[at]) or not looks_like_heading(lines[at]):
            return lines
        self._add(BlockKind.HEADING, marks.strip(lines[at].strip()), level)
        return lines[at + 1 :]

    def add_chunk(self, chunk: Sequence[str]) -> None:
        """Add the blocks of the lines between two blank lines."""
        lists = _headed_lists(chunk)
        for head, entries in lists:
            self._add(BlockKind.HEADING, marks.strip(head), 2)
            self._levels.reset()
            for cells in entries:
                if len(cells) > 1:
                    self.blocks.append(RawBlock(BlockKind.ROW, cells=cells, page=self._page))
                else:
                    self._add(BlockKind.ITEM, marks.strip(cells[0]), 1)
        position = 0 if not lists else len(chunk)
        while position < len(chunk):
            line = chunk[position]
            table = read_table(chunk, position) if _may_begin_table(line) and not _DATED.match(line) else None
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
            elif _DATED.match(line):
                position = self._add_dated(chunk, position)
            elif marker := marks.list_marker(line):
                alone = len(chunk) == 1 and not marker.is_bullet and not marker.indent
                if alone and looks_like_heading(marker.rest):
                    self._numbered.add(len(self.blocks))
                position = self._add_item(chunk, position)
            elif taken := self._add_entries(chunk, position):
                position += taken
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
        entries = ("\n".join(entry) for entry in _entries(parts))
        text = "; ".join(wrapping.join_all(entry.split("\n"), self._words) for entry in entries)
        self._add(BlockKind.ITEM, marks.strip(text), level)
        return position

    def _add_dated(self, chunk: Sequence[str], position: int) -> int:
        """A line of a timeline, with the lines behind it that are indented further."""
        line = chunk[position]
        parts = [line.strip()]
        indent = len(line) - len(line.lstrip())
        position += 1
        while position < len(chunk) and len(chunk[position]) - len(chunk[position].lstrip()) > indent:
            parts.append(chunk[position].strip())
            position += 1
        date, *cells = _GAP.split(wrapping.join_all(parts, self._words))
        text = (
            f"{date} {', '.join(cells)}"
            if len(cells) < _CELLS and all(map(_is_cell, cells))
            else " ".join([date, *cells])
        )
        self._add(BlockKind.ITEM, marks.strip(text), self._levels.level(indent, "date"))
        return position

    def _add_entries(self, chunk: Sequence[str], position: int) -> int:
        """Lines that each stand for an entry of a list, from one on: items; the number of lines taken."""
        taken = 0
        while position + taken < len(chunk) and (
            _ENTRY.match(chunk[position + taken]) or _STATUS.match(chunk[position + taken])
        ):
            taken += 1
        if taken < _ENTRIES:
            return 0
        for line in chunk[position : position + taken]:
            indent = len(line) - len(line.lstrip())
            self._add(
                BlockKind.ITEM, marks.strip(re.sub(r"\s{2,}", " - ", line.strip())), self._levels.level(indent, "entry")
            )
        return taken

    def _add_paragraphs(self, chunk: Sequence[str], position: int) -> int:
        start = position
        position += 1
        while position < len(chunk) and not _begins_block(chunk[position]) and not _indents(chunk, position):
            if _may_begin_table(chunk[position]) and read_table(chunk, position):
                break
            position += 1
        if not chunk[start][0].isspace():
            self._levels.reset()
        text = marks.strip(_NUMBER.sub("", "\n".join(chunk[start:position])))
        kind = BlockKind.FURNITURE if all(map(marks.is_only_link, chunk[start:position])) else BlockKind.PARAGRAPH
        joined = [
            line
            for statement in _statements(text.split("\n"))
            for line in wrapping.join(statement, self._width, self._words)
        ]
        names = (
            len(joined) > 1 and all(line[0].isspace() for line in chunk[start:position]) and all(map(_is_name, joined))
        )
        keyed = len(joined) >= _ENTRIES and all(KEY.match(line) and len(line) <= _KEYED_WIDTH for line in joined)
        for line in joined:
            self._add(BlockKind.ITEM if names or keyed else kind, line, 1 if names or keyed else 0)
        return position

    def _add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        if text.strip():
            self.blocks.append(RawBlock(kind, text, level, page=self._page))


def _headed_lists(chunk: Sequence[str]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Lines that each head the indented ones below them, with those, in columns where they have gaps; none if a line is anything else.

    Below one head alone names are entries; below several also what is told of them, which may go on in a line that is indented further.
    """
    if any(_begins_block(line) or _LEADER.search(line) for line in chunk):
        return []
    groups: list[tuple[str, list[str]]] = []
    for line in chunk:
        if not line[0].isspace():
            groups.append((line, []))
        elif not groups or not line.startswith("  "):
            return []
        elif groups[-1][1] and _indent(line) > _indent(groups[-1][1][0]):
            groups[-1][1][-1] += " " + line.strip()
        else:
            groups[-1][1].append(line)
    if not all(below and _heads_lines(head) for head, below in groups):
        return []
    told = [(head, [tuple(_GAP.split(line.strip())) for line in below]) for head, below in groups]
    names = all(_is_name(cells[0]) for _, entries in told for cells in entries)
    return told if names or len(told) > 1 else []


def _heads_lines(line: str) -> bool:
    """Whether a line may head others: a short one that ends like no sentence."""
    return len(line.split()) <= _HEAD_WORDS and looks_like_heading(line) and line[-1] not in ":,"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_cell(text: str) -> bool:
    """Whether a piece of a dated line is an entry of a column, not a clause."""
    return 0 < len(text) <= _ENTRY_WIDTH and not text.endswith((".", ",", ";", ":"))


_CELLS = 5


def _is_name(line: str) -> bool:
    """Whether an indented line may be an entry of a list without marks: it begins with a capital and is no sentence."""
    return len(line) <= _ENTRY_WIDTH and line[:1].isupper() and line[-1:] not in ".,;:!?" and not KEY.match(line)


def _begins_block(line: str) -> bool:
    return bool(marks.list_marker(line) or marks.heading(line) or _RULE.match(line) or _DATED.match(line))


def _entries(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of an item in groups: each of several "Key: value" below its first line is one of its own."""
    keyed = [_KEYED.match(line) for line in lines]
    several = sum(map(bool, keyed[1:])) > 1 or any(key and key["gap"] for key in keyed[1:])
    group: list[str] = []
    for line, key in zip(lines, keyed, strict=True):
        if group and several and key:
            yield group
            group = []
        group.append(f"{key['key']} {line[key.end() :]}" if several and key else line)
    yield group


_KEYED = re.compile(r"(?P<key>[A-Z][\w /-]{1,30}:)(?:(?P<gap>\s{2,})| )(?=\S)")


def _statements(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of a paragraph in groups: what stands in columns, and each of several "Key: value", is one of its own."""
    pieces = [(piece, len(parts) > 1) for line in lines for parts in [_COLUMNS.split(line.strip())] for piece in parts]
    keyed = sum(KEY.match(piece) is not None for piece, _ in pieces) > 1
    group: list[str] = []
    apart = False
    for piece, in_columns in pieces:
        if group and (in_columns or apart or (keyed and KEY.match(piece))):
            yield group
            group = []
        group.append(piece)
        apart = in_columns
    yield group


def _may_begin_table(line: str) -> bool:
    """Cheap test before a table is tried: a pipe or a wide gap, or marks that may part the cells of a header."""
    if "|" in line or "   " in line.strip() or ":  " in line or "\t" in line.strip() or bool(_LEADER.search(line)):
        return True
    return len(line) < _HEADER_WIDTH and ". " not in line and any(line.count(mark) > 1 for mark in (";", " / ", ","))


def _indents(chunk: Sequence[str], position: int) -> bool:
    """A line that begins a paragraph by its indent: indented where the line before is not, and the line behind is not either.

    Where the lines behind are indented too, or there are none, the paragraph hangs: its first line stands out.
    """
    line, previous = chunk[position], chunk[position - 1]
    following = chunk[position + 1] if position + 1 < len(chunk) else ""
    hangs = not following or following[0].isspace() or _RULE.match(following)
    return line[0].isspace() and not previous[0].isspace() and not hangs
