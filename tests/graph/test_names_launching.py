"""Whether the words around a name say that it is launched, as only spacecraft are."""

import pytest

from graph.names.launching import is_launched


@pytest.mark.parametrize(
    "text",
    [
        "{Toucan} went into orbit on 9 March 2024.",
        "{Okapi} was put into orbit by a rocket.",
        "{Meerkat} lifted off at dawn.",
        "{Polar Fox} left Earth on 19 May 2025.",
        "{Ibis} rode into orbit as a passenger.",
        "{Jackal} is on the manifest for May.",
        "{Badger} will fly no earlier than May.",
        "A rocket carried {Heron} into space.",
        "The launch of {Baltic Eye} has slipped.",
        "{Thrush}'s launch on 3 May was watched by many.",
        "{Quokka} was launched on 3 May 2020.",
        "They intend to orbit {Hadeda} in June.",
    ],
)
def test_a_spacecraft_is_told_by_its_launch(text: str) -> None:
    start, end = text.index("{"), text.index("}") - 1
    assert is_launched(text.replace("{", "").replace("}", ""), start, end)


@pytest.mark.parametrize(
    "text",
    [
        "{Anna Holm} lifted off at dawn.",
        "The astronaut {Holm} went into orbit on 9 March.",
        "{Engineers} launched at 5 a.m.",
        "{Crew} lifted off at dawn.",
        "{Toucan} was praised on 9 March 2024.",
        "The launch of {Toucan} website was a success.",
    ],
)
def test_people_and_products_are_no_spacecraft(text: str) -> None:
    start, end = text.index("{"), text.index("}") - 1
    assert not is_launched(text.replace("{", "").replace("}", ""), start, end)
