"""Names and a text in; where they stand in it as words of their own out."""

import re
from collections.abc import Iterable, Iterator

_GOES_ON = re.compile(r"\w|-\d|-[A-Z]")
"""What behind a name makes it the beginning of another."""


def places_of(names: Iterable[str], flat: str) -> Iterator[tuple[int, int]]:
    """Where one of the names stands as a word or words of its own: leftmost first, of two the longest, none overlapping another."""
    found = sorted((at, -len(name)) for name in names for at in _occurrences(name, flat))
    until = 0
    for start, length in found:
        if start >= until:
            until = start - length
            yield start, until


def _occurrences(name: str, flat: str) -> Iterator[int]:
    at = flat.find(name)
    while at >= 0:
        apart = at == 0 or not (flat[at - 1].isalnum() or flat[at - 1] in "_-")
        if apart and not _GOES_ON.match(flat, at + len(name)):
            yield at
        at = flat.find(name, at + 1)
