"""A document in, its sentences out: spans of its text, each inside one block, found by rule in one pass."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from graph.documents import BlockKind, Document


@dataclass(frozen=True, slots=True)
class Sentence:
    """A slice of a document's text, inside the block at `block_index` of the document's blocks."""

    start: int
    end: int
    block_index: int


_WORDS = {
    name: frozenset(words)
    for name, words in tomllib.loads(files("graph").joinpath("sentences.toml").read_text("utf-8")).items()
}
_WHOLE = frozenset({BlockKind.ROW, BlockKind.TITLE, BlockKind.HEADING})
_END = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[\"'”’»)\]]*+(?=\s)")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’(\[«]+$")
_NEXT = re.compile(r"\s*([\"'“‘«(\[¿¡]*)(\S+)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]|(?:[^\W\d_]\.?-)[^\W\d_]")
_NUMERALS = frozenset("ivx")
_CAPITALS = re.compile(r"[A-Z]{3}")
_CONTINUES = frozenset(",;:.)]–—-/&|%")
_BACK = 40
_AHEAD = 60
_MAX_LABEL = 3
LONGEST: Final = 2000
"""Characters of a sentence that are read in one piece."""


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of all blocks that are not furniture; a title, heading or row is one whole, an item or caption at least one."""
    found: list[Sentence] = []
    for index, block in enumerate(document.blocks):
        if block.kind in _WHOLE:
            found.append(Sentence(block.start, block.end, index))
        elif block.kind is not BlockKind.FURNITURE:
            found += (Sentence(start, end, index) for start, end in split(document.text, block.start, block.end))
    return tuple(found)


def in_pieces(text: str, parts: Iterable[Sentence], longest: int = LONGEST) -> tuple[Sentence, ...]:
    """The sentences, those of more than `longest` characters cut behind a semicolon or comma, else a blank, else anywhere.

    Rules and references search a sentence many times over; what is longer than any real sentence (the longest of 5,000 in news articles has
    1,000 characters) is a list or no language at all, and is read piece by piece.
    """
    return tuple(piece for part in parts for piece in _pieces(text, part, longest))


def _pieces(text: str, part: Sentence, longest: int) -> tuple[Sentence, ...]:
    if part.end - part.start <= longest:
        return (part,) if part.start < part.end else ()
    return tuple(_cut(text, part, longest))


def _cut(text: str, part: Sentence, longest: int) -> Iterator[Sentence]:
    start = part.start
    while part.end - start > longest:
        cuts = (text.rfind(mark, start + 1, start + longest) for mark in ("; ", ", ", " "))
        cut = next((at + 1 for at in cuts if at > 0), start + longest)
        yield Sentence(start, cut, part.block_index)
        start = cut
        while start < part.end and text[start].isspace():
            start += 1
    if start < part.end:
        yield Sentence(start, part.end, part.block_index)


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of `text[start:end]`, spaces at the ends left out."""
    begin = start
    for match in _END.finditer(text, start, end):
        if _is_end(text, begin, match, end):
            yield begin, match.end()
            begin = match.end()
            while begin < end and text[begin].isspace():
                begin += 1
    if begin < end:
        yield begin, end


def _is_end(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Does the sentence that began at `begin` end at this mark?"""
    following = _NEXT.match(text, match.end(), min(end, match.end() + _AHEAD))
    if following is None:
        return True
    opening, word = following.groups()
    if word[0].islower() or word[0] in _CONTINUES:
        return False
    mark = match.group()
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    return not _shortens(
        text[max(begin, match.start() - _BACK) : match.start()], begin == match.start() - 1, opening, word, mark
    )


def _shortens(before: str, at_begin: bool, opening: str, following: str, mark: str) -> bool:
    """Does the full stop after `before` only shorten its last word? `mark` is the stop with what closes after it."""
    found = _WORD_BEFORE.search(before)
    if found is None:
        return False
    shown = found.group()
    word = shown.lower()
    numbered = following[0].isdigit()
    initial = bool(_INITIALS.fullmatch(word)) and shown[0].isupper()
    if word in _WORDS["before_number"] and not initial:
        return numbered or (opening in ("(", "[") and word == "al")
    if len(mark) > 1:
        return False
    if word in _WORDS["before_name"]:
        return True
    if word in _WORDS["abbreviations"] or initial:
        if word in _NUMERALS and _CAPITALS.match(following):  # "for Artemis V. NASA expects …"
            return False
        nickname = initial and opening in ('"', "“", "‘")  # Virgil I. "Gus" Grissom
        return (nickname or opening in ("", "(")) and following.rstrip('.,;:!?"”’)]').lower() not in _WORDS["openers"]
    return found.start() == 0 and word.isdigit() and len(word) <= _MAX_LABEL and (at_begin or len(before) == len(word))
