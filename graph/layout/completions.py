"""Items that are sentences only with what stands before them, an introducing line or a date; tagged sentences out.

"Under the agreement, the agency will" with the item "provide a radar" makes one sentence; so do the date and the step of a timeline.
"""

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.dates.finder import find_dates
from graph.dates.speaking import years_of_blocks
from graph.dates.values import Date, Precision
from graph.documents import Span
from graph.extraction.page import Page
from graph.extraction.tagging import PLACEHOLDER, Tagged, spliced
from graph.layout.answers import answers
from graph.layout.chronologies import Chronology, Sayer
from graph.layout.leadins import lead_ins
from graph.layout.outline import Outline
from graph.mentions.model import Mention
from graph.sentences import split

_DATE_LEAD = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s?[./-]?\s?(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|(?P<only>(?:19|20)\d\d)|"
    r"(?P<full>(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2},?)? (?:19|20)\d\d))\s?[:–—-]?\s+(?=\S)"
)
_DAY_LEAD = re.compile(
    r"(?:(?P<day>\d{1,2}) )?(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: (?P<day__2>\d{1,2}))?(?::| [–—-])\s+(?=\S)"
)
"""How an item of a year's events begins whose year the head of the document says."""
_YEAR_LEAD = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:\s?[:–—-])?\s+(?:(?P<day>\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+(?: \d{1,2})?)\s?[:–—-]\s+)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 400
_MANY = 60
"""Items of one list that are completed; a longer list is data, not a sentence."""


@dataclass(frozen=True, slots=True)
class Completed:
    """A sentence put together: matches must reach over `cut`, where its own words begin; `context` is what it leans on."""

    tagged: Tagged
    cut: int
    context: tuple[Span, ...]


def completed(page: Page, outline: Outline) -> Iterator[Completed]:
    """The sentences that items and timeline rows make with what stands before them."""
    years = years_of_blocks(page.document)
    sayer = Sayer(page, outline)
    led: set[int] = set(years)
    for each in outline.lists:
        opening = outline.opening(each.items[0])
        for i in each.items[:_MANY]:
            block = outline.blocks[i]
            if i in years:
                continue
            if lead := _led_by_date(page, Span(block.start, block.end)):
                led.add(i)
                yield from _said(page, sayer, *lead, ())
            elif opening and opening.end - opening.start < _LONGEST:
                yield _joined(page, opening, Span(block.start, block.end))
    for i in years:
        block = outline.blocks[i]
        if told := _told_in_year(page, Span(block.start, block.end)):
            yield from _said(page, sayer, *told, ())
    for step in Chronology(page, outline).steps(frozenset(led)):
        yield from _said(page, sayer, step.date, step.lead, step.said, step.context)
    for names, verb, fragment in lead_ins(page, outline.blocks):
        front = re.sub(r" \([^()]*\)$", "", names.text[names.text.index("<") :].strip(" .:?*–—-")) + verb
        tail = page.tagged(fragment.start, fragment.end)
        tail = replace(tail, text=tail.text[:1].lower() + tail.text[1:])
        joined = _prefixed(front, names.slots, names._tagged_at, names._origin, tail, fragment.start)
        yield Completed(joined, len(front), (Span(names.start, names.end),))
    for asked, rest in answers(page, sayer.about):
        tail = page.tagged(rest.start, rest.end)
        tail = replace(tail, text=tail.text[:1].lower() + tail.text[1:])
        front = asked.text + " "
        joined = _prefixed(front, asked.slots, asked._tagged_at, asked._origin, tail, asked.start)
        yield Completed(joined, 0, (Span(asked.start, asked.end),))


def _told_in_year(page: Page, block: Span) -> tuple[Date, Span, Span] | None:
    """The first sentence of a block of a chronology, with the year in front of it, and the day where one follows ("30 May: ten …")."""
    found = _YEAR_LEAD.match(page.flat, block.start, block.end)
    if not found or found.end() >= block.end:
        return None
    first = next(iter(split(page.document.text, found.end(), block.end)), None)
    date = Date.year(int(found.group("year")))
    if found.group("day"):
        days = find_dates(page.document.text, date, found.start("day"), found.end("day"))
        date = days[0].date if days else date
    return (date, Span(block.start, found.end()), Span(*first)) if first else None


