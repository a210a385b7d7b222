"""The words that dates are made of: text in, tokens of one-letter kinds out, and the gaps between them as letters too.

The finder (`graph.dates.finder`) writes its grammar over these letters: "Thursday, Feb. 15, 2024" is `W,M D,Y`.
"""

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from graph.names.beginnings import Beginnings

MONTHS: Final = tuple(calendar.month_name)[1:]
WEEKDAYS: Final = tuple(calendar.day_name)
SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
"""First and last month of the meteorological seasons of the northern hemisphere, where most agencies are."""
COUNTS: Final = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
}
ORDINALS: Final = {
    **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3},
    **{"fourth": 4, "4th": 4, "last": -1, "final": -1, "latter": -1},
}

_MONTH = "|".join(
    [*MONTHS, *(m.upper() for m in MONTHS)]
    + [rf"(?:{short}|{short.upper()})\b\.?" for short in ("Sept", *(m[:3] for m in MONTHS if m != "May"))]
)
_ORDINAL = "|".join([*ORDINALS, *(ordinal.capitalize() for ordinal in ORDINALS)])
_WEEKDAY = "|".join(WEEKDAYS)
_SHORT_WEEKDAY = rf"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?(?=,? (?:\d|{_MONTH}))"
_SEASON = "|".join([*SEASONS, *(s.capitalize() for s in SEASONS)])
_WHICH = "(?:[Tt]his past|[Tt]his|[Ll]ast|[Nn]ext)"
_COUNT = "|".join([*COUNTS, *(count.capitalize() for count in COUNTS)])
_BEFORE = r"(?<![\w$€£¥#])(?<!\d[.,:])"
_AFTER = r"(?![\w°%])(?![.:]\d)(?!,\d{3}(?!\d))(?!\s%)"
_YEAR = r"(?:1[5-9]|20|21)\d\d"

KINDS: Final[dict[str, str]] = {
    "I": rf"(?<![\w/.-]){_YEAR}(?:-\d\d-\d\d(?![\d-])|/\d{{1,2}}/\d{{1,2}}(?![\d/])|\.\d\d\.\d\d(?![\d.]))",
    "U": rf"(?<![\w/.-])\d{{1,2}}(?:/\d{{1,2}}/|\.\d{{1,2}}\.|-\d{{1,2}}-){_YEAR}(?![\w/])(?![.-]\d)",
    "X": r"(?<![\w$€£¥])(?:1[89]|20)\d0['’]?s\b",
    "F": r"\b(?:FY\s?['’]?|[Ff](?:iscal|inancial) year )(?:20)?\d\d(?![\d/–-])",
    "Y": rf"(?<![\w$€£¥#])(?<!\d[.:]){_YEAR}{_AFTER}",
    "D": rf"{_BEFORE}(?<![A-Za-z][-'’])(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?{_AFTER}(?!\s?[ap]\.?m\b)",
    "Z": rf"\b(?:(?:{_COUNT}|\d{{1,2}}) (?:years?|months?|weeks?|days?) (?:later|earlier)(?! (?:than|this|that|in)\b)"
    rf"|[Tt]he following (?:year|month|week|day|(?:{_SEASON}|{_WEEKDAY}|(?:{_MONTH})(?!,? \d))(?!\w))"
    r"|[Tt]he next day|[Tt]h(?:at|e) same (?:month|day)|(?<=[Oo]n )that (?:day|date))\b",
    "G": rf"\b(?:[Oo]ne|{'|'.join(COUNTS)}|\d{{1,2}}) (?:years?|months?|weeks?|days?) ago\b",
    "H": rf"\b(?:Q[1-4]|[1-4]Q|H[12]|[12]H|(?:{_ORDINAL}) (?:quarter|half))\b",
    "R": rf"\b(?:{_WHICH}|the current) year\b",
    "K": rf"\b(?:{_WHICH}|the current) (?:month|week)\b",
    "T": r"(?<=\bof )the (?:year|month)\b",
    "B": r"\b(?:that|the same) year\b",
    "N": rf"\b{_WHICH} (?:{_SEASON}|(?:{_MONTH})(?!,? \d)|{_WEEKDAY})(?!\w)",
    "A": r"\b(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Tt]his (?:morning|afternoon|evening))\b",
    "E": r"\b(?:[Ee]arly|[Mm]id|[Ll]ate|(?:[Ee]nd|[Ss]tart|[Bb]eginning|[Mm]iddle|[Cc]lose)(?= of\b))\b",
    "M": rf"\b(?:{_MONTH})(?![\w])",
    "W": rf"\b(?:(?:{_WEEKDAY})(?!\w)|{_SHORT_WEEKDAY})",
    "S": rf"\b(?:{_SEASON})\b",
}
"""Kind of token → its pattern. I, U numeric dates; X decade; F fiscal year; Y year; D day; Z "two years later", "the
following May"; G "two years ago"; H half or quarter; R "this year"; K "last month"; T "the year" after "of"; B "that
year"; N "last December", "next Monday"; A "today"; E "early", "end"; M month; W weekday; S season."""

