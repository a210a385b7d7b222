"""Signatories that a text counts before it names them, or names without the agreement that it just spoke of; talks that begin."""

import pytest
from layout_reading import said

ABOUT = "# Notes\n\nThe Glacier Accords are an agreement on ice.\n\n{text}\n"


def actions(text: str) -> set[tuple[str, ...]]:
    """Party, action, date and place, where told."""
    return {tuple(rest) for _, *rest in said(ABOUT.format(text=text), "AgreementAction")}


@pytest.mark.parametrize(
    ("text", "parties", "date"),
    [
        (
            "The Glacier Accords were first signed on 3 May 2020 by Zubrowka and two other states: Ruritania and Syldavia.",
            {"zubrowka", "ruritania", "syldavia"},
            ("2020-05-03",),
        ),
        (
            "The Glacier Accords were originally signed in May 2020 by three countries, Zubrowka, Borduria and Syldavia.",
            {"zubrowka", "borduria", "syldavia"},
            ("2020-05",),
        ),
        (
            "The Glacier Accords were signed in Strelsau in 2020 by two founding nations: Borduria and Syldavia.",
            {"borduria", "syldavia"},
            ("2020", "strelsau"),
        ),
        ("The Glacier Accords were concluded by two states: Borduria and Syldavia.", {"borduria", "syldavia"}, ()),
        ("The Glacier Accords were not signed by two states: Borduria and Syldavia.", set(), ()),
        (
            "Zubrowka and Ruritania were the first Arctic signatories, in May 2020.",
            {"zubrowka", "ruritania"},
            ("2020-05",),
        ),
        ("Zubrowka is the latest signatory, on 3 May 2020.", {"zubrowka"}, ("2020-05-03",)),
        ("Zubrowka was not a signatory in May 2020.", set(), ()),
    ],
)
def test_those_counted_or_told_of_just_now_signed(text: str, parties: set[str], date: tuple[str, ...]) -> None:
    assert actions(text) == {(party, "signature", *date) for party in parties}


@pytest.mark.parametrize(
    ("talks", "begun"),
    [
        ("agreed to start negotiations on", True),
        ("decided to begin talks on", True),
        ("will open discussions on", True),
        ("have launched negotiations on", True),
        ("resumed talks about", True),
        ("did not start negotiations on", False),
    ],
)
def test_talks_that_begin_are_negotiations_and_no_topic(talks: str, begun: bool) -> None:
    text = f"# Notes\n\nThe Zubrowka Space Agency and the Polar Space Union {talks} a memorandum of understanding on hail counting.\n"
    assert {row[2] for row in said(text, "AgreementAction")} == ({"negotiation"} if begun else set())
    assert {row[1] for row in said(text, "Coverage")} <= {"hail-counting"}
