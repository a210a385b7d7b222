"""The foot of an agreement, "For the X" over names, one below or beside the other; who signed it for whom, with their posts, out."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.dates.values import Date
from graph.documents import BlockKind, Span
from graph.extraction.page import Page
from graph.facts import Fact
from graph.layout.cells import date_of, person_of
from graph.layout.making import action, post
from graph.layout.outline import Outline
from graph.layout.sheet_people import is_title
from graph.layout.subjects import Subject, Subjects, subject_of

_FOR: Final = re.compile(r"(?:Signed )?(?:[Ff]or|FOR|On behalf of)(?: and on behalf of)? ")
_PARTY: Final = re.compile(r"(?:the |The |THE )?(?:Government of (?:the )?)?<[SO]\d+>(?: \([^()]*\))?\s*[:,.]?\s*")
_DONE: Final = re.compile(r"\b(?:[Dd]one|[Ss]igned)\b[^.]{0,60}?\b(?:in|at|on|this)\b")
_TITLED: Final = re.compile(r", (?P<title>[^,;]{3,80})\W*$")
_REACH: Final = 6
"""Blocks behind the names of the parties in which those of the people stand, and blocks in front in which the day does."""
_RULE: Final = "layout-signature-block"


def read_signature_blocks(page: Page, outline: Outline, subjects: Subjects) -> Iterator[Fact]:
    """The signatures of the agreement that the title is that of, each with the day on which it was done."""
    title = next((outline.span(i) for i, b in enumerate(outline.blocks) if b.kind is BlockKind.TITLE), None)
    agreement = subjects.agreement((title,), main=False) if title else None
    if agreement is None:
        return
    for first, pairs in _signings(page, outline):
        day, done = _day(page, outline, first)
        for party, people in pairs:
            yield from _signed(page, agreement, party, people, day, done)


Pairs = list[tuple[Subject, list[Span]]]
"""Each party with the lines below its name."""


def _signings(page: Page, outline: Outline) -> Iterator[tuple[int, Pairs]]:
    """The parties of each foot with what stands below them, and the block with which it begins."""
    for table in outline.tables:
        if table.header is not None:
            parties = [_party(page, cell) for cell in outline.blocks[table.header].cells]
            if parties and all(parties):
                rows = [outline.blocks[i].cells for i in table.rows]
                yield table.header, [(p, [r[n] for r in rows if n < len(r)]) for n, p in enumerate(parties) if p]
    lines = [
        i for i, b in enumerate(outline.blocks) if b.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)
    ]
    at = 0
    while at < len(lines):
        beside = 0
        found: list[Subject] = []
        while at + beside < len(lines) and (party := _party(page, outline.span(lines[at + beside]))):
            found.append(party)
            beside += 1
        if found:
            below = [outline.span(i) for i in lines[at + beside : at + beside + _REACH * beside]]
            below = below[: next((n for n, span in enumerate(below) if _party(page, span)), len(below))]
            yield lines[at], [(each, below[n::beside]) for n, each in enumerate(found)]
        at += max(1, beside)


def _party(page: Page, span: Span) -> Subject | None:
    """The party for which a line says that somebody signs."""
    found = _FOR.match(page.flat, span.start, span.end)
    tagged = page.tagged(found.end(), span.end) if found else None
    if tagged is None or not _PARTY.fullmatch(tagged.text):
        return None
    return subject_of(tagged.slots[0])


def _day(page: Page, outline: Outline, first: int) -> tuple[Date | None, Span | None]:
    """The day on which the text was done, told right in front of the names or else that of the document."""
    for i in range(first - 1, max(-1, first - _REACH), -1):
        span = outline.span(i)
        if _DONE.search(page.words(span)) and (day := date_of(page, span)):
            return day, span
    return page.document.issued, None


def _signed(
    page: Page, agreement: Subject, party: Subject, people: Sequence[Span], day: Date | None, done: Span | None
) -> Iterator[Fact]:
    """What the lines below the name of a party tell: who signed for it, in which post."""
    for n, line in enumerate(people):
        found = person_of(page, line)
        if found is None:
            continue
        person, end = found
        behind = _TITLED.match(page.flat, end, line.end)
        title = Span(*behind.span("title")) if behind else people[n + 1] if n + 1 < len(people) else None
        titled = title is not None and is_title(page.words(title))
        if not titled and not any(m.letter == "P" for m in page.mentions_in(line.start, line.end)):
            continue
        leans_on = (agreement[1], party[1], *((done,) if done else ()))
        yield action(agreement[0], party[0], "signature", day, line, leans_on, _RULE, person=person)
        if title and titled:
            whole = Span(line.start, max(line.end, title.end))
            yield post(person, party[0], page.document.slice(title).strip(), whole, (party[1],), _RULE)
        return
