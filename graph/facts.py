"""What extraction hands on: facts with their evidence, and the things they speak of, named as one document names them."""

from dataclasses import dataclass
from decimal import Decimal

from graph.dates.values import Date
from graph.documents import Document, Span


@dataclass(frozen=True, slots=True)
class EntityRef:
    """Points at an entity of the same extraction by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A SKOS concept of the vocabulary by its local name: `Concept("observer")` is spv:observer."""

    name: str


Value = EntityRef | Concept | Date | Decimal | str
"""A fact's value: a thing, a concept, a date, a number, or text."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing as one document names it.

    `key` is unique in the document. `authority` is the local name in spid: of the authority entry that the names matched, None for a name
    that no authority knows. `kind` is a class of the ontology by its local name (State, SpaceAgency, Person, Mission, Agreement, Place,
    Topic …). `label` is the fullest name; `names` all names seen in the document, the label first. `properties` are further statements
    such as ("sp:agreementType", Concept("treaty")).
    """

    key: str
    kind: str
    label: str
    names: tuple[str, ...]
    authority: str | None = None
    properties: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that says a fact: the quoted span, and the spans of antecedents where the passage names a thing only by a short form."""

    span: Span
    antecedents: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a document states.

    `kind` is a subclass of sp:Fact by its local name; `values` are (prefixed property, value) pairs in the order of the ontology contract,
    a property repeated where it has several values (sp:participant of an event). `confidence` is between 0 and 1.
    """

    kind: str
    values: tuple[tuple[str, Value], ...]
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: Decimal


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that no authority knows, or that could be several things: for the work list."""

    span: Span
    name: str
    kind: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document."""

    document: Document
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    unresolved: tuple[Unresolved, ...] = ()
