"""A document's raw facts in; the same without repetitions, with its unnamed agreements told apart or made one, and the entities
used, out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.dates.values import Date
from graph.documents import Document
from graph.extraction.signings import signings
from graph.facts import Concept, Entity, EntityRef, Evidence, Fact, Value
from graph.mentions.agreements import GENERIC
from graph.mentions.model import EntityTable

_AHEAD = frozenset(map(Concept, ("negotiation", "planned-signature")))
"""What is done about an agreement that is none yet: it is not the one that was signed before."""
_STATEMENTS = frozenset({"joint-statement", "joint-declaration"})
"""What no text calls an agreement."""
LAST_RESORT = "bond-"
"""How the names of rules begin that count only where no other rule says anything of the same party and agreement."""
_FEW = 3
"""Parties of an agreement of which all of them are meant where a text only says what became of it."""


def tidy(document: Document, table: EntityTable, facts: Iterable[Fact]) -> tuple[tuple[Fact, ...], tuple[Entity, ...]]:
    """The facts in order of place, each once with all its passages, and the entities that they speak of."""
    facts = _most_specific(table, list(facts))
    merged = list(_with_their_parties(table, _firmer(_merge_agreements(table, facts))))
    kept = _without_repeats(_without_weaker(merged))
    kept += signings(document.text, kept)
    kept.sort(key=lambda f: (f.evidence[0].span.start, f.kind, str(f.values), f.rule))
    used = {ref.key for fact in kept for _, ref in fact.values if isinstance(ref, EntityRef)}
    entities = [_public(table.entities[key]) for key in sorted(used)]
    assert all(0 <= e.span.start < e.span.end <= len(document.text) for f in kept for e in f.evidence)
    return tuple(kept), tuple(entities)


def _public(entity: Entity) -> Entity:
    """Without what only the extraction needs."""
    return replace(entity, properties=tuple(p for p in entity.properties if ":" in p[0]))


def _most_specific(table: EntityTable, facts: list[Fact]) -> list[Fact]:
    """A post at an organisation, not also one for its state, where one sentence names both ("UAE astronauts A and B of the … Centre")."""

    def post(fact: Fact) -> tuple[object, ...]:
        said = dict(fact.values)
        return said.get("org:member"), str(said.get("sp:title")).rpartition(" ")[2], fact.evidence[0].span

    def is_state(fact: Fact) -> bool:
        where = dict(fact.values).get("org:organization")
        return isinstance(where, EntityRef) and table.entities[where.key].kind == "State"

    held = {post(f) for f in facts if f.kind == "Position" and not is_state(f)}
    return [f for f in facts if f.kind != "Position" or not is_state(f) or post(f) not in held]


def _merge_agreements(table: EntityTable, facts: list[Fact]) -> list[Fact]:
    """An unnamed agreement is the same as an earlier one of the document with the same parties, or some of them, and a type
    that fits, unless each was signed on another day."""
    parties: dict[str, set[str]] = defaultdict(set)
    done: dict[str, set[Value]] = defaultdict(set)
    signed: dict[str, set[Date]] = defaultdict(set)
    for fact in facts:
        said = dict(fact.values)
        agreement, who = said.get("sp:agreement"), said.get("sp:party")
        if isinstance(agreement, EntityRef):
            parties[agreement.key] |= {who.key} if isinstance(who, EntityRef) else set()
            done[agreement.key] |= {said["sp:action"]} if "sp:action" in said else set()
            if said.get("sp:action") == Concept("signature") and isinstance(day := said.get("sp:date"), Date):
                signed[agreement.key].add(day)
    same: dict[str, str] = {}
    place = {key: at for at, key in enumerate(parties)}
    known: dict[str, set[str]] = defaultdict(set)
    for key in parties:
        candidates = sorted(_sharing(parties[key], known), key=place.__getitem__)
        fits = (c for c in candidates if done[c] <= _AHEAD or not done[key] or not done[key] <= _AHEAD)
        near = (c for c in fits if not _apart(signed[c], signed[key]))
        target = next((other for other in near if _is_same(table, key, other, parties)), key)
        if target != key:
            same[key] = target
            parties[target] |= parties[key]
            done[target] |= done[key]
            signed[target] |= signed[key]
            if _type(table, target) in ("agreement",) or (
                _type(table, target) in GENERIC and _type(table, key) not in GENERIC
            ):
                table.set_property(target, "sp:agreementType", Concept(_type(table, key)))
        for who in parties[target]:
            known[who].add(target)
    return [_renamed(fact, same) for fact in facts]


def _apart(some: set[Date], others: set[Date]) -> bool:
    """Whether all of some days lie apart from all of others."""
    return bool(some and others) and all(
        a.not_after < b.not_before or b.not_after < a.not_before for a in some for b in others
    )


def _firmer(facts: list[Fact]) -> list[Fact]:
    """Without what a rule of last resort ("bond-…") says of a party of which another rule tells what it did about the agreement."""

    def bound(fact: Fact) -> tuple[Value | None, Value | None]:
        said = dict(fact.values)
        return said.get("sp:agreement"), said.get("sp:party")

    told = {bound(f) for f in facts if f.kind == "AgreementAction" and not f.rule.startswith(LAST_RESORT)}
    return [f for f in facts if not f.rule.startswith(LAST_RESORT) or bound(f) not in told]


def _with_their_parties(table: EntityTable, facts: list[Fact]) -> Iterator[Fact]:
    """The facts; what became of an agreement ("It expired in 2024") is told of each of its parties, where it has few; the one signer of
    whom no text tells for whom he signs does so for the one of two parties for which nobody else did."""
    parties: dict[Value, dict[Value, Evidence]] = defaultdict(dict)
    signed: dict[Value, dict[Value, Value]] = defaultdict(dict)
    others: dict[Value, set[Value]] = defaultdict(set)
    for fact in facts:
        said = dict(fact.values)
        if fact.kind == "AgreementAction" and "sp:party" in said:
            parties[said["sp:agreement"]].setdefault(said["sp:party"], fact.evidence[0])
            if "sp:signedBy" in said:
                signed[said["sp:agreement"]][said["sp:party"]] = said["sp:signedBy"]
        elif "sp:signedBy" in said:
            others[said["sp:agreement"]].add(said["sp:signedBy"])
    for fact in facts:
        said = dict(fact.values)
        if fact.kind != "AgreementAction" or "sp:party" in said:
            yield fact
            continue
        agreement = said["sp:agreement"]
        bound = parties[agreement]
        if "sp:signedBy" in said:
            left = bound.keys() - signed[agreement].keys()
            alone = (
                len(bound) == _PAIR
                and len(left) == 1
                and others[agreement] - {*signed[agreement].values()} == {said["sp:signedBy"]}
            )
            for party in left if alone else ():
                values = (fact.values[0], ("sp:party", party), *fact.values[1:])
                yield replace(fact, values=values, evidence=(_leaning_on(fact.evidence[0], bound[party]),))
            continue
        if isinstance(agreement, EntityRef) and _are_all(table, agreement.key, said["sp:action"], len(bound)):
            for party, told in bound.items():
                values = (fact.values[0], ("sp:party", party), *fact.values[1:])
                yield replace(fact, values=values, evidence=(_leaning_on(fact.evidence[0], told),))


_PAIR = 2
_OF_MANY = frozenset({"accords", "treaty", "convention"})


def _are_all(table: EntityTable, agreement: str, action: Value, parties: int) -> bool:
    """Whether the parties of an agreement that a document names are all that there are: few of one unnamed, or of one unknown that is
    over; two of a named one that is no treaty, which others may have joined."""
    known = table.entities[agreement]
    if not known.names or (known.authority is None and action == Concept("termination")):
        return parties <= _FEW
    return parties == _PAIR and known.authority is None and _type(table, agreement) not in _OF_MANY


def _leaning_on(evidence: Evidence, other: Evidence) -> Evidence:
    """A passage with another, where it stands elsewhere, among its antecedents."""
    if other.span == evidence.span:
        return evidence
    return replace(evidence, antecedents=(*evidence.antecedents, other.span))


def _sharing(parties: set[str], known: dict[str, set[str]]) -> set[str]:
    """The agreements that may have the same parties. Who shares two of them shares one that is not the busiest."""
    rarest = sorted(parties, key=lambda who: (len(known[who]), who))
    return {other for who in rarest[: max(1, len(rarest) - 1)] for other in known[who]}


def _is_same(table: EntityTable, key: str, other: str, parties: dict[str, set[str]]) -> bool:
    if table.entities[key].names or key == other:
        return False
    mine, theirs = parties[key], parties[other]
    if not mine or not theirs or not (mine <= theirs or theirs <= mine) or len(mine & theirs) < min(2, len(mine)):
        return False
    a, b = _type(table, key), _type(table, other)
    return a == b or (a in GENERIC and b in GENERIC) or ("agreement" in (a, b) and not {a, b} & _STATEMENTS)


def _type(table: EntityTable, key: str) -> str:
    value = table.property(key, "sp:agreementType")
    return value.name if isinstance(value, Concept) else "agreement"


def _renamed(fact: Fact, same: dict[str, str]) -> Fact:
    def new(value: Value) -> Value:
        return EntityRef(same[value.key]) if isinstance(value, EntityRef) and value.key in same else value

    return replace(fact, values=tuple((p, new(v)) for p, v in fact.values))


def _without_weaker(facts: list[Fact]) -> list[Fact]:
    """Of two readings of one thing, the one that says more: a fact whose values are all among another's of the same place is left out."""
    groups: dict[tuple[object, ...], _Said] = defaultdict(_Said)
    for fact in facts:
        groups[(fact.kind, *_identity(fact))].add(frozenset(fact.values))
    return [f for f in facts if not groups[(f.kind, *_identity(f))].more_than(frozenset(f.values))]


