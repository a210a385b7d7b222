"""What the columns of a table hold: header and cells in, kinds of columns out, by the words of `lexicon/layout.toml`, else by the cells."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from graph.documents import Span
from graph.extraction.page import Page
from graph.layout.column_contents import are_dates, are_named, kinds_by_contents
from graph.layout.legends import coded_actions
from graph.layout.standing import actions_of
from graph.lexicon import lexicon

_AS_OF = re.compile(
    r"^(?P<what>.+?) (?:at|as of|as at|as on|on|by|in|per)(?: the)?(?: end of)?(?: [\w,]+){0,3} (?:19|20)\d\d$"
)
"""A header with the day for which it holds ("State at 31 December 2023")."""
_WHOSE = re.compile(r"^(?:its|their|own|the) ")
_IN_WHAT = re.compile(r" (?:in|to|for|within) (?:the )?[\w' -]{2,40}$")
"""What a part or a contribution is one of ("Its part in BORA")."""
_OF_SOMETHING = frozenset({"contribution", "participant", "lead", "operator", "standing"})
_NAMES = frozenset({"title", "own_name", "person", "participant"})
_AGREEMENTS = frozenset({"agreement"})
_AFFILIATION = frozenset({"affiliation"})
_OWNED = re.compile(r" of (?:the )?[\w-]+$")
_OWNABLE = frozenset({"headquarters", "established", "in_force", "opened"})
_NOISE = re.compile(r"\([^()]*\)|\[[^\]]*\]|[*†‡§:.]")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    """Header phrase → the kinds of columns that bear it."""
    phrases: dict[str, set[str]] = {}
    for kind, words in lexicon("layout")["columns"].items():
        for phrase in words:
            phrases.setdefault(phrase, set()).add(kind)
    return {phrase: frozenset(kinds) for phrase, kinds in phrases.items()}


def _parts_of_key(words: str) -> frozenset[str]:
    """The kinds of a key made of several ("Lead / operations", "platform and bus"), if each part is one of its own."""
    parts = [_kinds().get(part.strip(), frozenset()) for part in re.split(r" ?/ ?| and | & |, ", words)]
    return frozenset().union(*parts) if len(parts) > 1 and all(parts) else frozenset()


def kinds_of(header: str, *, whole: bool = False) -> frozenset[str]:
    """The kinds of column that a header may head: those of the whole header, else of the longest phrase that it ends in.

    With `whole`, only the former: a key may be a name. What tells an action about an agreement ("Convention signed", "Date of
    ratification") is of the kind "action".
    """
    words = " ".join(_NOISE.sub(" ", header.lower()).split())
    if dated := _AS_OF.match(words):
        return frozenset({"state_of_agreement", *kinds_of(dated.group("what"), whole=whole)} - {"state"})
    words = _WHOSE.sub("", words)
    if found := _kinds().get(words) or _kinds().get(words.removesuffix("s")):
        return found
    if found := _kinds().get(_IN_WHAT.sub("", words), frozenset()) & _OF_SOMETHING:
        return found
    if (owned := _OWNED.sub("", words)) != words and (found := _kinds().get(owned, frozenset()) & _OWNABLE):
        return found
    if whole:
        return _parts_of_key(words)
    if actions_of(words):
        return frozenset({"action"})
    parts = words.split()
    return next((k for i in range(1, len(parts)) if (k := _kinds().get(" ".join(parts[i:])))), frozenset())


def _kinds_of_column(page: Page, header: Span, cells: Sequence[Span]) -> frozenset[str]:
    """By the whole header, else by what its cells hold, else by the end of the header."""
    words = page.words(header)
    if not words.strip() and are_named(page, cells, "S"):
        return frozenset({"state"})
    if whole := kinds_of(words, whole=True):
        if whole <= _NAMES and "agreement" in kinds_by_contents(page, cells):
            return _AGREEMENTS
        return _AFFILIATION if "since" in whole and are_named(page, cells, "O") else whole
    if coded_actions(page.flat, words) and are_dates(page, cells):
        return frozenset({"action"})
    by_end = kinds_of(words)
    return by_end if "action" in by_end else kinds_by_contents(page, cells) or by_end


class Columns:
    """The columns of one table: for each kind those that may be of it, left to right."""

    def __init__(self, page: Page, header: Iterable[Span], rows: Sequence[Sequence[Span]] = ()) -> None:
        self.header = tuple(header)
        self.kinds = tuple(
            _kinds_of_column(page, span, [cells[i] for cells in rows if i < len(cells)])
            for i, span in enumerate(self.header)
        )

    def first(self, *kinds: str, but: int | None = None) -> int | None:
        """The first column of the first of the kinds that the table has."""
        return next((i for kind in kinds for i, own in enumerate(self.kinds) if kind in own and i != but), None)

    def all(self, kind: str) -> list[int]:
        """All columns of a kind."""
        return [i for i, own in enumerate(self.kinds) if kind in own]

    def has(self, *kinds: str) -> bool:
        """Whether there is a column of one of the kinds."""
        return self.first(*kinds) is not None
