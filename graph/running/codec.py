"""An extraction in, its part out: the bytes that are kept of a document and travel, and what a build reads from them, as far as it asks.

A part is three pieces, each compressed by itself: what was found, in JSON (it holds no code), the document as `documents.json` has it, and
the document's text. Most of a build needs the first one only.
"""

import hashlib
import json
import struct
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from sys import intern
from typing import Any, Final

import zstandard

from graph.dates.values import Date, Precision
from graph.documents import Document, Span
from graph.facts import Concept, Entity, EntityRef, Evidence, Extraction, Fact, Unresolved, Value
from graph.releases.records import as_json, document_record

FORM: Final = 2
"""Number of the form; another form gets another number."""
_HEAD: Final = struct.Struct(">IIII")
_LIMIT: Final = 2_000_000_000
"""Bytes of the largest piece that is read back."""
_NAMES: Final = "surrogatepass"
"""Names of files can have bytes that are no text."""


class FormError(ValueError):
    """Bytes that are no extraction in this form."""


def encode(extraction: Extraction) -> bytes:
    """The part of an extraction; the same extraction gives the same bytes."""
    document = extraction.document
    text = document.text.encode()
    found = [
        _document(document),
        hashlib.sha256(text).hexdigest(),
        [[e.key, e.kind, e.label, e.names, e.authority, _pairs(e.properties)] for e in extraction.entities],
        [_fact(fact) for fact in extraction.facts],
        [[u.span.start, u.span.end, u.name, u.kind, u.reason] for u in extraction.unresolved],
    ]
    contents = (
        json.dumps(found, separators=(",", ":")).encode("ascii"),
        as_json(document_record(document)).encode(errors=_NAMES),
        text,
    )
    pieces = [zstandard.compress(content) for content in contents]
    return _HEAD.pack(FORM, *map(len, pieces)) + b"".join(pieces)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a document, its text and blocks left out, and the SHA-256 (hex) of its text in UTF-8."""

    extraction: Extraction
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part, of which every method reads one piece.

    Raises:
        FormError: the bytes are something else.
    """

    data: bytes

    def found(self) -> Found:
        """What was found."""
        try:
            document, text_sha256, entities, facts, unresolved = json.loads(self._piece(0))
            extraction = Extraction(
                _read_document(document),
                tuple(
                    Entity(k, kind, label, tuple(names), a, _read_pairs(p)) for k, kind, label, names, a, p in entities
                ),
                tuple(map(_read_fact, facts)),
                tuple(Unresolved(Span(start, end), *rest) for start, end, *rest in unresolved),
            )
        except (ValueError, TypeError, KeyError, InvalidOperation) as error:
            raise FormError(f"not an extraction: {error}") from error
        return Found(extraction, text_sha256)

    def record(self) -> str:
        """The document as `documents.json` has it, as JSON."""
        return self._piece(1).decode(errors=_NAMES)

    def text(self) -> str:
        """The document's text."""
        return self._piece(2).decode()

    def _piece(self, number: int) -> bytes:
        try:
            form, *sizes = _HEAD.unpack_from(self.data)
            if form != FORM or _HEAD.size + sum(sizes) != len(self.data):
                raise FormError(f"not an extraction in form {FORM}")
            start = _HEAD.size + sum(sizes[:number])
            piece = memoryview(self.data)[start : start + sizes[number]]
            return zstandard.ZstdDecompressor().decompress(piece, max_output_size=_LIMIT)
        except (struct.error, zstandard.ZstdError) as error:
            raise FormError(f"not an extraction: {error}") from error


def _document(d: Document) -> list[Any]:
    issued = _value(d.issued) if d.issued else None
    return [d.name, d.id, d.sha256, d.title, d.publisher, issued, d.language, d.source, d.warnings]


def _read_document(content: list[Any]) -> Document:
    name, key, sha256, title, publisher, issued, language, source, warnings = content
    day = _read_value(issued) if issued else None
    if not (day is None or isinstance(day, Date)):
        raise FormError("the document's day is no date")
    return Document(name, key, sha256, "", (), title, publisher, day, language, source, tuple(warnings))


def _fact(fact: Fact) -> list[Any]:
    evidence = [[e.span.start, e.span.end, *_flat(e.antecedents)] for e in fact.evidence]
    return [fact.kind, _pairs(fact.values), evidence, fact.rule, str(fact.confidence)]


def _read_fact(content: list[Any]) -> Fact:
    kind, values, evidence, rule, confidence = content
    passages = tuple(Evidence(Span(start, end), _spans(rest)) for start, end, *rest in evidence)
    return Fact(intern(kind), _read_pairs(values), passages, intern(rule), _CONFIDENCE(confidence))


_CONFIDENCE: Final = lru_cache(maxsize=256)(Decimal)
"""There are few of them."""


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
