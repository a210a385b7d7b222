"""The words that an expression needs are read off it rightly, whatever `re` can express."""

import re

import pytest

from graph.fronts import Front
from graph.needed import ANY, endings, needed


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


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (r"\b[Tt]he $", {"the "}),
        (r"(?:go|start) of (?:the )?$", {"go of ", "start of ", "o of the ", "t of the "}),
        (r"of (?:[a-z]+ )?(?:the[ \t])?$", {"of ", "of the ", " the ", " "}),
        (r"(?:a|b.*c) (?:xs?|y+)$|^(?i:Had) $", {"x", "xs", "y", "had "}),
        (r"[a-z]+,?$", set()),
        (r"the ", set()),
        (r"(?m)the $", set()),
    ],
)
def test_endings_are_those_of_all_that_is_found_at_the_end(text: str, ends: set[str]) -> None:
    assert endings(text) == ends


@pytest.mark.parametrize("text", ["in the ", "In\tthe ", "the ", "The\n", "lathe ", "", "the"])
def test_front_finds_what_its_expression_finds(text: str) -> None:
    pattern = r"\b(?:in[ \t])?the $"
    for flags in (0, re.IGNORECASE):
        one, other = Front(pattern, flags).search(text, 0, len(text)), re.compile(pattern, flags).search(text)
        assert (one and one.span()) == (other and other.span())
        assert Front(pattern, flags).search(f"{text}X", 0, len(text)) == one or one
