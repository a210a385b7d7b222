"""Two names, dates or phrases in, whether an annotator would take them for the same out."""

import re
from collections.abc import Iterable
from itertools import product
from typing import Final

from rapidfuzz import fuzz

from graph.identifiers import fold

PHRASE: Final = 80
"""Likeness (0 to 100, words in any order) from which two titles or topics count as one."""
DESCRIPTION: Final = 75
"""The same for the description of a thing without a name."""
PLACE: Final = 90
"""Likeness from which a place counts as part of another's name ("Paris", "Paris, France")."""

_HONORIFICS: Final = frozenset({"prof", "professor", "dr", "mr", "ms", "mrs", "sir", "hon", "he", "h", "e"})
_ARTICLE: Final = re.compile(r"^(?:the|an?) ")


def words(text: str) -> str:
    """Lower-case ASCII words, single blanks between them, no leading article."""
    ascii_text = fold(text.replace("'", " ").replace("’", " ")).encode("ascii", "ignore").decode()
    return _ARTICLE.sub("", re.sub(r"[^a-z0-9]+", " ", ascii_text).strip())


def same_name(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Do two sets of names share one: letter by letter, or all words of the shorter (two at least) among those of the longer?"""
    mine, others = ({words(name) for name in names} - {""} for names in (ours, theirs))
    if mine & others or {n.replace(" ", "") for n in mine} & {n.replace(" ", "") for n in others}:
        return True
    pairs = product(map(_telling, mine), map(_telling, others))
    return any(min(len(a), len(b)) >= 2 and (a <= b or b <= a) for a, b in pairs)


def _telling(name: str) -> frozenset[str]:
    return frozenset(word for word in name.split() if word not in _HONORIFICS)


def alike(wanted: str, names: Iterable[str], threshold: int = PHRASE) -> bool:
    """Is one of the names so like the phrase, words in any order?"""
    return any(fuzz.token_set_ratio(words(wanted), words(name)) >= threshold for name in names)


def same_place(wanted: Iterable[str], names: Iterable[str]) -> bool:
    """Is one name of the place a part of the other?"""
    return any(fuzz.partial_ratio(words(a), words(b)) >= PLACE for a, b in product(wanted, names))


def same_date(wanted: str, given: Iterable[str]) -> bool:
    """The same date, or one a less precise form of the other ("2024" and "2024-05-03")."""
    return any(date == wanted or date.startswith(f"{wanted}-") or wanted.startswith(f"{date}-") for date in given)


def same_number(wanted: str, given: Iterable[str]) -> bool:
    """The same number; thousands separators and words around it do not count."""
    number = re.sub(r"[^\d.]", "", wanted)
    return any(re.sub(r"\.0+$", "", value) == number for value in given)
