"""Organisations listed below a sentence that tells of as many agreements or contracts with them: one agreement for each, and their part
in the mission that concludes them, out.

"The Agency has six agreements with industry partners to …", then six headings, lines or items that each begin with an organisation's name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from graph.builders.topics import topics_of
from graph.documents import BlockKind, Span
from graph.extraction.page import Page
from graph.extraction.scene import Scene
from graph.extraction.tagging import Tagged
from graph.facts import Concept, EntityRef, Fact
from graph.layout.making import action, fact, participation
from graph.layout.outline import Outline
from graph.mentions.agreements import agreement_type, find_nouns, type_of_noun
from graph.numbers.finder import NumberMention
from graph.sentences import split

_CHEAP = ("agreements", "contracts", "arrangements", "awardees", "companies", "firms")
_BARE = re.compile(r"<O\d+>(?:,? (?:of|in) <[LS]\d+>)?(?:, (?:<[LS]\d+>|[A-Z][\w. ]{1,30}))*[.;]?")
LONGEST_LINE = 120
"""Characters of a line that only names somebody."""
MOST = 30
"""More partners than this are no list of agreements that one sentence announces."""


@lru_cache(maxsize=1)
def _announcement() -> re.Pattern[str]:
    """An organisation, what it did, how many agreements or companies, and what for."""
    nouns = sorted(type_of_noun(), key=lambda noun: (-len(noun), noun))
    agreements = "|".join(re.escape(noun).replace(r"\ ", "[ -]") + "s" for noun in nouns if not noun.endswith("s"))
    counterparts = r"(?: (?:with|to) (?:[a-z-]+ ){0,3}?[a-z]+s\b)?"
    return re.compile(
        r"(?P<own><O\d+>)(?:'s (?P<programme><[MO]\d+>))?,? (?:has |have )?(?:(?:also|now|recently) )?"
        r"(?P<verb>has|have|holds|signed|established|concluded|awarded|selected) (?P<number><N\d+>) "
        rf"(?:(?:[\w-]+ ){{0,3}}?(?P<noun>{agreements})(?: \([^()]*\))?{counterparts}"
        r"|(?:[a-z-]+ ){0,2}?(?:companies|firms|contractors|providers))(?P<purpose> (?:to|for) [^;:.]+)?",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class _Announced:
    """What a sentence tells: whose agreements, of what type and how many, what was done, and what for."""

    own: str
    type: str
    number: int
    what: str
    span: Span
    topics: tuple[EntityRef | Concept, ...]
    mission: str | None


def read_partners(page: Page, outline: Outline) -> Iterator[Fact]:
    """For each partner of a list an agreement with both parties, and the topics that the sentence gives."""
    text = page.flat.lower()
    triggers = [trigger for trigger in _CHEAP if trigger in text]
    for index, block in enumerate(outline.blocks if triggers else ()):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        words = page.flat[block.start : block.end].lower()
        if not any(trigger in words for trigger in triggers):
            continue
        for start, end in split(page.document.text, block.start, block.end):
            told = _told(page, outline, index, page.tagged(start, end))
            if told and (partners := _partners(page, outline, index + 1, told)):
                yield from _facts(page, told, partners)


def _told(page: Page, outline: Outline, index: int, sentence: Tagged) -> _Announced | None:
    found = _announcement().search(sentence.text)
    number = sentence.slot(found.group("number")).value if found else None
    if not found or not isinstance(number, NumberMention) or not 2 <= number.value <= MOST:
        return None
    kind = agreement_type(found.group("noun")) if found.group("noun") else None
    kind = kind or _type_above(page, outline, index)
    if kind is None:
        return None
    has = found.group("verb").lower() in ("has", "have", "holds")
    purpose = (found.group("purpose") or "").removeprefix(" to ").removeprefix(" for ")
    topics = tuple(topics_of(Scene(page.document, page.table, sentence), purpose)) if purpose else ()
    return _Announced(
        sentence.slot(found.group("own")).entities[0],
        kind,
        int(number.value),
        "entry-into-force" if has else "signature",
        Span(sentence.start, sentence.end),
        topics,
        next((m.entities[0] for m in sentence.mentions(found.group("programme") or "", "M")), None),
    )


def _type_above(page: Page, outline: Outline, index: int) -> str | None:
    """The type of agreement of which the headings above speak ("… Awards … Contract")."""
    spans = [outline.span(i) for i in outline.headings(index)]
    return next((noun.type for span in spans for noun in find_nouns(page.flat, span.start, span.end)), None)


def _partners(page: Page, outline: Outline, first: int, told: _Announced) -> list[tuple[str, Span]]:
    """The organisations below, if they are as many as were told: items one after the other, or lines with text between them."""
    if items := _items(outline, first):
        if len(items) != told.number:
            return []
        named = ((_led_by(page, outline.span(i)), outline.span(i)) for i in items)
    else:
        named = ((_alone(page, outline.span(i)), outline.span(i)) for i in _lines(page, outline, first))
    found: dict[str, Span] = {}
    for partner, span in named:
        if partner and partner != told.own:
            found.setdefault(partner, span)
        if len(found) == told.number:
            return list(found.items())
    return []


def _items(outline: Outline, first: int) -> list[int]:
    """The blocks of the list that begins here."""
    kinds = (b.kind for b in outline.blocks[first : first + MOST + 1])
    return list(range(first, first + sum(1 for _ in takewhile(lambda kind: kind is BlockKind.ITEM, kinds))))


def _lines(page: Page, outline: Outline, first: int) -> Iterator[int]:
    """The blocks below that may name a partner each: up to a heading that names none."""
    for index in range(first, min(first + 4 * MOST, len(outline.blocks))):
        is_heading = outline.blocks[index].kind in (BlockKind.HEADING, BlockKind.TITLE)
        if is_heading and not _alone(page, outline.span(index)):
            return
        yield index


def _led_by(page: Page, span: Span) -> str | None:
    """The organisation with which an item begins, though nothing may know it: its words up to a comma, dash or bracket."""
    line = page.tagged(span.start, span.end)
    if line.text.startswith("<O") and line.slots[0].entities:
        return line.slots[0].entities[0]
    name = re.match(r"[A-Z][^,;:(<\n–—]{3,60}(?=[,;:(\n–—]|$)", page.document.slice(span))
    return page.table.unseen("Company", name.group().strip()) if name else None


def _alone(page: Page, span: Span) -> str | None:
    """The organisation that a line names and nothing else, but where it is."""
    if span.end - span.start > LONGEST_LINE:
        return None
    line = page.tagged(span.start, span.end)
    return line.slots[0].entities[0] if _BARE.fullmatch(line.text.strip()) and line.slots[0].entities else None


def _facts(page: Page, told: _Announced, partners: Sequence[tuple[str, Span]]) -> Iterator[Fact]:
    for partner, span in partners:
        agreement = page.table.anonymous("Agreement", told.type.replace("-", " "))
        page.table.set_property(agreement, "sp:agreementType", Concept(told.type))
        for party in (told.own, partner):
            yield action(agreement, party, told.what, None, span, (told.span,), "layout-partners")
        if told.mission:
            yield participation(told.mission, partner, "partner", span, (told.span,), "layout-partners-of-mission")
        for topic in told.topics:
            values = [("sp:agreement", EntityRef(agreement)), ("sp:topic", topic)]
            yield fact("Coverage", "layout-partners-topic", values, span, (told.span,), "0.8")
