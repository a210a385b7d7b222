import pytest
from layout_reading import said

from graph.extraction.behind import is_denied_after, is_taken_back
from graph.extraction.modality import Modality, combine, governed_by, of_verb


@pytest.mark.parametrize(
    ("verb", "modality"),
    [
        ("signed", Modality.STATED),
        ("has formally signed", Modality.STATED),
        ("has not signed", Modality.DENIED),
        ("never joined", Modality.DENIED),
        ("refused to sign", Modality.DENIED),
        ("hasn't signed", Modality.DENIED),
        ("was to sign", Modality.DENIED),
        ("had been expected to join", Modality.DENIED),
        ("will sign", Modality.PLANNED),
        ("plans to join", Modality.PLANNED),
        ("to launch", Modality.PLANNED),
        ("may join", Modality.PLANNED),
        ("is negotiating", Modality.NEGOTIATED),
    ],
)
def test_verb_group_tells_how_it_is_meant(verb: str, modality: Modality) -> None:
    assert of_verb(verb) is modality


@pytest.mark.parametrize(
    ("left", "modality"),
    [
        ("Yesterday ", Modality.STATED),
        ("Contrary to reports ", Modality.DENIED),
        ("He denied that ", Modality.DENIED),
        ("It is unclear whether ", Modality.DENIED),
        ("The board asked why ", Modality.DENIED),
        ("<O0> plans to have ", Modality.PLANNED),
        ("He denied the rumour; ", Modality.STATED),
        ("There had never been any plan to have ", Modality.DENIED),
        ("No decision has been taken to let ", Modality.DENIED),
        ("Had ", Modality.DENIED),
        ("They discussed the possible ", Modality.NEGOTIATED),
    ],
)
def test_words_in_front_govern_the_clause(left: str, modality: Modality) -> None:
    assert governed_by(left) is modality


@pytest.mark.parametrize(
    ("right", "denied"),
    [
        (" was listed in error.", True),
        (" with Ruritania are false.", True),
        (" in 2019. A list was in error", False),
        (" was discussed.", True),
        (", never went beyond a first study.", True),
        (", never lost a day.", False),
        (", a good year", False),
    ],
)
def test_words_behind_may_take_it_back(right: str, denied: bool) -> None:
    assert is_denied_after(right) is denied


def test_strongest_modality_counts() -> None:
    assert combine(Modality.STATED, Modality.PLANNED, Modality.DENIED) is Modality.DENIED
    assert combine(Modality.PLANNED, Modality.NEGOTIATED) is Modality.NEGOTIATED
    assert combine(Modality.STATED) is Modality.STATED


def test_rumoured_clause_is_denied() -> None:
    assert governed_by("It is rumoured that ") is Modality.DENIED


@pytest.mark.parametrize(
    ("behind", "taken_back"),
    [
        (" It has not; talks go on.", True),
        (" This is incorrect.", True),
        (" The report was wrong.", True),
        ("\nShe didn't.", True),
        (" It has not paid yet.", False),
        (" Oruland has not.", False),
        (" That was a mistaken hope of some.", False),
    ],
)
def test_a_sentence_may_take_back_the_one_before(behind: str, taken_back: bool) -> None:
    assert is_taken_back(behind) is taken_back


def test_what_the_next_sentence_takes_back_is_no_fact() -> None:
    was = "In our last issue we reported that Ruritania had joined the Nordic Balloon Council (NBC)."
    assert said(f"# News\n\n{was}", "Membership")
    assert not said(f"# News\n\n{was} That was wrong.", "Membership")


def test_who_was_something_is_so_no_more() -> None:
    text = "Dr. Anna Holm, who was Director of the Nordic Balloon Council from 2001 to 2009, died on 3 March."
    statuses = {fact[-1] for fact in said(f"# News\n\n{text}", "Position")}
    assert statuses == {"former"}
