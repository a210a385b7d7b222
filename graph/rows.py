"""Documents, facts and what else extraction hands on in, lists that JSON can hold out, and back; texts and blocks are left out."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import Any, Final

from graph.dates.values import Date, Precision
from graph.documents import Document, Span
from graph.facts import Concept, Entity, EntityRef, Evidence, Fact, Unresolved, Value


class FormError(ValueError):
    """What is read is not in the form in which we write it."""


def document_row(d: Document) -> list[Any]:
    """A document without text and blocks."""
    issued = _value(d.issued) if d.issued else None
    return [d.name, d.id, d.sha256, d.title, d.publisher, issued, d.language, d.source, d.warnings]


def read_document(row: list[Any]) -> Document:
    """The document, with no text and no blocks."""
    name, key, sha256, title, publisher, issued, language, source, warnings = row
    day = _read_value(issued) if issued else None
    if not (day is None or isinstance(day, Date)):
        raise FormError("the document's day is no date")
    return Document(name, key, sha256, "", (), title, publisher, day, language, source, tuple(warnings))


def entity_row(e: Entity) -> list[Any]:
    """An entity."""
    return [e.key, e.kind, e.label, e.names, e.authority, _pairs(e.properties)]


def read_entity(row: list[Any]) -> Entity:
    """The entity."""
    key, kind, label, names, authority, properties = row
    return Entity(key, kind, label, tuple(names), authority, _read_pairs(properties))


def fact_row(fact: Fact) -> list[Any]:
    """A fact."""
    evidence = [[e.span.start, e.span.end, *_flat(e.antecedents)] for e in fact.evidence]
    return [fact.kind, _pairs(fact.values), evidence, fact.rule, str(fact.confidence)]


def read_fact(row: list[Any]) -> Fact:
    """The fact."""
    kind, values, evidence, rule, confidence = row
    passages = tuple(Evidence(Span(start, end), _spans(rest)) for start, end, *rest in evidence)
    return Fact(intern(kind), _read_pairs(values), passages, intern(rule), _CONFIDENCE(confidence))


_CONFIDENCE: Final = lru_cache(maxsize=256)(Decimal)
"""There are few of them."""


def unresolved_row(u: Unresolved) -> list[Any]:
    """A name that nothing explains."""
    return [u.span.start, u.span.end, u.name, u.kind, u.reason]


def read_unresolved(row: list[Any]) -> Unresolved:
    """The name."""
    start, end, *rest = row
    return Unresolved(Span(start, end), *rest)


def _flat(spans: tuple[Span, ...]) -> list[int]:
    return [offset for span in spans for offset in (span.start, span.end)]


def _spans(offsets: list[int]) -> tuple[Span, ...]:
    return tuple(map(Span, offsets[::2], offsets[1::2])) if offsets else ()


def _pairs(pairs: tuple[tuple[str, Value], ...]) -> list[list[Any]]:
    return [[prop, *_value(value)] for prop, value in pairs]


def _read_pairs(content: list[list[Any]]) -> tuple[tuple[str, Value], ...]:
    return tuple((intern(prop), _read_value(value)) for prop, *value in content)


def _value(value: Value) -> list[str]:
    match value:
        case EntityRef(key):
            return ["e", key]
        case Concept(name):
            return ["c", name]
        case Date():
            days = value.not_before.isoformat(), value.not_after.isoformat()
            return ["d", value.value, value.precision.value, *days]
        case Decimal():
            return ["n", str(value)]
        case str():
            return ["s", value]


def _read_value(content: list[str]) -> Value:
    match content:
        case ["e", key]:
            return EntityRef(key)
        case ["c", name]:
            return Concept(intern(name))
        case ["d", lexical, precision, first, last]:
            return Date(lexical, Precision(precision), date.fromisoformat(first), date.fromisoformat(last))
        case ["n", number]:
            return Decimal(number)
        case ["s", text]:
            return text
        case _:
            raise FormError(f"no value: {content!r}")