class _Said:
    """What the facts about one thing say, and which of them say a value: of many facts few are looked at."""

    def __init__(self) -> None:
        self._all: set[_Values] = set()
        self._by_value: dict[tuple[str, Value], list[_Values]] = defaultdict(list)

    def add(self, values: "_Values") -> None:
        if values not in self._all:
            self._all.add(values)
            for value in values:
                self._by_value[value].append(values)

    def more_than(self, values: "_Values") -> bool:
        """Whether a fact says all of these values and more."""
        if len(self._all) == 1:
            return False
        rarest = min((self._by_value[value] for value in values), key=len)
        return any(values < said for said in rarest)


_Values = frozenset[tuple[str, Value]]


_IDENTITY = {
    "Membership": ("org:member", "org:organization"),
    "AgreementAction": ("sp:agreement", "sp:party"),
    "Participation": ("sp:mission", "sp:participant"),
    "Launch": ("sp:mission",),
    "Position": ("org:member", "org:organization"),
    "Establishment": ("sp:subject",),
    "Seat": ("org:organization",),
    "Event": ("dcterms:type",),
    "Figure": ("sp:subject", "sp:measure"),
    "Coverage": ("sp:agreement",),
}


def _identity(fact: Fact) -> tuple[object, ...]:
    said = dict(fact.values)
    return tuple(said.get(p) for p in _IDENTITY[fact.kind])


def _without_repeats(facts: list[Fact]) -> list[Fact]:
    """Facts with equal values as one, with every passage; the highest confidence and its rule count."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[(fact.kind, fact.values)].append(fact)
    out: list[Fact] = []
    for group in groups.values():
        best = max(group, key=lambda f: (f.confidence, f.rule))
        passages: dict[tuple[int, int], Evidence] = {}
        for f in group:
            for e in f.evidence:
                passages.setdefault((e.span.start, e.span.end), e)
        out.append(replace(best, evidence=tuple(passages[k] for k in sorted(passages))))
    return out
