"""Plain text: wrapped lines, lists, tables and the light marks that conversions leave."""

import pytest

from graph.documents import BlockKind, RawBlock
from graph.readers.headings import promote
from graph.readers.plain import parse


def blocks(text: str) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in parse(text)]


def texts(text: str) -> list[str]:
    return [block.text for block in parse(text)]


WRAPPED = """\
The Lagoon Institute and the Ministry of Tides have signed an agreement.
It covers ocean altimetry and the training of analysts over a period of
five years. Neither side pays the other.

A second paragraph follows here, which also runs over more than one line
of the file.
"""


def test_hard_wrapped_lines_are_joined() -> None:
    assert texts(WRAPPED) == [
        "The Lagoon Institute and the Ministry of Tides have signed an agreement. It covers ocean altimetry and the training of analysts "
        "over a period of five years. Neither side pays the other.",
        "A second paragraph follows here, which also runs over more than one line of the file.",
    ]


def test_short_lines_of_a_slide_are_joined_where_they_go_on() -> None:
    assert texts(
        "*Raising awareness of\nocean research and\ninnovation*\n\n**Lagoon Institute &\nMinistry of Tides**"
    ) == [
        "Raising awareness of ocean research and innovation",
        "Lagoon Institute & Ministry of Tides",
    ]


def test_lines_that_stand_for_themselves_stay_apart() -> None:
    assert texts("For the Lagoon Institute: A. Quill\nFor the Ministry of Tides: O. Vane") == [
        "For the Lagoon Institute: A. Quill",
        "For the Ministry of Tides: O. Vane",
    ]


def test_name_block_reads_as_one_sentence() -> None:
    text = "**Presented by: Ms. Ada Quill\nSecretary-General\nLagoon Institute (LI)**"
    assert texts(text) == ["Presented by: Ms. Ada Quill, Secretary-General, Lagoon Institute (LI)"]


def test_capitals_over_two_lines_are_one() -> None:
    assert texts("AGREEMENT ON THE USE OF THE TIDES\nAND OF THE CURRENTS") == [
        "AGREEMENT ON THE USE OF THE TIDES AND OF THE CURRENTS"
    ]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Full Members:** Samoa, Tonga", "Full Members: Samoa, Tonga"),
        ("Full Members:** Samoa, Tonga", "Full Members: Samoa, Tonga"),
        ("See [the register](https://example.org/r) now.", "See the register now."),
        (
            "Write to <mailto:a@example.org> or see <https://example.org> soon.",
            "Write to a@example.org or see https://example.org soon.",
        ),
        ("Australia* and Chile* are founding members.", "Australia* and Chile* are founding members."),
        ("The file a_b_c holds 2 * 3 * 4.", "The file a_b_c holds 2 * 3 * 4."),
        ("The _Convention_ applies.", "The Convention applies."),
        ("![logo](x.png) The text.", "The text."),
    ],
)
def test_light_marks_are_stripped(marked: str, plain: str) -> None:
    assert texts(marked) == [plain]


def test_marked_heading() -> None:
    assert blocks("## **Shared *vision*** ##\n\nText.")[0] == (BlockKind.HEADING, 2, "Shared vision")


def test_list_levels_follow_indent_and_marker() -> None:
    text = "Members\n\n- 12 Members\n - Full Members: Samoa\n - Observer: Fiji\n- Partners\n\n"
    text += "1. First\n   (a) one;\n   (b) two\n2. Second\n   goes on here"
    assert [(level, item) for kind, level, item in blocks(text) if kind is BlockKind.ITEM] == [
        (1, "12 Members"),
        (2, "Full Members: Samoa"),
        (2, "Observer: Fiji"),
        (1, "Partners"),
        (2, "First"),
        (3, "one;"),
        (3, "two"),
        (2, "Second goes on here"),
    ]


@pytest.mark.parametrize("glyph", ["•", "❑", "▪", "–", "*", "\uf0b7", "- ❑"])
def test_bullet_glyphs(glyph: str) -> None:
    assert blocks(f"{glyph} Samoa has joined.") == [(BlockKind.ITEM, 1, "Samoa has joined.")]


