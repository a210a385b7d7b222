"""DOCX and PPTX files, made here with python-docx and python-pptx."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.util import Inches

from graph.documents import BlockKind, RawDocument
from graph.readers import Limits, ReadError, Reason
from graph.readers.formats import read_source
from graph.readers.source import Source


def word(fill: Callable[[docx.document.Document], object], limits: Limits | None = None) -> RawDocument:
    document, buffer = docx.Document(), BytesIO()
    fill(document)
    document.save(buffer)
    return read_source(Source(Path("a.docx"), buffer.getvalue(), limits or Limits()))


def slides(fill: Callable[[pptx.presentation.Presentation], object]) -> RawDocument:
    presentation, buffer = pptx.Presentation(), BytesIO()
    fill(presentation)
    presentation.save(buffer)
    return read_source(Source(Path("a.pptx"), buffer.getvalue()))


def test_word_styles_become_kinds() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_heading("Report of the council", 0)
        document.add_heading("Members", 1)
        document.add_paragraph("The council has two members.")
        document.add_paragraph("Samoa", style="List Bullet")
        document.add_paragraph("since 2001", style="List Bullet 2")
        document.add_paragraph("Ministers in Suva", style="Caption")

    assert [(block.kind, block.level, block.text) for block in word(fill).blocks] == [
        (BlockKind.TITLE, 0, "Report of the council"),
        (BlockKind.HEADING, 1, "Members"),
        (BlockKind.PARAGRAPH, 0, "The council has two members."),
        (BlockKind.ITEM, 1, "Samoa"),
        (BlockKind.ITEM, 2, "since 2001"),
        (BlockKind.CAPTION, 0, "Ministers in Suva"),
    ]


def test_word_table_with_merged_cells() -> None:
    def fill(document: docx.document.Document) -> None:
        table = document.add_table(rows=3, cols=3)
        for row, texts in zip(
            table.rows, [("State", "Role", "Since"), ("Samoa", "Member", "2001"), ("", "Chair", "2003")], strict=True
        ):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(1, 0).merge(table.cell(2, 0))

    assert [(block.cells, block.header) for block in word(fill).blocks] == [
        (("State", "Role", "Since"), ()),
        (("Samoa", "Member", "2001"), ("State", "Role", "Since")),
        (("Samoa", "Chair", "2003"), ("State", "Role", "Since")),
    ]


def test_word_fact_sheet_has_no_header() -> None:
    def fill(document: docx.document.Document) -> None:
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Launch", "14 April 2026"
        table.cell(1, 0).text, table.cell(1, 1).text = "Site", "Suva"

    assert [block.header for block in word(fill).blocks] == [(), ()]


def test_word_insertions_are_read_and_deletions_are_not() -> None:
    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("Samoa ")
        names = nsdecls("w")
        paragraph._p.append(parse_xml(f"<w:ins {names}><w:r><w:t>has joined</w:t></w:r></w:ins>"))
        paragraph._p.append(parse_xml(f"<w:del {names}><w:r><w:delText>has left</w:delText></w:r></w:del>"))

    assert word(fill).blocks[0].text == "Samoa has joined"


def test_word_text_in_content_controls_and_one_column_tables_is_read() -> None:
    def fill(document: docx.document.Document) -> None:
        names = nsdecls("w")
        document.element.body.insert(
            0,
            parse_xml(
                f"<w:sdt {names}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            ),
        )
        document.add_table(rows=1, cols=1).cell(0, 0).text = "In a frame."

    assert [block.text for block in word(fill).blocks] == ["In a control.", "In a frame."]


def test_slides_have_titles_items_levels_and_numbers() -> None:
    def fill(presentation: pptx.presentation.Presentation) -> None:
        first = presentation.slides.add_slide(presentation.slide_layouts[0])
        first.shapes.title.text = "Initiatives of the council"
        first.placeholders[1].text = "Ms. Ada Quill\nSecretary-General\nTidal Council (TC)"
        second = presentation.slides.add_slide(presentation.slide_layouts[1])
        second.shapes.title.text = "About the council"
        second.placeholders[1].text = "Two members"
        inner = second.placeholders[1].text_frame.add_paragraph()
        inner.text, inner.level = "Full members: Samoa, Tonga", 1
        second.notes_slide.notes_text_frame.text = "Say that it meets twice a year."

    assert [(block.kind, block.level, block.page, block.text) for block in slides(fill).blocks] == [
        (BlockKind.TITLE, 0, 1, "Initiatives of the council"),
        (BlockKind.PARAGRAPH, 0, 1, "Ms. Ada Quill, Secretary-General, Tidal Council (TC)"),
        (BlockKind.HEADING, 1, 2, "About the council"),
        (BlockKind.ITEM, 1, 2, "Two members"),
        (BlockKind.ITEM, 2, 2, "Full members: Samoa, Tonga"),
        (BlockKind.NOTE, 0, 2, "Say that it meets twice a year."),
    ]


def test_slide_table_and_text_box() -> None:
    def fill(presentation: pptx.presentation.Presentation) -> None:
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = "Parties to the charter"
        table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(5), Inches(1)).table
        for cell, text in zip(table.iter_cells(), ("State", "Role", "Samoa", "Member"), strict=True):
            cell.text = text
        box = slide.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1))
        box.text_frame.text = "raising awareness of\ntidal research"

    blocks = slides(fill).blocks
    assert [(block.cells, block.header) for block in blocks[1:3]] == [
        (("State", "Role"), ()),
        (("Samoa", "Member"), ("State", "Role")),
    ]
    assert blocks[3].text == "raising awareness of tidal research"


def test_hidden_slide_is_left_out() -> None:
    def fill(presentation: pptx.presentation.Presentation) -> None:
        for name in ("Shown to all who come", "Hidden from all who come"):
            slide = presentation.slides.add_slide(presentation.slide_layouts[5])
            slide.shapes.title.text = name
        slide.element.set("show", "0")

    assert [block.text for block in slides(fill).blocks] == ["Shown to all who come"]


def archive(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


def reason(name: str, data: bytes, limits: Limits | None = None) -> Reason:
    with pytest.raises(ReadError) as caught:
        read_source(Source(Path(name), data, limits or Limits()))
    return caught.value.reason


@pytest.mark.parametrize(("name", "part"), [("a.docx", "word/document.xml"), ("a.pptx", "ppt/presentation.xml")])
class TestHostilePackages:
    def test_package_that_is_not_one_is_broken(self, name: str, part: str) -> None:
        assert reason(name, b"PK\x03\x04 and no more") is Reason.BROKEN

    def test_package_without_its_relations_is_broken(self, name: str, part: str) -> None:
        assert reason(name, archive({part: b"<x/>"})) is Reason.BROKEN

    def test_decompression_bomb_is_not_unpacked(self, name: str, part: str) -> None:
        assert reason(name, archive({part: b"<x>" + b" " * 5_000_000 + b"</x>"})) is Reason.TOO_LARGE

    def test_too_many_bytes_in_all_are_not_unpacked(self, name: str, part: str) -> None:
        assert (
            reason(name, archive({part: b"<x/>", "media/a": b"0" * 2000}), Limits(unpacked_bytes=1000))
            is Reason.TOO_LARGE
        )

    def test_password_is_named(self, name: str, part: str) -> None:
        data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
        assert reason(name, data) is Reason.ENCRYPTED


def test_entities_in_a_word_document_are_not_expanded() -> None:
    buffer = BytesIO()
    document = docx.Document()
    document.add_paragraph("MARK")
    document.add_paragraph("More text.")
    document.save(buffer)
    with zipfile.ZipFile(buffer) as original:
        parts = {name: original.read(name) for name in original.namelist()}
    lol = b'<!DOCTYPE x [<!ENTITY a "' + b"boom " * 100 + b'"><!ENTITY b "' + b"&a;" * 100 + b'">]>'
    body = parts["word/document.xml"].replace(b"<w:document", lol + b"<w:document", 1).replace(b"MARK", b"&b;")
    parts["word/document.xml"] = body
    read = read_source(Source(Path("a.docx"), archive(parts)))
    assert [block.text for block in read.blocks] == ["More text."]


def test_word_document_with_too_much_text_is_refused() -> None:
    with pytest.raises(ReadError, match="too large"):
        word(lambda document: document.add_paragraph("a " * 200), Limits(characters=100))
