"""What readers and the text stage agree on: raw blocks in, one normalised text with blocks that are slices of it out."""

from dataclasses import dataclass, field
from enum import StrEnum

from graph.dates.values import Date


class BlockKind(StrEnum):
    """What a block of a document is. Furniture (navigation, headline lists, contact lines, footers) yields no facts."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CAPTION = "caption"
    NOTE = "note"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block as a reader found it, text not yet normalised.

    `level` is the depth of a heading (1 to 6) or list item (1 for the outermost). A table row has `cells`, and `header` is the cells of its
    table's header row (empty where the table has none); its `text` is left empty. The header row is a block of its own (kind ROW,
    header ()).
    `page` is the page or slide number, from 1, where the format has pages.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as read: its blocks in reading order, and what the file itself says of its title, publisher and date of issue."""

    blocks: tuple[RawBlock, ...]
    title: str | None = None
    publisher: str | None = None
    issued: Date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of a document's normalised text: character offsets, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the normalised text. `cells` and `header` (table rows) are spans of the same text."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    cells: tuple[Span, ...] = ()
    header: tuple[Span, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready for extraction.

    `name` is the file's name with its ending (dcterms:identifier), `id` the local part of its IRI (`document-…`, from name and content),
    `sha256` the hash of the file's bytes, `text` the one normalised string that every offset refers to.
    """

    name: str
    id: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    publisher: str | None = None
    issued: Date | None = None
    language: str | None = None
    source: str | None = None
    """Where the document was published (a URL from its metadata), where known."""
    warnings: tuple[str, ...] = field(default=())

    def slice(self, span: Span) -> str:
        """The text that a span covers."""
        return self.text[span.start : span.end]
