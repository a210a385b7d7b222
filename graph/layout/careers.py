"""The lines of a curriculum vitae ("2015-2019: engineer, Norland Science Council"): blocks in a part about one person in, posts out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.dates.values import Date, Precision
from graph.documents import BlockKind, Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.facts import Concept, EntityRef, Fact
from graph.layout.cells import pieces
from graph.layout.making import Standing, Values, fact, membership
from graph.layout.outline import Outline
from graph.layout.subjects import Subject, subject_of
from graph.names.people import title_pattern

_LONGEST = 300
"""Characters of a line of such a list."""
_NEXT = 2
"""Blocks behind a heading in which a post without years may stand: the one held now."""
_NOW = r"present|today|now|date"
_YEAR = r"(?:<Y\d+>|(?:19|20)\d\d)"
_YEARS = rf"(?P<years>{_YEAR}(?: ?(?:-|to|until) ?(?:{_YEAR}|{_NOW}))?|[Ss]ince {_YEAR}|[Ff]rom {_YEAR})"
_TITLE = r"(?P<title>[A-Za-z][^;:<>()\n]{2,70}?)"
_BODY = r"(?P<body><[OS]\d+>)"
_AT = r"(?:,| of| at| with| for| in)? (?:the )?"
_LINES = (
    re.compile(rf"^{_YEARS}[:,]? (?:as )?(?:an? )?{_TITLE}{_AT}{_BODY}"),
    re.compile(rf"^{_TITLE}{_AT}{_BODY}(?:,? \(|, ){_YEARS}\)?\W*$"),
    re.compile(rf"{_BODY},? \({_YEARS}\)[:,]? {_TITLE}(?=[;.<\n]|$)"),
)
"""Years in front, behind, and in a bracket behind the body."""
_ALONE = re.compile(rf"^{_TITLE}, (?:the )?{_BODY}\W*$")
_MEMBER = re.compile(
    rf"(?:^|; )(?P<role>(?:founding |associate |honorary )?[Mm]ember|[Ff]ellow) of (?:the )?{_BODY}(?:,? \(?(?:since )?{_YEARS}\)?)?"
)
_HEAD = re.compile(
    r"^(?:(?:about|biography|profile|curriculum vitae|cv|portrait)(?: of)?[:,]? )?<P\d+>\W*(?:$|[:|,(-]|biography\b|cv\b)",
    re.I,
)
_NAME = re.compile(r"(?:full )?name(?: of [a-z]+)?\s?[:|]", re.I)
_POSTS = re.compile(
    r"(?:(?:current|present|main|other|(?P<past>previous|past|former|earlier)) )*"
    r"(?:positions?|posts?|functions?|appointments?|offices?|career|titles?)(?: held)?: ?",
    re.I,
)
"""Keys behind which a sheet about a person tells posts."""
_TOP = 4
"""Blocks at the head of a document, one of which says whom a sheet is about."""
_PAIR = 2
_KINDS = (BlockKind.ITEM, BlockKind.ROW, BlockKind.PARAGRAPH, BlockKind.HEADING)


@lru_cache(maxsize=1)
def _post() -> re.Pattern[str]:
    return re.compile(title_pattern())


def read_careers(page: Page, outline: Outline) -> Iterator[Fact]:
    """The posts that the lines of each part about one person tell; where years end, they are over."""
    heads = {i: person for i in range(len(outline.blocks)) if (person := _headed(page, outline, i))}
    sheet = next(((i, person) for i in range(len(outline.blocks))[:_TOP] if (person := _keyed(page, outline, i))), None)
    for i, block in enumerate(outline.blocks if heads or sheet else ()):
        above = next((h for h in (i, *outline.headings(i)) if h in heads), None)
        person = heads[above] if above is not None else sheet[1] if sheet and i > sheet[0] else None
        if person is None or i in heads or block.kind not in _KINDS:
            continue
        now = above is not None and i - above <= _NEXT
        for span in block.cells or (outline.span(i),):
            if span.end - span.start <= _LONGEST:
                yield from _of_keys(page, span, outline.span(i), person)
                yield from _line(page, page.tagged(span.start, span.end), outline.span(i), person, now)
        key = _POSTS.fullmatch(f"{page.words(block.cells[0])}:") if len(block.cells) == _PAIR else None
        if key:
            yield from _pieces(page, block.cells[1], outline.span(i), person, now=not key["past"])


def _keyed(page: Page, outline: Outline, index: int) -> Subject | None:
    """The person whom the first key of a sheet about one names ("Name: Mara Lindqvist")."""
    span = outline.span(index)
    if not _NAME.match(page.flat, span.start, span.end):
        return None
    named = [m for m in page.mentions_in(span.start, span.end) if m.letter == "P"]
    return subject_of(named[0]) if len(named) == 1 else None


def _of_keys(page: Page, span: Span, whole: Span, person: Subject) -> Iterator[Fact]:
    """The posts behind a key ("Previous positions: engineer, CNES (2004-2012); adviser, HSB (2012-2014)")."""
    if key := _POSTS.match(page.flat, span.start, span.end):
        yield from _pieces(page, Span(key.end(), span.end), whole, person, now=not key["past"])


def _pieces(page: Page, value: Span, whole: Span, person: Subject, *, now: bool) -> Iterator[Fact]:
    for piece in pieces(page, value):
        words = page.words(piece)
        lead = len(words) - len(words.lstrip())
        yield from _line(page, page.tagged(piece.start + lead, piece.end), whole, person, now)


def _headed(page: Page, outline: Outline, index: int) -> Subject | None:
    """The one person whom a title or heading names and nothing else."""
    if outline.blocks[index].kind not in (BlockKind.TITLE, BlockKind.HEADING):
        return None
    span = outline.span(index)
    named = [m for m in page.mentions_in(span.start, span.end) if m.letter == "P"]
    if len(named) != 1 or not _HEAD.match(page.tagged(span.start, span.end).text):
        return None
    return subject_of(named[0])


def _line(page: Page, tagged: Tagged, span: Span, person: Subject, first: bool) -> Iterator[Fact]:
    found = [m for pattern in _LINES for m in pattern.finditer(tagged.text)]
    found = found or [m for m in (_ALONE.match(tagged.text),) if m and first]
    for m in found:
        title = _words(page, tagged, m)
        if _post().search(title):
            page.table.set_property(person[0], "employer", EntityRef(tagged.slot(m["body"]).entities[0]))
            yield _position(tagged, m, title, span, person)
    for m in _MEMBER.finditer(tagged.text):
        since, _ = _dates(tagged, m["years"] or "")
        body = tagged.slot(m["body"]).entities[0]
        yield membership(person[0], body, Standing("member", since=since), span, (person[1],), "layout-career")


def _words(page: Page, tagged: Tagged, m: re.Match[str]) -> str:
    return page.document.text[tagged.origin(m.start("title")) : tagged.origin(m.end("title"))].strip(" ,")


def _position(tagged: Tagged, m: re.Match[str], title: str, span: Span, person: Subject) -> Fact:
    years = m.groupdict().get("years") or ""
    since, until = _dates(tagged, years)
    over = years != "" and not re.search(rf"^(?:since|from)\b|\b(?:{_NOW})$", years, re.I)
    values: Values = [
        ("org:member", EntityRef(person[0])),
        ("org:organization", EntityRef(tagged.slot(m["body"]).entities[0])),
        ("sp:title", title),
        ("sp:status", Concept("former" if over else "current")),
        ("schema:startDate", since),
        ("schema:endDate", until),
    ]
    return fact("Position", "layout-career", values, span, (person[1],), "0.88")


def _dates(tagged: Tagged, years: str) -> tuple[Date | None, Date | None]:
    """The first and the last day of what the years say."""
    told = [m.value for m in tagged.mentions(years, "Y") if isinstance(m.value, Date)]
    if len(told) == 1 and told[0].precision is Precision.INTERVAL:
        return told[0].members
    if len(told) == 1 and re.search(rf"\d ?(?:-|to|until) ?(?!{_NOW})\S", years):
        return None, told[0]
    return (told[0] if told else None), (told[1] if len(told) > 1 else None)
