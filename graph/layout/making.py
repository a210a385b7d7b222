"""Facts that a layout states: entities, roles, dates in; facts with their row or item, and the headings above as antecedents, out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from graph.builders.events import event_dates
from graph.dates.values import Date
from graph.documents import Span
from graph.facts import Concept, EntityRef, Evidence, Fact, Value


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to an organisation, as a label, bracket, note or cell says it; None where it says nothing."""

    role: str | None = None
    status: str | None = None
    since: Date | None = None
    until: Date | None = None

    def over(self, base: "Standing") -> "Standing":
        """This where it says something, else the other."""
        return Standing(
            self.role or base.role, self.status or base.status, self.since or base.since, self.until or base.until
        )

    @property
    def ended(self) -> "Standing":
        """The same, over."""
        return replace(self, status="ended")


Values = list[tuple[str, Value | None]]
"""Properties with their values; None where the text does not say it."""


def fact(
    kind: str,
    rule: str,
    values: Iterable[tuple[str, Value | None]],
    span: Span,
    leans_on: Sequence[Span],
    confidence: str,
) -> Fact:
    """A fact of a row or item; values that are None are left out, and antecedents inside the span."""
    outside = sorted({(s.start, s.end) for s in leans_on if not (span.start <= s.start and s.end <= span.end)})
    kept = tuple((p, v) for p, v in values if v is not None)
    return Fact(kind, kept, (Evidence(span, tuple(Span(*s) for s in outside)),), rule, Decimal(confidence))


def membership(
    member: str,
    organization: str,
    standing: Standing,
    span: Span,
    leans_on: Sequence[Span],
    rule: str,
    confidence: str = "0.9",
) -> Fact:
    """A membership; without a status it is active, unless it says until when."""
    status = standing.status or ("ended" if standing.until else "active")
    values: Values = [
        ("org:member", EntityRef(member)),
        ("org:organization", EntityRef(organization)),
        ("org:role", Concept(standing.role or "member")),
        ("sp:status", Concept(status)),
        ("schema:startDate", standing.since),
        ("schema:endDate", standing.until),
    ]
    return fact("Membership", rule, values, span, leans_on, confidence)


def action(
    agreement: str,
    party: str,
    what: str,
    date: Date | None,
    span: Span,
    leans_on: Sequence[Span],
    rule: str,
    *,
    person: str | None = None,
    place: str | None = None,
) -> Fact:
    """What a party did about an agreement."""
    values: Values = [
        ("sp:agreement", EntityRef(agreement)),
        ("sp:party", EntityRef(party)),
        ("sp:action", Concept(what)),
        ("sp:date", date),
        ("sp:signedBy", EntityRef(person) if person else None),
        ("sp:place", EntityRef(place) if place else None),
    ]
    return fact("AgreementAction", rule, values, span, leans_on, "0.9")


def signing(parties: Iterable[str], date: Date, place: str, span: Span, leans_on: Sequence[Span], rule: str) -> Fact:
    """The occasion on which an agreement was signed, of a row that tells the day and the place."""
    values: Values = [
        ("dcterms:type", Concept("signing")),
        *event_dates(date),
        ("sp:place", EntityRef(place)),
        *(("sp:participant", EntityRef(each)) for each in parties),
    ]
    return fact("Event", rule, values, span, leans_on, "0.9")


def participation(mission: str, participant: str, role: str, span: Span, leans_on: Sequence[Span], rule: str) -> Fact:
    """A part that somebody takes in a mission."""
    values: Values = [
        ("sp:mission", EntityRef(mission)),
        ("sp:participant", EntityRef(participant)),
        ("org:role", Concept(role)),
    ]
    return fact("Participation", rule, values, span, leans_on, "0.9")


def post(person: str, employer: str, title: str, span: Span, leans_on: Sequence[Span], rule: str) -> Fact:
    """A post that somebody holds."""
    values: Values = [
        ("org:member", EntityRef(person)),
        ("org:organization", EntityRef(employer)),
        ("sp:title", title),
        ("sp:status", Concept("current")),
    ]
    return fact("Position", rule, values, span, leans_on, "0.9")
