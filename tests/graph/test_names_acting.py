"""Names of several words without a telling head word: organisations where they do what only organisations do."""

import pytest

from graph.names.acting import acts


def acting(text: str, name: str) -> bool:
    start = text.index(name)
    return acts(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In May the Lake Ohrid Facility signed the accord.", "Lake Ohrid Facility"),
        ("The Green Skua Park was established in 1999.", "Green Skua Park"),
        ("Anna Holm, president of the Rada Kosmiczna, spoke.", "Rada Kosmiczna"),
        ("She is chief executive of Norland Spaceport.", "Norland Spaceport"),
        ("The Elphberg Data Hub has 12 members.", "Elphberg Data Hub"),
        ("a memorandum of understanding with the Orbital Traffic Ring", "Orbital Traffic Ring"),
    ],
)
def test_what_organisations_do_and_have_tells_one(text: str, name: str) -> None:
    assert acting(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Omar Feldt signed the accord.", "Omar Feldt"),
        ("The Deputy Prime Minister announced it.", "Deputy Prime Minister"),
        ("The RSA's Director General signed it.", "Director General"),
        ("an agreement with the Skua Three crew", "Skua Three"),
        ("The Zephyr Heavy lifted off.", "Zephyr Heavy"),
        ("She is chair of the Earth Physics Division.", "Earth Physics Division"),
        ("She was chair of the Orbital Debris Conference.", "Orbital Debris Conference"),
        ("The Orbital Debris Conference adopted a report.", "Orbital Debris Conference"),
        ("The Zephyr 9 signed off.", "Zephyr 9"),
    ],
)
def test_people_parts_and_things_are_none(text: str, name: str) -> None:
    assert not acting(text, name)
