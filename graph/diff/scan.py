"""Two files of sorted N-Quads in, the lines that only one of them has out; then whatever lines are about given subjects."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

_END: Final = b"\xff"
"""Sorts after every line: no line of UTF-8 begins so."""


def differing(before: Iterable[bytes], after: Iterable[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Lines that only `before` has, and those that only `after` has, by one reading of both."""
    gone, new = list[bytes](), list[bytes]()
    old_next: Callable[[], bytes] = _reader(before)
    new_next: Callable[[], bytes] = _reader(after)
    one, other = old_next(), new_next()
    while True:
        if one == other:
            if one == _END:
                return gone, new
            one, other = old_next(), new_next()
        elif one < other:
            gone.append(one)
            one = old_next()
        else:
            new.append(other)
            other = new_next()


def _reader(lines: Iterable[bytes]) -> Callable[[], bytes]:
    iterator = iter(lines)
    return lambda: next(iterator, _END)


def subject(line: bytes) -> bytes:
    """The subject of a line."""
    return line[: line.index(b" ")]


def about(file: Path, subjects: Collection[bytes]) -> Iterator[bytes]:
    """The lines of a file that are about one of the subjects."""
    if not subjects:
        return
    with file.open("rb") as lines:
        for line in lines:
            if line[: line.index(b" ")] in subjects:
                yield line
