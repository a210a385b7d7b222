"""Finds the numbers that count something: text in, numbers with value, approximation, currency or per cent out.

A number in a name ("Artemis 2", "SLC-40"), a date, a time, a telephone number or a label ("Item 14") counts nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from graph.dates.finder import find_dates
from graph.dates.values import Date
from graph.fronts import Front
from graph.names.beginnings import Beginnings
from graph.numbers.words import BEGINNINGS, CARDINAL, ORDINAL, SCALES, is_ordinal, value_of


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in a text: offsets (its currency sign, scale and per cent included), value, and how it is meant.

    `approximate` is the word that bounds or blurs it, in small letters ("more than", "about", "at least", "up to").
    `currency` is an ISO 4217 code, or the sign where it stands for several currencies (¥); a bare $ is taken for USD.
    `unit` is "%" for percentages.
    """

    start: int
    end: int
    value: Decimal
    ordinal: bool = False
    approximate: str | None = None
    currency: str | None = None
    unit: str | None = None
    weak: bool = False
    """It is the word "one" before a noun, which may be no more than an article."""


_SIGNS: Final = {
    **{"US$": "USD", "CA$": "CAD", "C$": "CAD", "A$": "AUD", "NZ$": "NZD", "R$": "BRL", "$": "USD", "€": "EUR"},
    **{"£": "GBP", "¥": "¥", "₹": "INR", "₽": "RUB", "₩": "KRW"},
}
_CODES: Final = (
    *("USD", "EUR", "GBP", "JPY", "CNY", "RMB", "INR", "RUB", "KRW", "CAD", "AUD", "CHF", "BRL", "ZAR", "AED", "SAR"),
    *("SEK", "NOK", "DKK", "PLN", "TRY", "THB", "MXN", "ARS"),
)
_CURRENCY_WORDS: Final = {
    **{"u.s. dollar": "USD", "us dollar": "USD", "american dollar": "USD", "dollar": "USD", "euro": "EUR"},
    **{"canadian dollar": "CAD", "australian dollar": "AUD", "pounds sterling": "GBP", "yen": "JPY", "yuan": "CNY"},
    **{"renminbi": "CNY", "ruble": "RUB", "rouble": "RUB", "won": "KRW", "swiss franc": "CHF", "indian rupee": "INR"},
}
_SHORT_SCALES: Final = {"": 1, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "k": 10**3, "tn": 10**12}

_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?= [a-z])|\d+(?:\.\d+)?"
_LONGEST: Final = 15
"""Digits; what is longer is an identifier."""
_MONEY_WORD = "|".join(sorted(_CURRENCY_WORDS, key=len, reverse=True)).replace(".", r"\.")
_NUMBER = re.compile(
    r"(?<![\w.,:/#@&=^+_-])(?<!\d[ –—])(?<!’)(?<!')(?<!\w[–—])"
    rf"(?:(?P<sign>{'|'.join(map(re.escape, _SIGNS))}) ?|(?P<code>{'|'.join(_CODES)}) )?"
    rf"(?:(?P<digits>{_DIGITS})(?P<suffix>st|nd|rd|th)?(?:(?P<short>mn|bn|tn|[MmBbKk])\b|[ -]?(?P<scale>(?i:{_SCALE}))\b)?"
    rf"|(?P<words>(?i:{ORDINAL}|{CARDINAL})\b))"
    rf"(?P<percent> ?%| per ?cent\b)?(?: (?P<after>{'|'.join(_CODES)})\b| (?P<money>(?i:{_MONEY_WORD})s?)\b)?"
    r"(?P<plus>\+(?!\w)| or more\b)?"
)
_BEGINNINGS: Final = Beginnings(
    (*"0123456789", *(f"{code} " for code in _CODES), *BEGINNINGS),
    too=re.compile(r"[A-Z$€£¥₹₽₩](?:(?<![A-Z])|[A-Z]?\$)"),
)
"""How numbers begin: with a digit, the code or sign of a currency, or a word."""

