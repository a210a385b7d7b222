"""Names that nothing calls a mission: missions where they carry what spacecraft carry, or are flown."""

import pytest

from graph.names.carrying import carries


def carrying(text: str, name: str) -> bool:
    start = text.index(name)
    return carries(text, start, start + len(name))


@pytest.mark.parametrize(
    "text",
    [
        "They built the thermal imager on board Skua.",
        "She supplied the magnetometer for Skua.",
        "The centre contributes a dust counter to Skua.",
        "Corvid is main contractor for Skua.",
        "Ruritania takes part in Skua.",
        "Skua carries a lightning detector.",
        "Skua is tracked by two stations.",
        "Skua is operated by the ministry out of Hentzau.",
        "Skua entered thermal vacuum tests.",
    ],
)
def test_what_carries_instruments_or_is_flown_is_a_mission(text: str) -> None:
    assert carrying(text, "Skua")


@pytest.mark.parametrize(
    "text",
    [
        "They sold a camera to Skua.",
        "They built a camera for Skua.",
        "Skua carries a heavy burden.",
        "Skua is operated by the ministry.",
        "She supplied the magnetometer for Skua University.",
        "He took part in Skua's meeting.",
    ],
)
def test_a_customer_or_a_house_is_none(text: str) -> None:
    assert not carrying(text, "Skua")
