"""Items about one agreement each ("Data agreement with the Union: to be signed in 2026"): what its parties did or plan about it, out."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from graph.dates.values import Date
from graph.documents import Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.facts import Fact
from graph.layout.cells import date_in, words_pattern
from graph.layout.entries import inline_entries
from graph.layout.making import action
from graph.layout.outline import Outline
from graph.layout.standing import actions_of, is_negated
from graph.layout.subjects import Subject, Subjects, subject_of

_ITEM = re.compile(
    r"^(?:the |an? )?(?:[\w-]+ )?(?P<agreement><A\d+>)(?: \([^()]*\))?(?: (?:on|for|concerning) [^:;<>]{0,60}?)?"
    r" (?P<how>with|between) (?P<who>(?:the )?<[SO][^:;–—(]*?)"
    r"\s?(?::|;| –| —| \()\s?(?P<rest>.+)$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"^(?P<date><Y\d+>)\s?[:.–—-]?\s+(?:the |an? )?(?:[\w-]+ ){0,2}?(?P<agreement><A\d+>)(?: \([^()]*\))? (?:(?P<how>with|between) )?"
    r"(?P<who>(?:the )?<[SO]\d+>(?:(?:,| and| -| –|/) (?:the )?<[SO]\d+>)*)(?P<rest>.*)$",
    re.IGNORECASE,
)
"""A line of a timeline: "June 2022: MoU with the Union on ice, signed in Strelsau", "2023.Feb Contract PSU - Quill AB"."""
_DATED_PARTNER = re.compile(
    r"^(?P<date><Y\d+>)\s?[:.,;–—-]?\s+(?P<how>)(?P<who>(?:the )?<[SO]\d+>)(?: \([^()]*\))?(?:,|:|;| [–—-]) "
    r"(?:the |an? )?(?:[\w-]+ ){0,2}?(?P<agreement><A\d+>)(?P<rest>.*)$",
    re.IGNORECASE,
)
"""The same with the partner in front of it: "8 Feb 2024 CONAE (Argentina), MoU, radar data"."""
_UNDER_PARTNER = re.compile(
    r"^(?:the |an? )?(?:[\w-]+ )?(?P<agreement><A\d+>)"
    r"(?P<rest>(?:[,:(;–—-]| (?:on|for|concerning|regarding|of|in|signed|dated|since) ).*)$",
    re.IGNORECASE,
)
_BEHIND_PARTNER = re.compile(
    r"^(?:(?:[Ww]ith )?(?:the )?)(?P<who><[SO]\d+>(?:(?:,| and|, and| &) (?:the )?<[SO]\d+>)*)(?: \([^()]*\))?"
    r"(?:\s?:| [–—-]| ;) (?P<said>.+)$"
)
"""An item or row that opens with the name of the partner: "**PSU**: Letter of Intent on ice, signed in May 2021"."""
_SAID = re.compile(
    r"(?:(?:negotiations|talks|discussions|consultations) (?:on|about|for|over) )?(?:the |an? )?(?:[\w-]+ ){0,4}?"
    r"(?P<agreement><A\d+>)(?![^.]*? (?:with|between) (?:the )?<[SO])",
    re.IGNORECASE,
)
"""How what is said of an agreement begins."""
_DATED_ALONE = re.compile(
    r"(?:the |an? )?(?:[\w-]+ ){0,4}?<A\d+>(?: (?:on|for) [^,;:()<>]{3,60})?(?:, | \()<Y\d+>\)?\W*(?:$|[;,(])",
    re.IGNORECASE,
)
"""An agreement with its day and nothing else ("letter of intent (2 February 2024)")."""
_PARTNER_SECOND = re.compile(
    r"^(?:the |an? )?(?:[\w-]+ ){0,2}?(?P<said>(?P<agreement><A\d+>)(?: \([^()]*\))?(?:,| [–—-]| ;) (?:the )?(?P<who><[SO]\d+>)"
    r"(?: \([^()]*\))?(?:,| [–—-]| ;|:| \() ?<Y\d+>.*)$",
    re.IGNORECASE,
)
"""An item under a heading of agreements: "Memorandum of Understanding, Lagoon Institute, 2019"."""
_OF_AGREEMENTS = re.compile(
    r"\b(?:agreements?|memorand(?:a|um)|MoUs?|arrangements?|treaties|instruments|accords)\b", re.IGNORECASE
)
_HEADED = (
    ("termination", r"ended|expired|lapsed|former|past|terminated|no longer in force"),
    ("negotiation", r"negotiat\w+|(?:in|under) (?:preparation|discussion|consideration|study)|talks|pipeline|drafts?"),
    ("planned-signature", r"planned|to be signed|awaiting signature|forthcoming|upcoming"),
    ("entry-into-force", r"in force|current|active|valid|existing"),
)
"""What a heading or introducing line says of the agreements below it."""
_STATES = (
    ("planned-signature", r"to be (?:signed|concluded)|will be signed|(?:awaiting|ready for) signature"),
    ("planned-signature", r"signature (?:is )?(?:planned|expected|foreseen|due)|signature(?= (?:in )?<Y)"),
    ("negotiation", r"(?:under|in) (?:negotiation|discussion)|being (?:negotiated|drafted)|negotiations|talks"),
    ("termination", r"terminated|expired|lapsed"),
    ("signature", r"signed|concluded"),
    ("entry-into-force", r"in force|entered into force"),
)
"""What the words behind the colon say was done; the first that fits counts."""
_LISTED = (
    ("termination", r"terminated|expired|lapsed|ended|no longer in force"),
    ("signature", r"not yet in force|awaiting|pending"),
    ("entry-into-force", r"in force"),
    ("negotiation", r"under negotiation|being negotiated|draft"),
    ("planned-signature", r"planned|to be signed|expected|foreseen"),
)
"""The same for an item that is headed by its partner; without any of these a date is that of the signature."""
_BEHIND = (
    ("termination", r"terminated|expired|lapsed|ended|came to an end|no longer in force|denounced"),
    ("", r"suspended|abandoned|dropped|cancelled|rejected|broken off|failed|called off|withdrawn"),
    ("signature", r"not yet in force"),
    ("planned-signature", r"to be (?:signed|concluded)|will be (?:signed|concluded)|(?:awaiting|ready for) signature"),
    (
        "planned-signature",
        r"(?:signature|signing)(?: is)? (?:planned|expected|foreseen|due)|(?:planned|expected) for signature",
    ),
    (
        "negotiation",
        r"negotiations|talks|discussions|consultations|draft|(?:under|in) (?:negotiation|discussion|preparation)",
    ),
    ("negotiation", r"being (?:negotiated|drafted|prepared|discussed)"),
    ("entry-into-force", r"extended|renewed|prolonged|in force|entered into force|remains valid"),
    ("signature", r"signed|concluded"),
)
"""The same for an item that its partner opens: an end counts first, then what is said first; nothing where the plan was given up."""


Keeper = Callable[[], tuple[Subject | None, frozenset[str]]]
"""Tells whose agreements a list tells, worked out when it is first asked: see `_keeper`."""


def read_agreement_items(page: Page, outline: Outline, subjects: Subjects) -> Iterator[Fact]:
    """For each such item one action a party; "with" names the others, the first party is the organisation that the document is about."""
    for each in outline.lists:
        keeper = cache(partial(_keeper, page, outline, subjects, each.items))
        for block in each.items:
            yield from _item(page, outline, subjects, block, keeper)


def _item(page: Page, outline: Outline, subjects: Subjects, block: int, keeper: Keeper) -> Iterator[Fact]:
    span = outline.span(block)
    tagged = page.tagged(span.start, span.end)
    found = _ITEM.match(tagged.text) or _DATED.match(tagged.text) or _DATED_PARTNER.match(tagged.text)
    if not found:
        yield from _behind_partner(page, outline, subjects, block, tagged, keeper)
        yield from _under_partner(page, outline, subjects, block, tagged)
        return
    rest = found.group("rest")
    if acts := list(_keyed_acts(tagged, rest)):
        yield from _done(page, outline, subjects, block, tagged, found, acts)
        return
    led = found.groupdict().get("date")
    what = next(
        (name for name, words in _STATES if re.search(rf"\b(?:{words})\b", rest, re.IGNORECASE)),
        "signature" if led else None,
    )
    if (
        what is None
        or (is_negated(rest) and what != "planned-signature")
        or re.search(
            r"\bno longer\b|\bcancelled\b|\b(?:broken|called) off\b|\b(?:failed|abandoned|dropped|suspended)\b",
            rest,
            re.I,
        )
    ):
        return
    if what == "signature" and words_pattern("planned").search(rest):
        what = "planned-signature"
    parties = [e.entity for e in inline_entries(tagged, found.start("who"), found.end("who"))]
    leans_on: tuple[Span, ...] = ()
    if len(parties) < 2 and (own := subjects.owner(outline.context(block), parties)):
        parties, leans_on = [own[0], *parties], (own[1],)
    agreement = tagged.slot(found.group("agreement")).entities[0]
    date = date_in(tagged, rest) or date_in(tagged, led or "")
    issued = page.document.issued
    if what == "signature" and issued and date and date.not_before > issued.not_after:
        what = "planned-signature"
    if len(parties) > 1:
        for party in dict.fromkeys(parties):
            yield action(agreement, party, what, date, span, leans_on, "layout-agreement-item")


Act = tuple[str, Date | None]


def _keyed_acts(tagged: Tagged, rest: str) -> Iterator[Act]:
    """What keys behind the name of an agreement say was done, and when ("Signed: Oslo, 3 May 2011; In force: 1 January 2012")."""
    for pair in _KEYED.finditer(rest):
        what, value = actions_of(pair["key"].lower()), pair["value"]
        ended = _ENDED.match(pair["key"])
        date = date_in(tagged, value)
        if date and (what or ended) and not is_negated(value) and not words_pattern("planned").search(value):
            yield ("termination" if ended else what[0]), date


_KEYED = re.compile(r"(?:^|; )(?P<key>[A-Z][\w ]{2,24}): (?P<value>[^;]+)")
_ENDED = re.compile(r"(?:expired|terminated|ended|lapsed|until|valid until|expiry)\b", re.IGNORECASE)


def _done(
    page: Page,
    outline: Outline,
    subjects: Subjects,
    block: int,
    tagged: Tagged,
    found: re.Match[str],
    acts: list[Act],
) -> Iterator[Fact]:
    """What the parties of an item did by its keys; an end that still lies ahead is none."""
    parties = [e.entity for e in inline_entries(tagged, found.start("who"), found.end("who"))]
    leans_on: tuple[Span, ...] = ()
    if len(parties) < 2 and (own := subjects.owner(outline.context(block), parties)):
        parties, leans_on = [own[0], *parties], (own[1],)
    agreement = tagged.slot(found.group("agreement")).entities[0]
    for what, date in acts:
        ahead = page.spoken and date and date.not_before > page.spoken.not_after
        if len(parties) > 1 and not (what == "termination" and ahead):
            for party in dict.fromkeys(parties):
                yield action(agreement, party, what, date, outline.span(block), leans_on, "layout-agreement-item")


def _keeper(
    page: Page, outline: Outline, subjects: Subjects, items: Sequence[int]
) -> tuple[Subject | None, frozenset[str]]:
    """The organisation whose agreements a list tells, and those with whose names its items begin: partners, none of whom keeps it."""
    spans = (outline.span(i) for i in items)
    leading = (m for span in spans for m in page.mentions_in(span.start, span.end) if m.start == span.start)
    partners = frozenset(entity for m in leading if m.letter in "SO" for entity in m.entities)
    return subjects.owner(outline.context(items[0]), partners), partners


def _behind_partner(
    page: Page, outline: Outline, subjects: Subjects, block: int, tagged: Tagged, keeper: Keeper
) -> Iterator[Fact]:
    """An item whose lead-in is the partner: between it and the organisation whose agreements the document lists."""
    if "<A" not in tagged.text:
        return
    above = _above(page, outline, block)
    found = _BEHIND_PARTNER.match(tagged.text) or (_PARTNER_SECOND.match(tagged.text) if above is not None else None)
    if not found:
        return
    partners = [e.entity for e in inline_entries(tagged, found.start("who"), found.end("who"))]
    own, others = keeper()
    if own and own[0] in partners:
        own = subjects.owner(outline.context(block), others.union(partners))
    told = list(_agreements_in(re.split(r"\. (?=[A-Z<])", found.group("said"), maxsplit=1)[0]))
    for agreement, said in told:
        span = outline.span(block) if len(told) == 1 else _place(tagged, said)
        what, at = _state(tagged, said, above)
        if own is None or not what or is_negated(said[:at]):
            continue
        for party in (own[0], *partners):
            yield action(
                tagged.slot(agreement).entities[0],
                party,
                what,
                date_in(tagged, said[at:]),
                span,
                (own[1],),
                "layout-agreement-behind-partner",
            )


def _place(tagged: Tagged, said: str) -> Span:
    """Where words of an item stand."""
    at = tagged.text.index(said)
    return Span(tagged.origin(at), tagged.behind(at + len(said)))


def _agreements_in(said: str) -> Iterator[tuple[str, str]]:
    """The agreements of which words separated by semicolons speak, each with what they say of it."""
    told: list[tuple[str, str]] = []
    for piece in said.split("; "):
        if found := _SAID.match(piece):
            told.append((found.group("agreement"), piece))
        elif told:
            told[-1] = (told[-1][0], f"{told[-1][1]}; {piece}")
    yield from told


def _state(tagged: Tagged, said: str, above: str | None) -> tuple[str, int]:
    """What was done about an agreement and where that is said: in its own words, else by the heading, else by a date alone."""
    states = [(m.start(), what) for what, words in _BEHIND for m in re.finditer(rf"\b(?:{words})\b", said, re.I)]
    if states:
        at, what = min(states, key=lambda state: (state[1] not in ("termination", ""), state[0]))
        return what, at
    if above is None and _DATED_ALONE.match(said):
        return "signature", 0
    if above is None or _FINITE.search(said) or is_negated(said) or re.search(r"\bno such\b", said):
        return "", 0
    if above in ("termination", "negotiation", "planned-signature"):
        return above, 0
    if date_in(tagged, said):
        return ("entry-into-force" if re.search(r"\b(?:since|from) <Y", said) else "signature"), 0
    return above or "signature", 0


def _above(page: Page, outline: Outline, block: int) -> str | None:
    """What the nearest heading or introducing line that speaks of agreements says of those below it; None where none speaks of them."""
    for span in outline.context(block)[:2]:
        words = page.words(span)
        what = next((name for name, said in _HEADED if re.search(rf"\b(?:{said})\b", words, re.IGNORECASE)), "")
        if _OF_AGREEMENTS.search(words) or (what == "negotiation" and span.end - span.start < _SHORT):
            return what
    return None


_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|may|must|does|did)\b", re.IGNORECASE)
"""What a statement has that no more than names an agreement."""
_SHORT = 40
"""Characters of a heading that says no more than that something is negotiated."""


def _under_partner(page: Page, outline: Outline, subjects: Subjects, block: int, tagged: Tagged) -> Iterator[Fact]:
    """An item under the name of a partner ("### India – ISRO", "MoU, Bengaluru, 18.02.2019. In force."): between it and the organisation
    whose agreements the document lists."""
    found, headings = _UNDER_PARTNER.match(tagged.text), outline.headings(block)
    if not found or len(headings) < 2 or "<" not in found.group("rest"):
        return
    partner = _partner(page, outline.span(headings[0]))
    if partner is None:
        return
    far = tuple(outline.span(i) for i in headings[1:])
    own = subjects.owner(far[::-1], [partner[0]])
    rest = found.group("rest")
    date = date_in(tagged, rest)
    what = next(
        (name for name, words in _LISTED if re.search(rf"\b(?:{words})\b", rest, re.IGNORECASE)),
        "signature" if date else None,
    )
    if own is None or what is None or (what == "entry-into-force" and is_negated(rest)):
        return
    agreement = tagged.slot(found.group("agreement")).entities[0]
    span = outline.span(block)
    for party in (own[0], partner[0]):
        yield action(agreement, party, what, date, span, (own[1], partner[1]), "layout-agreement-under-partner")


def _partner(page: Page, heading: Span) -> Subject | None:
    """The organisation that a heading is the name of, behind its country if that is told; else the country."""
    named = [m for m in page.mentions_in(heading.start, heading.end) if m.letter in "SO"]
    bare = re.sub(r"<[SO]\d+>|\([^()]*\)|[\W\d_]|and|the", "", page.tagged(heading.start, heading.end).text)
    if not named or bare:
        return None
    best = next((m for m in named if m.letter == "O"), named[0])
    return subject_of(best)
