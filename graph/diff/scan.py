"""Two files of sorted N-Quads in, the lines that only one of them has out; then whatever lines are about given subjects."""

from collections.abc import Callable, Collection, Iterable, Iterator
from mmap import ACCESS_READ, mmap
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
    """The lines of a sorted file that are about one of the subjects, in order; each subject is looked up."""
    if not subjects or not file.stat().st_size:
        return
    with file.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as content:
        for one in sorted(subject + b" " for subject in subjects):
            place = _first(content, one)
            while content[place : place + len(one)] == one:
                end = content.find(b"\n", place) + 1
                yield content[place:end]
                place = end


def _first(content: mmap, start: bytes) -> int:
    """Where the first line begins that is not smaller than `start`; the end, if there is none."""
    low, high = 0, len(content)
    while low < high:
        middle = (low + high) // 2
        place = _line_from(content, middle)
        if place < len(content) and content[place : place + len(start)] < start:
            low = middle + 1
        else:
            high = middle
    return _line_from(content, low)


def _line_from(content: mmap, place: int) -> int:
    """Where the first line begins at or after a place."""
    return content.find(b"\n", place - 1) + 1 or len(content) if place else 0
