"""Tells what kind of organisation bears a name without a telling head word, by the words beside it ("the firm X", "a member of the X"),
by its form ("Deccan Orbital") and by what it does."""

import re
from functools import lru_cache

from graph.fronts import Front
from graph.lexicon import lexicon
from graph.names.acting import acts
from graph.names.english import is_word


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """For each kind, what stands in front of such a name and what stands behind it."""
    words = lexicon("heads")["beside"]
    return tuple(
        (
            kind,
            re.compile(rf"(?:{'|'.join(words[kind]['before'])})\s+(?:the\s+)?$", re.IGNORECASE),
            re.compile(rf"(?:{'|'.join(words[kind]['behind'])})\b"),
        )
        for kind in words
    )


@lru_cache(maxsize=1)
def _any_pattern() -> tuple[Front, re.Pattern[str]]:
    """What stands in front of such a name of any kind and the blank there, in small letters, and what behind it: most have neither."""
    words = lexicon("heads")["beside"].values()
    before, behind = ("|".join(piece for kind in words for piece in kind[side]) for side in ("before", "behind"))
    return Front(rf"(?:{before})(?:\s+the)?$".lower()), re.compile(rf"(?:{behind})\b")


@lru_cache(maxsize=1)
def _strange_patterns() -> tuple[Front, re.Pattern[str]]:
    """What stands in front of a firm and the blank there, and behind it, and tells one less surely."""
    words = lexicon("heads")["beside_strange"]
    return (
        Front(rf"\b(?:{'|'.join(words['before'])})$", re.IGNORECASE),
        re.compile(rf"(?:{_IN_TOWN.pattern}[\w.'-]*(?: [A-Z][\w'-]*)?,?)?(?:{'|'.join(words['behind'])})"),
    )


_WHERE = re.compile(r"(?<!\w)(?:in|near|of|to|outside) (?:the )?$")
"""In front of a place."""
_INITIAL = re.compile(r"[a-z]|[A-Z]\.")
_FEW = 3
"""Words of a firm's name that is told less surely."""
_PLACED = re.compile(r"-(?:based|headquartered)\b")
"""Behind a place ("built by Hentzau-based Corvid Ltd")."""
_NUMBERED = re.compile(r"-\d{1,2}[A-Z]?$")
"""What no organisation is called ("a partner in Polaris-2")."""

_MIXED = re.compile(r"(?!Mac|Mc|De|Di|Du|La|Le|Fitz|Van|Von)[A-Z][a-z]+(?!Sat)[A-Z][A-Za-z]*")
"""How firms write their names in one ("CorvidSpace"); people and small satellites do so too ("McMurdo", "CubeSat")."""
_IN_TOWN = re.compile(r" (?:in|of) [A-Z][\w.'-]+(?: [A-Z][\w.'-]+)?, [A-Z]")
"""Behind a firm: the town where it is, with its state."""


def is_mixed(name: str) -> bool:
    """Whether a name is a word with a capital inside, as firms are called ("CorvidSpace")."""
    return _MIXED.fullmatch(name) is not None


def organisation_at(flat: str, start: int, end: int) -> str | None:
    """The class of organisation that the words around the slice tell, or the slice's own last word; else None."""
    words = flat[start:end].split()
    if (len(words) == 1 and (is_word(words[0]) or _NUMBERED.search(words[0]))) or any(w.islower() for w in words[-1:]):
        return None
    if _PLACED.match(flat, end):
        return None
    any_before, any_behind = _any_pattern()
    front = flat[max(0, start - 60) : start].lower()
    last = len(front.rstrip())
    is_word_before = last < len(front) and front[last - 1 : last].isalpha()  # no comma
    if (is_word_before and any_before.search(front, 0, last)) or any_behind.match(flat, end):
        for kind, before, behind in _patterns():
            if before.search(flat, max(0, start - 60), start) or behind.match(flat, end):
                return kind
    if is_mixed(flat[start:end]) and _IN_TOWN.match(flat, end):
        return "Company"
    own = lexicon("heads")["weak"]["Company"]
    if 2 <= len(words) <= 3 and words[-1] in own and not is_word(words[0]):
        return "Company"
    return "InternationalBody" if acts(flat, start, end) else None


def is_strange_firm(flat: str, start: int, end: int) -> bool:
    """Whether a name of up to three words is a firm by what is said of it; a single one is none of English, no acronym and no surname."""
    words = flat[start:end].split()
    single = len(words) == 1
    if len(words) > _FEW or _INITIAL.match(words[0]) or (single and (is_word(words[0]) or words[0].isupper())):
        return False
    if _WHERE.search(flat, max(0, start - 12), start):
        return False
    before, behind = _strange_patterns()
    first = max(0, start - 60)
    last = first + len(flat[first:start].rstrip())
    if not ((last < start and before.search(flat, first, last)) or behind.match(flat, end)):
        return False
    named = re.compile(rf"\b(?:([A-Z][a-z]+)|[A-Z]\.) {re.escape(words[-1])}\b") if single else None
    return not named or not any(m[1] is None or not is_word(m[1]) for m in named.finditer(flat))


_POST = re.compile(r", [a-z][a-z ]{2,60}, $")
_LONGEST_POST = 70
_EMPLOYER = re.compile(r", [A-Z][^,;\n]{2,60}(?:\n|$)")
"""What stands in a line in front of the part of a company in which somebody works, and behind it."""


def is_part_of_post(flat: str, start: int, end: int) -> bool:
    """Whether a name of ordinary words stands between a post and whom it is held at ("vice president, Space Systems, Marmot Labs")."""
    if not _EMPLOYER.match(flat, end) or not _POST.search(flat, max(0, start - _LONGEST_POST), start):
        return False
    return all(map(is_word, flat[start:end].split()))
