"""Lines as a page was broken in, lines as they read out: wrapped lines joined, separate lines kept apart."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_MAX_WRAP_WIDTH = 130
_MIN_WRAP_WIDTH = 40
_TERMINAL = re.compile(r"[.!?][\"'”’)\]]*$")
_OPEN_ENDED = re.compile(
    r"(?:[,&/(–—]|\b(?:and|or|of|the|for|in|on|at|to|by|with|from|a|an|de|der|du|von|für|et|und|als|as|that|which))$"
)
_NAME_LINE = re.compile(r"(?:\bby:|^by:?|\b(?:Mr|Ms|Mrs|Dr|Prof|Amb|H\.E)\b\.?|\b(?:Ambassador|Professor)\b)")
_BYLINE = re.compile(r"^by [A-Z]")
_HYPHENATED = re.compile(r"[^\W\d_]{2,}[-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MAX_NAME_LINES = 6
_MAX_NAME_LINE = 80
_TAIL = 60
_FEW = 3
_SMALL = 0.25
"""Share of the lines behind full ones that begin with a small letter, from which on a document is wrapped."""


def wrap_width(lines: Sequence[str]) -> int:
    """The width, in characters, at which a document's lines were wrapped; 0 where its paragraphs are unbroken lines."""
    lengths = [len(line) for line in lines if line.strip()]
    narrow = [length for length in lengths if length <= _MAX_WRAP_WIDTH]
    width = max(narrow, default=0)
    full = sum(1 for length in narrow if length > 0.85 * width)
    wrapped = width >= _MIN_WRAP_WIDTH and full >= 3 and len(lengths) - len(narrow) <= 0.02 * len(lengths)
    return width if wrapped and _goes_on(lines, width) else 0


def _goes_on(lines: Sequence[str], width: int) -> bool:
    """Whether full lines go on in the next: of sentences that are wrapped some go on in small letters, of entries none. Where there are
    too few to tell, whether sentences end and most lines before others are full."""
    before = [
        (line, below.lstrip())
        for line, below in pairwise(lines)
        if line.strip() and below.strip() and not _TERMINAL.search(line[-_TAIL:]) and _indent(below) <= _indent(line)
    ]
    full = [below for line, below in before if len(line) > 0.85 * width]
    if len(full) < _FEW:
        return 2 * len(full) >= len(before) and any(_TERMINAL.search(line[-_TAIL:]) for line in lines)
    return sum(line[0].islower() for line in full) >= _SMALL * len(full)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document in lower case, hyphenated ones whole, broken ones left out: by these a hyphen at a line's end is judged."""
    words: set[str] = set()
    broken = False
    for line in lines:
        found = _WORD.findall(line.lower())
        head_is_broken, broken = broken, _HYPHENATED.search(line.rstrip()[-_TAIL:]) is not None
        words.update(found[head_is_broken : len(found) - broken])
    return frozenset(words)


def join(lines: Sequence[str], width: int, words: frozenset[str] = frozenset()) -> list[str]:
    """The lines of one paragraph joined where a line was only wrapped.

    `width` comes from `wrap_width`, `words` from `vocabulary`. The lines of a name block ("Ms. A B", "Secretary-General", "Organisation")
    become one line with commas, so that it reads as a sentence.
    """
    parts = [line.strip() for line in lines if line.strip()]
    if not parts:
        return []
    wrapped = bool(width) and all(len(part) > 0.8 * width for part in parts[:-1])
    if is_name_block(parts) and not wrapped:
        return [", ".join(part.rstrip(",") for part in join_wrapped(parts, 0, words))]
    return join_wrapped(parts, width, words)


def join_wrapped(parts: Sequence[str], width: int, words: frozenset[str] = frozenset()) -> list[str]:
    """Wrapped lines joined, name blocks not treated."""
    groups: list[list[str]] = [[parts[0]]]
    for previous, line in pairwise(parts):
        if continues(previous, line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [join_all(group, words) for group in groups]


def join_all(parts: Sequence[str], words: frozenset[str] = frozenset()) -> str:
    """All the lines as one, words broken by a hyphen put together."""
    joined = [parts[0]]
    for line in parts[1:]:
        if line[0].islower() and _HYPHENATED.search(joined[-1][-_TAIL:]):
            joined[-1] = unhyphenate(joined[-1], line, words)
        elif line[0].isupper() and _HYPHENATED.search(joined[-1][-_TAIL:]):
            joined[-1] += line  # a name with a hyphen, broken behind it
        else:
            joined.append(line)
    return " ".join(joined)


def unhyphenate(left: str, right: str, words: frozenset[str]) -> str:
    """A word broken by a hyphen put together; the hyphen stays where the document has the hyphenated word elsewhere, or only that."""
    tail = _WORD.findall(left[-_TAIL:-1].lower())
    head = _WORD.match(right.lower())
    first, second = (tail[-1] if tail else ""), (head.group() if head else "")
    keep = f"{first}-{second}" in words or (first + second not in words and first in words and second in words)
    return (left if keep and not left.endswith("\u00ad") else left[:-1]) + right


def continues(previous: str, line: str, width: int) -> bool:
    """Is `line` the wrapped remainder of `previous`?"""
    end, line = previous[-_TAIL:].rstrip(), line.strip()
    if _BYLINE.match(line):
        return False
    if line[0].islower() or _OPEN_ENDED.search(end):
        return True
    if line[0] == "(" and not _TERMINAL.search(end):
        return True
    if previous.isupper() and _starts_upper(line):
        return True
    first_word = line.split(maxsplit=1)[0]
    return bool(width) and len(previous) + 1 + len(first_word) > 0.92 * width


def _starts_upper(line: str) -> bool:
    words = line.split()[:2]
    return all(word.isupper() for word in words) and len(line) > 3


def is_name_block(parts: Sequence[str]) -> bool:
    """Are the lines a person's name, title and organisation?"""
    return (
        2 <= len(parts) <= _MAX_NAME_LINES
        and all(len(part) <= _MAX_NAME_LINE and not part.endswith((".", ":", ";")) for part in parts)
        and bool(_NAME_LINE.search(parts[0]))
        and all(part[0].isupper() or part[0] == "(" for part in parts[1:])
        and not any("@" in part or part[0].isdigit() for part in parts)
    )
