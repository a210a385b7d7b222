"""Lines that are meetings ("12th Council, Strelsau, 3-4 June 2025"), in lists, tables and at the head of minutes and slides; events out."""

import re
from collections.abc import Iterator

from graph.builders.events import event_dates, type_of
from graph.dates.values import Date
from graph.documents import BlockKind, Span
from graph.extraction.behind import is_off
from graph.extraction.page import Page
from graph.extraction.tagging import PLACEHOLDER, Tagged
from graph.facts import Concept, EntityRef, Fact
from graph.layout.grids import Grid
from graph.layout.making import Values, fact
from graph.layout.outline import Outline
from graph.layout.subjects import Subject, Subjects
from graph.names.alternatives import any_case

_MEETINGS = (
    "council|session|assembly|meeting|workshop|symposium|conference|seminar|congress|summit|colloquium|plenary"
    "|round ?table|training course|summer school"
)
_MEETING = rf"{any_case(_MEETINGS.split('|'))}\b"
_NOUN = rf"(?:<E\d+>|{_MEETING}|(?:sign(?:ing|ature) of|visit (?:by|of|to))\b|(?-i:[A-Z]{{4,}}-\d{{1,2}}\b(?=, (?:<[LS]|[A-Z][a-z]+\W*$))))"
"""Nouns of meetings, and a series with its number ("ISRWG-14, Bergen")."""
_LINE = re.compile(
    rf"(?:(?P<at><[LS]\d+>),? )?(?:(?P<lead><Y\d+>(?:, <[LS]\d+>)?)\s?[:.–—-]?\s+)?"
    rf"(?P<name>[^;:.]{{0,90}}?{_NOUN}[^,;:.]{{0,60}})(?P<rest>(?:[,;:(]| [–—-] ).*)?$"
)
_DECIDED = re.compile(
    rf"<Y\d+>[^;]{{2,80}}?\b(?:approved|adopted|decided|endorsed|agreed|confirmed|elected|admitted)\b[^;]{{0,30}}? (?:by|at) (?:the )?"
    rf"(?P<name>(?:<N\d+>|[A-Z]\w+) (?:\w+ ){{0,2}}?{_NOUN}),? (?:in |at )?(?P<place><[LS]\d+>)$"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|has|have|had|be|been|cancel\w*|called off|postponed|did|does|do|no|not|never|visited|met|took"
    r"|decided)\b",
    re.IGNORECASE,
)
_PLACE = r"(?:<[LS]\d+>|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
_WHERE_AND_WHEN = (
    rf"(?:(?P<place>{_PLACE})(?:, <[SL]\d+>)?(?:,| ·| \||;)? (?:on |from )?(?P<date><Y\d+>)"
    rf"|(?P<date2><Y\d+>)(?:,|:| ·| \||;)? (?:in |at )?(?P<place2>{_PLACE})(?:, <[SL]\d+>)?)(?:\W*$| [–—·|(-] ?|; )"
)
_HELD = re.compile(_WHERE_AND_WHEN)
_HELD_THERE = re.compile(rf"(?:, |: | [–—·|-] | \(|; )(?:held )?(?:in |at |on |from )?{_WHERE_AND_WHEN}")
"""Place and days, right below the line that names a meeting and behind the name."""
_DAY_AND_PLACE = (
    re.compile(r"(?:date|dates|when|held on|day): ?<Y\d+>", re.IGNORECASE),
    re.compile(r"(?:place|venue|where|held (?:at|in)|location): ?(?P<place><[LS]\d+>)", re.IGNORECASE),
)
_ATTENDED = re.compile(
    r"(?:(?:members |also |those |in )?(?:present|attendance|attended)|attendees|participants|delegations|observers|represented"
    r"|guests|apologies)\b[^:;<>]{0,40}: ",
    re.IGNORECASE,
)
"""How the list of those begins who came to a meeting."""
_SENT_WORD = re.compile(r"apologies|absent|excused", re.IGNORECASE)
_NAMED_BEFORE_ITS_DAY = re.compile(r"<E\d+>.*<Y\d+>")
"""What the rules for sentences read."""
_ORDINAL = re.compile(
    r"<N\d+>|<E\d+>|\b\d+(?:st|nd|rd|th)\b|\b(?:annual|extraordinary|general|plenary|first|second|third|fourth|fifth)\b",
    re.IGNORECASE,
)
_DONE_BY = ("Done", "Signed", "Concluded")
_DONE = re.compile(
    rf"(?:{'|'.join(_DONE_BY)})(?: at| in|:(?: in)?) (?P<place>{_PLACE})(?:, <[SL]\d+>)?,? (?:on |this )?(?P<date><Y\d+>)\W*$"
)
"""What closes or heads an agreement ("Done at Strelsau, 3 May 2020")."""
_HEAD = 8
"""Blocks with text at the head of a document."""
_LONGEST = 200


