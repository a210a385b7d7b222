"""Lists of those who were selected for a programme: a line that says so, items that each begin with the name of an organisation,
and the programme named last before them in; participations out."""

import re
from collections.abc import Iterator
from typing import Final

from graph.documents import Span
from graph.extraction.page import Page
from graph.facts import Concept, Fact
from graph.layout.making import participation
from graph.layout.outline import Outline
from graph.mentions.model import Mention

_SELECTED: Final = re.compile(
    r"\b(?:selected|selections?|selectees|awardees|winners|winning|finalists?|participants|participating|recipients|grantees|chosen"
    r"|taking part)\b",
    re.IGNORECASE,
)
_PROGRAMME: Final = re.compile(
    r"\b(?:program(?:me)?|initiative|challenge|competition|contest|campaign|project|opportunity|stud(?:y|ies))\b",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"\s*(?:$|[.,;:(\"\n]|[–—-] )| (?:in|of|at|for|and|with)\b")
"""What stands behind a name that an item lists, and not behind that of somebody's employer."""
_REACH: Final = 1800
"""Characters in front of the list within which its programme is named."""
_SHARE: Final = 0.6
"""Of the items this part at least begins with an organisation's name."""


def read_selections(page: Page, outline: Outline) -> Iterator[Fact]:
    """A participation for each organisation of each such list."""
    for each in outline.lists:
        opening = outline.opening(each.items[0])
        if opening is None or not _SELECTED.search(page.words(opening)):
            continue
        led = [(m, outline.span(i)) for i in each.items if (m := _led_by(page, outline.span(i)))]
        if len(led) < max(2, _SHARE * len(each.items)):
            continue
        programme = _programme(page, opening)
        if programme is None:
            continue
        for participant, span in led:
            leans_on = (opening, Span(programme.start, programme.end))
            if participant.entities[0] != programme.entities[0]:
                yield participation(
                    programme.entities[0], participant.entities[0], "participant", span, leans_on, "layout-selected"
                )


def _led_by(page: Page, item: Span) -> Mention | None:
    """The organisation with which an item begins."""
    first = next(iter(page.mentions_in(item.start, item.end)), None)
    is_first = first and first.letter == "O" and first.start <= item.start + len("the ") and len(first.entities) == 1
    return first if first and is_first and _ENDS.match(page.flat, first.end, item.end) else None


def _programme(page: Page, opening: Span) -> Mention | None:
    """The programme that the opening line names, else the one named last before it."""
    named = [
        m
        for m in page.mentions_in(max(0, opening.start - _REACH), opening.end)
        if m.letter == "M" and len(m.entities) == 1
    ]
    return next((m for m in reversed(named) if _is_programme(page, m)), None)


def _is_programme(page: Page, m: Mention) -> bool:
    kind = page.table.property(m.entities[0], "mission type")
    if isinstance(kind, Concept):
        return kind.name in ("programme", "initiative")
    return (
        any(map(_PROGRAMME.search, page.table.entities[m.entities[0]].names))
        or _PROGRAMME.match(page.flat, m.end + 1) is not None
    )
