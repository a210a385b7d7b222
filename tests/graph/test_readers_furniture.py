"""What is furniture in the text of a page, and what only looks like it."""

import pytest

from graph.documents import BlockKind, RawBlock
from graph.readers.furniture import mark, mark_around_title
from graph.readers.headings import promote
from graph.readers.plain import parse

LONG = "The council met in the harbour of Suva and talked for two days about the tides, the currents and the training of young analysts."


def read(*texts: str | RawBlock) -> list[tuple[BlockKind, str]]:
    blocks = [RawBlock(BlockKind.PARAGRAPH, text) if isinstance(text, str) else text for text in texts]
    return [(block.kind, block.text) for block in mark_around_title(promote(mark(blocks)))]


def furniture(*texts: str | RawBlock) -> list[str]:
    return [text for kind, text in read(*texts) if kind is BlockKind.FURNITURE]


@pytest.mark.parametrize(
    "line",
    [
        "Page 3 of 12",
        "- 4 -",
        "PRESS RELEASE",
        "**PRESS RELEASE** | For immediate publication".replace("*", ""),
        "-end-",
        "Previous issue: “Samoa signs the Tidal Charter”",
        "https://example.org/path?x=1",
        "www.example.org",
        "press@example.org",
        "press@example.org / media@example.org",
        "@TidalCouncil",
        "+43 1 234 5678",
        "202-555-0100 / 202-555-0101",
        "2024-048",
        "Media contact: Ada Quill, press@example.org",
        "For more information on the council, visit:",
        "Learn more about the council at:",
        "To view this video please enable JavaScript, and consider upgrading to a web browser",
        "Share this article",
        "Back to Top",
        "4 min read",
        "© 2004–2025 Tidal Council. All rights reserved.",
        "Home › News › 2025",
        "Privacy | Terms of use | Sitemap | Contact",
        "By Ada Quill",
        "by Otto Vane and Ada Quill",
        "Issued by Tidal Council, Ms Ada QUILL",
        "Image credit: Tidal Council/Otto Vane",
        "Photo: Island Press Agency",
        "NASA/Otto Vane",
        "Warp banner",
        "THANK YOU!",
        "We use cookies to improve your visit.",
    ],
)
def test_line_is_furniture(line: str) -> None:
    assert furniture("A title of five words", LONG, line, LONG) == [line]


def test_line_that_tells_whose_programme_there_is_more_of_is_none() -> None:
    line = "Learn more about the council’s Reef Watch Program at:"
    assert furniture("A title of five words", LONG, line, LONG) == []


@pytest.mark.parametrize(
    "line",
    [
        "The Media Contacts Network has 12 members.",
        "In 2024, 35 states signed.",
        "Samoa",
        "Next session: Apia, 3 June 2026",
        "NASA",
        "Tidal Council",
        "By 2030 all members will have ratified the convention.",
        "Issues of law",
        "Share of the costs borne by each member",
        "Home to two agencies, Suva is the seat.",
        "16 December 2008",
        "Members: Samoa, Tonga",
        "The copyright convention was signed in 1952.",
        "Next steps of the two agencies",
    ],
)
def test_line_is_not_furniture(line: str) -> None:
    assert furniture("A title of five words", LONG, line, LONG) == []


def test_marker_opens_a_part_to_the_end() -> None:
    rest = ["Related Links", "Lagoon Institute", "The tides programme of the ministry", "Tides rise in the lagoon"]
    assert furniture("A title of five words", LONG, LONG + " Also.", *rest) == rest


def test_marked_heading_ends_the_part() -> None:
    blocks = [
        RawBlock(BlockKind.HEADING, "Related links", 2),
        "Tides rise",
        RawBlock(BlockKind.HEADING, "Annex: members", 2),
        "Samoa and Tonga are members.",
    ]
    assert furniture("A title of five words", LONG, *blocks) == ["Related links", "Tides rise"]


def test_running_text_after_a_marker_in_the_middle_stays() -> None:
    texts = [f"{LONG} Number {number}." for number in range(30)]
    assert furniture("A title of five words", texts[0], "Read also", "Tides rise in the lagoon", *texts[1:]) == [
        "Read also",
        "Tides rise in the lagoon",
    ]


