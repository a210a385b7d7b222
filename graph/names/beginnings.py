"""Words and a text in; the places of the text where one of them begins out, in one pass: a dear pattern is then tried there only."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import ahocorasick

from graph.names.folding import spaced, words_only


class Beginnings:
    """Finds what a pattern finds whose every match begins with one of some words (any case, whatever follows), or where `too` matches.

    The places of the last text are kept, so that its sentences may be asked for one by one.
    """

    def __init__(self, words: Iterable[str], too: re.Pattern[str] | None = None) -> None:
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        for word in words:
            self._automaton.add_word(f" {words_only(word)}")
        self._automaton.make_automaton()
        self._too = too
        self._kept = lru_cache(maxsize=1)(self._places)

    def _places(self, text: str) -> Sequence[int]:
        """In order; of what matches `too`, where its group begins, if it has one."""
        places = {last - length + 1 for last, length in self._automaton.iter(spaced(text))}
        if self._too:
            places.update(found.start(self._too.groups) for found in self._too.finditer(text))
        return sorted(places)

    def matches(self, pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """What `pattern.finditer(text, start, end)` gives."""
        places = self._kept(text)
        for i in range(bisect_left(places, start), bisect_left(places, end)):
            if places[i] >= start and (match := pattern.match(text, places[i], end)):
                start = match.end()
                yield match
