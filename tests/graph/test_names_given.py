"""People told by a given name or an initial, with no title or verb of saying beside them."""

import pytest

from graph.names.people import find_people


def people(text: str) -> list[str]:
    return [text[a:b] for a, b in find_people(text, lambda *_: False)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The prize of Zubrowka's Sandra Stone hangs there.", "Sandra Stone"),
        ("They met Hannah Stone.", "Hannah Stone"),
        ("We thank Jean-Luc Vane of Kiruna.", "Jean-Luc Vane"),
        ("It was seen by Mark C. Lee there.", "Mark C. Lee"),
        ("Left: L. Gordon Cooper in the hall", "L. Gordon Cooper"),
        ("Mission Specialists Mark C. Lee flew.", "Mark C. Lee"),
        ("Photo/Sandra Nowell Crews prepare the stand", "Sandra Nowell"),
    ],
)
def test_given_name_or_initial_tells_a_person(text: str, name: str) -> None:
    assert people(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "They sailed the Ross Sea.",
        "They saw the Ross Ice Shelf.",
        "Samuel Park Road was closed.",
        "They beat the St. Louis Robins.",
        "Team Leaders Provide Annual Update",
        "Frank Green",
    ],
)
def test_what_only_begins_like_a_name_is_no_person(text: str) -> None:
    assert people(text) == []