def test_text_after_the_contacts_stays_with_its_heading() -> None:
    contacts = ["ENDS", "Media contacts", "Ada Quill", "ada.quill@example.org"]
    about = ["About the council", LONG + " It has 14 members."]
    assert furniture("A title of five words", LONG, *contacts, *about) == contacts


def test_headlines_at_the_end_without_a_marker() -> None:
    heads = [
        "Lagoon institute opens its new wave tank",
        "Storm delays launch of second buoy",
        "Tonga asks for help with its tide gauges",
        "Council looks for a new director",
    ]
    assert furniture("A title of five words", LONG, LONG + " Also.", *heads) == heads


def test_rosters_are_not_headline_runs() -> None:
    names = [
        "Kingdom of Tonga since the spring of 2001",
        "Republic of Fiji since its return in 2003",
        "Samoa and its outer islands since 2005",
        "Niue with rights of a partner only",
    ]
    heading = RawBlock(BlockKind.HEADING, "Member states", 2)
    assert furniture("A title of five words", LONG, heading, *names) == []
    assert furniture("A title of five words", LONG, *[RawBlock(BlockKind.ITEM, name, 1) for name in names]) == []


def test_contact_block_at_the_end() -> None:
    lines = ["Ada Quill / Otto Vane", "Tidal Council, Suva", "679-555-0100", "ada.quill@example.org"]
    assert furniture("A title of five words", LONG, *lines) == lines


def test_signatures_at_the_end_stay() -> None:
    assert (
        furniture(
            "A title of five words",
            LONG,
            "Suva, 7 November 2025",
            "For the Council: A. Quill",
            "For the Ministry: O. Vane",
        )
        == []
    )


def test_credit_is_cut_off_a_caption() -> None:
    assert read("A title of five words", "The ministers in Suva. Credit: Island Press", LONG)[1:3] == [
        (BlockKind.CAPTION, "The ministers in Suva."),
        (BlockKind.FURNITURE, "Credit: Island Press"),
    ]


def test_text_after_a_credit_is_kept() -> None:
    caption = "Left: the buoy. Image credit: courtesy Island Press. Right: the minister of Samoa."
    assert read("A title of five words", caption, LONG)[1] == (BlockKind.CAPTION, caption)


def test_site_name_above_the_title_and_repeated_title() -> None:
    title = "Two ministers meet in Suva"
    assert furniture("Tidal News", title, "by Ada Quill", title, LONG) == ["Tidal News", "by Ada Quill", title]


def test_capitals_repeated_three_times_are_a_running_head() -> None:
    assert (
        furniture("A title of five words", "TIDAL TIMES", LONG, "TIDAL TIMES", LONG, "TIDAL TIMES", LONG)
        == ["TIDAL TIMES"] * 3
    )


def test_repeated_lines_at_page_edges_are_running_heads_and_slide_titles_are_kept_once() -> None:
    blocks = []
    for page in range(1, 5):
        blocks += [
            RawBlock(BlockKind.PARAGRAPH, f"Report 2024, sheet {page}", page=page),
            RawBlock(BlockKind.HEADING, "A payload for the lagoon", 1, page=page),
            RawBlock(BlockKind.PARAGRAPH, f"{LONG} Page {page}.", page=page),
        ]
    assert len(furniture(*blocks)) == 4 + 3


def test_list_after_a_colon_is_items() -> None:
    people = ["Dr. Ada Quill, director, Lagoon Institute", "Otto Vane, chief engineer, Tidal Council"]
    found = read("A title of five words", "The following will speak:", *people, LONG)
    assert [(kind, text) for kind, text in found[2:4]] == [(BlockKind.ITEM, text) for text in people]


def test_notes() -> None:
    kinds = [
        kind
        for kind, _ in read(
            "A title of five words", "[1] Observer since 2003.", "* founding member", "Editor’s note: updated.", LONG
        )
    ]
    assert kinds[1:4] == [BlockKind.NOTE] * 3


def test_years_of_a_term_are_no_telephone_number() -> None:
    text = "Officers of the Union\n\nChair: Ada Quill (2016-2020)\n\nVice-Chair: Otto Vane\n"

    assert all(block.kind is not BlockKind.FURNITURE for block in mark(parse(text)))
