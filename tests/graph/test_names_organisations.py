"""Organisations without a telling head word, told by what stands beside them."""

import pytest

from graph.names.organisations import is_strange_firm, organisation_at


def kind(text: str, name: str) -> str | None:
    start = text.index(name)
    return organisation_at(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("riding on a rocket of the Swedish firm Norrsken Lift", "Norrsken Lift", "Company"),
        ("a rocket supplied by Norrsken Lift carried it", "Norrsken Lift", "Company"),
        ("Norrsken Lift, a Swedish company, carried it", "Norrsken Lift", "Company"),
        ("an associate member of the Pacific Data Ring", "Pacific Data Ring", "InternationalBody"),
        ("Deccan Orbital carried it", "Deccan Orbital", "Company"),
    ],
)
def test_words_beside_a_name_tell_its_kind(text: str, name: str, expected: str) -> None:
    assert kind(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It is made by Hand in Oslo", "Hand"),
        ("the Data Services were stopped", "Data Services"),
        ("He met Norrsken Lift", "Norrsken Lift"),
    ],
)
def test_nothing_is_told_of_words_and_of_names_without_company(text: str, name: str) -> None:
    assert kind(text, name) is None


@pytest.mark.parametrize(
    "text",
    [
        "Quillard built the engine for it",
        "Quillard of Boulder, Colorado, provides two antennas for it",
        "said Anna Holm, an engineer at Quillard",
        "It is a mission of NASA and Quillard",
        "NASA awarded Quillard a contract for it",
    ],
)
def test_what_is_said_of_a_strange_word_tells_a_firm(text: str) -> None:
    start = text.index("Quillard")
    assert is_strange_firm(text, start, start + 8)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quillard met us. Quillard built the engine for it",
        "They are in Quillard built the engine",
        "Quillard saw it",
    ],
)
def test_no_surname_or_place_is_a_firm(text: str) -> None:
    start = text.rindex("Quillard")
    assert not is_strange_firm(text, start, start + 8)
