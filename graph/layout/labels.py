"""Labels with names behind them, in text and items ("full members: A, B, one observer: C"): memberships, actions, figures out."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from graph.builders.figures import measure_of
from graph.documents import BlockKind, Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.facts import EntityRef, Fact
from graph.layout.entries import Entry, inline_entries
from graph.layout.making import Standing, Values, action, fact, membership
from graph.layout.outline import Outline
from graph.layout.rosters import Rosters
from graph.layout.standing import annotation_standing, is_negated, label_standing
from graph.layout.subjects import Subject, Subjects
from graph.sentences import Sentence

_ROLE = (
    r"(?:(?:former|other|further|new|remaining|current|permanent) )*"
    r"(?:full|founding|founder|associated?|signatory|observer)? ?"
    r"(?:members?|observers?|signator(?:y|ies)|partners?|participating|applicants?|candidates?)"
    r"(?: (?:states?|countr(?:y|ies)|organi[sz]ations?|agencies|institutions?))?"
)
_LATER = r"(?:joined|admitted)(?: (?:later|since(?: then)?|afterwards|subsequently|thereafter))?"
"""Who became members after the first."""
_NAMES = r"(?=(?:the )?<[SO]\d)"
_THERE = r"(?: (?:present|represented|attending|in attendance|participating))"
"""What minutes say behind the role of those who came."""
_INLINE = re.compile(
    rf"(?:(?P<number><N\d+>) )?\b(?P<label>(?:{_ROLE}|{_LATER})(?: (?:since|in|from) <Y\d+>)?){_THERE}?\s?(?::|–|—) ?{_NAMES}",
    re.IGNORECASE,
)
_CAME = re.compile(rf"\b(?P<label>{_ROLE}){_THERE}\s?:", re.IGNORECASE)
_EXCUSED = re.compile(
    rf"^(?P<label>(?:with )?apologies(?: (?:for absence|received|from))*|absent|excused|not (?:present|represented)|regrets)\s?:? {_NAMES}",
    re.IGNORECASE,
)
"""Who did not come to a meeting of those of whom the line before tells who did."""
_ARE = re.compile(rf"^(?:the|its|our) (?P<label>{_ROLE}) (?:are|include|were):? {_NAMES}", re.IGNORECASE)
_PARTNERS = re.compile(rf"^(?P<label>(?:[a-z-]+ ){{0,2}}partnerships? with) {_NAMES}", re.IGNORECASE)
_MISSION = re.compile(
    r"(?:^|[.;] )(?:mission|satellite|spacecraft|probe|project|program(?:me)?)(?: name)?\s?:", re.IGNORECASE
)
_COUNT = re.compile(rf"(?P<number><N\d+>) (?P<label>{_ROLE})", re.IGNORECASE)
_COUNTS = re.compile(
    rf"^(?:<N\d+> {_ROLE}(?: (?:of|in) (?:the )?<O\d+>)?(?:,? (?:and|&) | ?[,;/·|] ?| [–—-] |\W*$))+$", re.IGNORECASE
)
_TRIGGERS = (
    "member",
    "observer",
    "signator",
    "partner",
    "participating",
    "applicant",
    "candidate",
    "joined",
    "admitted",
)
_READ = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CAPTION, BlockKind.NOTE, BlockKind.HEADING)


class Labels:
    """Reads the labels in one document's sentences and items."""

    def __init__(self, page: Page, outline: Outline, subjects: Subjects, rosters: Rosters) -> None:
        self._page = page
        self._outline = outline
        self._subjects = subjects
        self._rosters = rosters

    def read(self, sentences: Sequence[Sentence]) -> Iterator[Fact]:
        """The facts of all sentences with such labels."""
        came, text = "", self._page.flat.lower()
        triggers = [trigger for trigger in _TRIGGERS if trigger in text]
        for sentence in sentences if triggers else ():
            if self._outline.blocks[sentence.block_index].kind not in _READ:
                continue
            words = self._page.flat[sentence.start : sentence.end].lower()
            if any(trigger in words for trigger in triggers):
                yield from self._sentence(sentence)
                found = _CAME.search(words) if ":" in words else None
                came = found.group("label") if found else ""
            elif came:
                yield from self._excused(sentence, came)
                came = ""

    def _excused(self, sentence: Sentence, role: str) -> Iterator[Fact]:
        """The memberships of those excused from a meeting, in the role of those present."""
        tagged = self._page.tagged(sentence.start, sentence.end)
        if found := _EXCUSED.match(tagged.text):
            listed = list(inline_entries(tagged, found.end(), len(tagged.text)))
            context = self._outline.context(sentence.block_index)
            if organization := self._subjects.organization(context, {e.entity for e in listed}):
                yield from self._members(tagged, role, None, listed, organization, sentence)

    def _sentence(self, sentence: Sentence) -> Iterator[Fact]:
        tagged = self._page.tagged(sentence.start, sentence.end)
        labels = list(_INLINE.finditer(tagged.text)) if any(mark in tagged.text for mark in ":–—") else []
        labels = labels or [m for p in (_ARE, _PARTNERS) if (m := p.search(tagged.text))]
        if not labels:
            yield from self._count(sentence, tagged)
            return
        if is_negated(tagged.text[: labels[0].start()]):
            return
        ends = [m.start() for m in labels[1:]] + [len(tagged.text)]
        segments = [(m, list(inline_entries(tagged, m.end(), end))) for m, end in zip(labels, ends, strict=True)]
        named = {e.entity for _, es in segments for e in es}
        if labels[0].group("label").lower().startswith("partner") and self._of_mission(sentence):
            return
        before = Span(sentence.start, tagged.origin(labels[0].start()))
        context = (before, *self._before(sentence), *self._outline.context(sentence.block_index))
        organization = self._subjects.organization(context, named)
        span = Span(sentence.start, sentence.end)
        for match, listed in segments:
            if agreement := self._subjects.signed_by_those_under(match.group("label"), context):
                for entry in listed:
                    yield action(
                        agreement[0], entry.entity, "signature", None, span, (agreement[1],), "layout-labelled-parties"
                    )
            elif organization:
                yield from self._members(tagged, match.group("label"), match, listed, organization, sentence)

    def _of_mission(self, sentence: Sentence) -> bool:
        """Whether the rest of the block in front of a sentence, or its heading, is about a mission, whose partners those behind the label
        are then."""
        if any(_MISSION.search(self._page.words(span)) for span in self._before(sentence)):
            return True
        head = self._outline.context(sentence.block_index)[:1]
        named = [m.letter for span in head for m in self._page.mentions_in(span.start, span.end)]
        return named[:1] == ["M"]

    def _members(
        self,
        tagged: Tagged,
        label: str,
        match: re.Match[str] | None,
        listed: list[Entry],
        organization: Subject,
        sentence: Sentence,
    ) -> Iterator[Fact]:
        span = Span(sentence.start, sentence.end)
        base = label_standing(label + ":") or label_standing(
            "members:" if re.match(_LATER, label, re.I) else "partner:"
        )
        assert base
        base = Standing(since=annotation_standing(tagged, label).since).over(base)
        for entry in listed:
            standing, notes = self._rosters.standing(entry, base, sentence.block_index)
            if standing.role and entry.entity != organization[0]:
                leans_on = (organization[1], *notes)
                yield membership(
                    entry.entity, organization[0], standing, span, leans_on, "layout-labelled-members", "0.92"
                )
        if match and match.groupdict().get("number"):
            yield from _figure(tagged, match, organization, span)

    def _before(self, sentence: Sentence) -> list[Span]:
        """The rest of the block in front of a sentence."""
        start = self._outline.blocks[sentence.block_index].start
        return [Span(start, sentence.start)] if start < sentence.start else []

    def _count(self, sentence: Sentence, tagged: Tagged) -> Iterator[Fact]:
        """An item or heading that is only counts: "12 Members", "10 Members, 3 Observers"."""
        if not _COUNTS.match(tagged.text):
            return
        span = Span(sentence.start, sentence.end)
        organization = self._subjects.named_organization((span, *self._outline.context(sentence.block_index)))
        if organization:
            for found in _COUNT.finditer(tagged.text):
                yield from _figure(tagged, found, organization, span)


def _figure(tagged: Tagged, match: re.Match[str], organization: Subject, span: Span) -> Iterator[Fact]:
    value = getattr(tagged.slot(match.group("number")).value, "value", None)
    if isinstance(value, Decimal):
        measure = measure_of(re.sub(r"(member|observer|partner)$", r"\1s", match.group("label").lower()))
        values: Values = [("sp:subject", EntityRef(organization[0])), ("sp:measure", measure), ("sp:value", value)]
        yield fact("Figure", "layout-count", values, span, (organization[1],), "0.9")
