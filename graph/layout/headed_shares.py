"""Headings that are the names of those who take part in a mission, with what each does in the list below: participations out."""

from collections.abc import Iterator

from graph.documents import BlockKind
from graph.extraction.page import Page
from graph.facts import Fact
from graph.layout.entries import Entry, entries
from graph.layout.making import participation
from graph.layout.outline import Outline
from graph.layout.parts import entry_is_current, is_particular, roles_of
from graph.layout.subjects import Subject, Subjects

_SEVERAL = 2
"""Such headings, and items that tell a part in particular, from which on a document is taken to tell who does what."""


def read_headed_shares(page: Page, outline: Outline, subjects: Subjects) -> Iterator[Fact]:
    """The parts that the items below each heading tell, in the mission that the headings above it name."""
    told = [
        (i, who, mission, roles_of(page, outline.span(i)))
        for i in _items(outline)
        if (who := _headed(page, outline, i)) and (mission := _mission(outline, subjects, i))
    ]
    sure = sum(is_particular(roles) for *_, roles in told)
    if len({who.entity for _, who, _, _ in told}) < _SEVERAL or sure < _SEVERAL:
        return
    for i, who, mission, roles in told:
        if who.entity != mission[0] and entry_is_current(who.words):
            leans_on = (who.name, mission[1])
            for role in roles:
                yield participation(mission[0], who.entity, role, outline.span(i), leans_on, "layout-headed-share")


def _items(outline: Outline) -> Iterator[int]:
    """The items of lists whose nearest heading has one above it."""
    return (i for i, b in enumerate(outline.blocks) if b.kind is BlockKind.ITEM and len(outline.headings(i)) > 1)


def _headed(page: Page, outline: Outline, item: int) -> Entry | None:
    """The one whose name alone is the heading above an item."""
    named = entries(page, outline.span(outline.headings(item)[0]))
    return named[0] if len(named) == 1 and page.table.letter(named[0].entity) == "O" else None


def _mission(outline: Outline, subjects: Subjects, item: int) -> Subject | None:
    """The mission that a heading further up names."""
    return subjects.mission([outline.span(i) for i in outline.headings(item)[1:]], main=False)
