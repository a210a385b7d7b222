import time

import pytest

from graph.names.acronyms import find_definitions, fits


def defined(text: str) -> dict[str, str]:
    return {text[d.acronym_start : d.acronym_end]: text[d.name_start : d.name_end] for d in find_definitions(text)}


@pytest.mark.parametrize(
    ("text", "acronym", "name"),
    [
        ("the Polar Space Union (PSU) met", "PSU", "Polar Space Union"),
        ("the Institute of Tides and Currents (ITC) met", "ITC", "Institute of Tides and Currents"),
        ("PSU (Polar Space Union) met", "PSU", "Polar Space Union"),
        ("the Polar Space Union, known as PSU, met", "PSU", "Polar Space Union"),
        ("the Polar Space Union (the “PSU”) met".replace("“", '"').replace("”", '"'), "PSU", "Polar Space Union"),
        ("the Polar Space Union (hereinafter PSU) met", "PSU", "Polar Space Union"),
        ("Geodetic Laboratory (GeoLab) opened", "GeoLab", "Geodetic Laboratory"),
        ("the Polar Space Union (PSU; founded 2001) met", "PSU", "Polar Space Union"),
    ],
)
def test_definition_gives_the_acronym_and_the_full_name(text: str, acronym: str, name: str) -> None:
    assert defined(text) == {acronym: name}


@pytest.mark.parametrize(
    "text",
    [
        "the Polar Space Union (see Annex) met",
        "the Polar Space Union (XYZ) met",
        "a union of the poles (PSU) met",
        "Polar Space Union (2019) met",
    ],
)
def test_bracket_that_fits_no_name_defines_nothing(text: str) -> None:
    assert defined(text) == {}


def test_definition_covers_the_closing_bracket() -> None:
    text = "the Polar Space Union (PSU) met"
    (definition,) = find_definitions(text)
    assert text[definition.name_start : definition.outer_end] == "Polar Space Union (PSU)"


def test_bracket_with_some_letters_of_an_organisation_defines_its_short_name() -> None:
    assert defined("the Pelagos Space Agency (PEL) met") == {"PEL": "Pelagos Space Agency"}


def test_line_below_an_acronym_spells_it_out() -> None:
    assert defined("BRIE\nBay Radar and Ice Explorer\n") == {"BRIE": "Bay Radar and Ice Explorer"}
    assert defined("BRIE\nSmall Satellites of the North\n") == {}


def test_name_does_not_reach_over_a_sentence_end() -> None:
    assert defined("It met in Port. Space Union (PSU) said") == {}


@pytest.mark.parametrize(
    ("acronym", "name", "fitting"),
    [
        ("ITC", "Institute of Tides and Currents", True),
        ("IoTC", "Institute of Tides Currents", True),
        ("GEOLAB", "Geodetic Observation Laboratory", True),
        ("ABC", "Alpha Beta", False),
        ("AB", "Beta Alpha", False),
    ],
)
def test_letters_come_from_the_beginnings_of_words(acronym: str, name: str, fitting: bool) -> None:
    assert fits(acronym, name) is fitting


@pytest.mark.parametrize(
    "text", ["A-" * 50_000, " (ABC)" * 5_000, "Aa " * 20_000 + "(AAAAAAAAAA)", "A" * 100_000 + " (A"]
)
def test_hostile_text_takes_bounded_time(text: str) -> None:
    start = time.process_time()
    list(find_definitions(text))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "key",
    [
        "Note: PSB = Polar Space Bureau; LI = Lagoon Institute.",
        "Abbreviations: PSB, Polar Space Bureau",
        "(PSB: Polar Space Bureau)",
        "Seen here.\n\nPSB - Polar Space Bureau",
    ],
)
def test_keys_to_abbreviations_define_them(key: str) -> None:
    assert ("Polar Space Bureau", "PSB") in {d.words(key) for d in find_definitions(key)}


def test_list_of_accounts_is_no_key_to_abbreviations() -> None:
    text = "Follow us: NASA, NASAKennedy, NASAGoddard, NASAEarth"

    assert list(find_definitions(text)) == []
