"""What a section's heading or run-in heading does to the memberships told under it: former members have left, applicants are none yet."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.extraction.page import Page
from graph.facts import Concept, Fact
from graph.layout.outline import Outline

_ENDED = re.compile(
    r"^(?:the |our )?(?:former|past|ex)[ -](?:[a-z]+ ){0,2}(?:members?|observers?|partners?|participants?|states|parties)\b"
    r"|^(?:withdrawals?|withdrawn)\b",
    re.IGNORECASE,
)
_APPLICANTS = re.compile(
    r"^(?:the |our )?(?:applicants?|candidates?|applications?|prospective (?:members?|states)|candidate (?:members|countries|states))\b",
    re.I,
)
_NONE = re.compile(r"^(?:not members?|non[- ]members?|neither .+|no longer .+)", re.I)


def in_their_sections(page: Page, outline: Outline, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, with the status that their section gives to memberships that do not say their own; those of non-members left out."""
    starts = [block.start for block in outline.blocks]
    for fact in facts:
        said = dict(fact.values)
        if fact.kind != "Membership" or said.get("sp:status") != Concept("active"):
            yield fact
            continue
        block = bisect_right(starts, fact.evidence[0].span.start) - 1
        above = [
            *([lead] if (lead := outline.lead(block)) else []),
            *(outline.span(h) for h in outline.headings(block)[:1]),
        ]
        words = [page.words(span) for span in above]
        if any(_NONE.match(w) for w in words):
            continue
        status = (
            "ended"
            if any(_ENDED.match(w) for w in words)
            else "applicant"
            if any(_APPLICANTS.match(w) for w in words)
            else "active"
        )
        yield replace(fact, values=tuple((p, Concept(status) if p == "sp:status" else v) for p, v in fact.values))
