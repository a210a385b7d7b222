"""The words that an expression needs are read off it rightly, whatever `re` can express."""

import re

import pytest

from graph.needed import ANY, needed


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Signed", [[{"signed"}]]),
        ("signature", [[{"signatu"}]]),
        ("sign(?:ed|s) b", [[{"signed ", "signs b"}]]),
        (r"a[bc] ?d\b", [[{"ab d", "abd", "ac d", "acd"}]]),
        (r"<[SO]\d+> (?:joined|left) <O\d+>", [[{"<o", "<s"}, {"> joine", "> left "}]]),
        (r"one(?:\w+two|three)four", [[{"one"}, {"two"}, {"four"}], [{"one"}, {"three"}, {"four"}]]),
        (r"^one.*?two$", [[{"^one"}, {"two"}]]),
        ("(?:one )?two(?: three)*", [[{"two"}]]),
        ("(?P<a>one){2,}+(?>two)(?P=a)", [[{"one"}, {"two"}]]),
        ("(?=one)(?!two)(?<=three)four", [[{"four"}]]),
        ("(?i:A ONE|one|two ones)", [[{"one"}]]),
        ("[a-z]one[^x]", [[{"one"}]]),
    ],
)
def test_words_are_told_in_their_order(text: str, ways: list[list[set[str]]]) -> None:
    assert [[set(words) for words in way] for way in needed(text, re.IGNORECASE)] == ways


@pytest.mark.parametrize("text", ["a", "(?:one)?", "(?:one|.)", "(?m:^one)", "(?m)^one", ""])
def test_nothing_is_needed(text: str) -> None:
    assert needed(text) == ANY


def test_of_many_ways_one_word_each_is_told() -> None:
    letters = "abcdefghijklmnop"
    text = "|".join(rf"{letter}one\dtwo{letter}{letter}" for letter in letters)
    assert needed(text) == ((frozenset(f"two{letter}{letter}" for letter in letters),),)


def test_a_character_may_stand_for_an_expression() -> None:
    assert needed("one <", 0, {"<": "two|three"}) == needed("one (?:two|three)")
