"""An extraction in, a compact form of it that can be kept and sent out, and back. The form is JSON, compressed; it holds no code."""

import json
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import zstandard

from graph.dates.values import Date, Precision
from graph.documents import Block, BlockKind, Document, Span
from graph.facts import Concept, Entity, EntityRef, Evidence, Extraction, Fact, Unresolved, Value

FORM: Final = 1
"""Number of the form; another form gets another number."""
_LIMIT: Final = 2_000_000_000
"""Bytes of the largest extraction that is read back."""


class FormError(ValueError):
    """Bytes that are no extraction in this form."""


def encode(extraction: Extraction) -> bytes:
    """The extraction as bytes; the same extraction gives the same bytes."""
    content = [
        FORM,
        _document(extraction.document),
        [[e.key, e.kind, e.label, e.names, e.authority, _pairs(e.properties)] for e in extraction.entities],
        [_fact(fact) for fact in extraction.facts],
        [[u.span.start, u.span.end, u.name, u.kind, u.reason] for u in extraction.unresolved],
    ]
    return zstandard.compress(json.dumps(content, separators=(",", ":")).encode("ascii"))


def decode(data: bytes) -> Extraction:
    """The extraction that `encode` made the bytes of.

    Raises:
        FormError: they are something else.
    """
    try:
        form, document, entities, facts, unresolved = json.loads(
            zstandard.ZstdDecompressor().decompress(data, max_output_size=_LIMIT)
        )
        if form != FORM:
            raise FormError(f"an extraction in form {form}, not {FORM}")
        return Extraction(
            _read_document(document),
            tuple(Entity(k, kind, label, tuple(names), a, _read_pairs(p)) for k, kind, label, names, a, p in entities),
            tuple(map(_read_fact, facts)),
            tuple(Unresolved(Span(start, end), *rest) for start, end, *rest in unresolved),
        )
    except (zstandard.ZstdError, ValueError, TypeError, KeyError, InvalidOperation) as error:
        raise FormError(f"not an extraction: {error}") from error


def _document(d: Document) -> list[Any]:
    blocks = [[b.kind.value, b.start, b.end, b.level, _flat(b.cells), _flat(b.header), b.page] for b in d.blocks]
    issued = _value(d.issued) if d.issued else None
    return [d.name, d.id, d.sha256, d.text, blocks, d.title, d.publisher, issued, d.language, d.source, d.warnings]


def _read_document(content: list[Any]) -> Document:
    name, key, sha256, text, blocks, title, publisher, issued, language, source, warnings = content
    day = _read_value(issued) if issued else None
    if not (day is None or isinstance(day, Date)):
        raise FormError("the document's day is no date")
    return Document(
        name,
        key,
        sha256,
        text,
        tuple(
            Block(_KINDS[kind], start, end, level, _spans(cells), _spans(header), page)
            for kind, start, end, level, cells, header, page in blocks
        ),
        title,
        publisher,
        day,
        language,
        source,
        tuple(warnings),
    )


_KINDS: Final = {kind.value: kind for kind in BlockKind}


def _fact(fact: Fact) -> list[Any]:
    evidence = [[e.span.start, e.span.end, *_flat(e.antecedents)] for e in fact.evidence]
    return [fact.kind, _pairs(fact.values), evidence, fact.rule, str(fact.confidence)]


def _read_fact(content: list[Any]) -> Fact:
    kind, values, evidence, rule, confidence = content
    passages = tuple(Evidence(Span(start, end), _spans(rest)) for start, end, *rest in evidence)
    return Fact(kind, _read_pairs(values), passages, rule, Decimal(confidence))


def _flat(spans: tuple[Span, ...]) -> list[int]:
    return [offset for span in spans for offset in (span.start, span.end)]


def _spans(offsets: list[int]) -> tuple[Span, ...]:
    return tuple(map(Span, offsets[::2], offsets[1::2])) if offsets else ()


def _pairs(pairs: tuple[tuple[str, Value], ...]) -> list[list[Any]]:
    return [[prop, *_value(value)] for prop, value in pairs]


def _read_pairs(content: list[list[Any]]) -> tuple[tuple[str, Value], ...]:
    return tuple((prop, _read_value(value)) for prop, *value in content)


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
            return Concept(name)
        case ["d", lexical, precision, first, last]:
            return Date(lexical, Precision(precision), date.fromisoformat(first), date.fromisoformat(last))
        case ["n", number]:
            return Decimal(number)
        case ["s", text]:
            return text
        case _:
            raise FormError(f"no value: {content!r}")
