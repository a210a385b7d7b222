"""Lists of plain text that bear no marks: indented below a line that heads them, in columns, with leaders."""

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
