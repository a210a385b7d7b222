import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import tokens
from graph.names.alternatives import any_case
from graph.numbers import finder

WORDS = ["member states?", "member", "Memo", "[Tt]alks", "states?", "s?tate", "", "12"]


@given(st.lists(st.sampled_from(WORDS), min_size=1), st.text("MEmbrStaeslk 12"))
def test_any_case_means_what_plain_alternatives_mean(words: list[str], text: str) -> None:
    expected = re.compile(f"(?i:{'|'.join(words)})")
    assert [m.span() for m in re.finditer(any_case(words), text)] == [m.span() for m in expected.finditer(text)]


PIECES = [
    *(
        "May",
        "sept",
        "fall",
        "thu",
        "wednesday",
        "two",
        "an",
        "first",
        "latter",
        "this",
        "last",
        "the",
        "that",
        "current",
        "same",
    ),
    *("early", "mid", "end", "fiscal", "yesterday", "a", "hundred", "eleven", "thirty", "fortieth", "twelfth", "one"),
    *("12", "2024", "FY24", "FY 2024", "Q3", "H2", "1H", "Sept.", "US$", "A$", "$", "€", "USD", "3rd", "1990s", "Feb."),
    *(
        "and",
        "of",
        "per",
        "million",
        "dozen",
        "ago",
        "year",
        "month",
        "past",
        "quarter",
        "half",
        "day",
        "x",
        "_",
        "-",
        ",",
    ),
]


def _ungated(gated: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern without its first lookahead, which only rules places out."""
    start = gated.pattern.index("(?=")
    depth, at = 1, start + 1
    while depth:
        depth += {"(": 1, ")": -1}.get(gated.pattern[at], 0)
        at += 1
    return re.compile(gated.pattern[:start] + gated.pattern[at:])


@pytest.mark.parametrize("gated", [tokens._TOKEN, finder._NUMBER], ids=["dates", "numbers"])
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "-", "_"]), st.booleans()), max_size=12))
def test_nothing_is_missed_by_looking_only_where_a_match_can_begin(gated: re.Pattern[str], parts: object) -> None:
    text = "".join((piece.capitalize() if large else piece) + joint for piece, joint, large in parts)  # type: ignore[attr-defined]
    assert [m.span() for m in gated.finditer(text)] == [m.span() for m in _ungated(gated).finditer(text)]
