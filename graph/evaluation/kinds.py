"""The kinds of fact that gold files speak of, each with the class, the properties and the attribute that stand for it in our facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of gold fact.

    `facts` is our class of fact; `fields` maps each field of the kind to our property; `identity` are the fields that tell one fact from
    another: a fact of ours without all of them says too little to be judged. `attribute` is the gold field that is judged only where the
    fact itself is right.
    """

    name: str
    facts: str
    fields: Mapping[str, str]
    identity: tuple[str, ...]
    attribute: str | None = None


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            "membership",
            "Membership",
            {
                "member": "org:member",
                "organization": "org:organization",
                "role": "org:role",
                "status": "sp:status",
                "date": "schema:startDate",
            },
            ("member", "organization"),
            "role",
        ),
        Kind(
            "party",
            "AgreementAction",
            {"agreement": "sp:agreement", "party": "sp:party", "status": "sp:action", "date": "sp:date"},
            ("agreement", "party"),
            "status",
        ),
        Kind(
            "signature",
            "AgreementAction",
            {"agreement": "sp:agreement", "person": "sp:signedBy", "on_behalf_of": "sp:party"},
            ("agreement", "person"),
        ),
        Kind(
            "participation",
            "Participation",
            {"mission": "sp:mission", "agent": "sp:participant", "role": "org:role"},
            ("mission", "agent"),
            "role",
        ),
        Kind(
            "launch",
            "Launch",
            {"mission": "sp:mission", "date": "sp:date", "status": "sp:status"},
            ("mission", "date"),
            "status",
        ),
        Kind(
            "position",
            "Position",
            {"person": "org:member", "organization": "org:organization", "title": "sp:title", "status": "sp:status"},
            ("person", "organization"),
            "title",
        ),
        Kind("established", "Establishment", {"subject": "sp:subject", "date": "sp:date"}, ("subject", "date")),
        Kind(
            "headquarters", "Seat", {"organization": "org:organization", "place": "sp:place"}, ("organization", "place")
        ),
        Kind(
            "event",
            "Event",
            {"type": "dcterms:type", "date": "schema:startDate", "participants": "sp:participant"},
            ("type",),
        ),
        Kind(
            "figure",
            "Figure",
            {"subject": "sp:subject", "measure": "sp:measure", "value": "sp:value"},
            ("subject", "value"),
        ),
        Kind("topic", "Coverage", {"agreement": "sp:agreement", "topic": "sp:topic"}, ("agreement", "topic")),
    )
}
"""By name, in the order of the reports."""

STATUS_OF_ACTION: Final[Mapping[str, str]] = {
    "planned-signature": "planned",
    "negotiation": "negotiating",
    "signature": "signed",
    "accession": "signed",
    "ratification": "in force",
    "entry-into-force": "in force",
    "withdrawal": "ended",
    "termination": "ended",
}
"""The standing of a party that each action leads to."""
