"""Dates of issue and publishers in the lines of a document; None where it is a guess."""

import pytest

from graph.documents import BlockKind, RawBlock
from graph.readers import dateline
from graph.readers.metadata import copyright_holder, issued, publisher, sensible_title


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("27 August 2024", "2024-08-27"),
        ("Sydney, Australia (SPX) Oct 18, 2023", "2023-10-18"),
        ("Posted on Thursday, 3 April 2025 · 4 min read · Share", "2025-04-03"),
        ("Meridian Council (MC) — Issue 4 — 18 November 2025", "2025-11-18"),
        ("Position on 30 June 2025. This register replaces the one of 15 January 2025.", "2025-06-30"),
        ("Digest prepared for delegations. Position on 15 February 2024.", "2024-02-15"),
        ("Buenos Aires, Friday 14 March 2025", "2025-03-14"),
        (
            "PARIS, 5 September 2024 — The two agencies signed an agreement on Thursday that was long awaited.",
            "2024-09-05",
        ),
        ("WASHINGTON, Feb. 9, 2024 (AP) – Greece signed.", "2024-02-09"),
        ("Published: 2024-05-03", "2024-05-03"),
        ("May 15, 2024", "2024-05-15"),
        ("3rd April 2025", "2025-04-03"),
        ("April 2024", "2024-04"),
        ("April 19", None),
        ("5-7 November 2024, Sharjah, UAE", None),
        ("The council met on 5 May 2024.", None),
        ("Launched 5 May 2024", None),
        ("The Tidal Star for May 8, 2024", None),
        ("Editor’s Note, Feb. 3, 2024: the launch was moved.", None),
        ("This release was updated Feb. 12, 2024", None),
        ("Last updated: 5 May 2024", "2024-05-05"),
        ("Entry revised 5 May 2024", "2024-05-05"),
        ("Week 19, 5 May 2024", "2024-05-05"),
        ("Register · closed at 5 May 2024 · folios 1-9", "2024-05-05"),
        ("The treaty was amended on 5 May 2024", None),
        ("Lima / La Paz, 12 June 2025", "2025-06-12"),
        ("SUMMARY RECORD  LUX/C/31/SR.1   29 November 2024", "2024-11-29"),
        ("LUTETIA WIRE  9 OCT 2025  17:42 GMT", "2025-10-09"),
        ("POLARIS-2 FACT SHEET February 2026", "2026-02"),
        ("Legal and External Affairs, 31 August 2025. Drafted for the library.", "2025-08-31"),
        ("3 February 2025 (replaces sheet 11/2023)", "2025-02-03"),
        ("Roster of members, corrected to 5 May 2021", "2021-05-05"),
        ("Mission profile (revised 7 August 2024)", "2024-08-07"),
        ("State of the register on 30 September 2025. Prepared by the secretariat.", "2025-09-30"),
        ("No. 41 · Spring 2025 · published 30 April", "2025-04-30"),
        ("To: the board From: the desk Date: 26 February 2026", "2026-02-26"),
        ("Convention on Comets, amended 5 May 2024", None),
        ("Lutetia, 27-28 November 2024", None),
        ("Arrival at Mercury November 2026", None),
        ("Convention signed in Lutetia, 5 October 1962", None),
        ("31 February 2024", None),
        ("Sols 4188-4190: Aurora Watch on Mars", None),
    ],
)
def test_date_of_issue_in_a_line(line: str, date: str | None) -> None:
    found = dateline.at_head(line)
    assert (found.value if found else None) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Windhoek, 7 November 2025", "2025-11-07"),
        ("Done at Suva on 7 November 2025.", "2025-11-07"),
        ("Her deputy is Mr Tor Vik. Page last changed on 7 November 2025.", "2025-11-07"),
        ("21 January 2022", None),
        ("It ended on 7 May 2024.", None),
    ],
)
def test_date_of_signing_at_the_foot(line: str, date: str | None) -> None:
    found = dateline.at_foot(line)
    assert (found.value if found else None) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-04-03T09:00:00+02:00", "2025-04-03"),
        ("20250403", "2025-04-03"),
        ("D:20250403120000Z", "2025-04-03"),
        ("2025-04", "2025-04"),
        ("2025", "2025"),
        ("April 3, 2025 9:00 am", None),
        ("3 April 2025", "2025-04-03"),
        ("yesterday", None),
        ("2025-13-40", None),
        ("", None),
    ],
)
def test_date_in_metadata(text: str, date: str | None) -> None:
    found = dateline.parse(text)
    assert (found.value if found else None) == date


def lines(*texts: str, page: int | None = None) -> list[RawBlock]:
    return [RawBlock(BlockKind.PARAGRAPH, text, page=page) for text in texts]


def test_head_comes_before_foot() -> None:
    found = issued(lines("Title", "5 May 2024", "Text.", "Suva, 7 May 2024"))
    assert found is not None and found.value == "2024-05-05"


def test_date_far_down_is_no_date_of_issue() -> None:
    assert issued(lines(*["Text goes here."] * 12, "5 May 2024", *["More text."] * 12)) is None


def test_announcement_of_an_event_has_the_date_of_the_event() -> None:
    assert issued(lines("Lecture on tides", "5 May 2024", "Time: 12:00", "All are welcome.")) is None


def test_furniture_list_items_and_captions_give_no_date() -> None:
    blocks = [RawBlock(kind, "5 May 2024") for kind in (BlockKind.FURNITURE, BlockKind.ITEM, BlockKind.CAPTION)]
    assert issued(blocks) is None


def test_last_lines_of_slides_give_no_date() -> None:
    assert issued(lines(*["Text goes here."] * 12, "Suva, 5 May 2024", page=3)) is None


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("© 2004–2025 Tidal Council. All rights reserved.", "Tidal Council"),
        ("Copyright 1995-2023 - Tidal Media Network. All websites are published in Fiji.", "Tidal Media Network"),
        ("(c) 2024 by Lagoon Press", "Lagoon Press"),
        ("The copyright convention of 1952 applies.", None),
        ("© Tidal Council", None),
    ],
)
def test_copyright_holder(text: str, holder: str | None) -> None:
    assert copyright_holder(text) == holder


def test_publisher_is_who_issued_it_before_who_holds_the_copyright() -> None:
    blocks = [
        RawBlock(BlockKind.FURNITURE, "© 2024 Lagoon Press"),
        RawBlock(BlockKind.FURNITURE, "Issued by Tidal Council, Ms Quill"),
    ]
    assert publisher(blocks) == "Tidal Council"
    assert publisher(blocks[:1]) == "Lagoon Press"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Report of the year", "Report of the year"),
        ("Microsoft Word - a.docx", None),
        ("draft v2.indd", None),
        ("Untitled document", None),
        (None, None),
        ("x", None),
    ],
)
def test_title_property(title: str | None, expected: str | None) -> None:
    assert sensible_title(title) == expected
