"""Lines that tell what one party did about an agreement ("Norway - signed 3 May 2010, ratified 12 January 2011"): actions out."""

import re
from collections.abc import Iterator

from graph.dates.values import Date
from graph.documents import BlockKind
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.facts import Fact
from graph.layout.making import action
from graph.layout.outline import Outline
from graph.layout.standing import actions_of
from graph.layout.subjects import Subjects

_LINE = re.compile(
    r"^(?:the )?(?P<who><[SO]\d+>)(?: \([A-Z][\w-]{1,9}\))?"
    r"(?:\s?[:–—,]| -|(?= \((?:signed|ratif|acced|approv|accept)))\s?(?P<rest>.+?)[.;]?$",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"(?:(?:has |had )?(?P<what>[a-z]+(?: it)?)(?: (?:on|in|since))?(?: (?P<date><Y\d+>))?|(?P<day><Y\d+>) \((?P<kind>[a-z]+)\))"
    r"(?: \([^()]*\))?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?:not|never|no|without|with|subject to|bound|effective|pending)\b.*", re.IGNORECASE)
"""What such a line may say beside."""
_NEXT = re.compile(r"(?:[,;]| and|, and|; and) ")
_DONE = re.compile(r"sig|ratif|acc|appro|adher|withdr|denou|joined|succe", re.IGNORECASE)
"""What stands in every such line, to tell quickly that a block is none."""
_LONGEST = 200
_SEVERAL = 2
"""Lines from which on they are a list."""


def read_statuses(page: Page, outline: Outline, subjects: Subjects) -> Iterator[Fact]:
    """What the lines below the name of an agreement say of its parties, where there are several."""
    lines = [
        (i, tagged, told)
        for i, block in enumerate(outline.blocks)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        and block.end - block.start <= _LONGEST
        and _DONE.search(page.flat, block.start, block.end)
        for tagged in [page.tagged(block.start, block.end)]
        if (told := _told(tagged))
    ]
    for i, tagged, (who, acts) in lines if len(lines) >= _SEVERAL else ():
        if agreement := subjects.agreement(outline.context(i)):
            party = tagged.slot(who).entities[0]
            for what, date in acts:
                yield action(agreement[0], party, what, date, outline.span(i), (agreement[1],), "layout-line-of-party")


def _told(tagged: Tagged) -> tuple[str, list[tuple[str, Date | None]]] | None:
    """Of a line that is nothing else, who did what and when."""
    line = _LINE.match(tagged.text) if "<S" in tagged.text or "<O" in tagged.text else None
    if line is None:
        return None
    acts: list[tuple[str, Date | None]] = []
    for piece in _NEXT.split(line["rest"].strip(" ()")):
        if found := _ACT.fullmatch(piece.strip(" ()")):
            what = actions_of(found["what"] or found["kind"])
            if len(what) != 1:
                return None
            placeholder = found["date"] or found["day"]
            date = tagged.slot(placeholder).value if placeholder else None
            acts.append((what[0], date if isinstance(date, Date) else None))
        elif not _ASIDE.match(piece):
            return None
    return (line["who"], acts) if acts else None
