"""The file NAME.meta.toml beside a document in, its statements about that document out; they override what the document says."""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath, PurePosixPath

from graph.dates.values import Date
from graph.documents import Document
from graph.readers.source import ReadError, Reason

SUFFIX = ".meta.toml"
_TEXT_KEYS = ("title", "publisher", "source", "language")
MAX_BYTES = 100_000


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
    paths = (document.with_name(name) for name in sidecar_names(document.name))
    return next((path for path in paths if path.is_file()), None)


def sidecar_names(name: str) -> tuple[str, str]:
    """The names that the sidecar of a document of that name can have; the first one counts."""
    return name + SUFFIX, PurePosixPath(name).stem + SUFFIX


def is_sidecar(path: PurePath) -> bool:
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
    with path.open("rb") as file:
        return parse_sidecar(path, file.read(MAX_BYTES + 1))


def parse_sidecar(path: Path, content: bytes) -> Sidecar:
    """What the bytes of a sidecar say; raises ReadError as `read_sidecar` does."""
    if len(content) > MAX_BYTES:
        raise ReadError(path, Reason.TOO_LARGE, "a sidecar holds a few lines of metadata; keep text in the document")
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
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
