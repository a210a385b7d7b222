"""Posts as feature stories, captions and careers tell them: a text in, who holds what where, out."""

import pytest
from layout_reading import said

INSTITUTE = "kiruna-snow-institute"
AGENCIES = "# Ice\n\nThe Zubrowka Space Agency and the Ruritania Space Agency met. "


def posts(text: str) -> set[tuple[str, ...]]:
    return {row[:3] for row in said(AGENCIES + text, "Position")}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("“Cold,” said Anna Holm, the Kiruna Snow Institute’s landing and recovery director.", "landing and recovery director"),
        ("Anna Holm, subject matter expert for ice at the Kiruna Snow Institute, agreed.", "subject matter expert for ice"),
        ("Anna Holm, a PhD candidate at the Kiruna Snow Institute, drilled.", "PhD candidate"),
        ("Anna Holm, a contract specialist at the Kiruna Snow Institute, agreed.", "contract specialist"),
        ("Anna Holm served 21 years in the Kiruna Snow Institute as a rescue pilot.", "rescue pilot"),
        ("Anna Holm spent six years as a structural engineer at the Kiruna Snow Institute.", "structural engineer"),
        ("Anna Holm was hired in 1996 as ice engineer at the Kiruna Snow Institute.", "ice engineer"),
        ("Anna Holm oversees forty people as chief of the Ice Branch at the Kiruna Snow Institute.", "chief of the Ice Branch"),
        ("As chief of the Ice Branch at the Kiruna Snow Institute, Anna Holm oversees forty people.", "chief"),
        ("Anna Holm left Lumen Labs AB to become the first art curator of the Kiruna Snow Institute.", "art curator"),
        ("Anna Holm, formerly of Lumen Labs AB and now a professor at the Kiruna Snow Institute, agreed.", "professor"),
        ("The principal investigator, Anna Holm, is based at the Kiruna Snow Institute.", "principal investigator"),
        ("Anna Holm, who has managed the Kiruna Snow Institute since 2019, will retire.", "head"),
        ("The Chief of the Kiruna Snow Institute’s Ice Division, Anna Holm, moved.", "Chief"),
        ("April 1 – At the Kiruna Snow Institute, Director of Engineering Anna Holm showed a model.", "Director of Engineering"),
    ],
)  # fmt: skip
def test_post_in_a_story(text: str, title: str) -> None:
    assert ("anna-holm", INSTITUTE, title) in {row[:3] for row in said("# Snow\n\n" + text, "Position")}


@pytest.mark.parametrize(
    "text",
    [
        "Zubrowka Space Agency astronauts Commander Anna Holm and Pilot Bo Lindgard will fly.",
        "Zubrowka Space Agency astronauts Anna Holm, commander, and Bo Lindgard, pilot, will fly.",
    ],
)
def test_each_of_a_crew_told_with_a_role_is_an_astronaut(text: str) -> None:
    assert {row[:2] for row in posts(text)} == {
        ("anna-holm", "zubrowka-space-agency"),
        ("bo-lindgard", "zubrowka-space-agency"),
    }


def test_somebody_told_beside_a_list_is_none_of_it() -> None:
    text = "Zubrowka Space Agency astronauts Anna Holm and Eva Berg, as well as Bo Lindgard of the Ruritania Space Agency, flew."
    assert {row[0] for row in posts(text)} == {"anna-holm", "eva-berg"}


def test_rank_is_held_in_the_body_in_front() -> None:
    assert posts("The Zubrowka Navy’s Capt. Anna Holm spoke.") == {("anna-holm", "zubrowka-navy", "Capt.")}


@pytest.mark.parametrize(
    "text",
    [
        "Retired welder Anna Holm, Kiruna Snow Institute scientists, and others came.",
        "In Polar Geoscience, researchers at the Kiruna Snow Institute told of ice.",
        "The Kiruna Snow Institute met. Its Pilot Breathing Assessment (PBA) team came.",
        "Ruritania Sen. Anna Holm, welder Eva Berg, and flight director Bo Lindgard came.",
    ],
)
def test_title_of_others_is_nobodys(text: str) -> None:
    found = {row[:2] for row in said("# Snow\n\n" + text, "Position")}
    assert found <= {("anna-holm", "ruritania")}


@pytest.mark.parametrize(
    "text",
    [
        "Anna Holm could serve as director of the Kiruna Snow Institute.",
        "Anna Holm dressed up as a pilot for the Kiruna Snow Institute party.",
        "Anna Holm praised her as chief of ice at the Kiruna Snow Institute.",
        "Anna Holm was not hired in 1996 as ice engineer at the Kiruna Snow Institute.",
    ],
)
def test_post_that_is_not_held(text: str) -> None:
    assert said("# Snow\n\n" + text, "Position") == set()


def test_mayor_does_not_work_for_the_house_of_the_one_before() -> None:
    text = "Anna Holm, director of the Kiruna Snow Institute; Bo Lind, founder, CEO, and CTO of Lumen Labs AB; and Eva Berg, mayor of Riga."
    found = {row[:2] for row in said("# Snow\n\n" + text, "Position")}
    assert found == {("anna-holm", INSTITUTE), ("bo-lind", "lumen-labs-ab")}


def test_initials_and_a_long_title_leave_the_name_whole() -> None:
    found = {
        row[0]
        for row in said("# Snow\n\nFormer Kiruna Snow Institute Center Director Anna W. S. Holm died.", "Position")
    }
    assert found == {"anna-w-s-holm"}


def test_people_told_behind_their_house_are_all_of_it() -> None:
    text = "Eva Berg came, and, from the Kiruna Snow Institute, Ice Director Anna Holm, Deputy Director Bo Lind, and Drill Lead Ida Moe."
    found = {row[:2] for row in said("# Snow\n\n" + text, "Position")}
    assert found == {("anna-holm", INSTITUTE), ("bo-lind", INSTITUTE), ("ida-moe", INSTITUTE)}


def test_body_that_a_university_houses_is_the_place_of_work() -> None:
    text = "Anna Holm, director of the Ice Policy Institute at Strelsau University, agreed."
    assert {row[1] for row in said("# Snow\n\n" + text, "Position")} == {"ice-policy-institute"}


def test_verb_behind_a_crew_is_no_title() -> None:
    text = "Zubrowka Space Agency astronauts Anna Holm, pilot, and Eva Berg, commander, answer calls from pupils at Kiruna Snow Institute."
    assert {row[1] for row in posts(text)} == {"zubrowka-space-agency"}


@pytest.mark.parametrize("name", ["Anna J. “AJ” Holm", "Anna “Snow” Holm"])
def test_nickname_in_quotes_is_part_of_the_name(name: str) -> None:
    text = f"# Snow\n\nIt was led by Kiruna Snow Institute chief engineer {name} in May."
    assert {row[0].endswith("holm") for row in said(text, "Position")} == {True}


def test_credit_between_captions_is_no_part_of_the_name_behind_it() -> None:
    text = (
        "# Snow\n\nA crane lifts the drill in May. NASA/Otto Vane Anna Holm, director of the Kiruna Snow Institute, (right) looks on"
        " in June. NASA/Otto Vane Kiruna Snow Institute engineer Bo Lindgard speaks with students about the drill and the ice."
    )
    assert {row[:2] for row in said(text, "Position")} == {("anna-holm", INSTITUTE), ("bo-lindgard", INSTITUTE)}


def test_sort_of_school_is_no_organisation() -> None:
    assert said("# Snow\n\nStrelsau (Ruritania) High School student Anna Holm drilled.", "Position") == set()
