"""Lines that are meetings give events with type, days and place; what was called off gives none."""

import pytest
from layout_reading import said

UNION = "# The Polar Space Union (PSU)\n\nThe Polar Space Union met in Zubrowka.\n\n## Next steps\n\n"


@pytest.mark.parametrize(
    ("line", "kind", "days"),
    [
        ("12th Council, Zubrowka, 3-4 June 2025", "council", ("2025-06-03", "2025-06-04")),
        ("Data workshop with the Lagoon Institute, Ruritania, September 2025", "workshop", ("2025-09",)),
        (
            "19–23 June 2025: 12th Assembly of the Central Data Compact, Brno, chaired by Dr. Mirela Novak",
            "conference",
            ("2025-06-19", "2025-06-23"),
        ),
        ("May 2026 – Science team meeting (Zubrowka)", "meeting", ("2026-05",)),
        ("2021.Nov VELLAMO approved by 9th Council, Zubrowka", "council", ("2021-11",)),
        ("Signed at Zubrowka, 4 May 2021", None, ()),
        ("Workshop in Zubrowka cancelled, June 2025", None, ()),
        ("14 September 2025: a workshop in Zubrowka had to be called off", None, ()),
    ],
)
def test_item_that_is_a_meeting(line: str, kind: str | None, days: tuple[str, ...]) -> None:
    found = {
        (what, *(value for value in rest if value[:2] == "20")) for what, *rest in said(f"{UNION}- {line}\n", "Event")
    }
    assert found == ({(kind, *days)} if kind else set())


@pytest.mark.parametrize(
    "held", ["Zubrowka, 27-28 November 2024", "27-28 November 2024, Zubrowka", "Qaltio, 27-28 November 2024"]
)
def test_meeting_that_a_document_tells_of_stands_at_its_head(held: str) -> None:
    text = f"POLAR SPACE UNION (PSU)\n\nCOUNCIL - 31st SESSION\n{held}\n\nThe Polar Space Union met. Two delegations came.\n"
    found = said(text, "Event", "minutes.txt")
    assert {(what, first, last) for what, first, last, *_ in found} == {("council", "2024-11-27", "2024-11-28")}
    assert all("polar-space-union" in each for each in found)


def test_table_of_meetings() -> None:
    rows = "| Data workshop | 3 May 2025 | Ruritania |\n| Fifth assembly | postponed | Zubrowka |\n"
    text = f"{UNION}| Meeting | Date | Place |\n|---|---|---|\n{rows}"
    assert said(text, "Event") == {("workshop", "2025-05-03", "ruritania", "polar-space-union")}


def test_line_below_an_agreement_tells_its_signing() -> None:
    heading = 'CONVENTION FOR THE ESTABLISHMENT OF THE UNION ("PSU Convention")'
    text = f"{heading}\n\nDone at Strelsau, 3 May 1962\n\nThe Polar Space Union is young.\n"
    assert {each[:2] for each in said(text, "Event", "list.txt")} == {("signing", "1962-05-03")}


def test_table_that_tells_what_was_when() -> None:
    text = (
        "# Calendar\n\n| Date | What | Where |\n|---|---|---|\n| 14-15 October 2024 | Ice Mapping Workshop | Kiruna |\n"
        "| 3 May 2025 | Board meeting | Addu |\n"
    )
    assert {(kind, day) for kind, day, *_ in said(text, "Event")} == {
        ("workshop", "2024-10-14"),
        ("meeting", "2025-05-03"),
    }


@pytest.mark.parametrize("heading", ["5. DIARY", "Coming up", "Upcoming events", "WHERE TO MEET US"])
def test_diary_tells_what_is_to_come(heading: str) -> None:
    text = (
        "Bulletin of the Polar Space Union\nWeek 27, 4 July 2025\n\nThe Union was busy.\n\n"
        f"{heading}\n\n  17-18 July      Working-group meeting, Kiruna\n  3 March         Ice Conference, Addu\n"
    )
    found = said(text, "Event", "bulletin.txt")
    assert {event[:2] for event in found} == {
        ("meeting", "2025-07-17"),
        ("conference", "2026-03-03"),
    }


@pytest.mark.parametrize(
    "head",
    [
        "POLAR SPACE UNION (PSU)\n\nCouncil, 31st session, Zubrowka, 27-28 November 2024\n\nSummary record",
        "POLAR SPACE UNION (PSU)\n\nCouncil: 31st meeting · Zubrowka · 27-28 November 2024",
        "POLAR SPACE UNION (PSU)\n\nCouncil, 31st meeting\n\nDate: 27-28 November 2024\n\nPlace: Zubrowka",
    ],
)
def test_meeting_with_place_and_day_in_its_own_line_or_behind_keys(head: str) -> None:
    text = f"{head}\n\nPresent: Anna Okafor (Lagoon Space Institute).\n\nThe Polar Space Union met.\n"
    [(what, first, last, *others)] = said(text, "Event", "minutes.txt")
    assert (what, first, last) == ("council", "2024-11-27", "2024-11-28")
    assert {"polar-space-union", "lagoon-space-institute"} <= set(others)


def test_diary_tells_a_series_by_its_number_and_a_signing() -> None:
    text = (
        "# The Relay\n\nNewsletter of the Polar Space Union | No. 12 | Autumn 2024\n\n## Dates to note\n\n"
        "- 4-6 November: ISRWG-14, Bergen\n- 14 January, Zubrowka: signing of the charter with the Tagus Observatory\n"
    )
    assert {event[:2] for event in said(text, "Event")} == {("meeting", "2024-11-04"), ("signing", "2025-01-14")}


def test_calendar_tells_the_year() -> None:
    text = "POLAR SPACE UNION - CALENDAR 2025\n\n12-14 March      Council session, Strelsau\n9-11 September   Technical workshop, Kiruna\n"
    assert {row[1:3] for row in said(text, "Event", "calendar.txt")} == {
        ("2025-03-12", "2025-03-14"),
        ("2025-09-09", "2025-09-11"),
    }


def test_calendar_in_columns_keeps_places_apart() -> None:
    text = "POLAR SPACE UNION: MEETINGS 2025\n\nMay 20-22     17th General Assembly     Zubrowka\n"
    text += "Oct 3         18th Council     Ruritania\n"
    found = {row[1:] for row in said(text, "Event", "calendar.txt")}

    assert {row[0] for row in found} == {"2025-05-20", "2025-10-03"}
    assert {word for row in found for word in row} >= {"zubrowka", "ruritania"}
