"""Items that are no keys with values: people with posts behind a dash, and what is said of the organisation in their heading without
naming it; posts, seats, foundings and memberships out."""

import re
from collections.abc import Iterator
from functools import cache

from graph.builders.memberships import role_of
from graph.documents import BlockKind, Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.facts import EntityRef, Fact
from graph.layout.cells import date_in, place_of
from graph.layout.entries import Entry, entries
from graph.layout.making import Standing, fact, membership
from graph.layout.outline import Outline
from graph.layout.sheet_people import is_title, posts
from graph.layout.subjects import Subject, Subjects

_WITH_POST = re.compile(r"(?P<value>[A-Z][^–—:;,]{3,60}?) [–—-] (?P<key>[^–—:;()]{3,60})(?: \((?P<body>[^()]+)\))?$")
"""A person with the post behind a dash ("Ada Holm - Treasurer (Porto Sky Institute)")."""
_SEAT = re.compile(
    r"^(?:the |its )?(?:headquarters?|seat|head office|main office|HQ)"
    r"(?:(?: is| are)?(?: located| based| situated)? (?:in|at)|:) (?P<place>[A-Z].*)$",
    re.I,
)
_FOUNDED = re.compile(
    r"^(?:an? |the )?[^.;<>]*?\b(?:established|founded|set up|created|formed):?(?: in| on)? (?P<date><Y\d+>)", re.I
)
_CARD = re.compile(
    r"(?P<role>(?:(?:full|founding|associate|permanent) )?(?:member|observer|partner)(?: state)?)"
    r"(?:,? (?:since|from|as of) (?P<since><Y\d+>))?\W*",
    re.I,
)
"""What stands below the name of a member and nothing else."""
_STANDS = re.compile(r"member|observer|partner", re.I)
_LONGEST_CARD = 60
_SEVERAL = 2
_MEMBER_OF = re.compile(
    r"^(?P<role>(?:(?:full|founding|associate|permanent) )?(?:member|observer)) (?:of|in|at) (?:the )?(?P<body><O\d+>)"
    r"(?: since (?P<since><Y\d+>))?",
    re.I,
)


def named_by(page: Page, key: Span) -> Subject | None:
    """The organisation that a key is the name of ("HSB: Founded 1998.")."""
    named = [m for m in page.mentions_in(key.start, key.end) if m.letter == "O"]
    return (named[0].entities[0], key) if named and named[0].end - named[0].start >= key.end - key.start - 2 else None


def with_post(page: Page, outline: Outline, subjects: Subjects, block: int) -> Iterator[Fact]:
    """An item that is a person with a post."""
    span = outline.span(block)
    found = _WITH_POST.match(page.flat, span.start, span.end)
    if not found or not is_title(found["key"]):
        return
    people = page.mentions_in(*found.span("value"))
    if [m.letter for m in people] in ([], ["P"]):
        own = named_by(page, Span(*found.span("body"))) if found["body"] else None
        house = own or (None if found["body"] else subjects.named_organization(outline.context(block)))
        yield from posts(page, Span(*found.span("key")), Span(*found.span("value")), house)


def subjectless(page: Page, outline: Outline, subjects: Subjects, block: int) -> Iterator[Fact]:
    """Items that say something of the organisation in their heading without naming it: "Headquarters is located in Beijing"."""
    span = outline.span(block)
    organization = subjects.named_organization(outline.context(block))
    if organization is None or any(m.letter in "OMA" for m in page.mentions_in(span.start, span.end)):
        return
    yield from without_subject(page, span, organization)


def without_subject(page: Page, span: Span, organization: Subject) -> Iterator[Fact]:
    """A seat, founding or membership told without saying whose."""
    subject, leans_on = EntityRef(organization[0]), (organization[1],)
    if (seat := _SEAT.match(page.words(span))) and (
        place := place_of(page, Span(span.start + seat.start("place"), span.end))
    ):
        yield fact(
            "Seat",
            "layout-item",
            [("org:organization", subject), ("sp:place", EntityRef(place))],
            span,
            leans_on,
            "0.9",
        )
    tagged = page.tagged(span.start, span.end)
    if (founded := _FOUNDED.match(tagged.text)) and (date := date_in(tagged, founded.group("date"))):
        yield fact("Establishment", "layout-item", [("sp:subject", subject), ("sp:date", date)], span, leans_on, "0.85")
    if (member := _MEMBER_OF.match(tagged.text)) and (body := tagged.slot(member.group("body"))):
        since = date_in(tagged, member.group("since") or "")
        standing = Standing(role_of(member.group("role")), since=since)
        yield membership(organization[0], body.entities[0], standing, span, leans_on, "layout-item")


def read_cards(page: Page, outline: Outline, subjects: Subjects) -> Iterator[Fact]:
    """Names as headings, each with its standing in the line below ("Norway", "Member since 2004")."""
    cards: list[tuple[Entry, re.Match[str], Tagged, int]] = []
    for i, block in enumerate(outline.blocks):
        if block.end - block.start > _LONGEST_CARD or not i or outline.blocks[i - 1].kind is not BlockKind.HEADING:
            continue
        if block.kind is BlockKind.ROW or not _STANDS.search(page.flat, block.start, block.end):
            continue
        tagged = page.tagged(block.start, block.end)
        told = _CARD.fullmatch(tagged.text)
        if told and len(named := entries(page, outline.span(i - 1))) == 1:
            cards.append((named[0], told, tagged, i))
    everyone = {entry.entity for entry, *_ in cards}

    @cache
    def house_of(headings: tuple[int, ...]) -> Subject | None:
        return subjects.organization(map(outline.span, headings), everyone)

    for entry, told, tagged, i in cards if len(everyone) >= _SEVERAL else ():
        if house := house_of(outline.headings(i - 1)):
            since = date_in(tagged, told["since"] or "")
            standing = Standing(role_of(told["role"]), since=since)
            yield membership(entry.entity, house[0], standing, outline.span(i), (entry.name, house[1]), "layout-card")
