"""Names and a text in; where they stand in it as words of their own out, in one pass over the text."""

import re
from collections.abc import Iterable, Iterator

import ahocorasick

_GOES_ON = re.compile(r"\w|-\d|-[A-Z]")
"""What behind a name makes it the beginning of another."""


def places_of(names: Iterable[str], flat: str) -> Iterator[tuple[int, int]]:
    """Where one of the names stands as a word or words of its own: leftmost first, of two the longest, none overlapping another."""
    until = 0
    for start, length in sorted(_occurrences(names, flat)):
        if start >= until:
            until = start - length
            yield start, until


def _occurrences(names: Iterable[str], flat: str) -> Iterator[tuple[int, int]]:
    """Where each begins, and its length below zero."""
    automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
    for name in names:
        automaton.add_word(name)
    automaton.make_automaton()
    for last, length in automaton.iter(flat) if len(automaton) else ():
        at = last - length + 1
        apart = at == 0 or not (flat[at - 1].isalnum() or flat[at - 1] in "_-")
        if apart and not _GOES_ON.match(flat, last + 1):
            yield at, -length
