"""Numbers in text: digits, words, ordinals, money, approximations, and the numbers that count nothing."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.numbers.finder import find_numbers


def found(text: str) -> list[tuple[str, Decimal]]:
    return [(text[m.start : m.end], m.value) for m in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("concluded 121 agreements", "121", "121"),
        ("with 13,000 scientists", "13,000", "13000"),
        ("with 13 000 scientists", "13 000", "13000"),
        ("some 1.5 million people", "1.5 million", "1500000"),
        ("5 thousand", "5 thousand", "5000"),
        ("weighs 1,500.75 kg", "1,500.75", "1500.75"),
        ("Eleven research bodies", "Eleven", "11"),
        ("twenty-four states", "twenty-four", "24"),
        ("thirty five nations", "thirty five", "35"),
        ("one hundred and four parties", "one hundred and four", "104"),
        ("two hundred", "two hundred", "200"),
        ("a hundred and twenty", "a hundred and twenty", "120"),
        ("two hundred and five thousand three hundred", "two hundred and five thousand three hundred", "205300"),
        ("five million", "five million", "5000000"),
        ("a dozen states", "a dozen", "12"),
        ("two dozen", "two dozen", "24"),
        ("- 12 Members", "12", "12"),
        ("Parties: 17", "17", "17"),
        ("observers (4), members", "4", "4"),
        ("a 14-member organisation", "14", "14"),
        ("with two 20-year options", "two", "2"),
        ("2024 parts were made", "2024", "2024"),
        ("Launched 20 satellites", "20", "20"),
    ],
)
def test_a_number_has_its_value(text: str, mention: str, value: str) -> None:
    assert found(text) == [(mention, Decimal(value))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("the 37th country", 37), ("thirty-seventh country", 37), ("the twelfth member", 12), ("the 2nd", 2)),
        *(("its twentieth year", 20), ("the second such lease", 2), ("the hundred and first", 101)),
    ],
)
def test_an_ordinal_is_told_from_a_count(text: str, value: int) -> None:
    (mention,) = [m for m in find_numbers(text) if m.ordinal]
    assert mention.value == value


def test_a_count_is_no_ordinal() -> None:
    assert [m.ordinal for m in find_numbers("37 countries")] == [False]


@pytest.mark.parametrize(
    ("text", "mention", "value", "currency"),
    [
        ("provided $278.5 million in funding", "$278.5 million", "278500000", "USD"),
        ("$278.5M", "$278.5M", "278500000", "USD"),
        ("about €3 billion", "€3 billion", "3000000000", "EUR"),
        ("EUR 30 million", "EUR 30 million", "30000000", "EUR"),
        ("30 million euros", "30 million euros", "30000000", "EUR"),
        ("RMB 3 million", "RMB 3 million", "3000000", "CNY"),
        ("US$5 million", "US$5 million", "5000000", "USD"),
        ("cost 2 billion yen", "2 billion yen", "2000000000", "JPY"),
        ("¥100", "¥100", "100", "¥"),
    ],
)
def test_money_has_a_currency(text: str, mention: str, value: str, currency: str) -> None:
    (money,) = find_numbers(text)
    assert (text[money.start : money.end], money.value, money.currency) == (mention, Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *(("more than 1,000 experts", "more than"), ("over 3,000 satellites", "over"), ("about 20 states", "about")),
        *(("at least 5 states", "at least"), ("up to 60 years", "up to"), ("60+ countries", "at least")),
        *(
            ("30 or more states", "at least"),
            ("some 30 states", "some"),
            ("Nearly eleven states", "nearly"),
            ("14 states", None),
        ),
    ],
)
def test_an_approximation_is_kept(text: str, words: str | None) -> None:
    assert [m.approximate for m in find_numbers(text)] == [words]


@pytest.mark.parametrize(("text", "value"), [("15% of", "15"), ("13.9 percent", "13.9"), ("20 per cent", "20")])
def test_a_percentage_has_its_unit(text: str, value: str) -> None:
    assert [(m.value, m.unit) for m in find_numbers(text)] == [(Decimal(value), "%")]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Chang'e-6",
            "Chang’e-6",
            "the Artemis 2 crew",
            "a Falcon 9 rocket",
            "COVID-19",
            "from SLC-40 at",
            "Agenda Item 14",
            "5G",
            "item 5",
        ),
        *(
            "call 202-358-1600",
            "+86 10 1234 5678",
            "at 1:33 a.m. on",
            "at 10 a.m. EST",
            "1400 UTC",
            "24/7",
            "version 2.1.3",
            "#12",
        ),
        *(
            "on 16 December 2008",
            "12 February",
            "in 1958",
            "COSPAR 2024 assembly",
            "first half of 2026",
            "20 and 21 October 2025",
        ),
        *(
            "hundreds of people",
            "two-thirds of",
            "one-third",
            "a third of the",
            "per second",
            "no one knows",
            "one of the",
            "FIRST Robotics",
        ),
        *(
            "1. Introduction",
            "[12]",
            "contains (1) the text",
            "13.000 scientists",
            "10-15 countries",
            "a 20-year lease",
            "the Group of Seven",
        ),
        *("third-party", "someone", "tonne", "sixtyfold", "1" * 30, ""),
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert found(text) == []


def test_one_before_a_noun_is_weak() -> None:
    assert [(m.value, m.weak) for m in find_numbers("one Signatory Member and two observers")] == [
        (1, True),
        (2, False),
    ]


def test_offsets_refer_to_the_whole_text() -> None:
    text = "9 states. It has 14 members and 4 observers."
    assert [text[m.start : m.end] for m in find_numbers(text, 10, 30)] == ["14"]


@given(st.integers(1, 10**12))
def test_thousands_separators_round_trip(number: int) -> None:
    assert found(f"has {number:,} items") == [(f"{number:,}", Decimal(number))]


WORDS = [
    "one",
    "two",
    "hundred",
    "and",
    "thousand",
    "million",
    "a",
    "dozen",
    "third",
    "$",
    "€",
    "5",
    "1,000",
    "3.5",
    "%",
    "-",
    "th",
    "more than",
    "May",
    "2024",
]


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=25), st.sampled_from(["", " "]))
def test_mentions_are_ordered_slices_on_any_text(words: list[str], glue: str) -> None:
    text = glue.join(words)
    mentions = find_numbers(text)
    ends = [0] + [m.end for m in mentions]
    assert all(before <= m.start < m.end <= len(text) for before, m in zip(ends, mentions, strict=False))
    assert all(text[m.start : m.end].strip() == text[m.start : m.end] and m.value.is_finite() for m in mentions)


@pytest.mark.parametrize(
    "unit", ["7", "1,111", "1 111 ", "one ", "hundred and ", "$1", "five million ", "twenty-", "the words "]
)
def test_hostile_text_costs_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        find_numbers((unit * (length // len(unit) + 1))[:length])
        return time.process_time() - start

    seconds(10_000)
    assert seconds(200_000) < max(12 * seconds(40_000), 0.5)
