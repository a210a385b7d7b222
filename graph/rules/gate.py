"""Rules in; for a sentence those of them that may match, told by one scan for their trigger words and by the types of its mentions, out."""

import re
from collections.abc import Collection, Sequence
from typing import Final

import ahocorasick

from graph.names.chains import title_heads
from graph.names.folding import plain
from graph.rules import Rule

TITLE: Final = "title"
"""Stands among the types of a sentence's mentions for a word in which a person's title ends."""
_PIECE: Final = re.compile(
    r"(?P<slot>\{\w*:(?P<letters>[A-Z]+)\+?\}|<(?:(?P<letter>[A-Z])|\[(?P<any>[A-Z]+)\])\\d\+>|(?P<title>\{(?:\w+:)?title\}))"
    r"|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\()|(?P<close>\))|(?P<or>\|)|.",
    re.DOTALL,
)
_OPTIONAL: Final = re.compile(r"[?*]|\{0?,")


class Gate:
    """Knows which rules a sentence can concern at all; what it lets through may still not match."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = [(rule, needs(rule.pattern)) for rule in rules]
        self._title = 1 << len(rules)
        bearers = {plain(head): self._title for head in title_heads()}
        for number, rule in enumerate(rules):
            for word in rule.trigger:
                bearers[word] = bearers.get(word, 0) | 1 << number
        self._always = bearers.pop("", 0)
        self._automaton = ahocorasick.Automaton()
        for word, bits in bearers.items():
            self._automaton.add_word(word, bits)
        self._automaton.make_automaton()

    def rules(self, lowered: str, letters: Collection[str]) -> list[Rule]:
        """The rules, in their order, of which a trigger word stands in the sentence (in lower case) and whose types of mentions it has."""
        bits = self._always
        for _, found in self._automaton.iter(lowered):
            bits |= found
        types = {*letters, TITLE} if bits & self._title else set(letters)
        bits &= self._title - 1
        passed = []
        while bits:
            lowest = bits & -bits
            rule, needed = self._rules[lowest.bit_length() - 1]
            if not any(types.isdisjoint(any_of) for any_of in needed):
                passed.append(rule)
            bits ^= lowest
        return passed


def needs(pattern: str) -> tuple[frozenset[str], ...]:
    """Sets of types of each of which every match of a pattern has one: its slots that are in no group, option or alternative."""
    needed: list[frozenset[str]] = []
    depth = 0
    for piece in _PIECE.finditer(pattern):
        if piece["open"]:
            depth += 1
        elif piece["close"]:
            depth -= 1
        elif depth == 0 and piece["or"]:
            return ()
        elif depth == 0 and piece["slot"] and not _OPTIONAL.match(pattern, piece.end()):
            letters = piece["letters"] or piece["letter"] or piece["any"]
            needed.append(frozenset({TITLE} if piece["title"] else letters))
    return tuple(needed)
