"""A path in, a RawDocument out: which reader a file goes to, told by its content first, then by its ending.

To add a format: write graph/readers/NAME.py with `SUFFIXES` and `read(source: Source) -> RawDocument`, and add one line to FORMATS.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from graph.documents import RawDocument
from graph.readers import docx, furniture, headings, html, markdown, metadata, pdf, plain, pptx
from graph.readers.source import Limits, ReadError, Reason, Source

_HEAD = 4096
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its reader, the endings of its files, and how a file of it is known by its content (never, for text)."""

    name: str
    read: Callable[[Source], RawDocument]
    suffixes: tuple[str, ...]
    is_one: Callable[[bytes], bool] = lambda _: False


def _has_part(name: str) -> Callable[[bytes], bool]:
    """A test for a zip file with a part of that name."""

    def test(data: bytes) -> bool:
        if not data.startswith(b"PK"):
            return False
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                return name in archive.NameToInfo
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            return False

    return test


FORMATS = (
    Format("PDF", pdf.read, pdf.SUFFIXES, pdf.is_pdf),
    Format("Word", docx.read, docx.SUFFIXES, _has_part(docx.PART)),
    Format("PowerPoint", pptx.read, pptx.SUFFIXES, _has_part(pptx.PART)),
    Format(
        "HTML",
        html.read,
        html.SUFFIXES,
        lambda data: _HTML.match(data[:_HEAD].removeprefix(b"\xef\xbb\xbf")) is not None,
    ),
    Format("Markdown", markdown.read, markdown.SUFFIXES),
    Format("plain text", plain.read, plain.SUFFIXES),
)

SUFFIXES = tuple(suffix for format in FORMATS for suffix in format.suffixes)
"""Endings of the files that can be read, in lower case, with the dot."""


def read(path: Path, *, limits: Limits = Limits()) -> RawDocument:  # noqa: B008 - immutable
    """Read a document.

    Raises:
        ReadError: the file is empty, binary, encrypted, broken, too large or of a kind that is not supported; it says what to do.
        OSError: the file cannot be opened.
    """
    return read_source(open_source(path, limits))


def open_source(path: Path, limits: Limits) -> Source:
    """The bytes of a file; raises ReadError where they are too many, OSError where the file cannot be opened."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise ReadError(
            path, Reason.TOO_LARGE, f"{size:,} bytes, the limit is {limits.file_bytes:,}; split the document"
        )
    return Source(path, path.read_bytes(), limits)


def read_source(source: Source) -> RawDocument:
    """Read a document that is in memory; raises ReadError as `read` does."""
    if not source.data:
        raise source.fail(Reason.EMPTY, "the file has no bytes; check that it was copied in full")
    document = _format_of(source).read(source)
    if not any(block.text.strip() or any(block.cells) for block in document.blocks):
        raise source.fail(Reason.EMPTY, "no text was found in it")
    blocks = headings.promote(furniture.mark(document.blocks))
    return metadata.complete(replace(document, blocks=furniture.mark_around_title(blocks)))


def _format_of(source: Source) -> Format:
    known = next((format for format in FORMATS if format.is_one(source.data)), None)
    if known is not None:
        return known
    if source.data.startswith(_OLE):
        raise _ole_error(source)
    suffix = source.path.suffix.lower()
    named = next((format for format in FORMATS if suffix in format.suffixes), None)
    if named is None:
        kind = suffix or "a file without an ending"
        raise source.fail(Reason.UNSUPPORTED, f"no reader for {kind}; convert it to one of {', '.join(SUFFIXES)}")
    return named


def _ole_error(source: Source) -> ReadError:
    """For the container of old Office files, which also holds the new ones when they have a password (MS-OFFCRYPTO)."""
    if _ENCRYPTED_PACKAGE in source.data:
        return source.fail(Reason.ENCRYPTED, "it opens with a password only; save a copy without one")
    return source.fail(Reason.UNSUPPORTED, "a file of an old Office version; save it as DOCX, PPTX or PDF")
