"""The file NAME.meta.toml beside a document in, its statements about that document out; they override what the document says."""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graph.dates.values import Date
from graph.documents import Document
from graph.readers.source import ReadError, Reason

SUFFIX = ".meta.toml"
_TEXT_KEYS = ("title", "publisher", "source", "language")
_MAX_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Metadata of a document, given by hand; None where the sidecar says nothing."""

    title: str | None = None
    publisher: str | None = None
    issued: Date | None = None
    source: str | None = None
    language: str | None = None

    def apply(self, document: Document) -> Document:
        """The document with what the sidecar states."""
        return replace(
            document,
            title=self.title or document.title,
            publisher=self.publisher or document.publisher,
            issued=self.issued or document.issued,
            source=self.source or document.source,
            language=self.language or document.language,
        )


def sidecar_path(document: Path) -> Path | None:
    """The sidecar of a document: `paper.pdf.meta.toml`, or `paper.meta.toml`; None where there is neither."""
    paths = (document.with_name(document.name + SUFFIX), document.with_name(document.stem + SUFFIX))
    return next((path for path in paths if path.is_file()), None)


def is_sidecar(path: Path) -> bool:
    """Is the file a sidecar, not a document?"""
    return path.name.endswith(SUFFIX)


def read_sidecar(document: Path) -> Sidecar:
    """The sidecar of a document, one without statements where there is none.

    Raises:
        ReadError: the sidecar is no TOML, has a key that is not known, or a value that does not fit.
    """
    path = sidecar_path(document)
    if path is None:
        return Sidecar()
    if path.stat().st_size > _MAX_BYTES:
        raise ReadError(path, Reason.TOO_LARGE, "a sidecar holds a few lines of metadata; keep text in the document")
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(path, Reason.BROKEN, f"not valid TOML ({error}); correct it or take it away") from error
    return _parse(path, table)


def _parse(path: Path, table: dict[str, object]) -> Sidecar:
    unknown = sorted(table.keys() - {*_TEXT_KEYS, "issued"})
    if unknown:
        raise ReadError(
            path, Reason.BROKEN, f"unknown key {unknown[0]!r}; known are {', '.join((*_TEXT_KEYS, 'issued'))}"
        )
    texts: dict[str, str] = {}
    for key in _TEXT_KEYS:
        value = table.get(key, "")
        if not isinstance(value, str):
            raise ReadError(path, Reason.BROKEN, f"{key} must be a text in quotation marks")
        texts[key] = re.sub(r"\s+", " ", value).strip()
    return Sidecar(issued=_issued(path, table.get("issued")), **{key: text for key, text in texts.items() if text})


def _issued(path: Path, value: object) -> Date | None:
    """A TOML date, or a text such as "2024-09" or "2024"."""
    if value is None:
        return None
    lexical = value.isoformat()[:10] if isinstance(value, date) else value
    try:
        return Date.parse(str(lexical))
    except ValueError as error:
        raise ReadError(
            path, Reason.BROKEN, f"issued = {value!r} is no date; write 2024-09-05, 2024-09 or 2024"
        ) from error
