"""A document in, the day from which it speaks out: its date of issue, else a full date near its top that the body takes up
without a year."""

import re
from datetime import date

from graph.dates.finder import find_dates
from graph.dates.tokens import MONTHS, WEEKDAYS, month_number, weekday_number
from graph.dates.values import Date, Precision
from graph.documents import BlockKind, Document

LED_BY_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?:\s?[:–—-])?\s+(?=[\w“\"'])(?!\d{4})")
"""How a block of a chronology begins: a bare year."""
_CHRONOLOGY = 3
"""Blocks led by a year from which on a document is a chronology."""
_CHANGED = re.compile(r"\b[Ee]ditor[’']s [Nn]ote:[^\n.]{0,80}\b(?:updated|corrected|revised)(?: on)? ")
_DAY = 30
"""Characters that a day written out takes at most."""
_TOP = 4
"""Blocks with text that count as the top of a document."""
_PERIOD = re.compile(
    r"\b(?:(?:annual|activity|yearly|biennial) (?:report|review)|(?:report|review) (?:on|of|for) (?:the )?(?:[a-z]+ )?year|year in review"
    r"|(?:the|our) year|highlights|timeline|calendar|diary|chronology|yearbook|newsletter|bulletin|chronicle|digest"
    r"|(?:agreements|memoranda|launches|missions|events|meetings|visits|decisions|signatures)"
    r"(?: (?:signed|concluded|held|made))?(?:,| in| of| for)?(?= (?:19|20)\d\d[^\w.]*$)"
    r"|(?:issue|edition|no\.|number) ?\d+|spring|summer|autumn|winter)\b"
    r"[^\n.;]{0,60}?(?P<year>(?:19|20)\d\d)(?:\s?[-–/]\s?(?:20)?(?P<to>\d\d)(?!\d))?"
    r"|\b(?P<year__2>(?:19|20)\d\d)(?: in (?:review|brief|retrospect|figures)| month by month| at a glance|: (?:the|our) year)\b",
    re.IGNORECASE,
)
"""The year of which a report or newsletter tells."""
_SITTING = re.compile(
    r"\b(?:session|minutes|meeting|communiqu[eé]|summary record|proceedings|council|assembly|conference|workshop)\b",
    re.I,
)
_HEADS = 5
_LINE = 160
"""Blocks at the head that may be lines of a masthead, and the length of the longest."""
_TOP_LENGTH = 2000
"""Characters of such a block that are looked at."""


_MASTHEAD = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.FURNITURE)


def anchor(document: Document) -> Date | None:
    """The day to which "Thursday" and "last year" in a document refer, or None where nothing tells.

    An editor's note ("updated Feb. 28, 2024") tells it, and a title that ends in a day. A caption dated "Thursday, Feb. 15, 2024" over a
    body that says "Thursday" tells it; so does a body that says "Feb. 15", and the masthead of an annual report or of minutes. This dates
    only other dates: `dcterms:issued` is said by the document or not at all.
    """
    if document.issued:
        return document.issued
    if noted := _noted(document):
        return noted
    blocks = [b for b in document.blocks if b.kind is not BlockKind.FURNITURE][:_TOP]
    for block in blocks:
        for mention in find_dates(document.text, None, block.start, min(block.end, block.start + _TOP_LENGTH)):
            if mention.date.precision is Precision.DAY and (
                _taken_up(document.text, mention.date, mention.start, mention.end)
                or _weekdays_are_of(mention.date.not_before.year, document.text)
            ):
                return mention.date
    return _in_the_masthead(document)


