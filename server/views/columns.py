"""The columns in which facts of a kind are shown."""

from collections.abc import Iterable, Mapping
from typing import Final

from ontology.namespaces import DCTERMS, ORG, SCHEMA, SP

COLUMNS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "Membership": (
        ("Member", ORG + "member"),
        ("Organisation", ORG + "organization"),
        ("Role", ORG + "role"),
        ("Status", SP + "status"),
        ("From", SCHEMA + "startDate"),
        ("Until", SCHEMA + "endDate"),
    ),
    "AgreementAction": (
        ("Agreement", SP + "agreement"),
        ("Party", SP + "party"),
        ("Action", SP + "action"),
        ("Date", SP + "date"),
        ("Signed by", SP + "signedBy"),
        ("Place", SP + "place"),
    ),
    "Coverage": (("Agreement", SP + "agreement"), ("Topic", SP + "topic")),
    "Participation": (("Mission", SP + "mission"), ("Participant", SP + "participant"), ("Role", ORG + "role")),
    "Launch": (
        ("Mission", SP + "mission"),
        ("Status", SP + "status"),
        ("Date", SP + "date"),
        ("Site", SP + "launchSite"),
        ("Vehicle", SP + "launchVehicle"),
        ("Provider", SP + "launchProvider"),
    ),
    "Position": (
        ("Person", ORG + "member"),
        ("Position", SP + "title"),
        ("Of", ORG + "organization"),
        ("Status", SP + "status"),
        ("From", SCHEMA + "startDate"),
        ("Until", SCHEMA + "endDate"),
    ),
    "Establishment": (("What", SP + "subject"), ("Established", SP + "date")),
    "Seat": (("Organisation", ORG + "organization"), ("Place", SP + "place")),
    "Event": (
        ("Event", DCTERMS + "type"),
        ("Name", DCTERMS + "title"),
        ("From", SCHEMA + "startDate"),
        ("Until", SCHEMA + "endDate"),
        ("Place", SP + "place"),
        ("Participants", SP + "participant"),
    ),
    "Figure": (("Of", SP + "subject"), ("What", SP + "measure"), ("Number", SP + "value"), ("Unit", SP + "unit")),
}
"""Heading and property by kind."""


def in_order(kind: str, properties: Iterable[str]) -> list[str]:
    """Properties of a fact of a kind, those with a column first, in the order of the columns."""
    known = {prop: place for place, (_, prop) in enumerate(COLUMNS.get(kind, ()))}
    return sorted(properties, key=lambda prop: (known.get(prop, len(known)), prop))
