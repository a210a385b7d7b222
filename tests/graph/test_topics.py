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


BETWEEN = "# Ice\n\nThe Zubrowka Space Agency and the Polar Space Union signed {said}.\n"


@pytest.mark.parametrize(
    ("agreed", "wanted"),
    [
        ("an agreement on hail counting with the Ruritania Space Agency", {"hail-counting"}),
        ("an agreement on hail counting of 2014", {"hail-counting"}),
        ("a memorandum of understanding on hail counting, concluded in Kiruna", {"hail-counting"}),
        ("a memorandum of understanding on the loan of a radar dated 3 May 2021", {"loan-of-a-radar"}),
        ("a Cooperation Agreement on Earth observation", {"earth-observation"}),
        ("a Framework Agreement on Moon mining", {"moon-mining"}),
        ("an Implementing Arrangement on Arctic ice", {"arctic-ice"}),
        ("the Agreement on Space", set()),
        ("an agreement. The agreement covers four broad areas", set()),
        ("a memorandum of understanding. In June they agreed to extend it until 2030", set()),
    ],
)
def test_topic_ends_where_the_agreement_is_spoken_of_again(agreed: str, wanted: set[str]) -> None:
    assert {row[1] for row in said(BETWEEN.format(said=agreed), "Coverage")} == wanted
