"""A raw document in, a Document out: one normalised string and blocks that are slices of it."""

import re
import unicodedata
from pathlib import Path

from graph.documents import Block, BlockKind, Document, RawBlock, RawDocument, Span
from graph.readers.formats import check_size, read_source
from graph.readers.sidecar import parse_sidecar
from graph.readers.source import Limits, Source
from graph.sentences import Sentence, sentences
from graph.sources.content import Content, fetch
from graph.sources.places import Place

__all__ = ["Sentence", "assemble", "load", "normalise", "sentences", "understand"]

_SEPARATOR = "\n\n"
_CELL_SEPARATOR = " | "
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Soft hyphen, zero-width space, word joiner, byte order mark, and the marks that set the direction of writing.
_DROPPED = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2028\u2029"
_CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
_TABLE = str.maketrans(
    {
        **_LIGATURES,
        **dict.fromkeys(_DROPPED, ""),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_CONTROLS, " "),
        "\u2010": "-",
        "\u2011": "-",
    }
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ud800-\udfff]")
_ORDINARY = re.compile(r"[\x20-\x7e\u00c0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d]*")
"""Characters that stay as they are, and stand for themselves in NFC."""
_SPACE_RUN = re.compile(r" {2,}")
_SLUG_RUN = re.compile(r"[^a-z0-9]+")
_MAX_SLUG = 60


def normalise(text: str) -> str:
    """Text on one line: NFC, ligatures spelt out, every space the plain one and single, controls and invisible characters gone.

    Curly quotation marks and dashes stay as they are; the hyphens U+2010 and U+2011 become "-".
    """
    if not _ORDINARY.fullmatch(text):
        text = _PRIVATE.sub(" ", unicodedata.normalize("NFC", text.translate(_TABLE)))
    return (_SPACE_RUN.sub(" ", text) if "  " in text else text).strip()


def assemble(name: str, sha256: str, raw: RawDocument) -> Document:
    """The document of a file named `name` whose bytes have the hash `sha256`; asserts that its blocks are ordered slices of its text."""
    builder = _Builder()
    for block in raw.blocks:
        builder.add(block)
    text = builder.text()
    damaged = text.count("\ufffd")
    document = Document(
        name=unicodedata.normalize("NFC", name),
        id=f"document-{_slug(Path(name).stem)}-{sha256[:8]}",
        sha256=sha256,
        text=text,
        blocks=tuple(builder.blocks),
        title=_optional(raw.title),
        publisher=_optional(raw.publisher),
        issued=raw.issued,
        language=raw.language,
        warnings=(f"{damaged} characters could not be decoded",) if damaged else (),
    )
    _check(document)
    return document


def load(place: Place, *, limits: Limits = Limits()) -> Document:  # noqa: B008 - immutable
    """Read a file and the sidecar beside it.

    Raises:
        ReadError: the file, or its sidecar, cannot be read; it says why and what to do.
        OSError: the file cannot be opened or fetched.
    """
    return understand(fetch(place, limits.file_bytes), limits=limits)


def understand(content: Content, *, limits: Limits = Limits()) -> Document:  # noqa: B008 - immutable
    """The document of a file that was read; raises ReadError as `load` does."""
    path, source = Path(content.source.path.name), content.source
    check_size(path, source.size, limits)
    raw = read_source(Source(path, content.data, limits))
    document = assemble(path.name, source.sha256, raw)
    return parse_sidecar(Path(content.sidecar[0]), content.sidecar[1]).apply(document) if content.sidecar else document


class _Builder:
    """Appends blocks to the text and keeps count of the offset."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._offset = 0
        self._header: tuple[tuple[str, ...], tuple[Span, ...]] = ((), ())

    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def add(self, raw: RawBlock) -> None:
        """Append a block; one without text is left out."""
        cells = tuple(normalise(cell) for cell in raw.cells)
        content, spans = _row(cells) if raw.kind is BlockKind.ROW and cells else (normalise(raw.text), ())
        if not content:
            return
        if self._pieces:
            self._append(_SEPARATOR)
        start = self._offset
        self._append(content)
        placed = tuple(Span(start + span.start, start + span.end) for span in spans)
        header = tuple(normalise(cell) for cell in raw.header)
        if placed and not header:
            self._header = (cells, placed)
        header_spans = self._header[1] if header and self._header[0] == header else ()
        self.blocks.append(Block(raw.kind, start, self._offset, raw.level, placed, header_spans, raw.page))

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._offset += len(piece)


def _row(cells: tuple[str, ...]) -> tuple[str, tuple[Span, ...]]:
    """A row as text, cells joined by " | ", and the span of each cell; an empty cell has an empty span, at the ends no separator."""
    text, spans = "", []
    for cell in cells:
        if text and cell:
            text += _CELL_SEPARATOR
        elif text:
            text += _CELL_SEPARATOR.rstrip()
        spans.append(Span(len(text), len(text) + len(cell)))
        text += cell
    kept = text.rstrip(" |") if cells and not cells[-1] else text
    return kept, tuple(Span(min(span.start, len(kept)), min(span.end, len(kept))) for span in spans)


def _slug(stem: str) -> str:
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return _SLUG_RUN.sub("-", plain)[:_MAX_SLUG].strip("-") or "unnamed"


def _optional(text: str | None) -> str | None:
    return (normalise(text) or None) if text else None


def _check(document: Document) -> None:
    """What every later stage relies on: blocks in order, apart, without space at the ends, cells inside their block."""
    end = 0
    for block in document.blocks:
        content = document.text[block.start : block.end]
        assert end <= block.start < block.end <= len(document.text), (
            f"{document.name}: block out of order at {block.start}"
        )
        assert content == content.strip() and "\n" not in content, (
            f"{document.name}: block not normalised at {block.start}"
        )
        assert all(block.start <= cell.start <= cell.end <= block.end for cell in block.cells), (
            f"{document.name}: cell outside its row"
        )
        end = block.end
