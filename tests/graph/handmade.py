"""Documents, entities and facts made by hand, for tests of what comes after extraction."""

import hashlib
from decimal import Decimal

from graph.dates.values import Date
from graph.documents import Document, Span
from graph.facts import Concept, Entity, EntityRef, Evidence, Extraction, Fact, Value
from graph.resolution.model import Resolution
from graph.resolution.resolve import resolve
from ontology.authority import Authority, AuthorityEntry

AUTHORITY = Authority(
    (
        AuthorityEntry(
            "apsco",
            "IntergovernmentalOrganization",
            "Asia-Pacific Space Cooperation Organization",
            names=("Asia-Pacific Space Cooperation Organization", "APSCO"),
            acronyms=("APSCO",),
        ),
        AuthorityEntry("china", "State", "China", names=("China",), iso3="CHN", demonyms=("Chinese",)),
        AuthorityEntry(
            "cnes",
            "SpaceAgency",
            "Centre national d'études spatiales",
            names=("Centre national d'études spatiales", "CNES"),
            acronyms=("CNES",),
            state="france",
        ),
        AuthorityEntry("france", "State", "France", names=("France",), iso3="FRA"),
    )
)


def document(name: str, text: str = "One sentence stands here.", issued: str | None = None) -> Document:
    """A document of one text."""
    sha256 = hashlib.sha256((name + text).encode()).hexdigest()
    return Document(
        name, f"document-{name.partition('.')[0]}", sha256, text, (), issued=Date.parse(issued) if issued else None
    )


def entity(key: str, kind: str, *names: str, authority: str | None = None, **properties: Value) -> Entity:
    """An entity whose label is its first name; properties by local name in sp:."""
    return Entity(
        key, kind, names[0] if names else key, names, authority, tuple((f"sp:{k}", v) for k, v in properties.items())
    )


def fact(
    kind: str, span: tuple[int, int] = (0, 12), rule: str = "by-hand", confidence: str = "0.9", **values: Value
) -> Fact:
    """A fact; properties as `org_member` for org:member, without prefix for sp:."""
    pairs = tuple((k.replace("_", ":", 1) if "_" in k else f"sp:{k}", v) for k, v in values.items())
    return Fact(kind, pairs, (Evidence(Span(*span)),), rule, Decimal(confidence))


def signature(agreement: str, party: str, day: str | None = None, action: str = "signature") -> Fact:
    """What a party did about an agreement."""
    date: dict[str, Value] = {"date": Date.parse(day)} if day else {}
    return fact(
        "AgreementAction", agreement=EntityRef(agreement), party=EntityRef(party), action=Concept(action), **date
    )


def membership(member: str, organization: str, role: str = "member", status: str = "active") -> Fact:
    """A membership."""
    return fact(
        "Membership",
        org_member=EntityRef(member),
        org_organization=EntityRef(organization),
        org_role=Concept(role),
        status=Concept(status),
    )


def launch(mission: str, day: str, status: str) -> Fact:
    """A launch."""
    return fact("Launch", mission=EntityRef(mission), date=Date.parse(day), status=Concept(status))


def extraction(source: Document, entities: list[Entity], facts: list[Fact] | None = None) -> Extraction:
    """An extraction."""
    return Extraction(source, tuple(entities), tuple(facts or ()))


def resolved(*extractions: Extraction) -> Resolution:
    """The extractions resolved against `AUTHORITY`."""
    return resolve(extractions, AUTHORITY)


def single(kind: str, *names: str, authority: str | None = None) -> list[Extraction]:
    """One document for each name, each with one entity of that name."""
    return [
        extraction(document(f"d{i}"), [entity("x", kind, name, authority=authority)]) for i, name in enumerate(names)
    ]
