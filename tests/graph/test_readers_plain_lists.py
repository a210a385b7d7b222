"""Lists of plain text that bear no marks: indented below a line that heads them, in columns, with leaders."""

import pytest

from graph.documents import BlockKind
from graph.readers.headings import promote
from graph.readers.plain import parse


def blocks(text: str) -> list[tuple[BlockKind, str | tuple[str, ...]]]:
    return [(b.kind, b.cells or b.text) for b in promote(parse(text))]


def test_indented_lines_below_a_heading_are_rows_of_their_columns() -> None:
    text = (
        "POLAR UNION\n\nFULL MEMBERS\n  Ruritania        since 2003   founding member\n  Zubrowka         since 2007\n"
    )

    assert blocks(text)[1:] == [
        (BlockKind.HEADING, "FULL MEMBERS"),
        (BlockKind.ROW, ("Ruritania", "since 2003", "founding member")),
        (BlockKind.ROW, ("Zubrowka", "since 2007")),
    ]


def test_indented_names_without_columns_are_items() -> None:
    text = "POLAR UNION\n\nOBSERVERS\n  Ruritania\n  Republic of Zubrowka\n"

    assert blocks(text)[1:] == [
        (BlockKind.HEADING, "OBSERVERS"),
        (BlockKind.ITEM, "Ruritania"),
        (BlockKind.ITEM, "Republic of Zubrowka"),
    ]


def test_indented_sentences_are_no_list() -> None:
    text = "POLAR UNION\n\nREMARKS\n  The Union met in May.\n  It was cold.\n"

    assert all(kind is not BlockKind.ITEM for kind, _ in blocks(text))


def test_three_dots_lead_to_a_value_beside_longer_leaders() -> None:
    text = "A. MEMBERS\n\n    Institute of Polar Ice ... 2014\n    Ruritania ................ 2022\n\nText."

    assert (BlockKind.ROW, ("Institute of Polar Ice", "2014")) in blocks(text)


def test_three_dots_alone_lead_nowhere() -> None:
    assert all(kind is not BlockKind.ROW for kind, _ in blocks("He waited ... and left.\n"))


def test_numbered_capitals_are_a_heading_whatever_stands_below() -> None:
    text = "POLAR UNION\n\nB. ASSOCIATE MEMBERS\n\nRuritania\n\nZubrowka\n"

    assert (BlockKind.HEADING, "B. ASSOCIATE MEMBERS") in blocks(text)


def test_lines_that_each_head_indented_ones_are_headings() -> None:
    text = "Who does what\n\nPolar Space Bureau\n    leads the mission and pays for\n      the platform\n"
    text += "Lagoon Institute\n    built the radar\n"

    assert blocks(text)[1:] == [
        (BlockKind.HEADING, "Polar Space Bureau"),
        (BlockKind.ITEM, "leads the mission and pays for the platform"),
        (BlockKind.HEADING, "Lagoon Institute"),
        (BlockKind.ITEM, "built the radar"),
    ]


def test_boxes_of_a_tracker_mark_items() -> None:
    assert blocks("[x] Ruritania - signed\n[ ] Zubrowka - draft\n") == [
        (BlockKind.ITEM, "Ruritania - signed"),
        (BlockKind.ITEM, "Zubrowka - draft"),
    ]


def test_three_keys_with_values_are_items() -> None:
    text = "Agreements of the Union\n\nRuritania: MoU of 2009\nZubrowka: none\nSyldavia: contract, 2011\n"

    assert [kind for kind, _ in blocks(text)[1:]] == [BlockKind.ITEM] * 3


def test_entries_as_long_as_each_other_are_not_wrapped_lines() -> None:
    lines = (
        "The Polar Space Union held its council in Kiruna",
        "Zubrowka was admitted to the Polar Space Union",
        "Ruritania sent its first envoy to the Union now",
    )

    assert [text for _, text in blocks("News\n\n" + "\n".join(lines) + "\n")][1:] == list(lines)


def test_long_cell_pushes_those_behind_it() -> None:
    text = "Partner        Role      Since\nRuritania      member    2001\n"
    text += "Union of Zubrowka  member    2004\nSyldavia       observer  2009\n"

    assert blocks(text)[2] == (BlockKind.ROW, ("Union of Zubrowka", "member", "2004"))


def test_number_and_name_below_one_heading_are_two_columns() -> None:
    text = "No. Name        Launch   Site\n1   Skua-1      1999     Kiruna\n2   Skua-2      2012     Kiruna\n"

    assert blocks(text)[0] == (BlockKind.ROW, ("No.", "Name", "Launch", "Site"))


def test_word_over_the_edge_of_columns_ends_a_table() -> None:
    text = "Name        Launch   Site\nSkua-1      1999     Kiruna\nSkua-2      2012     Kiruna\n"
    text += "KNA = Kiruna launch range, in the north of the country\n"

    assert len([cells for kind, cells in blocks(text) if kind is BlockKind.ROW]) == 3


@pytest.mark.parametrize("mark", [";", ",", "\t", " / "])
def test_marks_part_the_cells_of_a_table_with_a_known_header(mark: str) -> None:
    rows = (("Country", "Role", "Since"), ("Ruritania", "member", "2003"), ("Zubrowka", "observer", ""))

    assert blocks("\n".join(mark.join(row) for row in rows))[0:] == [(BlockKind.ROW, row) for row in rows]


def test_sentences_with_commas_are_no_table() -> None:
    text = "Ruritania, Zubrowka, and Syldavia met in May.\nThe talks, in Kiruna, were long.\n"

    assert all(kind is not BlockKind.ROW for kind, _ in blocks(text))


def test_one_pipe_a_line_parts_two_columns() -> None:
    assert blocks("Camera | Lagoon Institute\nRadar | Polar Bureau\nClock | none\n")[0] == (
        BlockKind.ROW,
        ("Camera", "Lagoon Institute"),
    )


def test_first_line_with_its_day_or_a_colon_is_the_title() -> None:
    for title in ("Members of the Polar Space Union (as at Dec. 2024)", "Skua-2 mission: work share"):
        assert blocks(f"{title}\n\nFull members (2)\n\nThe Union has two.\n")[0] == (BlockKind.TITLE, title)


def test_year_alone_is_a_heading_above_its_months() -> None:
    found = promote(parse("Review of events\n\n2023\n\nMarch\n\nThe Union met.\n"))

    assert [(b.kind, b.level) for b in found[1:3]] == [(BlockKind.HEADING, 2), (BlockKind.HEADING, 3)]
