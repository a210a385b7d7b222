"""PPTX in, blocks with their slide numbers out: titles, bullets with their levels, tables, diagrams, speakers' notes."""

from collections.abc import Iterable, Iterator
from io import BytesIO

import pptx as python_pptx
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide

from graph.documents import BlockKind, RawBlock, RawDocument
from graph.readers import lines as wrapping
from graph.readers import marks
from graph.readers.metadata import sensible_title
from graph.readers.ooxml import DAMAGE, A, check_package, header_of
from graph.readers.source import Reason, Source
from graph.readers.tables import row_blocks

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_EDGES = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER)
_BULLETED = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY, PP_PLACEHOLDER.VERTICAL_OBJECT)
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAX_GROUPS = 10


def read(source: Source) -> RawDocument:
    """Blocks of a presentation, hidden slides left out."""
    check_package(source)
    try:
        presentation = python_pptx.Presentation(BytesIO(source.data))
        slides = list(presentation.slides)
        if len(slides) > source.limits.pages:
            raise source.fail(
                Reason.TOO_LARGE,
                f"{len(slides):,} slides, the limit is {source.limits.pages:,}; split the presentation",
            )
        blocks = [block for number, slide in enumerate(slides, start=1) for block in _slide(slide, number)]
        title = sensible_title(presentation.core_properties.title)
    except DAMAGE as error:
        raise source.fail(
            Reason.BROKEN, f"not a readable presentation ({error}); save it again in PowerPoint"
        ) from error
    source.check_length(sum(len(block.text) + sum(map(len, block.cells)) for block in blocks))
    return RawDocument(tuple(blocks), title=title)


def _slide(slide: Slide, number: int) -> Iterator[RawBlock]:
    if slide.element.get("show") == "0":
        return
    shapes = sorted(
        _shapes(slide.shapes, 0), key=lambda shape: (not _is(shape, _TITLES), shape.top or 0, shape.left or 0)
    )
    for shape in shapes:
        yield from _shape(shape, number)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            yield RawBlock(BlockKind.NOTE, " ".join(_text(paragraph._p).split()), page=number)


def _shapes(shapes: Iterable[BaseShape], depth: int) -> Iterator[BaseShape]:
    """All shapes, those of groups too."""
    for shape in shapes:
        if isinstance(shape, GroupShape):
            if depth < _MAX_GROUPS:
                yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _is(shape: BaseShape, kinds: tuple[PP_PLACEHOLDER, ...]) -> bool:
    return bool(shape.is_placeholder) and shape.placeholder_format.type in kinds


def _shape(shape: BaseShape, number: int) -> Iterator[RawBlock]:
    if isinstance(shape, GraphicFrame) and shape.has_table:
        yield from _table(shape, number)
    elif isinstance(shape, Shape):
        yield from _frame(shape, number)
    else:
        yield from (RawBlock(BlockKind.ITEM, text, 1, page=number) for text in _diagram(shape))


def _frame(shape: Shape, number: int) -> Iterator[RawBlock]:
    paragraphs = [paragraph._p for paragraph in shape.text_frame.paragraphs if _text(paragraph._p).strip()]
    if _is(shape, _TITLES):
        yield RawBlock(BlockKind.HEADING, " ".join(" ".join(map(_text, paragraphs)).split()), 1, page=number)
    elif _is(shape, _EDGES):
        yield from (
            RawBlock(BlockKind.FURNITURE, " ".join(_text(paragraph).split()), page=number) for paragraph in paragraphs
        )
    else:
        bulleted = _is(shape, _BULLETED)
        run: list[str] = []
        for paragraph in paragraphs:
            text = _text(paragraph)
            marker = marks.list_marker(text.replace("\n", " "))
            if marker or _has_bullet(paragraph, bulleted):
                yield from _paragraphs(run, number)
                run = []
                yield RawBlock(
                    BlockKind.ITEM, " ".join((marker.rest if marker else text).split()), _level(paragraph), page=number
                )
            else:
                run += [line for line in text.split("\n") if line.strip()]
        yield from _paragraphs(run, number)


def _paragraphs(run: list[str], number: int) -> Iterator[RawBlock]:
    """Lines of a text box: joined where wrapped by hand."""
    yield from (RawBlock(BlockKind.PARAGRAPH, line, page=number) for line in wrapping.join(run, 0))


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph, fields in, line breaks as newlines."""
    return "".join("\n" if node.tag == f"{A}br" else node.text or "" for node in paragraph.iter(f"{A}t", f"{A}br"))


def _level(paragraph: etree._Element) -> int:
    properties = paragraph.find(f"{A}pPr")
    level = properties.get("lvl", "0") if properties is not None else "0"
    return int(level) + 1 if level in "012345678" else 1


def _has_bullet(paragraph: etree._Element, by_default: bool) -> bool:
    """A bullet of its own, or the one of its placeholder; buNone takes it away."""
    properties = paragraph.find(f"{A}pPr")
    if properties is None:
        return by_default
    if properties.find(f"{A}buNone") is not None:
        return False
    return by_default or any(properties.find(f"{A}{name}") is not None for name in ("buChar", "buAutoNum", "buBlip"))


def _table(shape: GraphicFrame, number: int) -> Iterator[RawBlock]:
    table = shape.table
    rows = [tuple("" if cell.is_spanned else " ".join(cell.text.split()) for cell in row.cells) for row in table.rows]
    header = header_of(rows, bool(table.first_row), False, False)
    yield from row_blocks(header, rows[1:] if header else rows, number)


def _diagram(shape: BaseShape) -> Iterator[str]:
    """The texts of a SmartArt diagram, which stand in a part of their own."""
    for relations in shape.element.iter(f"{_DIAGRAM}relIds"):
        part = shape.part.related_part(relations.get(f"{_RELATIONSHIP}dm"))
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for point in root.iter(f"{_DIAGRAM}pt"):
            text = " ".join(" ".join(_text(paragraph) for paragraph in point.iter(f"{A}p")).split())
            if text:
                yield text
