"""People beside the body or state that they speak for ("For the PSU: A B, Director; C D, Legal Adviser"), in rows and lines: posts out,
and signatures where the part lists signatories."""

import re
from collections.abc import Iterator
from typing import Final

from graph.documents import BlockKind, Span
from graph.extraction.page import Page
from graph.facts import Fact
from graph.layout.cells import date_of, person_with_title, pieces
from graph.layout.making import action, post
from graph.layout.outline import Outline
from graph.layout.subjects import Subject, Subjects, subject_of

_FOR: Final = re.compile(r"(?:(?:Signed )?(?:[Ff]or|FOR|[Oo]n behalf of)(?: and on behalf of)? )?")
_PARTY: Final = re.compile(
    r"(?:the |The )?(?:Government of (?:the )?)?(?:Republic of )?(?P<party><[SO]\d+>)(?: \([^()]*\))?\W*"
)
_KEYED: Final = re.compile(r"(?P<key>[A-Z][^:;|]{1,70}): (?=[A-Z])")
_SIGNED: Final = re.compile(r"\b(?:signator(?:y|ies)|signed|signatures?|signing)\b", re.IGNORECASE)
_AT: Final = re.compile(r"^(?:,| of| at) (?:the )?(?P<body><O\d+>)")
_RULE: Final = "layout-delegation"


def read_delegations(page: Page, outline: Outline, subjects: Subjects) -> Iterator[Fact]:
    """The posts of those listed so, with the organisation behind the title, else the party; the signatures of signatories."""
    for i, block in enumerate(outline.blocks):
        told = _told(page, outline, i)
        party = _party(page, told[0]) if told else None
        if told is None or party is None:
            continue
        agreement, day = _signed(page, outline, subjects, i)
        for piece in pieces(page, told[1]):
            if found := person_with_title(page, piece):
                person, title = found
                span = Span(min(block.start, piece.start), piece.end)
                if agreement:
                    leans_on = (agreement[1], *((day,) if day else ()))
                    when = date_of(page, day) if day else page.document.issued
                    yield action(agreement[0], party[0], "signature", when, span, leans_on, _RULE, person=person)
                employer = _employer(page, title, piece) or party
                yield post(person, employer[0], page.document.slice(title), span, (employer[1],), _RULE)


def _told(page: Page, outline: Outline, i: int) -> tuple[Span, Span] | None:
    """The party and the people of a row or line."""
    block = outline.blocks[i]
    if block.kind is BlockKind.ROW and len(block.cells) == 2 and not block.header:
        return block.cells[0], block.cells[1]
    if block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH):
        found = _KEYED.match(page.flat, block.start, min(block.end, block.start + 80))
        return (Span(*found.span("key")), Span(found.end(), block.end)) if found else None
    return None


def _party(page: Page, span: Span) -> Subject | None:
    """The state or organisation that a cell or key is the name of."""
    front = _FOR.match(page.flat, span.start, span.end)
    start = front.end() if front else span.start
    if not page.mentions_in(start, span.end):
        return None
    tagged = page.tagged(start, span.end)
    found = _PARTY.fullmatch(tagged.text)
    mention = tagged.slot(found["party"]) if found else None
    return subject_of(mention) if mention else None


def _signed(page: Page, outline: Outline, subjects: Subjects, i: int) -> tuple[Subject | None, Span | None]:
    """The agreement whose signatories the part above lists, and the span above that tells the day."""
    above = outline.context(i)
    if not any(_SIGNED.search(page.words(span)) for span in above):
        return None, None
    agreement = subjects.agreement(above, main=False)
    return agreement, next((span for span in above if date_of(page, span)), None)


def _employer(page: Page, title: Span, piece: Span) -> Subject | None:
    """The organisation behind a title."""
    rest = page.tagged(title.end, piece.end)
    found = _AT.match(rest.text)
    mention = rest.slot(found["body"]) if found else None
    return subject_of(mention) if mention else None
