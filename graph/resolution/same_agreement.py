"""Agreements of several documents in, the groups that are one agreement out: by name and parties, or by type, parties and time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from graph.dates.values import Date
from graph.facts import Concept, EntityRef, Fact, Value
from graph.identifiers import name_key
from graph.resolution.clusters import Clusters, partition
from graph.resolution.nodes import Node
from graph.resolution.same_name import Doubt

SLIP: Final = timedelta(days=366)
"""How much later than planned a signature may be and still be the planned one."""
PLANS: Final = frozenset({"planned-signature", "negotiation"})
"""Actions that announce a signature."""


@dataclass(slots=True)
class Terms:
    """What a document says of an agreement: its parties (groups of nodes), and when it was or is to be signed."""

    parties: set[int] = field(default_factory=set)
    signed: list[Date] = field(default_factory=list)
    planned: list[Date] = field(default_factory=list)

    def window(self) -> tuple[date, date] | None:
        """First and last day on which the agreement can have been signed, None where nothing is said."""
        if self.signed:
            return min(d.not_before for d in self.signed), max(d.not_after for d in self.signed)
        if self.planned:
            return min(d.not_before for d in self.planned), max(d.not_after for d in self.planned) + SLIP
        return None


def read_terms(facts: Iterable[Fact], issued: Date | None, groups: Mapping[str, int]) -> dict[str, Terms]:
    """The terms of each agreement of one document, by the agreement's key.

    `groups` tells the group of each entity key. A plan without a date counts from the document's date.
    """
    terms: dict[str, Terms] = defaultdict(Terms)
    for fact in facts:
        if fact.kind != "AgreementAction":
            continue
        values: dict[str, Value] = dict(fact.values)
        agreement, party, action, day = (values.get(f"sp:{name}") for name in ("agreement", "party", "action", "date"))
        if not isinstance(agreement, EntityRef):
            continue
        said = terms[agreement.key]
        if isinstance(party, EntityRef):
            said.parties.add(groups[party.key])
        if isinstance(action, Concept):
            _note_date(said, action.name, day if isinstance(day, Date) else None, issued)
    return terms


def _note_date(said: Terms, action: str, day: Date | None, issued: Date | None) -> None:
    if action == "signature" and day:
        said.signed.append(day)
    elif action in PLANS:
        said.planned += [d for d in (issued, day) if d]


def join_agreements(nodes: Iterable[Node], terms: Mapping[int, Terms], clusters: Clusters) -> list[Doubt]:
    """Joins agreements of one name unless their parties differ altogether, and nameless ones of one type, parties and time."""
    by_name: dict[str, list[Node]] = defaultdict(list)
    by_parties: dict[tuple[str, frozenset[int]], list[Node]] = defaultdict(list)
    for node in nodes:
        for key in dict.fromkeys(map(name_key, node.entity.names)):
            by_name[key].append(node)
        parties = frozenset(terms[node.index].parties)
        if not node.entity.names and len(parties) > 1:
            by_parties[_type(node), parties].append(node)
    doubts: list[Doubt] = []
    for sharing in by_name.values():
        doubts += _join(sharing, clusters, _Named(terms), f"shared name “{sharing[0].entity.label}”")
    for (kind, _), sharing in by_parties.items():
        doubts += _join(sharing, clusters, _Nameless(terms), f"same type ({kind}), same parties, dates that agree")
    return doubts


def _type(node: Node) -> str:
    stated = dict(node.entity.properties).get("sp:agreementType")
    return stated.name if isinstance(stated, Concept) else "agreement"


@dataclass(frozen=True, slots=True)
class _Named:
    """Agreements of one name: vague without parties, at odds where both have parties and share none."""

    terms: Mapping[int, Terms]

    def vague(self, item: int) -> bool:
        return not self.terms[item].parties

    def agree(self, first: int, second: int) -> bool:
        a, b = self.terms[first].parties, self.terms[second].parties
        return not a or not b or not a.isdisjoint(b)


@dataclass(frozen=True, slots=True)
class _Nameless:
    """Agreements of one type and the same parties: vague without a date, at odds where the times of signature are."""

    terms: Mapping[int, Terms]

    def vague(self, item: int) -> bool:
        return self.terms[item].window() is None

    def agree(self, first: int, second: int) -> bool:
        a, b = self.terms[first].window(), self.terms[second].window()
        return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def _join(sharing: list[Node], clusters: Clusters, rule: _Named | _Nameless, reason: str) -> list[Doubt]:
    documents = {node.index: node.document for node in sharing}

    def agree(first: int, second: int) -> bool:
        return documents[first] != documents[second] and rule.agree(first, second)

    groups, unsure = partition([node.index for node in sharing], agree, rule.vague)
    for group in groups:
        clusters.join_all(group, reason)
    return [Doubt(a, b, "could be one agreement, but several fit") for a, b in unsure]