_APPROXIMATE = Front(
    r"\b(more than|less than|fewer than|as many as|no fewer than|no more than|no less than|well over|over|under|about"
    r"|around|approximately|nearly|almost|roughly|at least|at most|up to|close to|some|an estimated|exceeding)$",
    re.IGNORECASE,
)
_JOINED_AFTER = re.compile(
    r"\w|[.,:/]\d|[-–—]\d|-(?!(?:member|nation|country|state|person|strong)\b)\w|[/@^_°]|['’]\w|(?<=\d) \d|\s?[ap]\.?m\b"
    r"|\s(?:UTC|GMT|hours|EST|EDT|CET)\b|[-–] ?(?:third|quarter|fifth|half)"
)
_LABELS = (
    "article|item|section|chapter|annex|appendix|table|figure|fig|page|pages|paragraph|para|no|nr|number|phase|stage|step"
    "|level|version|session|volume|vol|issue|room|flight|block|class|type|category|priority|pad|complex|launchpad|grade"
    "|part|line|increment|mark|option|tier|group(?: of)?|slide|note|footnote|resolution|rule|protocol"
)
_LABEL = re.compile(rf"\b(?:{_LABELS})\.? $")
_LONGEST_LABEL: Final = 16
"""Characters of a label, what stands before and behind it included."""
_POSSESSIVE = re.compile(r"['’]s$|s['’]$")
_NAME = re.compile(r"(?:^|[^\w])([A-Z][\w.'’&-]*) $")
_PLAIN_CAPITALS = re.compile(
    r"(?:in|the|with|over|about|some|at|its|and|all|of|from|more|than|nearly|these|those|today|for|by|as|on|to|our|their"
    r"|both|but|only|this|that|there|up|least|around|approximately|almost|roughly|other|another|between|among|after"
    r"|before|if|when|while|since|until|has|have|had|is|are|was|were|includes?|comprises|including)"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•|\n-]\s*|[\n])$")
_ENUMERATOR_BEFORE = re.compile(r"(?:^|\n|\| )[ \t]*[([]?$")
_ENUMERATOR_AFTER = re.compile(r"[.)\]](?:\s|$)")
_ASIDE_BEFORE = re.compile(r"[a-z] \($")
_ASIDE_AFTER = re.compile(r"\)(?:[,;.]|\s*$|\n| and )")
_COUNTED = re.compile(r"[ -](?:[a-zA-Z-]+ ){0,2}?[a-z]+s\b")
_NO_NOUN = re.compile(
    r"\s+(?:of|or|and|that|who|which|another|day|is|was|has|had|can|could|will|would|to|in|on|at|by|for|from|with|as|but|the|a"
    r"|may|might|must|should|more|could|then|than|when|if|after|before|such|so|not|also|where|whose|are|were|thing)\b"
)
_NO_COUNT_BEFORE = re.compile(
    r"\b(?:no|any|every|this|that|each|the|another|which|as|per|square|hundred) $", re.IGNORECASE
)
_FRACTION_BEFORE = re.compile(r"\b(?:a|one|two|three|four)[ -]$", re.IGNORECASE)
_ANY_DAY = Date.day(date(2000, 1, 1))
"""An anchor, so that dates without a year are seen; which year they are in does not matter here."""


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[NumberMention]:
    """The numbers in `text[start:end]` that count or rank something, in order, offsets into `text`."""
    end = len(text) if end is None else min(end, len(text))
    numbers = _BEGINNINGS.matches(_NUMBER, text, start, end)
    found = [mention for match in numbers if (mention := _read(text, start, end, match))]
    if not any(_may_be_date(mention) for mention in found):
        return found
    dates = ((mention.start, mention.end) for mention in find_dates(text, _ANY_DAY, start, end))
    return list(_outside(found, dates))


def _may_be_date(mention: NumberMention) -> bool:
    return mention.value <= 31 or 1500 <= mention.value <= 2199


def _outside(found: list[NumberMention], spans: Iterator[tuple[int, int]]) -> Iterator[NumberMention]:
    """The mentions that overlap none of the spans; both are in order."""
    span = next(spans, None)
    for mention in found:
        while span and span[1] <= mention.start:
            span = next(spans, None)
        if not span or span[0] >= mention.end:
            yield mention


