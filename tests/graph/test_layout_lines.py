"""Fact sheets whose keys and values stand in one line, and those that the name of an organisation heads."""

from layout_reading import said


def test_a_line_of_keys_tells_the_parts_in_a_mission() -> None:
    text = "# Notes\n\nMission: Petrel-2. Lead agency: Polar Space Bureau. Partners: Delta Lightning Institute, Norland Science Council.\n"

    assert said(text, "Participation") == {
        ("petrel-2", "polar-space-bureau", "lead"),
        ("petrel-2", "delta-lightning-institute", "partner"),
        ("petrel-2", "norland-science-council", "partner"),
    }
    assert said(text, "Membership") == set()


def test_each_line_of_keys_is_a_sheet_of_its_own() -> None:
    text = """12 March 2025

Vehicle: Zephyr-4. Site: Vostochny. Date: 5 November 2024. Payload: Petrel-2.

Vehicle: Zephyr-4. Site: Vostochny. Date: 9 January 2025. Payload: Petrel-3.
"""

    assert {f[:3] for f in said(text, "Launch")} == {
        ("petrel-2", "2024-11-05", "launched"),
        ("petrel-3", "2025-01-09", "launched"),
    }


def test_a_name_in_front_of_the_keys_is_what_they_are_about() -> None:
    text = (
        "- Petrel-2. Customer: Polar Space Bureau. Operator: Delta Lightning Institute.\n"
        "- Petrel-3. Customer: Norland Science Council. Operator: Polar Space Bureau.\n"
    )

    assert said(text, "Participation") == {
        ("petrel-2", "polar-space-bureau", "customer"),
        ("petrel-2", "delta-lightning-institute", "operator"),
        ("petrel-3", "norland-science-council", "customer"),
        ("petrel-3", "polar-space-bureau", "operator"),
    }


def test_an_ordinary_word_in_front_of_the_keys_is_no_mission() -> None:
    assert (
        said("- Overview. Operator: Delta Lightning Institute. Builder: Polar Space Bureau.\n", "Participation")
        == set()
    )


SHEET = """# Pelagic Space Science Centre: Facts and Figures

- Founded: 9 May 2012
- Seat: Tallinn
- Number of member states: 7
- Staff: 340
- Budget: EUR 12 million
- Director: Rana Khoury
"""


def test_a_headline_that_is_a_name_says_what_a_sheet_is_about() -> None:
    assert ("pelagic-space-science-centre", "2012-05-09") in said(SHEET, "Establishment")
    assert ("rana-khoury", "pelagic-space-science-centre", "Director", "current") in said(SHEET, "Position")


def test_keys_count_members_and_staff_but_no_money() -> None:
    assert {(f[1], str(f[2])) for f in said(SHEET, "Figure")} == {("member-states", "7"), ("staff", "340")}


def test_a_headline_that_tells_news_names_no_organisation() -> None:
    text = "# Agency Opens New Space Science Centre\n\n- Founded: 2012\n"

    assert said(text, "Establishment") == set()


def test_a_pair_may_name_the_organisation_of_a_sheet() -> None:
    text = "# Notes\n\nName: Norland Science Council. Seat: Tallinn. Date of establishment: 4 July 1992.\n"

    assert ("norland-science-council", "1992-07-04") in said(text, "Establishment")


DEFINITIONS = """# PETREL - at a glance

**Initiated by**
: Polar Space Bureau, Tallinn

**Flight operations**
: Delta Lightning Institute

**Launch**
: 8 November 2040, Skua rocket
: Launch services: Polar Ascent AS

## People

| Function | Name | From |
|---|---|---|
| Mission director | Rita Zgrag | Polar Space Bureau |
| Lead scientist | Corin Theytaz | Delta Lightning Institute |
"""


def test_definition_lists_are_sheets_about_what_heads_them() -> None:
    assert {("petrel", "polar-space-bureau", "lead"), ("petrel", "delta-lightning-institute", "operator")} <= said(
        DEFINITIONS, "Participation"
    )
    assert {f[1] for f in said("1 March 2025\n\n" + DEFINITIONS, "Launch")} == {"2040-11-08"}


def test_where_somebody_is_from_may_be_whom_they_work_for() -> None:
    assert {f[:3] for f in said(DEFINITIONS, "Position")} == {
        ("rita-zgrag", "polar-space-bureau", "Mission director"),
        ("corin-theytaz", "delta-lightning-institute", "Lead scientist"),
    }


def test_a_header_that_is_a_name_says_what_the_keys_below_are_about() -> None:
    text = "| Polar Space Bureau | |\n|---|---|\n| Founded | 1983 |\n| Staff | about 270 |\n| Director | Rita Zgrag |\n"

    assert said(text, "Establishment") == {("polar-space-bureau", "1983")}
    assert {f[1] for f in said(text, "Figure")} == {"staff"}


def test_a_column_may_tell_the_part_in_what_its_header_names() -> None:
    text = """# Work on the Petrel satellite begins

| Agency | Its part in Petrel |
|---|---|
| Polar Space Bureau | coordinates the project |
| Norland Science Council | imager |
"""

    assert said(text, "Participation") == {
        ("petrel", "polar-space-bureau", "lead"),
        ("petrel", "norland-science-council", "instrument-provider"),
    }
