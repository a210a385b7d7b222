"""What an agreement covers: things to do and areas, told apart as a clerk would."""

import pytest
from layout_reading import said

AGREED = "# Ice\n\nThe Zubrowka Space Agency and the Polar Space Union signed a memorandum of understanding. Both parties agreed to "


def topics(rest: str) -> set[str]:
    return {row[1] for row in said(f"{AGREED}{rest}.", "Coverage")}


@pytest.mark.parametrize(
    ("rest", "wanted"),
    [
        ("enhance lunar farming and deepen ice mining", {"lunar-farming", "ice-mining"}),
        (
            "collaborate on farming and mining methods, particularly on ice, and enhance snow counting",
            {"farming-and-mining-methods", "snow-counting"},
        ),
        ("develop and test a snow counter", {"develop-and-test-a-snow-counter"}),
        ("organize ice days, a tradition of the north", {"organize-ice-days"}),
        ("strengthen their friendship", set()),
    ],
)
def test_verbs_that_only_further_a_thing_are_left_out(rest: str, wanted: set[str]) -> None:
    assert topics(rest) == wanted
