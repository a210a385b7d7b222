"""What a part of a document is about where its rows do not say it: spans from near to far in; a thing and the span that names it out."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property, partial

from graph.documents import BlockKind, Span
from graph.extraction.page import Page
from graph.facts import Concept
from graph.mentions.agreements import find_nouns
from graph.mentions.model import WITH_MEMBERS, Mention
from graph.mentions.speaker import speaker

_WITHOUT_MEMBERS = frozenset({"Company", "University", "Person", "Unit"})
_SIGNATORIES = re.compile(r"\bsignator(?:y|ies)\b(?! member)", re.IGNORECASE)
_PART = re.compile(r"(?:Department|Directorate|Division|Section|Unit|Office) (?:of|for) ")
_AGREEMENTS = r"(?:agreements|treaties|memoranda(?: of understanding)?|MoUs|arrangements|accords|partnerships)"
_OWNED = re.compile(
    r"^\W*(?:(?:list|register|overview|status|table|summary) of )?(?:the )?"
    rf"(?:(?P<whose><[SO]\d+>)(?:'s|')? (?:[\w-]+ ){{0,4}}?{_AGREEMENTS}\b"
    rf"(?! (?:with|between))|(?:[\w-]+ ){{0,4}}?{_AGREEMENTS} (?:(?:concluded|signed|held) )?(?:of|by) (?:the )?(?P<of><[SO]\d+>))",
    re.IGNORECASE,
)
"""A heading or line over the agreements of one party."""
Subject = tuple[str, Span]
"""An entity's key and the span of the mention that names it."""


def subject_of(mention: Mention) -> Subject:
    """What a mention names."""
    return mention.entities[0], Span(mention.start, mention.end)


def _anything(entity: str) -> bool:
    return bool(entity)


