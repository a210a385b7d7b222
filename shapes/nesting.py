"""RDF text in, whether it nests deeper than parsers can go out: they take triples in triples, and objects in JSON-LD, one inside the other
on their stack, and a process that runs out of it ends without a word."""

import re
from collections.abc import Iterator
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat

DEEPEST: Final = 500
"""Levels that are read. pyoxigraph 0.5 ends by a segmentation fault at some 3,000 of JSON-LD, and at some 15,000 of triple terms."""
_BLOCK: Final = 1 << 20
_OPENING: Final = b"{["
_OTHER: Final = bytes(set(range(256)) - set(b"{[]}"))
_TRIPLE: Final = b"<<("
_TOKEN: Final = re.compile(
    rb"""
    (?P<opens><<\() | (?P<closes>\)>>) | <[^<>\s]*> | \#[^\r\n]* | \\.
    | \"\"\"[^\"\\]*+(?:(?:\\(?:.|\Z)|\"(?!\"\"))[^\"\\]*+)*(?:\"\"\"|\Z)
    | '''[^'\\]*+(?:(?:\\(?:.|\Z)|'(?!''))[^'\\]*+)*(?:'''|\Z)
    | \"(?:[^\"\\\r\n]|\\.)*+ \"? | '(?:[^'\\\r\n]|\\.)*+ '?
    """,
    re.VERBOSE | re.DOTALL,
)
"""No lookahead stands in a group that is repeated possessively: Python 3.11.2 then matches too little."""
Content = bytes | mmap


def file_nests_too_deep(path: Path, rdf_format: RdfFormat) -> bool:
    """Whether a file does; it is not held in memory.

    Raises:
        OSError: it cannot be read.
    """
    if path.stat().st_size == 0:
        return False
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return nests_too_deep(content, rdf_format)


def nests_too_deep(content: Content, rdf_format: RdfFormat) -> bool:
    """Whether one thing in it is in more than `DEEPEST` others."""
    if rdf_format == RdfFormat.RDF_XML:
        return False
    if rdf_format == RdfFormat.JSON_LD:
        return any(level > DEEPEST for level in _levels_of_json(content))
    return _has_many_triples(content) and any(level > DEEPEST for level in _levels_of_triples(content))


def _levels_of_json(content: Content) -> Iterator[int]:
    """How many objects and arrays are open, after each bracket outside strings."""
    return accumulate(1 if bracket in _OPENING else -1 for bracket in _brackets(content))


def _brackets(content: Content) -> Iterator[int]:
    in_string, held = False, b""
    for start in range(0, len(content), _BLOCK):
        block = held + content[start : start + _BLOCK]
        held = b"\\" if (len(block) - len(block.rstrip(b"\\"))) % 2 else b""
        parts = block.removesuffix(held).replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')
        yield from b"".join(parts[in_string::2]).translate(None, _OTHER)
        in_string ^= len(parts) % 2 == 0


def _has_many_triples(content: Content) -> bool:
    at = -1
    for _ in range(DEEPEST + 1):
        at = content.find(_TRIPLE, at + 1)
        if at < 0:
            return False
    return True


def _levels_of_triples(content: Content) -> Iterator[int]:
    """How many triple terms are open, after each end of one, in Turtle and what is like it."""
    signs = (1 if token["opens"] else -1 for token in _TOKEN.finditer(content) if token["opens"] or token["closes"])
    return accumulate(signs)
