"""PDFs made by minipdf: what the layout of a page is read as."""

from pathlib import Path

import pytest
from minipdf import Text, pdf

from graph.documents import BlockKind, RawBlock
from graph.readers import Limits, ReadError, Reason
from graph.readers.formats import read_source
from graph.readers.source import Source

SENTENCE = "The Lagoon Institute and the Ministry of Tides signed a joint declaration on"


def blocks(*pages: list[Text]) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in raw(*pages)]


def raw(*pages: list[Text]) -> tuple[RawBlock, ...]:
    return read_source(Source(Path("a.pdf"), pdf(pages))).blocks


def paragraph(top: float, *lines: str, left: float = 60, size: float = 10) -> list[Text]:
    return [(left, top - 13 * i, size, line) for i, line in enumerate(lines)]


def test_lines_of_a_paragraph_are_joined() -> None:
    page = paragraph(
        700, SENTENCE, "tidal research. The declaration covers ocean altimetry and the training of", "analysts."
    )
    assert blocks(page) == [
        (
            BlockKind.PARAGRAPH,
            f"{SENTENCE} tidal research. The declaration covers ocean altimetry and the training of analysts.",
        )
    ]


def test_gap_separates_paragraphs() -> None:
    page = paragraph(700, SENTENCE, "tidal research.") + paragraph(
        655, "It was the first of its kind. Others may follow in the", "coming year."
    )
    assert len(blocks(page)) == 2


def test_word_broken_by_a_hyphen_is_whole_again() -> None:
    page = paragraph(
        700,
        "The two sides spoke about the cooperation of all their space insti-",
        "tutions and about joint long-",
        "term plans for small and long-term work.",
    )
    text = blocks(page)[0][1]
    assert "space institutions" in text
    assert "long-term plans" in text


def test_larger_text_is_title_and_heading() -> None:
    page: list[Text] = [(60, 760, 22, "Annual report of the institute"), (60, 700, 14, "Partners")]
    page += paragraph(670, SENTENCE, "tidal research.")
    assert blocks(page)[:2] == [(BlockKind.TITLE, "Annual report of the institute"), (BlockKind.HEADING, "Partners")]


def test_bullets_become_items_with_levels() -> None:
    page: list[Text] = [
        (60, 700, 10, "•"),
        (75, 700, 10, "Two members"),
        (80, 680, 10, "–"),
        (95, 680, 10, "Full members: Samoa, Tonga"),
    ]
    page += [(60, 660, 10, "•"), (75, 660, 10, "One observer")]
    assert [(block.kind, block.level, block.text) for block in raw(page)] == [
        (BlockKind.ITEM, 1, "Two members"),
        (BlockKind.ITEM, 2, "Full members: Samoa, Tonga"),
        (BlockKind.ITEM, 1, "One observer"),
    ]


def test_columns_that_line_up_are_a_table() -> None:
    rows = [
        ("State", "Role", "Since"),
        ("Samoa", "Founding member", "2001"),
        ("Tonga", "Full member", "2003"),
        ("Fiji", "", "2010"),
    ]
    page: list[Text] = [
        (left, 700 - 18 * i, 10, cell)
        for i, row in enumerate(rows)
        for left, cell in zip((60, 200, 400), row, strict=True)
        if cell
    ]
    cells = [(block.cells, block.header) for block in raw(page)]
    assert cells[0] == (("State", "Role", "Since"), ())
    assert cells[3] == (("Fiji", "", "2010"), ("State", "Role", "Since"))


def test_second_column_is_read_after_the_first() -> None:
    left = paragraph(
        700, "The council meets twice in every", "year. Its seat is in the harbour of", "the old town, which the"
    )
    right = paragraph(700, "city gave to it in the spring of that", "year. It has nine members.", left=330)
    assert [text for _, text in blocks(left + right)] == [
        "The council meets twice in every year. Its seat is in the harbour of the old town, which the city gave to it in the spring of "
        "that year. It has nine members."
    ]


def test_paragraph_goes_on_over_the_page() -> None:
    first = [
        *paragraph(700, SENTENCE, "tidal research, in the presence of the two ministers and of the heads of the"),
        (280, 30, 8, "1"),
    ]
    second = [*paragraph(760, "two agencies."), (280, 30, 8, "2")]
    assert (
        BlockKind.PARAGRAPH,
        f"{SENTENCE} tidal research, in the presence of the two ministers and of the heads of the two agencies.",
    ) in blocks(first, second)


def test_running_heads_and_page_numbers_are_furniture() -> None:
    pages = [
        [
            (60, 815, 8, "Lagoon Institute, Annual Report"),
            *paragraph(700, f"{SENTENCE} page {i}."),
            (290, 25, 8, f"Page {i} of 4"),
        ]
        for i in range(1, 5)
    ]
    kinds = {text: kind for kind, text in blocks(*pages)}
    assert kinds["Lagoon Institute, Annual Report"] is BlockKind.FURNITURE
    assert kinds["Page 3 of 4"] is BlockKind.FURNITURE
    assert kinds[f"{SENTENCE} page 2."] is BlockKind.PARAGRAPH


def test_raised_note_number_is_dropped() -> None:
    page: list[Text] = [(60, 700, 10, "The Convention"), (129.5, 704, 6, "12"), (139, 700, 10, "entered into force.")]
    assert blocks(page)[0][1] == "The Convention entered into force."


def test_blocks_know_their_page() -> None:
    assert [block.page for block in raw(paragraph(700, "One."), paragraph(700, "Two."))] == [1, 2]


def test_title_property_is_used_and_file_names_are_not() -> None:
    page = [paragraph(700, f"{SENTENCE} tides.")]
    assert read_source(Source(Path("a.pdf"), pdf(page, title="Report of the year"))).title == "Report of the year"
    assert read_source(Source(Path("a.pdf"), pdf(page, title="Microsoft Word - draft.docx"))).title is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([paragraph(700, "Secret.")], encrypted=True), Reason.ENCRYPTED),
        (pdf([[]]), Reason.EMPTY),
        (b"%PDF-1.7\nnothing more", Reason.BROKEN),
        (pdf([paragraph(700, "Cut off.")])[:300], Reason.BROKEN),
    ],
)
def test_unreadable_pdf_is_reported(data: bytes, reason: Reason) -> None:
    with pytest.raises(ReadError) as caught:
        read_source(Source(Path("a.pdf"), data))
    assert caught.value.reason is reason


def test_too_many_pages_are_refused() -> None:
    data = pdf([paragraph(700, "One."), paragraph(700, "Two.")])
    with pytest.raises(ReadError, match="2 pages, the limit is 1"):
        read_source(Source(Path("a.pdf"), data, Limits(pages=1)))


def test_too_much_text_is_refused() -> None:
    with pytest.raises(ReadError, match="too large"):
        read_source(Source(Path("a.pdf"), pdf([paragraph(700, SENTENCE)]), Limits(characters=20)))
