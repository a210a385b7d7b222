"""Organisations without a telling head word, told by what stands beside them."""

import pytest

from graph.names.organisations import organisation_at


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
