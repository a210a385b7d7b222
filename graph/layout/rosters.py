"""Lists of names under a heading, an introducing line or an item that says what they are: memberships and actions of parties out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.dates.values import Date
from graph.documents import BlockKind, Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.facts import Fact
from graph.layout.entries import Entry, entries, marks_in
from graph.layout.making import Standing, action, membership
from graph.layout.outline import ItemList, Outline
from graph.layout.standing import actions_of, annotation_standing, has_no_standing, label_standing
from graph.layout.subjects import Subject, Subjects

_TREATY_LABEL = re.compile(
    r"^(?:the |states |state |contracting )*(?:parties|signatories|signatory states|ratifications|accessions)\b"
    r"|^(?:signed|ratified|acceded)\b|<A\d+>|\b(?:it|them)\b\W*$|\bby\W*$|:$",
    re.IGNORECASE,
)
_STATES = re.compile(r"\b(?:states?|countries|nations)\b", re.IGNORECASE)
_BARE_NAME = re.compile(r"((?:[A-Z][\w'’-]+|of|and|the)(?: (?:[A-Z][\w'’-]+|of|and|the))*)(?=\W*$|\W*[(*\[†‡])")
_COLUMNS = 3
"""Cells from which on a row is a name with what is said of it."""
_ENOUGH = 0.6
"""Share of a list's items that must be names."""


class Rosters:
    """Reads the lists of one document."""

    def __init__(self, page: Page, outline: Outline, subjects: Subjects) -> None:
        self._page = page
        self._outline = outline
        self._subjects = subjects

    def read(self) -> Iterator[Fact]:
        """The facts of all lists of names."""
        for each in self._outline.lists:
            yield from self._list(each)

    def standing(self, entry: Entry, base: Standing, block: int) -> tuple[Standing, tuple[Span, ...]]:
        """An entry's standing: what stands behind it, then what its notes say, then the label's; and the notes' spans."""
        said, notes = annotation_standing(entry.tagged, entry.words), []
        for mark in entry.marks:
            if note := self._outline.note(mark, block):
                notes.append(note)
                tagged = self._page.tagged(note.start, note.end)
                said = said.over(annotation_standing(tagged, tagged.text))
        return said.over(base), tuple(notes)

    def _list(self, each: ItemList) -> Iterator[Fact]:
        label = self._label(each.items[0])
        if label is None:
            return
        words = self._page.tagged(label.start, label.end)
        standing, actions = label_standing(words.text), self._actions(words.text)
        if standing is None and not actions:
            return
        kind = "State" if _STATES.search(words.text) or self._looks_like_states(each) else None
        found = {i: self._entries(i, kind) for i in each.items}
        if sum(map(bool, found.values())) < max(_ENOUGH * len(found), 1):
            return
        context = (label, *(s for s in self._outline.context(each.items[0]) if s != label))
        agreement = self._agreement(words.text, context, standing) if actions else None
        if agreement:
            yield from self._parties(found, actions, agreement, label, _only_date(words))
        elif standing:
            if "accession" in actions and (joined := self._subjects.agreement(context, main=False)):
                yield from self._parties(found, ("accession",), joined, label, None)
            named = {e.entity for es in found.values() for e in es}
            if organization := self._subjects.organization(context, named):
                yield from self._members(found, _dated(words, standing), organization, label)

    def _entries(self, block: int, kind: str | None) -> list[Entry]:
        """The names of an item, or of the first cell of a row whose other cells say more of them."""
        cells = self._outline.blocks[block].cells
        if len(cells) < _COLUMNS:
            return entries(self._page, self._outline.span(block), kind)
        row = self._page.tagged(cells[0].start, cells[-1].end)
        said = " ".join(f"({words.strip()})" for words in row.text.split(" ; ")[1:])
        listed = entries(self._page, cells[0], kind)
        return [replace(e, words=said, marks=(*e.marks, *marks_in(said)), tagged=row) for e in listed]

    def _looks_like_states(self, each: ItemList) -> bool:
        """Whether the items whose names nothing knows are countries rather than people: at least half of them single capitalised words."""
        spans = [self._outline.span(i) for i in each.items]
        unknown = [s for s in spans if not any(m.letter in "OSP" for m in self._page.mentions_in(s.start, s.end))]
        names = [found.group(1) for s in unknown if (found := _BARE_NAME.match(self._page.words(s)))]
        single = [name for name in names if " " not in name and not name.isupper()]
        return len(names) == len(unknown) and len(single) >= max(1, len(names) / 2)

    def _label(self, item: int) -> Span | None:
        """What says what a list's items are: the item above them, the line that opens the list, else the heading right above."""
        if (parent := self._outline.parent(item)) is not None:
            return self._outline.span(parent)
        if opening := self._outline.opening(item):
            return opening
        headings = self._outline.headings(item)
        before = self._outline.blocks[item - 1].kind if item else None
        return self._outline.span(headings[0]) if headings and before is not BlockKind.PARAGRAPH else None

    def _actions(self, words: str) -> tuple[str, ...]:
        found = actions_of(words)
        return found if found and _TREATY_LABEL.search(words) else ()

    def _agreement(self, label: str, context: Sequence[Span], standing: Standing | None) -> Subject | None:
        return (
            self._subjects.agreement(context)
            if standing is None
            else self._subjects.signed_by_those_under(label, context)
        )

    def _members(
        self, found: dict[int, list[Entry]], base: Standing, organization: Subject, label: Span
    ) -> Iterator[Fact]:
        for block, listed in found.items():
            for entry in listed:
                standing, notes = self.standing(entry, base, block)
                if standing.role and entry.entity != organization[0] and not has_no_standing(entry.words):
                    leans_on = (label, organization[1], *notes)
                    span = self._outline.span(block)
                    yield membership(
                        entry.entity, organization[0], standing, span, leans_on, "layout-list-of-members", "0.92"
                    )

    def _parties(
        self, found: dict[int, list[Entry]], actions: tuple[str, ...], agreement: Subject, label: Span, day: Date | None
    ) -> Iterator[Fact]:
        """Each party did what the label says, on the label's only date, and what stands behind its name, on the date there."""
        for block, listed in found.items():
            for entry in listed:
                own, said = annotation_standing(entry.tagged, entry.words).since, actions_of(entry.words)
                for what in dict.fromkeys((*actions, *said)):
                    date = own if what in (said or actions[-1:]) and own else None if what in said else day
                    leans_on = (label, agreement[1])
                    span = self._outline.span(block)
                    yield action(agreement[0], entry.entity, what, date, span, leans_on, "layout-list-of-parties")


def _only_date(words: Tagged) -> Date | None:
    """The date of an introducing line that has one only."""
    dates = [m.value for m in words.slots if isinstance(m.value, Date)]
    return dates[0] if len(dates) == 1 else None


def _dated(words: Tagged, standing: Standing) -> Standing:
    """A label's standing with the date that the label gives ("Members since 1986")."""
    return (
        annotation_standing(words, words.text).over(standing)
        if _only_date(words) and "(" not in words.text
        else standing
    )
