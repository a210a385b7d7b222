"""A file of sorted N-Quads and subjects in, the lines about them out."""

from collections.abc import Collection, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path


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
