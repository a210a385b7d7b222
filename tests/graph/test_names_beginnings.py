"""Beginnings find what a search of the text finds, sentence by sentence."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import tokens
from graph.mentions import agreements, shortforms
from graph.names import people, places
from graph.names.beginnings import Beginnings
from graph.names.folding import plain
from graph.numbers import finder

TEXT = plain(
    "The Agency’s new satellite and the Ruritanian probe (a small lander) flew on 3 May. It and its twin, both built by "
    "Ruritania, obey the Treaty; they and their owners signed this agreement. Élan-1 was “the first”; İstanbul’s Feb. 2 talks.\n\n"
    "Both Parties met in the city. That council, said she, is ours: our Memorandum of Understanding, a framework-agreement."
)
WORDS = Beginnings(["feb", "m", "treaty ", "é"], too=re.compile(r"'s ()"))
PATTERN = re.compile(r"\b[fF]eb\w*|\bm\w+|\bM\w+|\bTreaty|\b[éÉ]lan|(?<='s )[nF]\w+")


def pairs(start: int, end: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    found = [m.span() for m in WORDS.matches(PATTERN, TEXT, start, end)]
    return list(zip(found, (m.span() for m in PATTERN.finditer(TEXT, start, end)), strict=True))


@pytest.mark.parametrize("cut", range(0, len(TEXT), 7))
def test_of_every_slice_they_find_what_a_search_finds(cut: int) -> None:
    for start, end in ((0, cut), (cut, len(TEXT)), (cut, cut + 40)):
        assert all(mine == theirs for mine, theirs in pairs(start, end))


def test_a_text_with_letters_that_are_longer_in_small_keeps_its_offsets() -> None:
    assert [TEXT[slice(*mine)] for mine, _ in pairs(0, len(TEXT))][-3:] == ["Feb", "met", "Memorandum"]


def test_another_text_is_not_taken_for_the_last_one() -> None:
    words = Beginnings(["a"])
    assert [[m.start() for m in words.matches(re.compile("a"), text, 0, 4)] for text in ("a ba", "ba a")] == [[0], [3]]


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
    *(
        "agency",
        "satellite",
        "NASA's",
        "small",
        "new",
        "rover",
        "it",
        "its",
        "they",
        "both",
        "parties",
        "all three",
        "members",
    ),
    *("treaty", "Memorandum of Understanding", "framework", "agreements", "Dr.", "H.E.", "Rear Admiral", "Novak"),
    *("in", "at", "visited", "Seat:", "St. Ives", "Oslo", "headquarters", "é", "’s"),
]
SCANS = {
    "dates": (tokens._BEGINNINGS, tokens._TOKEN),
    "numbers": (finder._BEGINNINGS, finder._NUMBER),
    "short forms": (
        shortforms._BEGINNINGS,
        re.compile(rf"(?<!\w)(?:{shortforms._short_forms().pattern})", re.IGNORECASE),
    ),
    "agreements": (agreements._beginnings(), agreements._nouns()),
    "honorifics": (people._honorifics(), people._single()),
    "places": (places._BEGINNINGS, places._PLACE),
}


@pytest.mark.parametrize("scan", SCANS)
@given(
    st.lists(
        st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", "-", "_", "\n"]), st.booleans()), max_size=12
    )
)
def test_nothing_is_missed_by_looking_only_where_a_match_can_begin(
    scan: str, parts: list[tuple[str, str, bool]]
) -> None:
    beginnings, pattern = SCANS[scan]
    text = "".join((piece.capitalize() if large else piece) + joint for piece, joint, large in parts)
    text = plain(text) if scan not in ("dates", "numbers") else text
    assert [m.span() for m in beginnings.matches(pattern, text, 0, len(text))] == [
        m.span() for m in pattern.finditer(text)
    ]


def test_nouns_of_agreements_are_found_however_they_are_joined() -> None:
    found = [TEXT[n.start : n.end] for n in agreements.find_nouns(TEXT, 0, len(TEXT))]
    assert found == ["Treaty", "agreement", "Memorandum of Understanding", "framework-agreement"]
