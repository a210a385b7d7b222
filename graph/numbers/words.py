"""Numbers in words: "eleven", "one hundred and four", "thirty-seventh", "two dozen" in, their values out."""

import re
from typing import Final

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINAL_TEENS = ("tenth", "eleventh", "twelfth", *(f"{word}th" for word in _TEENS[3:]))
_ORDINAL_TENS = tuple(f"{word[:-1]}ieth" for word in _TENS)

SCALES: Final = {
    **{"dozen": 12, "hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7},
    **{"billion": 10**9, "trillion": 10**12},
}
"""Words that multiply what stands before them."""

_SIMPLE = {
    **{word: value for value, word in enumerate((*_ONES, *_TEENS), start=1)},
    **{word: value for value, word in enumerate((*_ORDINAL_ONES, *_ORDINAL_TEENS), start=1)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
    **{word: 10 * value for value, word in enumerate(_ORDINAL_TENS, start=2)},
}
BEGINNINGS: Final = (*(f"a {scale}" for scale in SCALES), "hundred", *_SIMPLE)
"""How what matches `CARDINAL` or `ORDINAL` begins, in small letters."""
_ORDINAL = frozenset((*_ORDINAL_ONES, *_ORDINAL_TEENS, *_ORDINAL_TENS))


def _any(*groups: tuple[str, ...]) -> str:
    return "(?:" + "|".join(sorted((word for group in groups for word in group), key=len, reverse=True)) + ")"


_SMALL = f"(?:{_any(_TENS)}(?:[- ]{_any(_ONES)})?|{_any(_TEENS, _ONES)})"
_SMALL_ORDINAL = f"(?:(?:{_any(_TENS)}[- ])?{_any(_ORDINAL_ONES)}|{_any(_ORDINAL_TEENS, _ORDINAL_TENS)})"
_HUNDREDS = f"(?:(?:{_SMALL}|a) hundred(?:(?: and)? {_SMALL})?|{_SMALL})"
CARDINAL: Final = (
    f"(?:{_HUNDREDS} thousand(?:(?: and)? {_HUNDREDS})?|a (?:dozen|thousand|million|billion)"
    f"|{_HUNDREDS}(?: (?:dozen|lakh|million|crore|billion|trillion))?)"
)
"""Pattern of a number in words, in small letters."""
ORDINAL: Final = f"(?:(?:(?:{_SMALL}|a) )?hundred and {_SMALL_ORDINAL}|{_SMALL_ORDINAL})"
"""Pattern of an ordinal in words, in small letters."""


def value_of(words: str) -> int:
    """The value of words that match `CARDINAL` or `ORDINAL`, in any case."""
    total = part = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _SIMPLE:
            part += _SIMPLE[word]
        elif word == "hundred" or word == "dozen":
            part = (part or 1) * SCALES[word]
        elif word in SCALES:
            total += (part or 1) * SCALES[word]
            part = 0
    return total + part


def is_ordinal(words: str) -> bool:
    """Whether words that match `CARDINAL` or `ORDINAL` are an ordinal."""
    return re.split(r"[\s-]+", words.lower())[-1] in _ORDINAL
