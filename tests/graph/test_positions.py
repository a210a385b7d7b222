"""For whom somebody holds a post: the nearest certain organisation, and no crew role on a flight."""

import pytest
from layout_reading import said

AGENCIES = "# Ice\n\nThe Zubrowka Space Agency and the Ruritania Space Agency met. "


def posts(text: str) -> set[tuple[str, ...]]:
    return {row[:2] for row in said(AGENCIES + text, "Position")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Zubrowka Space Agency astronauts Anna Holm and Bo Lindgard of the Ruritania Space Agency flew.",
            {("anna-holm", "zubrowka-space-agency"), ("bo-lindgard", "ruritania-space-agency")},
        ),
        (
            "Anna Holm, Zubrowkan director of ice, Bo Lindgard, chief of snow at the Ruritania Space Agency, met.",
            {("bo-lindgard", "ruritania-space-agency")},
        ),
        ("Zubrowka Space Agency mission specialist Anna Holm flew.", set()),
        (
            "“Cold,” said Anna Holm, manager for the Zubrowka Space Agency’s Ice Program at the Kiruna Snow Institute.",
            {("anna-holm", "kiruna-snow-institute")},
        ),
    ],
)
def test_organisation_of_a_post(text: str, wanted: set[tuple[str, ...]]) -> None:
    assert posts(text) == wanted
