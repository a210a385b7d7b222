"""A path in, a RawDocument out: which reader a file goes to, told by its content first, then by its ending.

To add a format: write graph/readers/NAME.py with `read(source: Source) -> RawDocument`, and add one line to FORMATS. A reader is loaded
when the first file of its format is met: some of the libraries behind them take longer to load than a document to read.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from pathlib import Path

from graph.documents import RawDocument
from graph.readers import furniture, headings, metadata
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
    """A format: the module of its reader, the endings of its files, and how a file of it is known by its content (never, for text)."""

    name: str
    reader: str
    suffixes: tuple[str, ...]
    is_one: Callable[[bytes], bool] = lambda _: False

    def read(self, source: Source) -> RawDocument:
        """The document; raises ReadError where the file is none of this format."""
        document: RawDocument = import_module(f"graph.readers.{self.reader}").read(source)
        return document


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


def _is_pdf(data: bytes) -> bool:
    """The header may stand within the first kilobyte (ISO 32000, annex H)."""
    return b"%PDF-" in data[:1024]


def _is_html(data: bytes) -> bool:
    return _HTML.match(data[:_HEAD].removeprefix(b"\xef\xbb\xbf")) is not None


FORMATS = (
    Format("PDF", "pdf", (".pdf",), _is_pdf),
    Format("Word", "docx", (".docx", ".docm"), _has_part("word/document.xml")),
    Format("PowerPoint", "pptx", (".pptx", ".ppsx", ".pptm"), _has_part("ppt/presentation.xml")),
    Format("HTML", "html", (".html", ".htm", ".xhtml"), _is_html),
    Format("Markdown", "markdown", (".md", ".markdown", ".mkd")),
    Format("plain text", "plain", (".txt", ".text", ".asc")),
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
    check_size(path, path.stat().st_size, limits)
    return Source(path, path.read_bytes(), limits)


def check_size(path: Path, size: int, limits: Limits) -> None:
    """Raise ReadError for a file of too many bytes."""
    if size > limits.file_bytes:
        advice = f"{size:,} bytes, the limit is {limits.file_bytes:,}; split the document"
        raise ReadError(path, Reason.TOO_LARGE, advice)


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
