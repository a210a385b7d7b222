"""Two sequences of sorted lines in, what only one of them has out."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import islice
from typing import Final

PORTION: Final = 2_000
"""Lines of each sequence that are looked at together: most are the same, and to compare many at once takes a twentieth of the time."""


def differing(
    was: Iterable[bytes], now: Iterable[bytes], most: float = float("inf")
) -> tuple[list[bytes], list[bytes]] | None:
    """The lines that went and those that came; None where there are more than `most`."""
    gone: list[bytes] = []
    new: list[bytes] = []
    old_lines, new_lines = iter(was), iter(now)
    old, fresh = list(islice(old_lines, PORTION)), list(islice(new_lines, PORTION))
    while (old or fresh) and len(gone) + len(new) <= most:
        if old == fresh:
            old, fresh = [], []
        else:
            last = min(old[-1] if old else fresh[-1], fresh[-1] if fresh else old[-1])
            before, after = _taken(old, last), _taken(fresh, last)
            both = {*before} & {*after}
            gone += (line for line in before if line not in both)
            new += (line for line in after if line not in both)
        old += islice(old_lines, PORTION - len(old))
        fresh += islice(new_lines, PORTION - len(fresh))
    return (gone, new) if len(gone) + len(new) <= most else None


def _taken(part: list[bytes], last: bytes) -> list[bytes]:
    """The lines up to the last one, taken out of the part."""
    end = bisect_right(part, last)
    found = part[:end]
    del part[:end]
    return found
