"""What items and tables say of an organisation named in their heading: seat, founding, posts; and dates that lead an item."""

import pytest
from layout_reading import said

UNION = "The Polar Survey Union (PSU) works in the north.\n\n## About the PSU\n\n"
PSU = "polar-survey-union"


@pytest.mark.parametrize(
    "item", ["Headquarters is located in Kiruna", "Headquarters: Kiruna", "Seat: Kiruna, Zubrowka"]
)
def test_seat_without_subject(item: str) -> None:
    assert said(UNION + f"- {item}\n", "Seat") == {(PSU, "kiruna")}


@pytest.mark.parametrize("item", ["A non-profit organization, established in 2008", "Founded: 2008"])
def test_founding_without_subject(item: str) -> None:
    assert said(UNION + f"- {item}\n", "Establishment") == {(PSU, "2008")}


def test_post_as_a_key() -> None:
    assert said(UNION + "- Secretary-General: Ms. Mirela Novak\n", "Position") == {
        ("mirela-novak", PSU, "Secretary-General", "current")
    }


def test_table_of_posts() -> None:
    text = (
        UNION
        + "| Name | Position |\n|---|---|\n| Mirela Novak | Secretary-General |\n| vacant | Treasurer |\n"
        + "| Pavel Horak | Director of Operations |\n"
    )
    assert said(text, "Position") == {
        ("mirela-novak", PSU, "Secretary-General", "current"),
        ("pavel-horak", PSU, "Director of Operations", "current"),
    }


def test_table_of_contacts_tells_no_posts() -> None:
    text = (
        "The Polar Survey Union (PSU) works in the north.\n\n## Press contacts of the PSU\n\n"
        "| Name | Position |\n|---|---|\n| Mirela Novak | Director |\n"
    )
    assert not said(text, "Position")


@pytest.mark.parametrize("lead", ["2021. Dec", "2021.Dec", "Dec 2021:", "December 2021 –"])
def test_date_leads_an_item(lead: str) -> None:
    text = (
        f"## Steps\n\n- {lead} Zubrowka Space Agency and Nordic Survey Institute signed a memorandum of understanding\n"
    )
    assert {row[3:] for row in said(text, "AgreementAction")} == {("2021-12",)}


def test_date_and_step_of_a_timeline() -> None:
    text = (
        "## Steps\n\n| Date | Step |\n|---|---|\n"
        "| March 2021 | Zubrowka Space Agency and Nordic Survey Institute signed a memorandum of understanding. |\n"
    )
    assert {row[2:] for row in said(text, "AgreementAction")} == {("signature", "2021-03")}


def test_statements_below_the_name_of_a_convention_are_about_it_and_its_organisation() -> None:
    text = (
        "The Polar Space Union (PSU) is young.\n\n"
        'CONVENTION FOR THE ESTABLISHMENT OF THE UNION ("PSU Convention")\n\n'
        "Done at Strelsau, 3 May 1962              In force: 17 January 1964\nDepositary: Government of Ruritania\n"
        "Seat of the Union: Kaltio, Ruritania\n\nThe end.\n"
    )
    assert {when for _, when in said(text, "Establishment", "list.txt")} == {"1964-01-17"}
    assert said(text, "Seat", "list.txt") == {("polar-space-union", "kaltio")}


@pytest.mark.parametrize("line", ["10 Members, 3 Observers", "10 members and 3 observers", "10 Members · 3 Observers"])
def test_line_of_counts(line: str) -> None:
    text = f"# About the union\n\nThe Polar Space Union (PSU) is young.\n\n## About the PSU\n\n- {line}\n"
    assert {(s, n) for s, _, n in said(text, "Figure")} == {("polar-space-union", "10"), ("polar-space-union", "3")}


@pytest.mark.parametrize(
    "before", ["; previously Ms. Ada Quill", ", before her: Ms. Ada Quill", ", succeeding Ms. Ada Quill"]
)
def test_bracket_behind_an_office_holder_tells_the_one_before(before: str) -> None:
    text = (
        "The Polar Space Union (PSU) is young.\n\n## About the PSU\n\n"
        f"- Secretary-General: Dr. Mirela Novak (since May 2024{before})\n"
    )
    assert {(who, status) for who, _, _, status, *_ in said(text, "Position")} == {
        ("mirela-novak", "current"),
        ("ada-quill", "former"),
    }


def test_fragments_below_the_name_of_an_organisation_are_about_it() -> None:
    text = (
        "The Polar Space Union (PSU) met.\n\n## The PSU in brief\n\n"
        "Founded in Zubrowka in 1997 · Secretariat based in Ruritania · Observer at the Global Ice Council since 2005\n"
    )
    assert ("polar-space-union", "1997") in said(text, "Establishment")
    assert ("polar-space-union", "ruritania") in said(text, "Seat")
    assert {each[:3] for each in said(text, "Membership")} == {("polar-space-union", "global-ice-council", "observer")}


def test_items_below_the_name_of_a_mission_are_about_it() -> None:
    text = (
        "The Vellamo-P satellite is small.\n\n## Vellamo-P\n\n"
        "- 8U pathfinder, built by the Lagoon Institute\n- Launched 15 August 2024, worked for 74 days\n- Operated by Ruritania\n"
    )
    assert {(who, role) for _, who, role in said(text, "Participation")} == {
        ("lagoon-institute", "builder"),
        ("ruritania", "operator"),
    }
    assert {each[:2] for each in said(text, "Launch")} == {("vellamo-p", "2024-08-15")}


def test_number_that_only_would_be_is_no_figure() -> None:
    text = "The Polar Space Union (PSU) is young. If Zubrowka were to accede, the Polar Space Union would have 24 members.\n"
    assert not said(text, "Figure")
    assert said(text.replace("would have", "has"), "Figure")