def test_pipe_table() -> None:
    rows = parse("| State | Role |\n|---|:-:|\n| Samoa | Member |\n| Tonga | |")
    assert [(row.cells, row.header) for row in rows] == [
        (("State", "Role"), ()),
        (("Samoa", "Member"), ("State", "Role")),
        (("Tonga", ""), ("State", "Role")),
    ]


@pytest.mark.parametrize(
    ("first", "header"), [("Partner | Form | Status", True), ("Samoa | Treaty | Signed in May", False)]
)
def test_pipe_table_without_ruler_has_a_header_of_usual_headings(first: str, header: bool) -> None:
    rows = parse(f"{first}\nTonga | Memorandum | in force")
    assert bool(rows[1].header) is header


def test_table_without_header_texts_has_no_header() -> None:
    assert parse("| | |\n|---|---|\n| Launch | 2026 |") == [RawBlock(BlockKind.ROW, cells=("Launch", "2026"))]


def test_columns_under_a_ruler() -> None:
    text = "State        Signature       Ratification\n-----------------------------------------\n"
    text += "Samoa                        19 Jan 2018\nTonga         3 Jan 1980"
    assert [row.cells for row in parse(text)] == [
        ("State", "Signature", "Ratification"),
        ("Samoa", "", "19 Jan 2018"),
        ("Tonga", "3 Jan 1980", ""),
    ]


def test_aligned_keys_and_values() -> None:
    text = "Adopted:          5 May 1979\nEntry into force: 1 June 1984\nParties:          17"
    assert [row.cells for row in parse(text)] == [
        ("Adopted", "5 May 1979"),
        ("Entry into force", "1 June 1984"),
        ("Parties", "17"),
    ]


def test_form_feeds_part_pages_and_page_labels_go() -> None:
    assert [(block.page, block.text) for block in parse("NOTICE 12          Page 1\n\f\nThe second page.")] == [
        (1, "NOTICE 12"),
        (2, "The second page."),
    ]


def test_indented_line_begins_a_paragraph() -> None:
    assert texts("The title line \n The picture shows the two ministers at the table.") == [
        "The title line",
        "The picture shows the two ministers at the table.",
    ]


def test_line_that_is_only_a_link_is_furniture() -> None:
    assert blocks("[Lagoon Institute](#)")[0][0] is BlockKind.FURNITURE


