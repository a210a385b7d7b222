"""A document with its mentions found: what stands in any slice of its text, as mentions or as a tagged sentence, out."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.dates.finder import find_dates
from graph.dates.speaking import anchor, years_of_blocks, years_of_sections
from graph.dates.tokens import leans
from graph.dates.values import Date
from graph.documents import BlockKind, Document, Span
from graph.extraction.tagging import Tagged, quieted, tag
from graph.mentions.apposition import merge
from graph.mentions.model import EntityTable, Mention
from graph.numbers.finder import find_numbers

_AHEAD: Final = re.compile(
    r"(?:\d+[.)]? )?(?:(?:key |important )?dates(?: (?:for (?:your|the) diar(?:y|ies)|to (?:note|remember|keep)|ahead))?|(?:our )?diary"
    r"|calendar(?: of events)?|coming (?:up|events|soon)|(?:up)?coming (?:events|meetings|launches)|upcoming"
    r"|forthcoming(?: (?:events|meetings))?|(?:what's|what is) next|next (?:steps|meetings|events|dates)"
    r"|(?:future|planned|scheduled) (?:events|meetings|launches)|looking ahead|events ahead|ahead|save the dates?"
    r"|mark your calendars?|where to (?:meet|find|see) us|(?:meet|join) us(?: at)?|see you (?:at|there|soon)|what's on|(?:our )?agenda)\W*",
    re.IGNORECASE,
)
"""Headings of what is to come."""


class Page:
    """A document's mentions by place. `flat` is the document's text in plain spelling, of the same length."""

    def __init__(self, document: Document, flat: str, mentions: Sequence[Mention], table: EntityTable) -> None:
        self.document = document
        self.flat = flat
        self.table = table
        self.mentions = tuple(mentions)
        self.spoken = anchor(document)
        led = years_of_blocks(document)
        led = dict(sorted({**years_of_sections(document), **led}.items()))
        self._led = [(document.blocks[i].start, document.blocks[i].end, year) for i, year in led.items()]
        self._ahead = list(_sections_ahead(document, flat))
        self._starts = [m.start for m in mentions]
        self._quiet = quieted(flat)
        self._tagged: dict[tuple[int, int], Tagged] = {}

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions inside a slice of the text, in order."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [m for m in self.mentions[first:last] if m.end <= end]

    def tagged(self, start: int, end: int) -> Tagged:
        """A slice with names, dates and numbers tagged; a date or number inside a name is part of the name. Results are kept."""
        if (start, end) not in self._tagged:
            self._tagged[start, end] = self._tag(start, end)
        return self._tagged[start, end]

    def _tag(self, start: int, end: int) -> Tagged:
        slots = [self._with_kind(m, start) for m in merge(self.flat, self.mentions_in(start, end), end)]
        spoken = self._spoken(start)
        dates = find_dates(
            self.document.text, spoken, start, end, future=self._lies_ahead(start) or None, told=self._told(start, end)
        )
        slots += [
            Mention(self._article(d.start), d.end, "Y", value=d.date)
            for d in dates
            if not _overlaps(slots, d.start, d.end)
        ]
        numbers = find_numbers(self.document.text, start, end)
        slots += [Mention(n.start, n.end, "N", value=n) for n in numbers if not _overlaps(slots, n.start, n.end)]
        return tag(self._quiet, start, end, sorted(slots, key=lambda m: m.start))

    def _with_kind(self, m: Mention, start: int) -> Mention:
        """A place with what it is said to be in front ("the southern city of Riga")."""
        if m.letter != "L" or not self.flat.startswith(" of ", m.start - 4):
            return m
        found = _KIND_OF_PLACE.search(self.flat, max(start, m.start - 40), m.start)
        return replace(m, start=found.start()) if found else m

    def _article(self, at: int) -> int:
        """Where a date begins, with the article of one like "the 8th of August"."""
        return at - 4 if self.flat.startswith("the ", max(0, at - 4)) and _NTH.match(self.flat, at) else at

    def _spoken(self, at: int) -> Date | None:
        """The day from which the text speaks at an offset: in a chronology, the year that leads the block."""
        i = bisect_left(self._led, at + 1, key=lambda led: led[0]) - 1
        return self._led[i][2] if i >= 0 and at < self._led[i][1] else self.spoken

    def _told(self, start: int, end: int) -> Date | None:
        """The date told last in the paragraph before a slice, or in the one above it, for one that tells a date from it."""
        text = self.document.text
        if not leans(text, start, end):
            return None
        near = max(0, start - _TOLD)
        above = max(text.rfind("\n", near, near + len(text[near:start].rstrip())) + 1, near)
        found = find_dates(text, self._spoken(above), above, start)
        return found[-1].date if found else None

    def _lies_ahead(self, at: int) -> bool:
        """Whether an offset lies in a section that tells what is to come."""
        i = bisect_left(self._ahead, (at + 1,)) - 1
        return i >= 0 and at < self._ahead[i][1]

    def words(self, span: Span) -> str:
        """The plain spelling of a span."""
        return self.flat[span.start : span.end]


_KIND_OF_PLACE = re.compile(
    r"\bthe (?:[a-z]+(?: [a-z]+)? )?(?:city|town|village|capital|port|resort|suburb|municipality|district|island) of $"
)
_TOLD = 400
"""Characters within which a date is told from the one before."""
_NTH = re.compile(r"\d{1,2}(?:st|nd|rd|th)\b")


def _sections_ahead(document: Document, flat: str) -> Iterator[tuple[int, int]]:
    """Beginnings and ends of the sections whose headings say that they tell what is to come ("Diary", "Coming up")."""
    begun: int | None = None
    for block in document.blocks:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            if begun is not None:
                yield begun, block.start
            begun = block.end if _AHEAD.fullmatch(flat[block.start : block.end].strip()) else None
    if begun is not None:
        yield begun, len(flat)


def _overlaps(slots: Sequence[Mention], start: int, end: int) -> bool:
    return any(m.start < end and start < m.end for m in slots)
