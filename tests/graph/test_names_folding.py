import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names.folding import key, plain, words_only


@pytest.mark.parametrize(
    ("written", "levelled"),
    [
        ("Türkiye", "Turkiye"),
        ("Chang’E–6", "Chang'E-6"),
        ("«Łódź»", '"Lodz"'),
        ("“Mars”", '"Mars"'),
        ("Ōsaka", "Osaka"),
        ("Việt Nam", "Viet Nam"),
        ("Snædal Þórisson", "Snadal Torisson"),
    ],
)
def test_spelling_differences_are_levelled(written: str, levelled: str) -> None:
    assert plain(written) == levelled


def test_other_scripts_stay_as_they_are() -> None:
    assert plain("国家航天局 وكالة") == "国家航天局 وكالة"


@given(st.text())
def test_offsets_carry_over(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert len(words_only(text)) == len(text)


@given(st.text())
def test_levelling_twice_is_levelling_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_words_only_leaves_words_in_lower_case() -> None:
    assert words_only("The N.A.O.-led İstanbul trip!").split() == ["the", "n", "a", "o", "led", "istanbul", "trip"]


@pytest.mark.parametrize(
    "name", ["The Polar Space Union", "polar space union", "Polar-Space  Union", "POLAR SPACE UNION"]
)
def test_spellings_of_one_name_have_one_key(name: str) -> None:
    assert key(name) == "polar space union"


def test_article_alone_is_a_name() -> None:
    assert key("The") == "the"