def read_gatherings(page: Page, outline: Outline, subjects: Subjects) -> Iterator[Fact]:
    """The meetings of items, and the one whose minutes or slides the document is."""
    for block in (i for each in outline.lists for i in each.items):
        span = outline.span(block)
        if outline.blocks[block].kind is BlockKind.ITEM and span.end - span.start <= _LONGEST:
            yield from _line(page, span, subjects.named_organization(outline.context(block)) or subjects.issuer)
    yield from _masthead(page, outline, subjects)
    yield from _signings(page, outline, subjects)


def _line(page: Page, span: Span, own: Subject | None) -> Iterator[Fact]:
    tagged = page.tagged(span.start, span.end)
    if decided := _DECIDED.match(tagged.text):
        at = tagged.slot(decided.group("place")).entities[0]
        yield from _event(page, tagged, span, decided.group("name"), _date(tagged, decided.group()), at, own, [])
        return
    found = _LINE.match(_forums(page, tagged))
    if not found or _FINITE.search(tagged.text) or _NAMED_BEFORE_ITS_DAY.search(tagged.text):
        return
    rest = found.group("rest") or ""
    date = _date(tagged, found.group("lead") or "") or _date(tagged, rest) or _date(tagged, found.group("name"))
    places = re.search(r"(?:, |\(| in | at )(<[LS]\d+>)", f"{found.group('lead') or ''} {found.group('name')}{rest}")
    where = found.group("at") or (places.group(1) if places else None)
    place = tagged.slot(where).entities[0] if where else None
    others = [e for m in tagged.mentions(found.group(), "SOP") for e in m.entities if e != place]
    if date:
        yield from _event(page, tagged, span, found.group("name"), date, place, own, others)


def _forums(page: Page, tagged: Tagged) -> str:
    """The tagged text of a line, in which what is called a forum or days is a gathering, where it is the only name."""
    bodies = [m for m in tagged.slots if m.letter == "O"]
    if len(bodies) != 1 or not _FORUM.search(page.flat, bodies[0].start, bodies[0].end):
        return tagged.text
    return re.sub(r"<O(\d+)>", r"<E\1>", tagged.text)


_FORUM = re.compile(r"\b(?:Forum|Days|Week|Fair|Expo|Round ?table)\b")


def _signings(page: Page, outline: Outline, subjects: Subjects) -> Iterator[Fact]:
    """The signing that a line under an agreement's name tells of."""
    for i, block in enumerate(outline.blocks):
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and block.end - block.start <= _LONGEST:
            if not page.flat.startswith(_DONE_BY, block.start):
                continue
            tagged = page.tagged(block.start, block.end)
            done = _DONE.match(tagged.text)
            agreement = subjects.agreement(outline.context(i), main=False) if done else None
            if done and agreement:
                place = tagged.slot(done.group("place")).entities[0] if done.group("place")[0] == "<" else None
                date = _date(tagged, done.group("date"))
                yield from _event(page, tagged, outline.span(i), "signing", date, place, None, [])


def _masthead(page: Page, outline: Outline, subjects: Subjects) -> Iterator[Fact]:
    """A line at the head that names a meeting, with the place and day behind it or right below it."""
    head = [i for i, block in enumerate(outline.blocks) if block.kind is not BlockKind.FURNITURE][: 2 * _HEAD]
    for at, block in enumerate(head[:_HEAD]):
        span = outline.span(block)
        if span.end - span.start > _LONGEST or not _may_name_a_meeting(page, span):
            continue
        tagged = page.tagged(span.start, span.end)
        if _FINITE.search(tagged.text) or not (noun := re.search(_NOUN, tagged.text)):
            continue
        if not _ORDINAL.search(tagged.text) or _NAMED_BEFORE_ITS_DAY.search(tagged.text):
            continue
        there = _HELD_THERE.search(tagged.text, noun.end())
        for below in (block, *head[at + 1 : at + 3]):
            under = page.tagged(outline.span(below).start, outline.span(below).end)
            held = there if below == block else _HELD.match(under.text)
            date, place = _held(under, held) if held else _keyed(page, outline, head[at + 1 : at + 4])
            if date:
                whole = Span(span.start, outline.span(below).end)
                others = list(_attending(page, outline, head[at + 1 :]))
                name = tagged.text[: there.start()] if there else tagged.text
                yield from _event(page, tagged, whole, name, date, place, subjects.issuer, others)
                return


