"""Keys of one agreement ("Parties: A, B", "Signed: Dhaka, 5 December 2020", "Signatories: X for A"): actions and topics out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from graph.builders.topics import MAX_WORDS
from graph.documents import Span
from graph.extraction.page import Page
from graph.facts import Concept, EntityRef, Fact
from graph.layout.cells import date_of, place_of, words_pattern
from graph.layout.entries import entries
from graph.layout.making import action, fact, signing
from graph.layout.standing import actions_of, is_negated
from graph.mentions.agreements import find_nouns

_RULE = "layout-sheet-of-agreement"
_FOR = re.compile(
    r"<P\d+>(?:, [^<>;]{2,60})? (?:for|on behalf of) (?:the )?<[SO]\d+>|(?:for|on behalf of) (?:the )?<[SO]\d+>: ?<P\d+>"
    r"|<P\d+>(?:, [^<>;]{2,60})? \((?:[^()<>]{2,60}, )?(?:the )?<[SO]\d+>\)",
    re.I,
)


def read_agreement(
    page: Page,
    by_kind: Mapping[str, Span],
    actions: Iterable[tuple[Span, Span]],
    headed: str | None = None,
    bound: Sequence[str] = (),
) -> Iterator[Fact]:
    """The facts of keys with their values: `by_kind` the value of each kind of key, `actions` keys that name an action, with values;
    `headed` is the agreement that the heading names, `bound` those whom it names as its parties."""
    parties = [e.entity for e in entries(page, by_kind["parties"])] if "parties" in by_kind else list(bound)
    agreement = _agreement(page, by_kind) or headed
    if agreement is None or len(parties) < 2:
        return
    leans_on = tuple(by_kind[k] for k in ("agreement", "parties", "signatories") if k in by_kind)
    for key, value in actions:
        for what in actions_of(page.words(key))[:1] or ("signature",):
            yield from _actions(page, agreement, parties, what, (key, value), leans_on, by_kind)
    if "topic" in by_kind:
        for piece in re.split(r"[;,]\s+", page.document.slice(by_kind["topic"]).strip(" .")):
            if 0 < len(piece.split()) <= MAX_WORDS:
                topic = EntityRef(page.table.unseen("Topic", piece))
                yield fact(
                    "Coverage",
                    _RULE,
                    [("sp:agreement", EntityRef(agreement)), ("sp:topic", topic)],
                    by_kind["topic"],
                    leans_on,
                    "0.85",
                )


def _agreement(page: Page, by_kind: Mapping[str, Span]) -> str | None:
    """The agreement of the sheet: the first that its keys mention, or a new one of the type that they name."""
    span = next((by_kind[kind] for kind in ("agreement", "title", "own_name") if kind in by_kind), None)
    if span is None:
        return None
    if mention := next((m for m in page.mentions_in(span.start, span.end) if m.letter == "A"), None):
        return mention.entities[0]
    noun = next(iter(find_nouns(page.flat, span.start, span.end)), None)
    if noun is None:
        return None
    entity = page.table.anonymous("Agreement", page.flat[noun.start : noun.end].lower())
    page.table.set_property(entity, "sp:agreementType", Concept(noun.type))
    return entity


def _actions(
    page: Page,
    agreement: str,
    parties: Sequence[str],
    what: str,
    pair: tuple[Span, Span],
    leans_on: tuple[Span, ...],
    by_kind: Mapping[str, Span],
) -> Iterator[Fact]:
    value, span = pair[1], Span(pair[0].start, pair[1].end)
    words, date = page.words(value), date_of(page, value)
    if is_negated(words) or date is None:
        return
    issued = page.document.issued
    if words_pattern("planned").search(words) or (issued and date.not_before > issued.not_after):
        if what not in ("signature", "accession"):
            return
        what = "planned-signature"
    place = place_of(page, value) if re.match(r"(?:in |at )?[A-Z][a-z]+(?: [A-Z][a-z]+)?, ", words) else None
    signers = _signers(page, by_kind["signatories"]) if what == "signature" and "signatories" in by_kind else {}
    for party in dict.fromkeys(parties):
        yield action(agreement, party, what, date, span, leans_on, _RULE, person=signers.get(party), place=place)
    if place and what == "signature":
        yield signing(dict.fromkeys(parties), date, place, span, leans_on, _RULE)


def _signers(page: Page, span: Span) -> dict[str, str]:
    """Party → who signed for it, of "X for A, Y for B" or "for A: X"."""
    tagged = page.tagged(span.start, span.end)
    pairs = [(tagged.mentions(m.group(), "SO"), tagged.mentions(m.group(), "P")) for m in _FOR.finditer(tagged.text)]
    return {o.entities[0]: p.entities[0] for os, ps in pairs for o, p in product(os[-1:], ps[:1])}
