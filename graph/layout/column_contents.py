"""A column's cells in; the kind of column that they make it, out: for headers that the words of `lexicon/layout.toml` do not tell."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from graph.builders.memberships import role_of
from graph.documents import Span
from graph.extraction.page import Page
from graph.layout.cells import says_nothing
from graph.layout.legends import agreement_codes
from graph.layout.standing import state_of_agreement
from graph.mentions.agreements import agreement_type

SHARE: Final = 0.6
"""Of the cells that say something, so many must be of a kind that it is the column's."""
_ROLE: Final = re.compile(
    r"(?:(?:full|founding|founder|associated?|signatory|permanent|ordinary) )?(?:members?|observers?)\b", re.I
)
_TESTS: Final[Sequence[tuple[str, Callable[[str], bool]]]] = (
    ("agreement", lambda words: agreement_type(words) is not None),
    ("state_of_agreement", lambda words: state_of_agreement(words) is not None),
    ("standing", lambda words: bool(_ROLE.match(words) and role_of(words))),
)


def kinds_by_contents(page: Page, cells: Sequence[Span]) -> frozenset[str]:
    """The kind of column, if most cells that say something are alike: agreements by their nouns, states of agreements, standings."""
    said = [words for cell in cells if not says_nothing(words := page.words(cell).strip())]
    if len(said) < 2:
        return frozenset()
    if sum(words in agreement_codes(page.flat) for words in said) >= SHARE * len(said):
        return frozenset({"agreement"})
    return frozenset(next(({kind} for kind, fits in _TESTS if sum(map(fits, said)) >= SHARE * len(said)), ()))


def are_named(page: Page, cells: Sequence[Span], letter: str) -> bool:
    """Whether most cells that say something name a thing of a type: organisations ("O"), states ("S")."""
    said = [cell for cell in cells if not says_nothing(page.words(cell).strip())]
    named = [cell for cell in said if any(m.letter == letter for m in page.mentions_in(cell.start, cell.end))]
    return len(said) > 1 and len(named) >= SHARE * len(said)


def are_dates(page: Page, cells: Sequence[Span]) -> bool:
    """Whether most cells that say something tell a date."""
    said = [cell for cell in cells if not says_nothing(page.words(cell).strip())]
    dated = [cell for cell in said if any(m.letter == "Y" for m in page.tagged(cell.start, cell.end).slots)]
    return bool(said) and len(dated) >= SHARE * len(said)
