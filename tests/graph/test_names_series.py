"""Members of series of missions are found by their number, and not where a longer word goes on."""

import pytest

from graph.names.series import find_series
from graph.names.siblings import find_siblings


@pytest.mark.parametrize(
    "name", ["Apollo 10", "Soyuz TM-20", "Soyuz TMA9", "Gemini VI", "STS-95", "Explorer 1", "Landsat 5"]
)
def test_a_number_behind_a_series_makes_a_mission(name: str) -> None:
    text = f"They flew aboard {name} in May."

    assert [text[start:end] for start, end in find_series(text)] == [name]


@pytest.mark.parametrize(
    "text", ["the Apollo program", "a Gemini 5th anniversary", "Progress in 2024", "Explorer-class ships"]
)
def test_a_series_alone_is_no_member_of_it(text: str) -> None:
    assert list(find_series(text)) == []


def test_a_number_before_the_noun_for_a_spacecraft_makes_a_mission() -> None:
    text = "They built the Heronix 37 spacecraft."

    assert [text[start:end] for start, end in find_series(text)] == ["Heronix 37"]


@pytest.mark.parametrize(
    "text", ["All 24 satellite dishes", "the Phase 2 lander study", "a Falcon 9 probe", "On May 8 rover teams met."]
)
def test_a_number_before_such_a_noun_may_tell_something_else(text: str) -> None:
    assert list(find_series(text)) == []


@pytest.mark.parametrize(
    ("text", "unseen", "found"),
    [
        ("After Heronix-2 comes Heronix-3.", ["Heronix-2"], ["Heronix-3"]),
        ("Heronix went before Heronix-2.", ["Heronix-2"], ["Heronix"]),
        ("Heronix will be joined by Heronix-2.", ["Heronix"], ["Heronix-2"]),
        ("Heronix Ltd built it.", ["Heronix-2"], []),
    ],
)
def test_what_differs_by_its_number_only_is_a_sibling(text: str, unseen: list[str], found: list[str]) -> None:
    assert [
        text[start:end] for start, end in find_siblings(text, unseen, unseen) if text[start:end] not in unseen
    ] == found
