"""Items about one agreement each ("Data agreement with the Union: to be signed in 2026"): what its parties did or plan about it, out."""

import re
from collections.abc import Iterator

from graph.documents import Span
from graph.extraction.page import Page
from graph.facts import Fact
from graph.layout.cells import date_in, words_pattern
from graph.layout.entries import inline_entries
from graph.layout.making import action
from graph.layout.outline import Outline
from graph.layout.standing import is_negated
from graph.layout.subjects import Subjects

_ITEM = re.compile(
    r"^(?:the |an? )?(?:[\w-]+ )?(?P<agreement><A\d+>)(?: \([^()]*\))?(?: (?:on|for|concerning) [^:;<>]{0,60}?)?"
    r" (?P<how>with|between) (?P<who>(?:the )?<[SO][^:;–—(]*?)"
    r"\s?(?::|;| –| —| \()\s?(?P<rest>.+)$",
    re.IGNORECASE,
)
_STATES = (
    ("planned-signature", r"to be (?:signed|concluded)|will be signed|(?:awaiting|ready for) signature"),
    ("planned-signature", r"signature (?:is )?(?:planned|expected|foreseen|due)"),
    ("negotiation", r"(?:under|in) (?:negotiation|discussion)|being (?:negotiated|drafted)|negotiations|talks"),
    ("termination", r"terminated|expired|lapsed"),
    ("signature", r"signed|concluded"),
    ("entry-into-force", r"in force|entered into force"),
)
"""What the words behind the colon say was done; the first that fits counts."""


def read_agreement_items(page: Page, outline: Outline, subjects: Subjects) -> Iterator[Fact]:
    """For each such item one action a party; "with" names the others, the first party is the organisation that the document is about."""
    for block in (i for each in outline.lists for i in each.items):
        span = outline.span(block)
        tagged = page.tagged(span.start, span.end)
        found = _ITEM.match(tagged.text)
        if not found:
            continue
        rest = found.group("rest")
        what = next((name for name, words in _STATES if re.search(rf"\b(?:{words})\b", rest, re.IGNORECASE)), None)
        if (
            what is None
            or (is_negated(rest) and what != "planned-signature")
            or re.search(r"\bno longer\b|\bcancelled\b", rest, re.I)
        ):
            continue
        if what == "signature" and words_pattern("planned").search(rest):
            what = "planned-signature"
        parties = [e.entity for e in inline_entries(tagged, found.start("who"), found.end("who"))]
        leans_on: tuple[Span, ...] = ()
        if found.group("how").lower() == "with" and (own := subjects.owner(outline.context(block), parties)):
            parties, leans_on = [own[0], *parties], (own[1],)
        agreement = tagged.slot(found.group("agreement")).entities[0]
        if len(parties) > 1:
            for party in dict.fromkeys(parties):
                yield action(agreement, party, what, date_in(tagged, rest), span, leans_on, "layout-agreement-item")
