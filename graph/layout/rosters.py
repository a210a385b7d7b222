"""Lists of members and of parties: headings, introducing lines and labels with the names under or behind them in; memberships, actions and figures out."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from graph.documents import BlockKind, Span
from graph.facts import EntityRef, Fact
from graph.layout.entries import Entry, entries, inline_entries
from graph.layout.making import Standing, action, fact, membership
from graph.layout.outline import ItemList, Outline
from graph.layout.standing import actions_of, annotation_standing, is_negated, label_standing
from graph.layout.subjects import Subject, Subjects
from graph.page import Page
from graph.sentences import Sentence
from graph.tagging import Tagged

_ROLE = (
    r"(?:(?:former|other|further|new|remaining|current|permanent) )*(?:full|founding|founder|associated?|signatory|observer)? ?"
    r"(?:members?|observers?|signator(?:y|ies)|partners?|participating|applicants?|candidates?)(?: (?:states?|countr(?:y|ies)|organi[sz]ations?|agencies|institutions?))?"
)
_INLINE = re.compile(
    rf"(?:(?P<number><N\d+>) )?\b(?P<label>{_ROLE}(?: (?:since|in|from) <Y\d+>)?)\s?(?::|–|—) ?(?=(?:the )?<[SO]\d)",
    re.I,
)
_ARE = re.compile(rf"^(?:the|its|our) (?P<label>{_ROLE}) (?:are|include|were):? (?=(?:the )?<[SO]\d)", re.I)
_PARTNERS = re.compile(r"^(?P<label>(?:[a-z-]+ ){0,2}partnerships? with) (?=(?:the )?<[SO]\d)", re.I)
_COUNT = re.compile(rf"^(?P<number><N\d+>) (?P<label>{_ROLE})\W*$", re.I)
_TREATY_LABEL = re.compile(
    r"^(?:the |states |state |contracting )*(?:parties|signatories|signatory states|ratifications|accessions)\b|^(?:signed|ratified|acceded)\b",
    re.I,
)
_ENOUGH = 0.6


class Rosters:
    """Reads the lists of one document."""

    def __init__(self, page: Page, outline: Outline, subjects: Subjects) -> None:
        self._page = page
        self._outline = outline
        self._subjects = subjects

    def read(self, sentences: Sequence[Sentence]) -> Iterator[Fact]:
        """The facts of lists of names, then those of labels in running text and items."""
        for each in self._outline.lists:
            yield from self._list(each)
        for sentence in sentences:
            if self._outline.blocks[sentence.block_index].kind in (
                BlockKind.PARAGRAPH,
                BlockKind.ITEM,
                BlockKind.CAPTION,
                BlockKind.NOTE,
            ):
                yield from self._running(sentence)

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
        """A list whose items are names, under a heading, a line or an item that says what they are."""
        first = each.items[0]
        label = self._label(first)
        if label is None:
            return
        words = self._page.tagged(label.start, label.end)
        standing, actions = label_standing(words.text), self._actions(words.text)
        if standing is None and not actions:
            return
        kind = "State" if re.search(r"\b(?:states?|countries|nations)\b", words.text, re.I) else None
        found = {i: entries(self._page, self._outline.span(i), kind) for i in each.items}
        if sum(map(bool, found.values())) < max(_ENOUGH * len(found), 1):
            return
        named = {e.entity for es in found.values() for e in es}
        context = (label, *(s for s in self._outline.context(first) if s != label))
        if actions and (agreement := self._agreement(label, context, standing)):
            yield from self._parties(found, actions, agreement, label)
            return
        organization = self._subjects.organization(context, named)
        if standing is None or organization is None:
            return
        standing = (
            annotation_standing(words, words.text).over(standing)
            if "<Y" in words.text and not re.search(r"\(", words.text)
            else standing
        )
        yield from self._members(found, standing, organization, label)

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
        return (
            found
            if found and (_TREATY_LABEL.search(words) or re.search(r"<A\d+>|\b(?:it|them)\b\W*$|\bby\W*$|:$", words))
            else ()
        )

    def _agreement(self, label: Span, context: Sequence[Span], standing: Standing | None) -> Subject | None:
        found = self._subjects.agreement(context, main=standing is None)
        if standing is None or found is None:
            return found
        organization = self._subjects.named_organization(context)
        at = {id(s): n for n, s in enumerate(context)}
        near = [n for n, s in enumerate(context) if s.start <= found[1].start and found[1].end <= s.end]
        nearer = [
            n
            for n, s in enumerate(context)
            if organization and s.start <= organization[1].start and organization[1].end <= s.end
        ]
        assert at
        return found if near and (not nearer or near[0] <= nearer[0]) else None

    def _members(
        self, found: dict[int, list[Entry]], base: Standing, organization: Subject, label: Span
    ) -> Iterator[Fact]:
        for block, listed in found.items():
            for entry in listed:
                standing, notes = self.standing(entry, base, block)
                if standing.role and entry.entity != organization[0]:
                    yield membership(
                        entry.entity,
                        organization[0],
                        standing,
                        self._outline.span(block),
                        (label, organization[1], *notes),
                        "layout-list-of-members",
                        "0.92",
                    )

    def _parties(
        self, found: dict[int, list[Entry]], actions: tuple[str, ...], agreement: Subject, label: Span
    ) -> Iterator[Fact]:
        for block, listed in found.items():
            for entry in listed:
                own = annotation_standing(entry.tagged, entry.words)
                said = actions_of(entry.words)
                dated = said or actions[-1:]
                for what in dict.fromkeys((*actions, *said)):
                    date = own.since if what in dated else None
                    yield action(
                        agreement[0],
                        entry.entity,
                        what,
                        date,
                        self._outline.span(block),
                        (label, agreement[1]),
                        "layout-list-of-parties",
                    )

    def _running(self, sentence: Sentence) -> Iterator[Fact]:
        """Labels with a list behind them: "including eight full members: A, B, one signatory member: C (…) and four observers: D, E"."""
        if not any(
            word in self._page.flat[sentence.start : sentence.end].lower()
            for word in ("member", "observer", "signator", "partner", "participating", "applicant", "candidate")
        ):
            return
        tagged = self._page.tagged(sentence.start, sentence.end)
        labels = list(_INLINE.finditer(tagged.text)) or [m for p in (_ARE, _PARTNERS) if (m := p.search(tagged.text))]
        if not labels:
            yield from self._count(sentence, tagged)
            return
        ends = [m.start() for m in labels[1:]] + [len(tagged.text)]
        segments = [(m, list(inline_entries(tagged, m.end(), end))) for m, end in zip(labels, ends, strict=True)]
        named = {e.entity for _, es in segments for e in es}
        block, span = sentence.block_index, Span(sentence.start, sentence.end)
        before = Span(sentence.start, tagged.origin(labels[0].start()))
        context = (before, *self._before(sentence), *self._outline.context(block))
        organization = self._subjects.organization(context, named)
        if organization is None or is_negated(tagged.text[: labels[0].start()]):
            return
        for match, listed in segments:
            yield from self._segment(tagged, match, listed, organization, block, span)

    def _segment(
        self, tagged: Tagged, match: re.Match[str], listed: list[Entry], organization: Subject, block: int, span: Span
    ) -> Iterator[Fact]:
        label = match.group("label")
        base = label_standing(label + ":") or label_standing(label.split()[0] + " partner:")
        if base is None:
            return
        since = annotation_standing(tagged, label)
        for entry in listed:
            standing, notes = self.standing(entry, Standing(since=since.since).over(base), block)
            if standing.role and entry.entity != organization[0]:
                yield membership(
                    entry.entity,
                    organization[0],
                    standing,
                    span,
                    (organization[1], *notes),
                    "layout-labelled-members",
                    "0.92",
                )
        if match.groupdict().get("number"):
            yield from self._figure(tagged, match, organization, span)

    def _before(self, sentence: Sentence) -> list[Span]:
        """The rest of the block in front of a sentence."""
        start = self._outline.blocks[sentence.block_index].start
        return [Span(start, sentence.start)] if start < sentence.start else []

    def _count(self, sentence: Sentence, tagged: Tagged) -> Iterator[Fact]:
        """An item or line that is only a count: "12 Members"."""
        found = _COUNT.match(tagged.text)
        organization = self._subjects.named_organization(self._outline.context(sentence.block_index)) if found else None
        if found and organization:
            yield from self._figure(tagged, found, organization, Span(sentence.start, sentence.end))

    def _figure(self, tagged: Tagged, match: re.Match[str], organization: Subject, span: Span) -> Iterator[Fact]:
        value = getattr(tagged.slot(match.group("number")).value, "value", None)
        if isinstance(value, Decimal):
            measure = re.sub(r"(?<=member)$", "s", match.group("label").lower())
            yield fact(
                "Figure",
                "layout-count",
                [("sp:subject", EntityRef(organization[0])), ("sp:measure", measure), ("sp:value", value)],
                span,
                (organization[1],),
                "0.9",
            )