def _read(text: str, start: int, end: int, match: re.Match[str]) -> NumberMention | None:
    before, after = text[max(start, match.start() - 40) : match.start()], text[match.end() : min(end, match.end() + 40)]
    money = match["sign"] or match["code"] or match["after"] or match["money"]
    percent = "%" if match["percent"] else None
    if _JOINED_AFTER.match(text, match.end(), end) or (match["short"] and not money):
        return None
    if not money and not percent and (_is_label(before, after, match) or not _counts(before, after, match)):
        return None
    value = _value(match)
    if value is None or (not money and _is_year(match, after)):
        return None
    words = len(before.rstrip())
    bound = _APPROXIMATE.search(before, 0, words) if words < len(before) else None
    return NumberMention(
        match.start(),
        match.end(),
        value,
        ordinal=bool(match["suffix"]) or bool(match["words"] and is_ordinal(match["words"])),
        approximate=" ".join(bound[1].lower().split()) if bound else "at least" if match["plus"] else None,
        currency=_currency(match),
        unit=percent,
        weak=match.group().lower() == "one",
    )


def _value(match: re.Match[str]) -> Decimal | None:
    """The value; None for "13.000", which is 13 to some and 13 thousand to others, and for identifiers of many digits."""
    if match["words"]:
        return Decimal(value_of(match["words"]))
    digits = match["digits"].replace(",", "").replace(" ", "")
    scale = SCALES[match["scale"].lower()] if match["scale"] else _SHORT_SCALES[(match["short"] or "").lower()]
    if len(digits) > _LONGEST or (scale == 1 and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits)):
        return None
    value = Decimal(digits) * scale
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _currency(match: re.Match[str]) -> str | None:
    if match["sign"]:
        return _SIGNS[match["sign"]]
    if match["money"]:
        word = match["money"].lower()
        return _CURRENCY_WORDS.get(word) or _CURRENCY_WORDS[word.removesuffix("s")]
    code = match["code"] or match["after"]
    return "CNY" if code == "RMB" else code


def _is_label(before: str, after: str, match: re.Match[str]) -> bool:
    """Whether it is part of a name ("Artemis 2"), a label ("item 14") or the number of a paragraph ("1. ", "(a) 2)")."""
    if before.endswith(" ") and _LABEL.search(before[-_LONGEST_LABEL:].lower()):
        return True
    if match["digits"] and _ENUMERATOR_BEFORE.search(before) and _ENUMERATOR_AFTER.match(after):
        return True
    aside = _ASIDE_AFTER.match(after) and _ASIDE_BEFORE.search(before)
    if before.endswith(("(", "[")) and after.startswith((")", "]")) and not aside:
        return True
    name = _NAME.search(before)
    if not name or _PLAIN_CAPITALS.fullmatch(name[1].lower()) or match["suffix"] or "," in (match["digits"] or ""):
        return False
    if _POSSESSIVE.search(name[1]):
        return False
    begins = _SENTENCE_START.search(before[: name.start(1)])
    return not (begins and name[1].endswith(("ed", "ing")))


def _counts(before: str, after: str, match: re.Match[str]) -> bool:
    """Whether a word counts: "one" only before a noun, no fraction, no unit of time, no acronym (FIRST)."""
    word = (match["words"] or "").lower()
    if word and match["words"].isupper():
        return False
    if word == "one":
        return (
            bool(re.match(r"[ -][A-Za-z]", after)) and not _NO_NOUN.match(after) and not _NO_COUNT_BEFORE.search(before)
        )
    if word == "second":
        return not re.search(r"\b(?:per|every|each|split) $", before) and not after.startswith("s")
    fraction = word in ("third", "fourth", "fifth", "tenth") and after.startswith(" of ")
    return not (fraction and _FRACTION_BEFORE.search(before))


def _is_year(match: re.Match[str], after: str) -> bool:
    """Whether four bare digits from 1900 to 2100 count nothing ("COSPAR 2024")."""
    if match["words"] or match["scale"] or match["suffix"] or match["percent"]:
        return False
    return bool(re.fullmatch(r"19\d\d|20\d\d|2100", match["digits"])) and not _COUNTED.match(after)
