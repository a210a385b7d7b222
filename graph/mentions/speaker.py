"""A document's text and named mentions in; who says "we" in it, and where nobody is quoted saying it, out."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from graph.fronts import Front
from graph.mentions.model import Mention

HEAD = 800
"""Characters at the beginning of a document in which it names who issues it."""

_TOP = 20
_LETTERHEAD = 3
"""How many mentions it counts for that a document begins with an organisation's name, within the first characters."""
_WE = Front(r"\b[Ww]e (?:in|at|of|from) (?:the )?$")


def speaker(flat: str, named: Sequence[Mention]) -> Mention | None:
    """The first mention of the organisation that a document is issued by: the one that says "we at …", or of those that its beginning names
    the one it names most, if no other organisation is named more than twice as often."""
    organisations = [m for m in named if m.letter == "O" and len(m.entities) == 1]
    if told := next((m for m in organisations if _WE.search(flat, max(0, m.start - 16), m.start)), None):
        return told
    counts = Counter(m.entities[0] for m in organisations)
    for m in organisations[:1]:
        counts[m.entities[0]] += _LETTERHEAD if m.start < _TOP else 0
    first = max((m for m in organisations if m.start < HEAD), key=lambda m: counts[m.entities[0]], default=None)
    if first is None or max(counts.values()) > 2 * counts[first.entities[0]]:
        return None
    return first


def is_quoted(flat: str, at: int) -> bool:
    """Whether a place of the `plain` text stands in quotation marks that its paragraph has opened."""
    paragraphs, marks = _quotation(flat)
    begun = bisect_right(paragraphs, at - 2)
    before = bisect_left(marks, paragraphs[begun - 1]) if begun else 0
    return (bisect_left(marks, at) - before) % 2 == 1


@lru_cache(maxsize=1)
def _quotation(flat: str) -> tuple[list[int], list[int]]:
    """Where paragraphs and lines of a table begin, and where quotation marks stand."""
    return [m.start() for m in _BREAK.finditer(flat)], [m.start() for m in _MARK.finditer(flat)]


_BREAK = re.compile(r"\n(?=[\n|])")
_MARK = re.compile('"')