def _led_by_date(page: Page, item: Span) -> tuple[Date, Span, Span] | None:
    found = _DATE_LEAD.match(page.flat, item.start, item.end)
    if not found:
        return _led_by_day(page, item)
    if found.end() >= item.end:
        return None
    if found.group("year"):
        date: Date | None = Date.month(int(found.group("year")), _MONTHS.index(found.group("month").lower()) + 1)
    else:
        date = (
            Date.year(int(found.group("only")))
            if found.group("only")
            else _date(page, Span(found.start("full"), found.end("full")))
        )
    return (date, Span(item.start, found.end()), Span(found.end(), item.end)) if date else None


def _led_by_day(page: Page, item: Span) -> tuple[Date, Span, Span] | None:
    """An item that a day or month of the one year leads of which the document tells."""
    found = _DAY_LEAD.match(page.flat, item.start, item.end)
    told = page.spoken
    if not found or told is None or told.precision is not Precision.YEAR or found.end() >= item.end:
        return None
    year, month = told.not_before.year, _MONTHS.index(found["month"][:3].lower()) + 1
    day = int(found["day"] or found["day__2"] or 1)
    if day > monthrange(year, month)[1] or not day:
        return None
    date = Date.day(datetime.date(year, month, day)) if found["day"] or found["day__2"] else Date.month(year, month)
    return date, Span(item.start, found.end()), Span(found.end(), item.end)


def _date(page: Page, span: Span) -> Date | None:
    found = find_dates(page.document.text, page.document.issued, span.start, span.end)
    return found[0].date if found else None


def _said(
    page: Page, sayer: Sayer, date: Date, lead: Span, rest: Span, context: tuple[Span, ...]
) -> Iterator[Completed]:
    """ "In DATE, REST", and where that lacks its subject "In DATE, SUBJECT VERB REST"; the evidence is date and rest together."""
    said = sayer.told(page.tagged(rest.start, rest.end))
    day = Mention(lead.start, lead.end, "Y", value=date)
    if lacks := sayer.subject(said):
        subjects, verb, at = lacks
        front, places, origin = "In <Y0>, ", [0, 3], [lead.start, lead.start]
        for n, subject in enumerate(subjects, 1):
            front += " and " if n > 1 else ""
            places.append(len(front))
            origin.append(subject.start)
            front += f"<{subject.letter}{n}>"
        places.append(len(front))
        origin.append(lead.start)
        front += verb
        tail = spliced(said, [(at, len(said.text))]) if at else said
        joined = _prefixed(front, (day, *subjects), tuple(places), tuple(origin), tail, lead.start)
        yield Completed(joined, 0, (*context, *(Span(m.start, m.end) for m in subjects)))
    else:
        joined = _prefixed("In <Y0>, ", (day,), (0, 3), (lead.start, lead.start), said, lead.start)
        yield Completed(joined, 0, context)


def _joined(page: Page, opening: Span, item: Span) -> Completed:
    """The opening line without its colon, then the item."""
    head, tail = page.tagged(opening.start, opening.end), page.tagged(item.start, item.end)
    front = head.text.rstrip(" :") + " "
    return Completed(
        _prefixed(front, head.slots, head._tagged_at, head._origin, tail, item.start), len(front), (opening,)
    )


def _prefixed(
    front: str, slots: tuple[Mention, ...], at: tuple[int, ...], origin: tuple[int, ...], tail: Tagged, start: int
) -> Tagged:
    """A tagged text with another in front of it, the placeholders of the second renumbered."""
    shift = len(slots)
    text, placed, came_from, last = front, list(at), list(origin), 0
    for piece, source in zip(_pieces(tail), tail._origin, strict=True):
        placed.append(len(text))
        came_from.append(source)
        text += PLACEHOLDER.sub(lambda m: f"<{m.group(1)}{int(m.group(2)) + shift}>", piece)
        last += len(piece)
    return Tagged(text, (*slots, *(replace(m) for m in tail.slots)), start, tail.end, tuple(placed), tuple(came_from))


def _pieces(tagged: Tagged) -> list[str]:
    ends = [*tagged._tagged_at[1:], len(tagged.text)]
    return [tagged.text[a:b] for a, b in zip(tagged._tagged_at, ends, strict=True)]