def _in_the_masthead(document: Document) -> Date | None:
    """The year that the head of a report or newsletter names ("Annual Report 2025"), the days that the head of minutes does."""
    heads = [b for b in document.blocks[: 2 * _HEADS] if b.end - b.start <= _LINE and b.kind in _MASTHEAD][:_HEADS]
    told = next(((b, m) for b in heads if (m := _PERIOD.search(document.text, b.start, b.end))), None)
    if told:
        block, found = told
        days = [mention.date for mention in find_dates(document.text, None, block.start, block.end)]
        closer = [day for day in days if day.precision is not Precision.YEAR]
        year, to = int(found["year"] or found["year__2"]), found["to"]
        if to is None:
            return closer[0] if len(closer) == 1 else Date.year(year)
        return Date.interval(Date.month(year, 4), Date.month(year + 1, 3)) if int(to) == (year + 1) % 100 else None
    if any(_SITTING.search(document.text, b.start, b.end) for b in heads):
        days = [mention.date for b in heads for mention in find_dates(document.text, None, b.start, b.end)]
        return days[0] if len(days) == 1 else None
    return None


def _noted(document: Document) -> Date | None:
    """The day on which an editor's note says that the text was changed, else the one in which the title ends."""
    for found in _CHANGED.finditer(document.text) if "ditor" in document.text else ():
        days = find_dates(document.text, None, found.end(), min(len(document.text), found.end() + _DAY))
        if days and days[0].start == found.end() and days[0].date.precision is Precision.DAY:
            return days[0].date
    for block in document.blocks[:_TOP]:
        days = find_dates(document.text, None, block.start, block.end) if block.kind is BlockKind.TITLE else []
        if days and days[-1].end == block.end and days[-1].date.precision is Precision.DAY:
            return days[-1].date
    return None


def years_of_blocks(document: Document) -> dict[int, Date]:
    """Of a chronology, the year that leads each block, by the block's index; of other documents nothing."""
    led = {
        i: Date.year(int(found.group("year")))
        for i, block in enumerate(document.blocks)
        if block.kind is not BlockKind.FURNITURE and (found := LED_BY_YEAR.match(document.text, block.start, block.end))
    }
    return led if len(led) >= _CHRONOLOGY else {}


def years_of_sections(document: Document) -> dict[int, Date]:
    """The year that heads the section of a block, by the block's index; the headings of its months do not end it."""
    found: dict[int, Date] = {}
    year, level = None, 0
    for i, block in enumerate(document.blocks):
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            words = document.text[block.start : block.end].strip(" .:")
            if _HEAD_YEAR.fullmatch(words):
                year, level = Date.year(int(words)), block.level
            elif block.level <= level or block.kind is BlockKind.TITLE:
                year = None
        elif year and block.kind is not BlockKind.FURNITURE:
            found[i] = year
    return found


_HEAD_YEAR = re.compile(r"(?:19|20)\d\d")


def _taken_up(text: str, day: Date, start: int, end: int) -> bool:
    """Whether the text names the weekday, or the day and month, of a date elsewhere without its year."""
    first = day.not_before
    weekday, month = f"{first:%A}", f"{first:%b}"
    if not any(0 <= at < start or at >= end for word in (weekday, month) for at in (text.find(word), text.rfind(word))):
        return False
    again = re.compile(
        rf"\b(?:{weekday}\b(?!,? \w+\.? \d{{1,2}}, \d{{4}})|{month}[a-z]*\.? {first.day}\b(?!,? \d{{4}}))"
    )
    return any(not start <= m.start() < end for m in again.finditer(text))


_OF_NO_YEAR = re.compile(
    rf"\b({'|'.join(WEEKDAYS)}),? ((?:{'|'.join(month[:3] for month in MONTHS)})[a-z]*)\.? (\d{{1,2}})\b(?!,? \d{{4}})"
)


def _weekdays_are_of(year: int, text: str) -> bool:
    """Whether the text names days without a year by their weekday too ("Monday, May 6"), and all of them fall so in that year."""
    found = _OF_NO_YEAR.findall(text)
    try:
        return bool(found) and all(
            date(year, month_number(month), int(day)).weekday() == weekday_number(name) for name, month, day in found
        )
    except ValueError:
        return False
