"""The texts of office.toml in, the sample DOCX, PPTX and PDF files out; same texts and library versions, same bytes.

Run `python graph/samples/make_office_files.py` after a change of the texts, and commit what it writes. The files are
stored, not compressed, so that their bytes do not depend on the compression library of the machine.
"""

import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from pptx import Presentation
from pptx.util import Inches
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

FOLDER: Final = Path(__file__).parent
_REPORTLAB_STAMP: Final = b"D:20000101000000"
_ZIP_STAMP: Final = (2024, 1, 1, 0, 0, 0)
_TITLE_AND_CONTENT: Final = 1
_TITLE_ONLY: Final = 5

Block = dict[str, Any]
"""One of {"h": text}, {"p": text}, {"ul": [text, …]}, {"table": [[cell, …], …]}."""


@dataclass(frozen=True, slots=True)
class OfficeText:
    """A document to be made: the file's name, its metadata and its blocks."""

    name: str
    title: str
    publisher: str
    issued: date
    blocks: tuple[Block, ...]


def office_texts() -> Iterator[OfficeText]:
    """The documents of office.toml."""
    for entry in tomllib.loads((FOLDER / "office.toml").read_text("utf-8"))["file"]:
        yield OfficeText(entry["name"], entry["title"], entry["publisher"], entry["issued"], tuple(entry["blocks"]))


def render(text: OfficeText) -> bytes:
    """The file's bytes, in the format that its name ends in; raises KeyError for another one."""
    return _WRITERS[Path(text.name).suffix](text)


def _docx(text: OfficeText) -> bytes:
    document = Document()
    _drop_unused_styles(document)
    _describe(document.core_properties, text)
    document.add_heading(text.title, 0)
    for block in text.blocks:
        _add_to_docx(document, block)
    return _saved(document)


def _drop_unused_styles(document: Any) -> None:
    """Leaves out the table styles and the copy of all styles that the template of python-docx brings (800 kB)."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.drop_rel(key)


def _add_to_docx(document: Any, block: Block) -> None:
    if "h" in block:
        document.add_heading(block["h"], 1)
    elif "p" in block:
        document.add_paragraph(block["p"])
    elif "ul" in block:
        for item in block["ul"]:
            document.add_paragraph(item, style="List Bullet")
    else:
        rows = block["table"]
        table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words


def _pptx(text: OfficeText) -> bytes:
    deck = Presentation()
    _describe(deck.core_properties, text)
    for heading, blocks in _slides(text.blocks):
        _add_slide(deck, heading, blocks)
    return _saved(deck)


def _slides(blocks: tuple[Block, ...]) -> Iterator[tuple[str, list[Block]]]:
    starts = [i for i, block in enumerate(blocks) if "h" in block]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        yield blocks[start]["h"], list(blocks[start + 1 : end])


def _add_slide(deck: Any, heading: str, blocks: list[Block]) -> None:
    table = next((block["table"] for block in blocks if "table" in block), None)
    lines = [line for block in blocks for line in block.get("ul", [block["p"]] if "p" in block else [])]
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY if table else _TITLE_AND_CONTENT])
    slide.shapes.title.text = heading
    if table:
        _add_table(slide, table)
        frame = slide.shapes.add_textbox(Inches(0.5), Inches(5), Inches(9), Inches(2)).text_frame
    else:
        frame = slide.placeholders[1].text_frame
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = line


def _add_table(slide: Any, rows: list[list[str]]) -> None:
    table = slide.shapes.add_table(len(rows), len(rows[0]), Inches(0.5), Inches(1.5), Inches(9), Inches(3)).table
    for number, cells in enumerate(rows):
        for column, words in enumerate(cells):
            table.cell(number, column).text = words


def _pdf(text: OfficeText) -> bytes:
    out = BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=A4, title=text.title, author=text.publisher, pageCompression=0, invariant=1
    )
    styles = getSampleStyleSheet()
    story: list[Flowable] = [Paragraph(escape(text.title), styles["Title"])]
    story += [flowable for block in text.blocks for flowable in _flowables(block, styles)]
    template.build(story, onFirstPage=_number_page, onLaterPages=_number_page)
    return out.getvalue().replace(_REPORTLAB_STAMP, f"D:{text.issued:%Y%m%d}000000".encode())


def _flowables(block: Block, styles: Any) -> list[Flowable]:
    if "h" in block:
        return [Paragraph(escape(block["h"]), styles["Heading2"])]
    if "p" in block:
        return [Paragraph(escape(block["p"]), styles["BodyText"])]
    if "ul" in block:
        return [Paragraph(escape(item), styles["Bullet"], bulletText="–") for item in block["ul"]]
    return [Table(block["table"], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.grey)], hAlign="LEFT")]


def _number_page(canvas: Any, _template: Any) -> None:
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(A4[0] / 2, 40, f"Page {canvas.getPageNumber()}")


def _describe(properties: Any, text: OfficeText) -> None:
    properties.title, properties.author, properties.last_modified_by = text.title, text.publisher, text.publisher
    properties.created = properties.modified = properties.last_printed = datetime.combine(text.issued, time())
    properties.revision, properties.comments = 1, ""


def _saved(document: Any) -> bytes:
    """The package with fixed time stamps, its parts stored uncompressed."""
    raw, out = BytesIO(), BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for part in source.infolist():
            info = zipfile.ZipInfo(part.filename, _ZIP_STAMP)
            info.create_system = 0
            target.writestr(info, source.read(part))
    return out.getvalue()


_WRITERS: Final[dict[str, Callable[[OfficeText], bytes]]] = {".docx": _docx, ".pptx": _pptx, ".pdf": _pdf}


def main() -> None:
    """Writes the office files beside this script and names them."""
    for text in office_texts():
        (FOLDER / text.name).write_bytes(render(text))
        sys.stdout.write(f"{text.name}\n")


if __name__ == "__main__":
    main()
