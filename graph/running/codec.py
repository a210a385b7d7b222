"""An extraction in, its part out: the bytes that are kept of a document and travel, and what a build reads from them, as far as it asks.

A part is what tells its document from others, and three pieces, each compressed by itself: what was found, in JSON (it holds no code), the
document as `documents.json` has it, and the document's text. Most of a build needs the first ones only.
"""

import hashlib
import json
import struct
from dataclasses import dataclass
from decimal import InvalidOperation
from typing import Final

import zstandard

from graph.facts import Extraction
from graph.releases.records import as_json, document_record
from graph.rows import (
    FormError,
    document_row,
    entity_row,
    fact_row,
    read_document,
    read_entity,
    read_fact,
    read_unresolved,
    unresolved_row,
)

FORM: Final = 3
"""Number of the form; another form gets another number."""
_HEAD: Final = struct.Struct(">IIIII")
_LIMIT: Final = 2_000_000_000
"""Bytes of the largest piece that is read back."""
_NAMES: Final = "surrogatepass"
"""Names of files can have bytes that are no text."""


def encode(extraction: Extraction) -> bytes:
    """The part of an extraction; the same extraction gives the same bytes."""
    document = extraction.document
    text = document.text.encode()
    found = [
        document_row(document),
        list(map(entity_row, extraction.entities)),
        list(map(fact_row, extraction.facts)),
        list(map(unresolved_row, extraction.unresolved)),
    ]
    contents = (
        json.dumps(found, separators=(",", ":")).encode("ascii"),
        as_json(document_record(document)).encode(errors=_NAMES),
        text,
    )
    brief = json.dumps([document.id, document.sha256, hashlib.sha256(text).hexdigest()]).encode("ascii")
    pieces = [brief, *map(zstandard.compress, contents)]
    return _HEAD.pack(FORM, *map(len, pieces)) + b"".join(pieces)


@dataclass(frozen=True, slots=True)
class Brief:
    """Which document it is: its id, the SHA-256 (hex) of its file, and that of its text in UTF-8."""

    id: str
    sha256: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part, of which every method reads one piece.

    Raises:
        FormError: the bytes are something else.
    """

    data: bytes

    def brief(self) -> Brief:
        """Which document it is."""
        try:
            return Brief(*json.loads(self._bytes(0)))
        except (ValueError, TypeError) as error:
            raise FormError(f"not an extraction: {error}") from error

    def found(self) -> Extraction:
        """What was found, without the document's text and blocks."""
        try:
            document, entities, facts, unresolved = json.loads(self._piece(1))
            return Extraction(
                read_document(document),
                tuple(map(read_entity, entities)),
                tuple(map(read_fact, facts)),
                tuple(map(read_unresolved, unresolved)),
            )
        except (ValueError, TypeError, KeyError, InvalidOperation) as error:
            raise FormError(f"not an extraction: {error}") from error

    def record(self) -> str:
        """The document as `documents.json` has it, as JSON."""
        return self._piece(2).decode(errors=_NAMES)

    def text(self) -> str:
        """The document's text."""
        return self._piece(3).decode()

    def _piece(self, number: int) -> bytes:
        try:
            return zstandard.ZstdDecompressor().decompress(self._bytes(number), max_output_size=_LIMIT)
        except zstandard.ZstdError as error:
            raise FormError(f"not an extraction: {error}") from error

    def _bytes(self, number: int) -> bytes:
        try:
            form, *sizes = _HEAD.unpack_from(self.data)
        except struct.error as error:
            raise FormError(f"not an extraction: {error}") from error
        if form != FORM or _HEAD.size + sum(sizes) != len(self.data):
            raise FormError(f"not an extraction in form {FORM}")
        start = _HEAD.size + sum(sizes[:number])
        return self.data[start : start + sizes[number]]
