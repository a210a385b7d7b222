"""How a document is laid out: its blocks in; for each block its headings, the line that introduces it, its lists, tables and notes, out."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.documents import Block, BlockKind, Document, Span
from graph.sentences import split

_LEAD = re.compile(r"(?=[A-Z])([^.:;!?]{3,48})[.:]\s")
_MARK = re.compile(r"(?P<mark>\*{1,3}|[†‡§¹²³⁴⁵⁶⁷⁸⁹]|\[\w{1,3}\]|\((?:\d{1,2}|[a-z])\))(?=[ A-Za-z])")
_BEFORE_MARK = (".", ";", ",")
_OPEN_END = re.compile(r":$|\b(?:by|with|between|among|of|and|are|is|to|will|include|includes|including|following)$")
"""How a line ends that only its list completes, even where it looks like a heading."""
_ENDS_SENTENCE = tuple(".!?")


@dataclass(frozen=True, slots=True)
class Table:
    """Consecutive rows: the header row's block index (None where the table has none) and those of its rows."""

    header: int | None
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items of one depth that follow each other, by block index; deeper items between them belong to the item above."""

    items: tuple[int, ...]


class Outline:
    """A document's blocks in their places. Block numbers are indices into `document.blocks`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks = document.blocks
        self._headings = _heading_paths(document.blocks)
        self._parents = _parents(document.blocks)
        self._runs = _runs(document.blocks)
        self._intros: dict[int, Span | None] = {}
        self._starts = [block.start for block in document.blocks]
        self._spans = [Span(block.start, block.end) for block in document.blocks]

    def span(self, index: int) -> Span:
        """The span of a block."""
        return self._spans[index]

    def headings(self, index: int) -> tuple[int, ...]:
        """The headings above a block, nearest first, the document's title last."""
        return self._headings[index]

    def above(self, index: int) -> Span | None:
        """The block right above the table of a row, page furniture included ("Press contacts")."""
        before = self._runs[index] - 1
        return self.span(before) if before >= 0 else None

    def parent(self, index: int) -> int | None:
        """The item that a deeper item belongs to."""
        return self._parents[index]

    def intro(self, index: int) -> Span | None:
        """The sentence that introduces the list or table of a block: the last one of the paragraph right before it."""
        first = self._runs[index]
        if first not in self._intros:
            self._intros[first] = self._before(first - 1)
        return self._intros[first]

    def _before(self, i: int) -> Span | None:
        """The sentence that introduces what stands behind a block."""
        while i >= 0 and self.blocks[i].kind is BlockKind.FURNITURE:
            i -= 1
        if i >= 0 and self.blocks[i].kind is BlockKind.HEADING and _OPEN_END.search(self.document.slice(self.span(i))):
            return self.span(i)
        if i < 0 or self.blocks[i].kind not in (BlockKind.PARAGRAPH, BlockKind.CAPTION):
            return None
        *_, last = split(self.document.text, self.blocks[i].start, self.blocks[i].end)
        return Span(*last)

    def opening(self, index: int) -> Span | None:
        """The introducing sentence, if it is one that its list completes: it ends in a colon or without a full stop."""
        if self.blocks[index].kind is BlockKind.PARAGRAPH:
            return self._colon_before(index)
        found = self.intro(index)
        return found if found and not self.document.slice(found).endswith(_ENDS_SENTENCE) else None

    def _colon_before(self, index: int) -> Span | None:
        """The last sentence of the paragraph before a paragraph, if it ends in a colon."""
        before = self.blocks[index - 1] if index else None
        if before is None or before.kind is not BlockKind.PARAGRAPH or self.document.text[before.end - 1] != ":":
            return None
        *_, last = split(self.document.text, before.start, before.end)
        return Span(*last)

    def context(self, index: int) -> tuple[Span, ...]:
        """What a block leans on, nearest first: the items above, the introducing line, the headings, the title."""
        spans: list[Span] = []
        at: int | None = index
        if self.blocks[index].kind is BlockKind.ITEM:
            while (at := self.parent(at)) is not None:  # type: ignore[arg-type]
                spans.append(self.span(at))
        if self.blocks[index].kind in (BlockKind.ITEM, BlockKind.ROW) and (line := self.intro(index)):
            spans += [line, *self._in_front(line)]
        return (*spans, *(self.span(i) for i in self.headings(index)))

    def _in_front(self, line: Span) -> list[Span]:
        """The rest of its block in front of a sentence."""
        start = self._starts[bisect_right(self._starts, line.start) - 1]
        return [Span(start, line.start)] if start < line.start else []

    def lead(self, index: int) -> Span | None:
        """The run-in heading of a paragraph ("Former members. …"), without its stop."""
        block = self.blocks[index]
        found = _LEAD.match(self.document.text, block.start, block.end) if block.kind is BlockKind.PARAGRAPH else None
        return Span(found.start(1), found.end(1)) if found else None

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables, each with at least one row."""
        found: list[Table] = []
        header: int | None = None
        rows: list[int] = []
        for i, block in enumerate((*self.blocks, None)):
            if block and block.kind is BlockKind.ROW and (not rows or block.header == self.blocks[rows[-1]].header):
                rows.append(i)
                continue
            if rows:
                is_header = block is not None and bool(block.header) and block.header == self.blocks[rows[-1]].cells
                kept = tuple(rows[:-1] if is_header else rows)
                if kept:
                    found.append(Table(header if self.blocks[kept[0]].header else None, kept))
                header = rows[-1] if is_header else header
            rows = [i] if block and block.kind is BlockKind.ROW else []
        return tuple(found)

    @cached_property
    def lists(self) -> tuple[ItemList, ...]:
        """The lists: items under one introduction, of one level, with the same item above them; tables without header; paragraphs
        behind a colon."""
        groups: dict[tuple[int, int, int | None], list[int]] = {}
        run = -1
        for i, block in enumerate(self.blocks):
            if block.kind is not BlockKind.ITEM:
                run = -1
                if block.kind is BlockKind.PARAGRAPH and self._colon_before(i):
                    groups[(i, 0, None)] = [i]
                continue
            run = i if run < 0 else run
            groups.setdefault((run, block.level, self.parent(i)), []).append(i)
        bare = (ItemList(table.rows) for table in self.tables if table.header is None)
        return (*(ItemList(tuple(items)) for items in groups.values()), *bare)

    @cached_property
    def notes(self) -> tuple[tuple[int, str, Span], ...]:
        """Notes that begin with a mark: block, mark, and the span of the first sentence behind the mark."""
        return tuple(self._notes())

    def note(self, mark: str, after: int) -> Span | None:
        """The nearest note with a mark behind a block."""
        found = self._by_mark.get(mark, [])
        at = bisect_right(found, after, key=lambda note: note[0])
        return found[at][1] if at < len(found) else None

    @cached_property
    def _by_mark(self) -> dict[str, list[tuple[int, Span]]]:
        """The notes of each mark, by block."""
        found: dict[str, list[tuple[int, Span]]] = {}
        for block, mark, span in self.notes:
            found.setdefault(mark, []).append((block, span))
        return found

    def _notes(self) -> Iterator[tuple[int, str, Span]]:
        text = self.document.text
        for i, block in enumerate(self.blocks):
            if block.kind not in (BlockKind.NOTE, BlockKind.PARAGRAPH, BlockKind.ITEM) or not _MARK.match(
                text, block.start, block.end
            ):
                continue
            marks = [
                m
                for m in _MARK.finditer(text, block.start, block.end)
                if m.start() == block.start or text[m.start() - 2 : m.start()].rstrip()[-1:] in _BEFORE_MARK
            ]
            ends = [m.start() for m in marks[1:]] + [block.end]
            for mark, end in zip(marks, ends, strict=True):
                start = mark.end() + (text[mark.end()] == " ")
                if first := next(split(text, start, end), None):
                    yield i, mark.group("mark"), Span(*first)


def _heading_paths(blocks: tuple[Block, ...]) -> list[tuple[int, ...]]:
    paths: list[tuple[int, ...]] = []
    title: int | None = None
    open_: list[int] = []
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.TITLE:
            title, open_ = i, []
        elif block.kind is BlockKind.HEADING:
            while open_ and blocks[open_[-1]].level >= block.level:
                open_.pop()
        above = (*reversed(open_), *((title,) if title is not None and title != i else ()))
        paths.append(above)
        if block.kind is BlockKind.HEADING:
            open_.append(i)
    return paths


def _parents(blocks: tuple[Block, ...]) -> list[int | None]:
    """For each item the nearest one above it, in the same run of items, that is less deep."""
    found: list[int | None] = []
    open_: list[int] = []
    for i, block in enumerate(blocks):
        if block.kind is not BlockKind.ITEM:
            open_ = []
            found.append(None)
            continue
        while open_ and blocks[open_[-1]].level >= block.level:
            open_.pop()
        found.append(open_[-1] if open_ else None)
        open_.append(i)
    return found


def _runs(blocks: tuple[Block, ...]) -> list[int]:
    """For each block the first of the run of blocks of its kind that it stands in."""
    starts: list[int] = []
    for i, block in enumerate(blocks):
        starts.append(starts[-1] if i and blocks[i - 1].kind is block.kind else i)
    return starts
