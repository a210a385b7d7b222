"""A text and what may stand beside a name in; whether a name stands so anywhere out: ten thousand names cost little more than one."""

import re

_BOUNDARY = re.compile(r"\b")


def follows_word(flat: str, start: int) -> bool:
    """Whether a word and a blank stand right in front of a place, no comma or bracket, and it begins no line: a cheap question."""
    return start > 1 and flat[start - 1] == " " and flat[start - 2].isalpha()


class Beside:
    """The strings of a text that begin where `before` ends and have `then` behind them, or are words that end where `behind` begins.

    They are gathered by length when one of that length is asked for: names have few lengths.
    """

    def __init__(
        self, flat: str, before: re.Pattern[str] | None, behind: re.Pattern[str], then: re.Pattern[str] = _BOUNDARY
    ) -> None:
        self._flat = flat
        self._begins = [match.end() for match in before.finditer(flat)] if before else []
        self._ends = [match.start() for match in behind.finditer(flat)]
        self._then = then
        self._by_length: dict[int, set[str]] = {}

    def __contains__(self, name: str) -> bool:
        length = len(name)
        if length not in self._by_length:
            self._by_length[length] = self._of(length)
        return name in self._by_length[length]

    def _of(self, length: int) -> set[str]:
        flat, ends = self._flat, [at for at in self._ends if at >= length]
        begun = {flat[at : at + length] for at in self._begins if self._then.match(flat, at + length)}
        return begun | {flat[at - length : at] for at in ends if _BOUNDARY.match(flat, at - length)}
