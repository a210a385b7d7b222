"""DOCX in, blocks out: headings by style, lists with their levels, tables, footnotes; headers and footers of pages left out."""

import re
from collections.abc import Iterator
from io import BytesIO

import docx as python_docx
from docx.document import Document as WordDocument
from lxml import etree

from graph.documents import BlockKind, RawBlock, RawDocument
from graph.readers import lines as wrapping
from graph.readers import marks
from graph.readers.docxtables import read_table
from graph.readers.docxtext import Styles, list_level, paragraph_text
from graph.readers.metadata import sensible_title
from graph.readers.ooxml import DAMAGE, W, check_package, descendants
from graph.readers.source import Reason, Source
from graph.readers.tables import row_blocks

_NOTE_PARTS = re.compile(r"/relationships/(?:footnotes|endnotes)$")
_TRANSPARENT = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_PARAGRAPH = f"{W}p"


def read(source: Source) -> RawDocument:
    """Blocks of a Word document."""
    check_package(source)
    try:
        document = python_docx.Document(BytesIO(source.data))
        blocks = [*_Body(document, source).blocks(), *_notes(document)]
        title = sensible_title(document.core_properties.title)
    except DAMAGE as error:
        raise source.fail(Reason.BROKEN, f"not a readable Word document ({error}); save it again in Word") from error
    source.check_length(sum(len(block.text) + sum(map(len, block.cells)) for block in blocks))
    return RawDocument(tuple(blocks), title=title)


class _Body:
    """Walks over the paragraphs and tables of a document."""

    def __init__(self, document: WordDocument, source: Source) -> None:
        self._root = document.element.body
        self._styles = Styles(document)
        self._source = source

    def blocks(self) -> Iterator[RawBlock]:
        """All blocks in reading order."""
        yield from self._of(self._root, 0)

    def _of(self, parent: etree._Element, depth: int) -> Iterator[RawBlock]:
        if depth > self._source.limits.nesting:
            return
        for child in parent:
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, depth)
            elif child.tag in _TRANSPARENT:
                yield from self._of(child, depth + 1)

    def _table(self, element: etree._Element, depth: int) -> Iterator[RawBlock]:
        table = read_table(element, self._source.limits.table_columns)
        if table is not None:
            yield from row_blocks(*table)
            return
        for cell in element.iterfind(f"{W}tr/{W}tc"):  # a table of one column frames text
            yield from self._of(cell, depth + 1)

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[RawBlock]:
        parts = [line for line in paragraph_text(element).split("\n") if line.strip()]
        style = self._styles.of(element)
        if parts and style.is_title:
            yield RawBlock(BlockKind.TITLE, " ".join(parts))
        elif parts and style.heading:
            yield RawBlock(BlockKind.HEADING, " ".join(parts), style.heading)
        elif parts and style.is_caption:
            yield RawBlock(BlockKind.CAPTION, " ".join(parts))
        elif parts:
            level = list_level(element) or style.list_level
            marker = marks.list_marker(parts[0])
            if level or (marker and len(parts) == 1):
                text = marker.rest if marker and not level else " ".join(parts)
                yield RawBlock(BlockKind.ITEM, text, level or 1)
            else:
                yield from (RawBlock(BlockKind.PARAGRAPH, line) for line in wrapping.join(parts, 0))
        for box in descendants(element, frozenset()):
            if box.tag == f"{W}txbxContent":
                yield from self._of(box, depth + 1)


def _notes(document: WordDocument) -> Iterator[RawBlock]:
    """Footnotes and endnotes."""
    for relation in document.part.rels.values():
        if relation.is_external or not _NOTE_PARTS.search(relation.reltype):
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for note in root:
            if note.get(f"{W}type") in (None, "normal"):
                text = " ".join(paragraph_text(paragraph) for paragraph in note.iter(_PARAGRAPH))
                if text.strip():
                    yield RawBlock(BlockKind.NOTE, " ".join(text.split()))
