"""What a contribution to a mission tells of the part taken in it: words in, roles out."""

import re
from collections.abc import Sequence
from functools import lru_cache

from graph.builders.missions import hardware_role
from graph.documents import Span
from graph.extraction.page import Page
from graph.layout.cells import says_nothing, words_pattern
from graph.layout.standing import is_negated
from graph.lexicon import lexicon

ROLES = {
    "lead": "lead", "operator": "operator", "builder": "builder", "developer": "developer", "funder": "funder",
    "customer": "customer", "host": "host", "launch_provider": "launch-provider", "instrument_provider": "instrument-provider",
    "participant": "partner",
}  # fmt: skip
"""Kind of column or key → the role in the mission of those named there."""
_PRODUCT = re.compile(r"\b(?:platform|bus|launched by)\b", re.IGNORECASE)
"""Keys behind which the name of a product may stand as well as that of its maker."""
_COMPANIES = frozenset({"builder", "launch_provider"})
_BY_OTHERS = re.compile(r"(?:built|provided|developed|supplied|made|manufactured|funded|operated) by\b", re.IGNORECASE)
_BEHIND_HEAD = re.compile(r" (?:(?:for|of|to|in|with|from|on|at|by|that|which)\b|\()", re.IGNORECASE)


def unseen_kind(kind: str, words: str) -> str | None:
    """What somebody is whose name nothing knows and that stands behind a key, or in a column, of a kind and with these words; None where
    it may be no body."""
    if kind not in ROLES or kind == "participant" or _PRODUCT.search(words):
        return None
    return "Company" if kind in _COMPANIES else "Organization"


def entry_is_current(words: str) -> bool:
    """Whether what stands behind a name does not say that its part is over or undecided."""
    return not words_pattern("undecided").search(words)


def roles_of(page: Page, cell: Span, default: str = "partner") -> list[str]:
    """The parts that a contribution tells, each once; what tells none in particular makes a `default`, an empty cell nobody."""
    words = page.words(cell)
    if says_nothing(words) or words_pattern("undecided").search(words) or is_negated(words):
        return []
    clauses = [
        c.strip(" .")
        for c in re.split(r"[;,]| and (?=[a-z])", words)
        if c.strip(" .") and not _BY_OTHERS.match(c.strip())
    ]
    found = [role for clause in clauses if (role := _role(clause)) != "partner"]
    return list(dict.fromkeys(found)) or [default]


def _role(clause: str) -> str:
    provided = hardware_role(" ".join(_BEHIND_HEAD.split(clause, maxsplit=1)[0].split()[-2:]))
    for role, pattern in _parts():
        if pattern.search(clause):
            return provided if role in ("builder", "developer") and provided not in ("partner", "builder") else role
    return provided


@lru_cache(maxsize=1)
def _parts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile("|".join(patterns), re.I)) for role, patterns in lexicon("layout")["parts"].items())


def is_particular(roles: Sequence[str]) -> bool:
    """Whether roles tell more than that somebody is a partner."""
    return any(role != "partner" for role in roles)


def role_in(words: str) -> str:
    """The part that a bracket behind a name tells ("(host, Addu)"), else partner."""
    found = re.findall(r"[a-z][a-z -]+", words.lower())
    return next((ROLES[w.strip()] for w in found if w.strip() in ROLES), "partner")
