"""Rules in; for a sentence those that may match, told by scans for words and by the order of its mentions, out.

First trigger words and mentions, then, of the few rules that are left, the words that their patterns need (`graph.needed`).
"""

import re
import string
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import Final

import ahocorasick

from graph.extraction.patterns import needed_words
from graph.names.chains import title_heads
from graph.names.folding import plain
from graph.needed import START, Way
from graph.rules import Rule
from ontology.kept import digest, kept

TITLE: Final = "t"
"""Stands among the types of a sentence's mentions for a word in which a person's title ends."""
_PIECE: Final = re.compile(
    r"(?P<slot>\{\w*:(?P<letters>[A-Z]+)\+?\}|<(?:(?P<letter>[A-Z])|\[(?P<any>[A-Z]+)\])\\d\+>|(?P<title>\{(?:\w+:)?title\}))"
    r"|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\((?P<looks>\?<?[=!])?)|(?P<close>\))|(?P<or>\|)|.",
    re.DOTALL,
)
_OPTIONAL: Final = re.compile(r"[?*]|\{0?,")
_OUTLINES: Final = 4096
"""Outlines of sentences of which it is remembered what may match them."""
_FIRST: Final = 0x4E00
"""The first of the characters that stand for words: nothing means anything else among thousands from here on."""

Needs = tuple[frozenset[str], ...]


class Gate:
    """Knows which rules a sentence can concern at all; what it lets through may still not match."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        shapes: dict[Needs, int] = {}
        triggered: dict[str, int] = {}
        for number, (rule, needed) in enumerate(zip(rules, _needs(rules), strict=True)):
            shapes[needed] = shapes.get(needed, 0) | 1 << number
            for word in rule.trigger:
                triggered[word] = triggered.get(word, 0) | 1 << number
        self._possible = _possible([(_shape(needed), numbers) for needed, numbers in shapes.items()])
        marks = {f"<{letter.lower()}": letter for letter in string.ascii_uppercase}
        marks |= dict.fromkeys(map(plain, title_heads()), TITLE)
        self._always = triggered.pop("", 0)
        self._shapes, self._needed = _shapes(needed_words(rule.pattern for rule in rules))
        self._automaton = ahocorasick.Automaton()
        for word in triggered.keys() | marks.keys():
            self._automaton.add_word(word, (triggered.get(word, 0), marks.get(word, "")))
        self._automaton.make_automaton()

    def rules(self, lowered: str, behind: str = "") -> list[Rule]:
        """The rules, in their order, of which a trigger word stands in the tagged sentence (in lower case), the types in their order and
        the words needed in theirs. `behind` is the character that ends the text before."""
        text = behind + START + lowered
        bits, outline = self._always, ""
        for _, (found, mark) in self._automaton.iter(text):
            bits |= found
            outline += mark
        bits &= self._possible(outline)
        words = "".join([char for _, char in self._needed.iter(text)]) if bits else ""
        passed = []
        while bits:
            lowest = bits & -bits
            number = lowest.bit_length() - 1
            if self._shapes[number].match(words):
                passed.append(self._rules[number])
            bits ^= lowest
        return passed


def _needs(rules: Sequence[Rule]) -> Sequence[Needs]:
    """What each rule needs; worked out once for each installation."""
    patterns = [rule.pattern for rule in rules]
    code = digest([Path(__file__)])
    return kept("needs", "\0".join([code, *patterns]), lambda: list(map(needs, patterns)))


def _shapes(needed: Iterable[Sequence[Way]]) -> tuple[list[re.Pattern[str]], ahocorasick.Automaton]:
    """For each rule what the words that were found in a sentence must look like, a character each, and what finds these."""
    chars: dict[str, str] = {}
    for words in (words for ways in needed for way in ways for words in sorted(map(sorted, way))):
        for word in words:
            chars.setdefault(word, chr(_FIRST + len(chars)))
    automaton = ahocorasick.Automaton()
    for word, char in chars.items():
        automaton.add_word(word, char)
    automaton.make_automaton()
    return [_shape(*([{chars[word] for word in words} for words in way] for way in ways)) for ways in needed], automaton


def _possible(shapes: Sequence[tuple[re.Pattern[str], int]]) -> Callable[[str], int]:
    """Outline of a sentence → the rules, a bit each, whose shape it has."""

    @lru_cache(_OUTLINES)
    def possible(outline: str) -> int:
        return sum(numbers for shape, numbers in shapes if shape.match(outline))

    return possible


def _shape(*ways: Iterable[AbstractSet[str]]) -> re.Pattern[str]:
    """Matches a string that has one of each set of one of the ways, in their order; in linear time."""
    sets = (("".join(sorted(any_of)) for any_of in way) for way in ways)
    return re.compile("|".join("".join(f"[^{any_of}]*+[{any_of}]" for any_of in way) for way in sets))


def needs(pattern: str) -> Needs:
    """Sets of types of each of which every match of a pattern has one, in this order: its slots that are in no option or alternative."""
    open_: list[list[list[frozenset[str]]]] = [[[]]]
    """For each group that is open, its alternatives so far."""
    looks: list[bool] = []
    for piece in _PIECE.finditer(pattern):
        if piece["open"]:
            open_.append([[]])
            looks.append(bool(piece["looks"]))
        elif piece["or"]:
            open_[-1].append([])
        elif piece["close"] or piece["slot"]:
            found = _of_all(open_.pop()) if piece["close"] else [_types(piece)]
            skipped = bool(piece["close"]) and looks.pop()
            if not skipped and not _OPTIONAL.match(pattern, piece.end()):
                open_[-1][-1] += found
    return tuple(_of_all(open_[0]))


def _of_all(alternatives: Sequence[Sequence[frozenset[str]]]) -> list[frozenset[str]]:
    """What all alternatives need: of several, one of what each needs first."""
    if len(alternatives) == 1:
        return list(alternatives[0])
    return [_any_of(needed[0] for needed in alternatives)] if all(alternatives) else []


def _any_of(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _types(piece: re.Match[str]) -> frozenset[str]:
    return frozenset(TITLE if piece["title"] else piece["letters"] or piece["letter"] or piece["any"])