def _held(tagged: Tagged, held: re.Match[str]) -> tuple[Date | None, str | None]:
    """The days and the place of a meeting."""
    where = held.group("place") or held.group("place2")
    place = tagged.slot(where).entities[0] if where.startswith("<") else None
    return _date(tagged, held.group("date") or held.group("date2")), place


def _keyed(page: Page, outline: Outline, blocks: list[int]) -> tuple[Date | None, str | None]:
    """The days and the place of a meeting behind keys, in lines of their own."""
    date, place = None, None
    for block in blocks:
        tagged = page.tagged(outline.span(block).start, outline.span(block).end)
        when, where = (pattern.search(tagged.text) for pattern in _DAY_AND_PLACE)
        date = date or (_date(tagged, when.group()) if when else None)
        place = place or (tagged.slot(where.group("place")).entities[0] if where else None)
    return date, place


def _attending(page: Page, outline: Outline, blocks: list[int]) -> Iterator[str]:
    """Those whom the paragraphs below list as having come."""
    for block in blocks:
        span = outline.span(block)
        found = _ATTENDED.match(page.flat, span.start, span.end)
        if found and not _SENT_WORD.search(found.group()):
            named = page.tagged(found.end(), span.end).slots
            yield from (entity for m in named if m.letter in "SOP" for entity in m.entities)


def _may_name_a_meeting(page: Page, span: Span) -> bool:
    """Told without tagging, which takes most of the time."""
    named = any(m.letter == "E" for m in page.mentions_in(span.start, span.end))
    return named or re.search(_MEETING, " ".join(page.words(span).split())) is not None


def is_gatherings(grid: Grid) -> bool:
    """Whether each row is a meeting with its day."""
    column = grid.columns.first("gathering")
    return (
        column is not None
        and grid.columns.has("date")
        and grid.share(column, re.compile(_NOUN)) + grid.mentions(column, "E") >= 0.5
    )


def read_table_of_gatherings(grid: Grid) -> Iterator[Fact]:
    """One event for each row."""
    column, when, where = (grid.columns.first(kind) for kind in ("gathering", "date", "place"))
    for row in grid.rows:
        cells = [row.cell(c) for c in (column, when, where)]
        name, day, place = (grid.page.tagged(cell.start, cell.end) for cell in cells)
        held = next((m.entities[0] for m in place.mentions(place.text, "LS")), None) if where is not None else None
        own = grid.subjects.named_organization(grid.context) or grid.subjects.issuer
        is_held = not any(is_off(grid.words(row, i)) for i in range(len(row.cells)))
        if is_held and not _FINITE.search(name.text + day.text):
            yield from _event(grid.page, name, row.span, name.text, _date(day, day.text), held, own, [])


def _spelt(page: Page, tagged: Tagged, words: str) -> str:
    """A piece of tagged text with the names in it."""
    return PLACEHOLDER.sub(lambda m: page.words(Span(tagged.slot(m.group()).start, tagged.slot(m.group()).end)), words)


def _event(
    page: Page,
    tagged: Tagged,
    span: Span,
    name: str,
    date: Date | None,
    place: str | None,
    own: Subject | None,
    others: list[str],
) -> Iterator[Fact]:
    if date is None:
        return
    taking_part = dict.fromkeys([*([own[0]] if own else []), *others])
    values: Values = [
        ("dcterms:type", Concept(type_of(_spelt(page, tagged, name)))),
        *event_dates(date),
        ("sp:place", EntityRef(place) if place else None),
        *(("sp:participant", EntityRef(each)) for each in taking_part),
    ]
    yield fact("Event", "layout-gathering", values, span, (own[1],) if own else (), "0.9")


def _date(tagged: Tagged, words: str) -> Date | None:
    found = re.search(r"<Y\d+>", words)
    value = tagged.slot(found.group()).value if found else None
    return value if isinstance(value, Date) else None
