"""An expression for what stands in front of a place, and a text in; what it finds out, without a search where the text ends otherwise."""

import re

from graph.needed import ENDING, endings


class Front:
    """As the compiled expression; it has the form "…$", and what it finds ends in one of some words."""

    __slots__ = ("_ends", "_regex", "_shortest")

    def __init__(self, text: str, flags: int = 0) -> None:
        self._regex = re.compile(text, flags)
        ends = sorted(endings(text, flags))
        assert ends, text
        self._shortest = min(map(len, ends))
        self._ends: dict[str, tuple[str, ...]] = {}
        """By their last characters, as many as all have."""
        for end in ends:
            last = end[-self._shortest :]
            self._ends[last] = (*self._ends.get(last, ()), end)

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """What the expression finds in a slice of a text."""
        last = text[max(start, end - ENDING) : end].lower().replace("\t", " ")
        ends = self._ends.get(last[-self._shortest :])
        if (ends and last.endswith(ends)) or last[-1:] == "\n":
            return self._regex.search(text, start, end)
        return None
