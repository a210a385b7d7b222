"""For whom somebody holds a post: the nearest certain organisation, and no crew role on a flight."""

import pytest
from invented import AUTHORITY
from layout_reading import document_of, said

from graph.extraction.extract import Extractor
from graph.facts import EntityRef

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
        ("- Anna Holm, vice president, Space Systems, Marmot Labs AB", {("anna-holm", "marmot-labs-ab")}),
        (
            "“Cold,” said Anna Holm, manager for the Zubrowka Space Agency’s Ice Program at the Kiruna Snow Institute.",
            {("anna-holm", "kiruna-snow-institute")},
        ),
    ],
)
def test_organisation_of_a_post(text: str, wanted: set[tuple[str, ...]]) -> None:
    assert posts(text) == wanted


def held(text: str) -> set[tuple[str, ...]]:
    return said("# Snow\n\n" + text, "Position")


INSTITUTE = "kiruna-snow-institute"


@pytest.mark.parametrize(
    ("text", "person", "title", "status"),
    [
        ("Anna Holm will become director of the Kiruna Snow Institute in May.", "anna-holm", "director", "incoming"),
        (
            "Anna Holm, director-designate of the Kiruna Snow Institute, came.",
            "anna-holm",
            "director-designate",
            "incoming",
        ),
        ("Anna Holm, director of the Kiruna Snow Institute until 2018, has died.", "anna-holm", "director", "former"),
        (
            "Anna Holm is at present dean of geodesy at the Kiruna Snow Institute.",
            "anna-holm",
            "dean of geodesy",
            "current",
        ),
        ("Anna Holm stepped down in June as director of the Kiruna Snow Institute.", "anna-holm", "director", "former"),
        (
            "Anna Holm resigned from her post as director of the Kiruna Snow Institute.",
            "anna-holm",
            "director",
            "former",
        ),
        ("The Kiruna Snow Institute, headed by Anna Holm, has a new roof.", "anna-holm", "head", "current"),
        ("The Kiruna Snow Institute, whose director is Anna Holm, has a new roof.", "anna-holm", "director", "current"),
        ("The Kiruna Snow Institute has a new director, Anna Holm.", "anna-holm", "director", "current"),
        ("Anna Holm has run the Kiruna Snow Institute since 2017.", "anna-holm", "head", "current"),
        ("Dr. Anna Holm now chairs the Lutetia-based Kiruna Snow Institute.", "anna-holm", "chair", "current"),
        (
            "The text was signed by Director Anna Holm for the Kiruna Snow Institute.",
            "anna-holm",
            "Director",
            "current",
        ),
    ],
)
def test_posts_told_in_other_words(text: str, person: str, title: str, status: str) -> None:
    assert held(text) == {(person, INSTITUTE, title, status)}


@pytest.mark.parametrize(
    ("text", "person", "status"),
    [
        ("Anna Holm was succeeded by Dr. Bo Lindgard.", "bo-lindgard", "current"),
        ("Anna Holm will be succeeded by Dr. Bo Lindgard.", "bo-lindgard", "incoming"),
        ("Anna Holm took over from Dr. Bo Lindgard last autumn.", "bo-lindgard", "former"),
        ("Her predecessor, Bo Lindgard, was there.", "bo-lindgard", "former"),
        ("The post was then held by Bo Lindgard.", "bo-lindgard", "former"),
    ],
)
def test_post_is_that_of_whom_somebody_follows_or_precedes(text: str, person: str, status: str) -> None:
    told = held("Anna Holm is director of the Kiruna Snow Institute. " + text)

    assert (person, INSTITUTE, "director", status) in told


def test_nobody_follows_one_whose_post_was_not_told() -> None:
    assert held("Anna Holm lives near the Kiruna Snow Institute. Anna Holm was succeeded by Dr. Bo Lindgard.") == set()


def test_post_told_where_somebody_comes_from() -> None:
    assert held("Dr. Anna Holm comes from the Kiruna Snow Institute, where Anna Holm is vice-rector for ice.") == {
        ("anna-holm", INSTITUTE, "vice-rector for ice", "current")
    }


def test_trade_of_somebody_from_a_state_is_no_post_of_the_state() -> None:
    text = "# Snow\n\nAnna Holm, a Zubrowkan astronomer, spoke. Dr. Bo Lindgard, Zubrowkan minister for ice, spoke."
    told = Extractor(AUTHORITY).extract(document_of(text)).facts

    assert [dict(fact.values)["org:member"] for fact in told] == [EntityRef("bo-lindgard")]


@pytest.mark.parametrize(
    ("text", "place", "title"),
    [
        ("The plan of the Kiruna Snow Institute was told by its rector, Anna Holm.", INSTITUTE, "rector"),
        ("Zubrowka agreed. The Minister for Ice and Snow, Anna Holm, signed.", "zubrowka", "Minister for Ice and Snow"),
    ],
)
def test_post_without_a_name_for_its_house_is_of_what_was_named_last(text: str, place: str, title: str) -> None:
    assert held(text) == {("anna-holm", place, title, "current")}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Anna Holm, project lead with Zubrowka's national science agency, Kiruna Snow Institute, spoke.", {INSTITUTE}),
        ("Anna Holm, an investigator with C-SNOW of Zubrowka, spoke.", set()),
        ("Anna Holm, Minister for Ice and Snow of Zubrowka, spoke.", {"zubrowka"}),
    ],
)
def test_post_in_a_house_of_a_state_is_none_of_the_state(text: str, places: set[str]) -> None:
    assert {place for _, place, *_ in held(text)} == places


def test_post_without_a_body_is_the_houses_in_a_paragraph_of_its_own() -> None:
    text = (
        "# Polar Space Union\n\nThe Polar Space Union met. The Polar Space Union is old. The Polar Space Union grows.\n\n"
        "Bo Lund is rector of the Kiruna Snow Institute.\n\nThe Executive Secretary is Dr. Anna Holm."
    )

    assert ("anna-holm", "polar-space-union") in {fact[:2] for fact in said(text, "Position")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The Polar Space Union Council elected Anna Holm (Zubrowka) as Chair of the Snow Committee.",
            {("anna-holm", "snow-committee")},
        ),
        (
            "With the minister, Bo Lund, the director of the Kiruna Snow Institute, Anna Holm, visited the dome.",
            {("anna-holm", INSTITUTE)},
        ),
    ],
)
def test_post_is_of_who_is_said_to_hold_it(text: str, wanted: set[tuple[str, ...]]) -> None:
    assert {fact[:2] for fact in held(text)} == wanted


def test_title_begins_behind_the_verb_and_the_article() -> None:
    text = "Ms. Anna Holm welcomed the outgoing Director of the Kiruna Snow Institute, Dr. Bo Lund."

    assert {fact[2] for fact in held(text)} == {"outgoing Director"}
