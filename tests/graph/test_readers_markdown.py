"""Markdown, real and so called."""

from pathlib import Path

import pytest

from graph.documents import BlockKind
from graph.readers import markdown
from graph.readers.source import Source


def blocks(text: str) -> list[tuple[BlockKind, int, str]]:
    document = markdown.read(Source(Path("a.md"), text.encode()))
    return [(block.kind, block.level, block.text) for block in document.blocks]


def test_headings_emphasis_and_links() -> None:
    assert blocks("# The *Council*\n\n**In short.** It [meets](http://example.org) twice.\n\nOld\n---\n") == [
        (BlockKind.HEADING, 1, "The Council"),
        (BlockKind.PARAGRAPH, 0, "In short. It meets twice."),
        (BlockKind.HEADING, 2, "Old"),
    ]


def test_lines_of_a_paragraph_are_joined_by_commonmark_and_by_reading() -> None:
    assert blocks("# T\n\nThe council met\nin the harbour.") == [
        (BlockKind.HEADING, 1, "T"),
        (BlockKind.PARAGRAPH, 0, "The council met in the harbour."),
    ]


def test_nested_list_levels() -> None:
    text = "# M\n\n- 12 Members\n  - Full: Samoa\n    - since 2001\n- Partners\n"
    assert blocks(text)[1:] == [
        (BlockKind.ITEM, 1, "12 Members"),
        (BlockKind.ITEM, 2, "Full: Samoa"),
        (BlockKind.ITEM, 3, "since 2001"),
        (BlockKind.ITEM, 1, "Partners"),
    ]


def test_list_nested_by_one_space_is_deeper() -> None:
    assert [level for _, level, _ in blocks("- 12 Members\n - Full: Samoa\n - Observer: Fiji\n- Partners")] == [
        1,
        2,
        2,
        1,
    ]


def test_lettered_list_inside_a_numbered_one() -> None:
    text = "# S\n\n3. These were signed:\n\n   (a) an arrangement;\n\n   (b) a letter.\n\n4. It rained."
    assert blocks(text)[1:] == [
        (BlockKind.ITEM, 1, "These were signed:"),
        (BlockKind.ITEM, 2, "an arrangement;"),
        (BlockKind.ITEM, 2, "a letter."),
        (BlockKind.ITEM, 1, "It rained."),
    ]


def test_bullets_that_markdown_does_not_know() -> None:
    assert blocks("# T\n\n• Samoa\n• Tonga")[1:] == [(BlockKind.ITEM, 1, "Samoa"), (BlockKind.ITEM, 1, "Tonga")]


def test_paragraph_that_begins_with_a_year_is_no_list() -> None:
    assert blocks("# T\n\n1958. The society was founded.")[1] == (
        BlockKind.PARAGRAPH,
        0,
        "1958. The society was founded.",
    )


def test_table_with_and_without_header() -> None:
    text = "# T\n\n| State | Role |\n|---|---|\n| Samoa | **Member** |\n\n| | |\n|---|---|\n| Launch | 2026 |\n"
    rows = markdown.read(Source(Path("a.md"), text.encode())).blocks[1:]
    assert [(row.cells, row.header) for row in rows] == [
        (("State", "Role"), ()),
        (("Samoa", "Member"), ("State", "Role")),
        (("Launch", "2026"), ()),
    ]


def test_article_without_marks_has_its_first_line_as_title() -> None:
    text = "Two Ministers Meet \n The ministers shake hands in the harbour.\n\nThe ministers met on Monday."
    assert blocks(text) == [
        (BlockKind.TITLE, 0, "Two Ministers Meet"),
        (BlockKind.PARAGRAPH, 0, "The ministers shake hands in the harbour."),
        (BlockKind.PARAGRAPH, 0, "The ministers met on Monday."),
    ]


def test_html_inside_markdown() -> None:
    text = "# T\n\n<div><p>Inside <b>HTML</b>.</p><script>alert(1)</script></div>\n\nLine<br>break\n"
    assert [line for _, _, line in blocks(text)] == ["T", "Inside HTML.", "Line break"]


def test_code_and_references() -> None:
    assert [text for _, _, text in blocks("# T\n\nSee [the register][r] and `code`.\n\n[r]: http://example.org\n")] == [
        "T",
        "See the register and code.",
    ]


@pytest.mark.parametrize("unit", ["[", "> ", "- " * 20 + "x\n", "*a ", "`", "| a |\n", "<", "![[", "1. a\n", "&", "\\"])
def test_hostile_markdown_ends_soon(unit: str) -> None:
    import time

    start = time.perf_counter()
    blocks(unit * (20_000 // len(unit)))
    assert time.perf_counter() - start < 10


def test_indented_lines_are_read_as_plain_text() -> None:
    found = blocks(
        "Dates\n\n    18 Sept 2025   Polar Workshop, Hentzau\n                   (with the Academy)\n    11 Nov 2025    Council\n"
    )

    assert [text for kind, _, text in found if kind is BlockKind.ITEM] == [
        "18 Sept 2025 Polar Workshop, Hentzau (with the Academy)",
        "11 Nov 2025 Council",
    ]


def test_what_is_struck_out_is_not_read() -> None:
    assert [text for _, _, text in blocks("# Fiji\n\nFiji ~~left~~joined.\n")] == ["Fiji", "Fiji joined."]


def test_lines_that_begin_in_bold_or_with_a_key_are_items() -> None:
    for text in (
        "**Ruritania** - MoU\n**Zubrowka** - none\n**Syldavia** - draft\n",
        "Ruritania: MoU\nZubrowka: none\nSyldavia: draft\n",
    ):
        assert [kind for kind, *_ in blocks("# Partners\n\n" + text)][1:] == [BlockKind.ITEM] * 3
