"""Names without a telling head word and their acronyms: a text that tells what the acronym does tells that it is an organisation."""

import pytest
from invented import recognised
from layout_reading import document_of

from graph.extraction.extract import Extractor
from graph.facts import EntityRef
from graph.mentions.defined import defined_kind
from graph.names.acronyms import find_definitions
from ontology.authority import Authority, AuthorityEntry


def kind(text: str) -> str | None:
    (definition,) = find_definitions(text)
    return defined_kind(text, definition, False)


@pytest.mark.parametrize(
    "said",
    [
        "TOC itself runs two receiving stations.",
        "TOC counts nine members.",
        "The TOC, founded in 2012, counts nine members.",
        "Anna Holm, chief executive of the TOC, spoke.",
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


WORLD = Authority(
    tuple(
        AuthorityEntry(acronym.lower(), "SpaceAgency", name, (name, acronym))
        for acronym, name in (("PKSA", "Pokolistan Space Agency"), ("OSA", "Ostrovian Survey of the Arctic"))
    )
)


def staffed(text: str) -> set[str]:
    """The organisations that have a staff of 180."""
    facts = Extractor(WORLD).extract(document_of(f"# News\n\n{text} has a staff of 180.\n")).facts
    return {value.key for fact in facts for _, value in fact.values if isinstance(value, EntityRef)}


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("The Onega Space Agency (OSA) is new. OSA", "onega-space-agency"),
        ("The Obir Agency for Space (OSA) is new. It is small. Today OSA", "obir-agency-for-space"),
        ("The Oural Science Academy (OSA) is old. Every year it meets. The OSA", "oural-science-academy"),
        ("The Polar Kite and Sounding Agency (PKSA) is old. PKSA", "polar-kite-and-sounding-agency"),
        ("The Pokolistani Space Agency (PKSA) is old. PKSA", "pksa"),
        ("The Onega Space Agency (OSA) is new. PKSA", "pksa"),
        ("The Zubrowka Polar Society is old. OSA", "osa"),
    ],
)
def test_acronym_means_what_the_text_defines_not_what_the_world_calls_so(text: str, organisation: str) -> None:
    assert staffed(text) == {organisation}


def test_acronym_of_a_common_term_is_no_body() -> None:
    authority = Authority(
        (AuthorityEntry("ssa", "SpaceAgency", "Syldavian Space Agency", ("Syldavian Space Agency", "SSA")),)
    )
    text = "They watch debris: space situational awareness (SSA) is hard. SSA needs radars."
    assert not recognised(text, authority=authority).mentions
