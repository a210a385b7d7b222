"""An extractor for tests of what comes after extraction: it reads sentences of three fixed forms."""

import re
from decimal import Decimal

from graph.dates.values import Date
from graph.documents import Document, Span
from graph.facts import Concept, Entity, EntityRef, Evidence, Extraction, Fact, Value
from graph.knowledge import Knowledge
from graph.pipeline import Pipeline
from ontology.authority import Authority, load_authority
from ontology.vocabulary import load_vocabulary

MEMBER = re.compile(r"(?P<member>[A-Z][\w ]*?) is an? (?P<role>[\w-]+) of (?P<body>[A-Z][\w ]*\w)\.")
SIGNED = re.compile(
    r"(?P<one>[A-Z][\w ]*?) and (?P<other>[A-Z][\w ]*?) (?P<verb>signed|will sign) an agreement(?: on (?P<day>[\d-]+))?\."
)
LAUNCH = re.compile(r"(?P<mission>[A-Z][\w -]*?) (?P<verb>was launched|will be launched) on (?P<day>[\d-]+)\.")


class ToyExtractor:
    """Facts of the sentences that match MEMBER, SIGNED or LAUNCH. A name that no authority entry bears is an organisation."""

    def __init__(self, authority: Authority) -> None:
        self.names = {name: entry for entry in authority.entries for name in entry.names}

    def extract(self, document: Document) -> Extraction:
        """The extraction of one document."""
        self.entities: dict[str, Entity] = {}
        facts = [
            *(self._membership(m) for m in MEMBER.finditer(document.text)),
            *(fact for m in SIGNED.finditer(document.text) for fact in self._agreement(m)),
            *(self._launch(m) for m in LAUNCH.finditer(document.text)),
        ]
        return Extraction(document, tuple(self.entities.values()), tuple(facts))

    def _entity(self, name: str, kind: str = "IntergovernmentalOrganization") -> EntityRef:
        entry = self.names.get(name)
        entity = (
            Entity(entry.id, entry.kind, entry.label, (name,), entry.id) if entry else Entity(name, kind, name, (name,))
        )
        self.entities[entity.key] = entity
        return EntityRef(entity.key)

    def _membership(self, match: re.Match[str]) -> Fact:
        values = (
            ("org:member", self._entity(match["member"])),
            ("org:organization", self._entity(match["body"])),
            ("org:role", Concept(match["role"])),
            ("sp:status", Concept("active")),
        )
        return fact("Membership", values, match)

    def _agreement(self, match: re.Match[str]) -> list[Fact]:
        key = f"agreement-{match.start()}"
        self.entities[key] = Entity(
            key, "Agreement", "an agreement", (), properties=(("sp:agreementType", Concept("agreement")),)
        )
        action = Concept("signature" if match["verb"] == "signed" else "planned-signature")
        day: tuple[tuple[str, Value], ...] = (("sp:date", Date.parse(match["day"])),) if match["day"] else ()
        return [
            fact(
                "AgreementAction",
                (
                    ("sp:agreement", EntityRef(key)),
                    ("sp:party", self._entity(match[party])),
                    ("sp:action", action),
                    *day,
                ),
                match,
            )
            for party in ("one", "other")
        ]

    def _launch(self, match: re.Match[str]) -> Fact:
        status = Concept("launched" if match["verb"] == "was launched" else "planned")
        values = (
            ("sp:mission", self._entity(match["mission"], "Mission")),
            ("sp:date", Date.parse(match["day"])),
            ("sp:status", status),
        )
        return fact("Launch", values, match)


def fact(kind: str, values: tuple[tuple[str, Value], ...], match: re.Match[str]) -> Fact:
    """A fact whose evidence is the whole match."""
    return Fact(kind, values, (Evidence(Span(match.start(), match.end())),), "toy", Decimal("0.90"))


def toy_pipeline() -> Pipeline:
    """A pipeline of the toy extractor and the packaged authority data and vocabulary."""
    authority = load_authority()
    return Pipeline(ToyExtractor(authority).extract, Knowledge(authority, load_vocabulary()), {"spacepact": "test"})