_NAMED: Final = (*MONTHS, *WEEKDAYS, *SEASONS)
_BEGINNINGS: Final = Beginnings(
    (
        *(f"{word} " for word in (*_NAMED, *(name[:3] for name in _NAMED), "sept", "tues", "thur", "thurs")),
        *("fy", "fiscal", "financial"),
        *(f"{count} {unit}" for count in COUNTS for unit in ("year", "month", "week", "day")),
        *(
            "the following ",
            "the next day",
            "the same month",
            "the same day",
            "that same month",
            "that same day",
            "that day",
            "that date",
        ),
        *(f"{ordinal} {part}" for ordinal in ORDINALS for part in ("quarter", "half")),
        *(*"0123456789", *(f"{part}{number}" for part, number in product("qh", "1234"))),
        *(
            f"{which} {part} "
            for which in ("this", "this past", "last", "next", "the current")
            for part in ("year", "month", "week", *_NAMED, *(name[:3] for name in _NAMED), "sept")
        ),
        *("the same year", "the year", "the month", "that year", "this morning", "this afternoon", "this evening"),
        *("yesterday", "today", "tomorrow", "tonight"),
        *("early ", "mid ", "late ", "end of ", "start of ", "beginning of ", "middle of ", "close of "),
    )
)
"""How tokens begin."""
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS.items()))

_GAPS: Final = {
    **{"": " ", ",": ",", ".": ".", "/": "/", "of": "o", "of the": "o", "in": "i", "in the": "i", "or": "/"},
    **dict.fromkeys(("-", "–", "—", "‑", "−"), "-"),
    **dict.fromkeys(
        (
            f"{c}{w}{t}"
            for c in ("", ", ")
            for w in ("to", "through", "thru", "until", "till", "into")
            for t in ("", " the")
        ),
        "t",
    ),
    **dict.fromkeys(
        (f"{c}{w}{o}" for c in ("", ", ") for w in ("and", "&") for o in ("", " on", " the", " in", " of")), "&"
    ),
}
"""What stands between two tokens → its letter; anything else parts them (#)."""
_LONGEST_GAP: Final = max(map(len, _GAPS)) + 4


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a date: its kind (a key of `KINDS`), its offsets, its text."""

    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text and the letters they spell: token i is letter 2i, the gap after it letter 2i + 1."""

    tokens: tuple[Token, ...]
    letters: str

    def within(self, first: int, last: int) -> tuple[Token, ...]:
        """The tokens of the letters `first` to `last`, end exclusive."""
        return self.tokens[(first + 1) // 2 : (last + 1) // 2]


NO_TOKENS: Final = Tokens((), "")


@lru_cache(maxsize=1)
def tokenize(text: str, start: int, end: int) -> Tokens:
    """The date words of `text[start:end]`, in order; one scan, linear in its length. The last result is kept."""
    tokens = tuple(
        Token(match.lastgroup or "", match.start(), match.end(), match.group())
        for match in _BEGINNINGS.matches(_TOKEN, text, start, end)
    )
    if not tokens:
        return NO_TOKENS
    letters: list[str] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1].start if at + 1 < len(tokens) else None
        letters += token.kind, "#" if following is None else _gap(text, token.end, following)
    return Tokens(tokens, "".join(letters))


def leans(text: str, start: int, end: int) -> bool:
    """Whether a slice holds a date that is told from the one before ("three days later")."""
    if not any(text.find(word, start, end) >= 0 for word in _LEANING):
        return False
    return any(token.kind == "Z" for token in tokenize(text, start, end).tokens)


_LEANING: Final = ("later", "earlier", "he following ", "he next day", " same ", "n that da")
"""Of each such date a part that stands in it."""


def _gap(text: str, start: int, end: int) -> str:
    if end - start > _LONGEST_GAP:
        return "#"
    gap = text[start:end]
    if "\t" in gap or gap.count("\n") > 1:
        return "#"
    return _GAPS.get(" ".join(gap.split()), "#")


def month_number(text: str) -> int:
    """1 to 12 for a month's name or abbreviation, in any case, with or without its full stop."""
    return [month[:3] for month in MONTHS].index(text[:3].capitalize()) + 1


def weekday_number(text: str) -> int:
    """0 (Monday) to 6 for a weekday's name or abbreviation."""
    return [day[:3] for day in WEEKDAYS].index(text[:3].capitalize())
