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


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("on Cooperation in the Peaceful Uses of Outer Space", {"peaceful-uses-of-outer-space"}),
        ("on Cooperation in Satellite Navigation and Earth Observation", {"satellite-navigation", "earth-observation"}),
        ("concerning cooperation in the exploration and use of outer space", {"exploration-and-use-of-outer-space"}),
        ("in the Field of Hail Research", {"hail-research"}),
    ],
)
def test_capitals_of_a_title_name_what_it_covers_and_no_place(title: str, wanted: set[str]) -> None:
    text = BETWEEN.format(said=f"a Framework Agreement {title}")
    assert {row[1] for row in said(text, "Coverage")} == wanted
    assert said(text, "Event") == set()


TITLE = "The Framework Agreement on Cooperation in the Exploration and Peaceful Uses of Outer Space"


@pytest.mark.parametrize(
    ("told", "parties"),
    [
        ("was signed by Zubrowka and Ruritania", {"zubrowka", "ruritania"}),
        (", which Zubrowka and Ruritania signed in Strelsau, remains in force", {"zubrowka", "ruritania"}),
        ("has not been signed by Zubrowka and Ruritania", set()),
    ],
)
def test_what_is_said_behind_the_title_is_said_of_the_agreement(told: str, parties: set[str]) -> None:
    text = f"# Ice\n\n{TITLE} {told}.\n".replace(" ,", ",")
    assert {row[1] for row in said(text, "AgreementAction") if row[2] == "signature"} == parties


@pytest.mark.parametrize("what", ["entered into force on", "will enter into force on", "expired on"])
def test_day_of_entry_into_force_is_not_that_of_signature(what: str) -> None:
    text = f"# Ice\n\nThe pact signed by Zubrowka and Ruritania {what} 3 May 2020.\n"
    assert {row[1:] for row in said(text, "AgreementAction") if row[2] == "signature"} == {
        ("zubrowka", "signature"),
        ("ruritania", "signature"),
    }