class Subjects:
    """Finds what a part of one document is about."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._counts = Counter(e for m in page.mentions for e in m.entities)
        self._ranks: dict[str, list[Subject]] = {}

    def organization(self, near_to_far: Iterable[Span], without: Collection[str] = ()) -> Subject | None:
        """The organisation with members that the nearest span names, else the one that the document speaks of most."""
        return self.named_organization(near_to_far, without) or self._main(
            "O", lambda e: self._page.table.entities[e].kind in WITH_MEMBERS and e not in without
        )

    def owner(self, near_to_far: Iterable[Span], without: Collection[str] = ()) -> Subject | None:
        """The organisation whose agreements or posts a text lists: the one whose they are said to be, be it a state; else the nearest named
        that is no part of another, else the one spoken of most."""
        spans = tuple(near_to_far)
        if said := self._said_to_own(spans, without):
            return said
        whole = self._nearest(spans, "O", lambda e: e not in without and not self._is_part(e))
        return (
            whole
            or self._nearest(spans, "O", lambda e: e not in without)
            or self._main("O", lambda e: e not in without)
        )

    def _said_to_own(self, spans: Sequence[Span], without: Collection[str]) -> Subject | None:
        """Whose agreements a heading or introducing line says they are ("Ruritania's bilateral agreements", "Treaties of Ruritania")."""
        for span in spans:
            tagged = self._page.tagged(span.start, span.end)
            if found := _OWNED.search(tagged.text):
                mention = tagged.slot(found["whose"] or found["of"])
                if len(mention.entities) == 1 and mention.entities[0] not in without:
                    return subject_of(mention)
        return None

    def _is_part(self, entity: str) -> bool:
        known = self._page.table.entities[entity]
        return known.authority is None and _PART.match(known.label) is not None

    @cached_property
    def issuer(self) -> Subject | None:
        """The organisation that issues the document."""
        found = speaker(self._page.flat, [m for m in self._page.mentions if m.form == "name"])
        return subject_of(found) if found else None

    def named_organization(self, near_to_far: Iterable[Span], without: Collection[str] = ()) -> Subject | None:
        """The organisation that the nearest of the spans names, if one does."""
        for span in near_to_far:
            if found := self._nearest((span,), "O", lambda e: self._may_have_members(e) and e not in without):
                return found
            if found := self._founded_by(span, without):
                return found
        return None

    def _founded_by(self, span: Span, without: Collection[str]) -> Subject | None:
        """The organisation whose name opens that of the agreement in a span ("PSU Convention")."""
        for m in self._page.mentions_in(span.start, span.end):
            if m.letter == "A":
                names = [n for n in self._page.table.entities[m.entities[0]].names if " " in n]
                openings = {n.split()[0] for n in names} - {""}
                for entity, named in self._ranked("O"):
                    known = self._page.table.entities[entity].names
                    if entity not in without and self._may_have_members(entity) and openings & set(known):
                        return entity, named
        return None

    def mission(self, near_to_far: Iterable[Span], *, main: bool = True) -> Subject | None:
        """The mission that the nearest span names, else the one that the document names most, else an unnamed one near by."""
        spans = tuple(near_to_far)
        named = self._nearest(spans, "M", self._is_named) or (self._main("M", self._is_named) if main else None)
        return named or self._nearest(spans, "M", _anything)

    def agreement(self, near_to_far: Iterable[Span], *, main: bool = True) -> Subject | None:
        """The agreement that the nearest span speaks of; a noun such as "Convention" stands for the one of that name."""
        for span in near_to_far:
            if found := self._agreement_in(span):
                return found
        return self._main("A", self._is_named) if main else None

    def signed_by_those_under(self, label: str, near_to_far: Sequence[Span]) -> Subject | None:
        """The agreement whose signatories a label lists; None where it lists members of an organisation, signatory ones too."""
        if not _SIGNATORIES.search(label):
            return None
        found = self.agreement(near_to_far, main=False)
        return found or (None if self.named_organization(near_to_far) else self.agreement((), main=True))

    def _agreement_in(self, span: Span) -> Subject | None:
        mentions = [m for m in self._page.mentions_in(span.start, span.end) if m.letter == "A"]
        for m in mentions:
            if self._is_named(m.entities[0]):
                return subject_of(m)
        for noun in find_nouns(self._page.flat, span.start, span.end):
            if found := self._main("A", partial(self._is_named_type, kind=noun.type)):
                return found
        return subject_of(mentions[0]) if mentions else None

    def _nearest(self, spans: Iterable[Span], letter: str, fits: Callable[[str], bool]) -> Subject | None:
        for span in spans:
            found = [
                m for m in self._page.mentions_in(span.start, span.end) if m.letter == letter and fits(m.entities[0])
            ]
            if found:
                best = max(found, key=lambda m: (self._counts[m.entities[0]], -m.start)) if len(found) > 1 else found[0]
                return subject_of(best)
        return None

    def _main(self, letter: str, fits: Callable[[str], bool]) -> Subject | None:
        """The most mentioned; a mention in the title counts for five."""
        return next((subject for subject in self._ranked(letter) if fits(subject[0])), None)

    def _ranked(self, letter: str) -> list[Subject]:
        """The things of a type, most mentioned first, each with the first place where it is named."""
        if letter not in self._ranks:
            self._ranks[letter] = self._rank([m for m in self._page.mentions if m.letter == letter])
        return self._ranks[letter]

    def _rank(self, mentions: list[Mention]) -> list[Subject]:
        scores: Counter[str] = Counter(m.entities[0] for m in mentions)
        starts = [m.start for m in mentions]
        for title in self._page.document.blocks:
            if title.kind is BlockKind.TITLE:
                inside = mentions[bisect_left(starts, title.start) : bisect_left(starts, title.end)]
                scores.update({m.entities[0]: 4 for m in inside if m.end <= title.end})
        first: dict[str, Mention] = {}
        for m in mentions:
            if m.entities[0] not in first or (first[m.entities[0]].form != "name" and m.form == "name"):
                first[m.entities[0]] = m
        ranked = sorted(first, key=lambda e: (-scores[e], first[e].start))
        return [(e, Span(first[e].start, first[e].end)) for e in ranked]

    def _may_have_members(self, entity: str) -> bool:
        return self._page.table.entities[entity].kind not in _WITHOUT_MEMBERS

    def _is_named(self, entity: str) -> bool:
        return bool(self._page.table.entities[entity].names)

    def _is_named_type(self, entity: str, kind: str) -> bool:
        return self._is_named(entity) and self._type(entity) == kind

    def _type(self, entity: str) -> str | None:
        value = self._page.table.property(entity, "sp:agreementType")
        return value.name if isinstance(value, Concept) else None