@pytest.mark.parametrize(
    "unit", ["a\n", "- x\n", "| a ", "a: b  c\n", " ", "*", "[", "_a", "(", "a  b\n---\n", "x-\n", "\f", "#", "1. "]
)
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    import time

    start = time.process_time()
    parse(unit * (300_000 // len(unit)))
    assert time.process_time() - start < 5


def cells(text: str) -> list[tuple[str, ...]]:
    return [block.cells for block in parse(text) if block.kind is BlockKind.ROW]


@pytest.mark.parametrize("leader", ["........", " . . . . . ", " …… ", "______", " ---------- "])
def test_leaders_stand_between_a_key_and_its_value(leader: str) -> None:
    assert cells(f"Ruritania {leader} 1967\nSyldavia{leader}1981 (b)") == [
        ("Ruritania", "1967"),
        ("Syldavia", "1981 (b)"),
    ]


def test_a_line_below_a_value_is_a_further_value() -> None:
    text = "  Funding ......... Ruritania\n                    Tide Bank: declined\n  Platform ........ Quill BV"
    assert cells(text) == [("Funding", "Ruritania; Tide Bank: declined"), ("Platform", "Quill BV")]


def test_what_stands_in_columns_and_keys_with_values_stand_apart() -> None:
    text = "Done at Strelsau, 12 March 2019              In force: 15 January 2021\nDepositary: Government of Ruritania\nMember States: 16"
    assert texts(text) == [
        "Done at Strelsau, 12 March 2019",
        "In force: 15 January 2021",
        "Depositary: Government of Ruritania",
        "Member States: 16",
    ]


def test_lines_of_a_timeline_are_items() -> None:
    text = "2022.Jun   MoU with the Lagoon Institute\n2025.Q4    Launch\n           (was: 2024.Q3)\nMarch 2026  Review"
    assert blocks(text) == [
        (BlockKind.ITEM, 1, "2022.Jun MoU with the Lagoon Institute"),
        (BlockKind.ITEM, 1, "2025.Q4 Launch (was: 2024.Q3)"),
        (BlockKind.ITEM, 1, "March 2026 Review"),
    ]


def test_numbered_lines_alone_before_text_are_headings_and_numbers_of_paragraphs_are_left_out() -> None:
    text = (
        "1.  Attendance\n\nTwo delegations came.\n\n2.  Elections\n\n2.1 Ms Vane was elected Chair.\n\n1. One\n\n2. Two"
    )
    assert blocks(text) == [
        (BlockKind.HEADING, 2, "Attendance"),
        (BlockKind.PARAGRAPH, 0, "Two delegations came."),
        (BlockKind.HEADING, 2, "Elections"),
        (BlockKind.PARAGRAPH, 0, "Ms Vane was elected Chair."),
        (BlockKind.ITEM, 1, "One"),
        (BlockKind.ITEM, 1, "Two"),
    ]


def test_people_in_wrapped_prose_are_no_name_block_and_a_broken_double_name_keeps_its_hyphen() -> None:
    text = (
        "Officers: Prof. Ada Quill, Director General of the Lagoon Institute; Prof. Otto\n"
        "Vane, Director of the Ministry of Tides. The list is kept by Dr Mira Ash-\nPell, treaty officer, who took over the work of all "
    )
    long = "The Lagoon Institute and the Ministry of Tides have signed an agreement here.\n" * 3
    assert (
        "Prof. Otto Vane, Director of the Ministry of Tides. The list is kept by Dr Mira Ash-Pell"
        in texts(long + "\n" + text)[-1]
    )


def test_lines_whose_pieces_begin_in_the_same_columns_are_a_table() -> None:
    text = "Prime contractor    Corvid Ltd\nCustomer            Ruritania\nLift-off            3 May 2027\n                    (planned)\n"
    assert cells(text) == [
        ("Prime contractor", "Corvid Ltd"),
        ("Customer", "Ruritania"),
        ("Lift-off", "3 May 2027 (planned)"),
    ]


def test_first_such_line_is_the_header_where_it_says_what_the_columns_hold() -> None:
    text = "State        Signed   Ratified\nRuritania    2015     2016\nZubrowka     2016\n"
    blocks = [block for block in parse(text) if block.header]
    assert [block.cells for block in blocks] == [("Ruritania", "2015", "2016"), ("Zubrowka", "2016", "")]


@pytest.mark.parametrize(
    "text",
    [
        "(1) Zubrowka    ratified on 9 April.\n(2) Ruritania   acceded on 22 April.\n(3) Syldavia    signed on 5 May.\n",
        "The agencies signed the text    After the ceremony they went\non Monday and left the city.    to see the launch from there\n"
        "Nobody spoke to the newspaper.  by night, and nobody spoke.\n",
    ],
)
def test_numbered_statements_and_prose_side_by_side_are_none(text: str) -> None:
    assert cells(text) == []


DECK = """Slide 1
SPACE IN THE NORTH: BODIES AND BONDS
Ada Holm, Polar Space Union
Kiruna, 22 April 2025

Slide 2
Agreements of the Union
Signed
- Pact with the Lagoon Institute
"""


def test_lines_that_number_slides_part_pages_and_the_line_below_is_the_title_of_each() -> None:
    deck = DECK + "\nSlide 3 of 3\nWhat comes next\n- Elections\n"
    blocks = parse(deck)
    assert [(b.page, b.text) for b in blocks if b.kind is BlockKind.HEADING] == [
        (2, "Agreements of the Union"),
        (3, "What comes next"),
    ]
    assert not any(block.text.startswith("Slide") for block in blocks)
    promoted = promote(blocks)
    assert [b.text for b in promoted if b.kind is BlockKind.TITLE] == ["SPACE IN THE NORTH: BODIES AND BONDS"]
    assert [b.level for b in promoted if b.text in ("Agreements of the Union", "Signed")] == [2, 3]


def test_a_slide_that_prose_speaks_of_parts_nothing() -> None:
    assert [block.page for block in parse("Slide 2\nshows the map.\n\nSlide 3\nshows the orbit.\n")] == [None, None]
