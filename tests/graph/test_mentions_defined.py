"""Names without a telling head word and their acronyms: a text that tells what the acronym does tells that it is an organisation."""

import pytest

from graph.mentions.defined import defined_kind
from graph.names.acronyms import find_definitions


def kind(text: str) -> str | None:
    (definition,) = find_definitions(text)
    return defined_kind(text, definition, False)


@pytest.mark.parametrize(
    "said",
    [
        "TOC itself runs two receiving stations.",
        "TOC counts nine members.",
        "Chad joined TOC in 2011.",
        "the seat of TOC is Bamako.",
        "the TOC Council met on Monday.",
        "TOC's spokeswoman would not say.",
        "the minister signed on behalf of the TOC.",
        "Amadou Kane has been a director at TOC since May.",
        "TOC was set up in 1994.",
        "the memorandum of understanding with TOC ran out.",
    ],
)
def test_acronym_that_does_what_organisations_do(said: str) -> None:
    assert kind(f"The Tarim Orbital Compact (TOC) is old. In the year 2020 {said}") == "InternationalBody"


@pytest.mark.parametrize(
    "said", ["TOC weighs four kilograms.", "It is read by TOC twice a day.", "the antenna of TOC was built in Bergen."]
)
def test_acronym_that_may_be_anything(said: str) -> None:
    assert kind(f"The Tarim Optical Corer (TOC) is old. In the year 2020 {said}") is None
