"""Values of facts in, RDF terms out; and the classes that a thing or a fact of a kind belongs to."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.dates.values import Date
from graph.facts import Concept, EntityRef, Value
from ontology.authority import ORGANISATIONS
from ontology.namespaces import SP, SPID, SPV, XSD, expand

XSD_DATE: Final = NamedNode(XSD + "date")
XSD_DECIMAL: Final = NamedNode(XSD + "decimal")
XSD_INTEGER: Final = NamedNode(XSD + "integer")

_THING_CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "State": ("sp:State", "schema:Country", "foaf:Agent"),
    "Person": ("foaf:Person", "foaf:Agent"),
    "Mission": ("sp:Mission",),
    "Agreement": ("sp:Agreement", "prov:Entity"),
    "Place": ("schema:Place",),
    "Topic": ("skos:Concept",),
    "Event": ("schema:Event",),
    "Organization": ("org:Organization", "foaf:Agent"),
}
_FACT_CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "Membership": ("org:Membership",),
    "Position": ("org:Membership",),
    "Event": ("schema:Event",),
}


@lru_cache(maxsize=1024)
def node(curie: str) -> NamedNode:
    """The IRI of a prefixed name such as `org:member`."""
    return NamedNode(expand(curie))


def spid(local: str) -> NamedNode:
    """The IRI of an entity, fact, passage or document."""
    return NamedNode(SPID + local)


def thing_classes(kind: str) -> list[NamedNode]:
    """The class of a thing with the classes above it that the ontology contract names."""
    default = (f"sp:{kind}", "org:Organization", "foaf:Agent") if kind in ORGANISATIONS else (f"sp:{kind}",)
    return [node(curie) for curie in _THING_CLASSES.get(kind, default)]


@lru_cache(maxsize=64)
def fact_classes(kind: str) -> tuple[NamedNode, ...]:
    """The class of a fact with the classes above it that the ontology contract names."""
    return NamedNode(SP + kind), NamedNode(SP + "Fact"), *(node(c) for c in _FACT_CLASSES.get(kind, ()))


def term(value: Value) -> NamedNode | Literal:
    """The term for a value: IRI of a thing or concept, literal of a date, number or text."""
    match value:
        case EntityRef(key):
            return spid(key)
        case Concept(name):
            return NamedNode(SPV + name)
        case Date():
            return date_literal(value)
        case Decimal():
            return decimal_literal(value)
        case str():
            return Literal(value)


def date_literal(value: Date) -> Literal:
    """A date, as precise as the text has it."""
    return Literal(value.value, datatype=NamedNode(value.datatype))


def day_literal(value: date) -> Literal:
    """An xsd:date."""
    return Literal(value.isoformat(), datatype=XSD_DATE)


def decimal_literal(value: Decimal) -> Literal:
    """An xsd:decimal in the form in which the store keeps it, without trailing zeros."""
    text = format(value, "f")
    return Literal(text.rstrip("0").rstrip(".") if "." in text else text, datatype=XSD_DECIMAL)
