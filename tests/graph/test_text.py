"""The one normalised text of a document and its blocks."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.documents import Block, BlockKind, Document, RawBlock, RawDocument
from graph.text import assemble, load, normalise

SHA = "ab" * 32


def made(*blocks: RawBlock, name: str = "a.txt") -> Document:
    return assemble(name, SHA, RawDocument(blocks))


def content(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Tu\u0308rkiye", "Türkiye"),
        ("of\ufb01ce e\ufb00ect", "office effect"),
        ("coop\u00aderation", "cooperation"),
        ("5\u00a0million\u202fkm", "5 million km"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\x00b\x07c", "a b c"),
        ("two  \t\r\n lines\u2028end", "two lines end"),
        ("“quoted” and ’s", "“quoted” and ’s"),
        ("Chang\u2010e\u20116", "Chang-e-6"),
        ("\u202bright\u202c to left", "right to left"),
        ("m² 10⁶ ½", "m² 10⁶ ½"),
    ],
)
def test_normalise(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(
    st.lists(
        st.builds(
            RawBlock,
            st.sampled_from(BlockKind),
            st.text(max_size=30),
            cells=st.lists(st.text(max_size=8), max_size=4).map(tuple),
        )
    )
)
def test_blocks_are_ordered_slices_apart_by_a_blank_line(blocks: list[RawBlock]) -> None:
    document = made(*blocks)
    assert "\n\n".join(content(document, block) for block in document.blocks) == document.text


def test_row_is_cells_joined_by_bars_with_their_spans() -> None:
    document = made(RawBlock(BlockKind.ROW, cells=("Samoa", " Full  member ", "2001")))
    row = document.blocks[0]
    assert document.text == "Samoa | Full member | 2001"
    assert [document.slice(cell) for cell in row.cells] == ["Samoa", "Full member", "2001"]


@pytest.mark.parametrize(
    ("cells", "text"),
    [(("A", "", "C"), "A | | C"), (("", "B"), "B"), (("A", "", ""), "A"), (("A | B", ""), "A | B")],
)
def test_empty_cells_have_empty_spans(cells: tuple[str, ...], text: str) -> None:
    document = made(RawBlock(BlockKind.ROW, cells=cells))
    assert document.text == text
    assert [document.slice(cell) for cell in document.blocks[0].cells] == list(cells)


def test_header_cells_are_spans_of_the_header_row() -> None:
    header = ("State", "Role")
    document = made(
        RawBlock(BlockKind.ROW, cells=header), RawBlock(BlockKind.ROW, cells=("Samoa", "Member"), header=header)
    )
    head, row = document.blocks
    assert row.header == head.cells
    assert head.header == ()


def test_identifier_is_from_name_and_content() -> None:
    assert made(name="Übersicht der Mitglieder.PDF").id == "document-ubersicht-der-mitglieder-abababab"
    assert made(name="日本.txt").id == "document-unnamed-abababab"


def test_damaged_characters_are_a_warning() -> None:
    assert made(RawBlock(BlockKind.PARAGRAPH, "T\ufffdrkiye")).warnings == ("1 characters could not be decoded",)


def test_load_reads_file_hash_and_sidecar(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Samoa joined the council in 2001.\n", "utf-8")
    (tmp_path / "note.txt.meta.toml").write_text(
        'publisher = "Lagoon Institute"\nissued = 2024-05-03\nsource = "https://example.org/note"\n'
    )
    document = load(path)
    assert document.text == "Samoa joined the council in 2001."
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (document.publisher, document.source) == ("Lagoon Institute", "https://example.org/note")
    assert document.issued is not None and document.issued.value == "2024-05-03"
