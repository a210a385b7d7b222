from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names.chains import find_chains, head_kind


def chains(text: str) -> dict[str, str | None]:
    return {text[c.start : c.end]: c.kind for c in find_chains(text)}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Zubrowka Space Agency", "SpaceAgency"),
        ("University of Strelsau", "University"),
        ("Strelsau Institute of Geodesy", "ResearchInstitution"),
        ("Ministry of Tides", "GovernmentBody"),
        ("Corvid Launch GmbH", "Company"),
        ("Alpine Orbit Treaty", "Agreement"),
        ("Memorandum of Understanding", "Agreement"),
        ("Institute", None),
        ("Strelsau", None),
    ],
)
def test_head_word_tells_the_kind(name: str, kind: str | None) -> None:
    assert head_kind(name) == kind


def test_department_at_the_end_is_a_unit_and_at_the_front_a_body() -> None:
    assert head_kind("Optics Department") == "Unit"
    assert head_kind("Department of Tides") == "GovernmentBody"


def test_ministry_has_all_its_fields() -> None:
    assert "Ministry of Tides, Snow and Forests" in chains("by the Ministry of Tides, Snow and Forests today")


def test_faculty_is_for_fields_in_which_firms_names_end_too() -> None:
    name = "School of Mechanical, Aerospace, and Manufacturing Engineering"
    assert name in chains(f"at the {name} today")
    assert "School of Tides" in chains("at the School of Tides, Corvid Aerospace and Heron Systems today")


def test_corps_is_no_firm() -> None:
    assert chains("chief of the Ruritania Air Corps, then")["Ruritania Air Corps"] == "GovernmentBody"


def test_ministry_does_not_have_the_bodies_listed_behind_it() -> None:
    assert "Ministry of Tides" in chains("the Ministry of Tides, Corvid Launch GmbH and Norsat met")


def test_and_inside_a_name_does_not_split_it() -> None:
    assert "Institute of Tides and Currents" in chains("the Institute of Tides and Currents met")


def test_and_inside_the_name_of_a_part_does_not_split_it() -> None:
    assert chains("chief of the Entry Systems and Tides Division at") == {"Entry Systems and Tides Division": "Unit"}


def test_and_between_two_names_splits_them() -> None:
    assert chains("Zubrowka Space Agency and Strelsau University signed") == {
        "Zubrowka Space Agency": "SpaceAgency",
        "Strelsau University": "University",
    }


@pytest.mark.parametrize("state", ["Norway", "Chile"])
def test_and_between_a_name_and_a_state_splits_them(state: str) -> None:
    assert "Zubrowka Space Agency" in chains(f"between the Zubrowka Space Agency and {state} was")


def test_and_with_a_further_field_or_body_does_not_split_a_name() -> None:
    assert "Zubrowka Space Institute and Observatory" in chains("the Zubrowka Space Institute and Observatory")
    assert "Zubrowka Space Agency and Technology" in chains("the Zubrowka Space Agency and Technology")


def test_opener_is_no_part_of_a_name() -> None:
    assert "Strelsau University" in chains("However Strelsau University declined.")


def test_title_in_front_of_a_name_is_cut_off() -> None:
    assert "Strelsau Academy" in chains("President of the Strelsau Academy")


def test_name_ends_behind_a_legal_form() -> None:
    assert "Corvid Launch GmbH" in chains("Corvid Launch GmbH Director Anna Holm spoke")


def test_on_ends_a_name_unless_the_name_takes_it() -> None:
    assert "Committee on Lunar Dust" in chains("the Committee on Lunar Dust")
    assert "Zubrowka Space Agency" in chains("Zubrowka Space Agency on the Marmot mission")


def test_possessive_ends_a_chain() -> None:
    assert "Strelsau Academy" in chains("Strelsau Academy's Hall")


def test_slice_bounds_are_kept() -> None:
    text = "Strelsau University and Hentzau University"
    assert [text[c.start : c.end] for c in find_chains(text, 24)] == ["Hentzau University"]


def test_very_long_chain_is_read_in_pieces() -> None:
    text = " and ".join(["Strelsau University"] * 3000)
    found = list(find_chains(text))
    assert len(found) > 1000
    assert all(c.end - c.start < 2000 for c in found)


@given(st.text(alphabet="AbcC' .-&ofand,\n", max_size=200))
def test_chains_are_slices_in_order(text: str) -> None:
    found = list(find_chains(text))
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_initials_alone_are_no_name_in_capitals() -> None:
    assert head_kind("A B") is None


def test_name_ends_before_what_the_next_line_of_a_masthead_says_of_it() -> None:
    assert "Polar Observation Alliance" in chains("the Polar Observation Alliance Held in Strelsau")


def test_small_words_in_a_line_of_capitals_part_its_names() -> None:
    assert "POLAR ICE CONVENTION" in chains("ACCESSION TO THE POLAR ICE CONVENTION")
    assert "COUNCIL OF THE TIDAL UNION" in chains("COUNCIL OF THE TIDAL UNION")


def test_day_ends_a_name_that_takes_on() -> None:
    text = "Lunar Conduct Accords on Thursday"
    assert next(text[c.start : c.end] for c in find_chains(text)) == "Lunar Conduct Accords"
