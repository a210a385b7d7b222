"""A name of several words without a telling head word in; whether it does, has or is asked for what only organisations are, out."""

import re
from functools import lru_cache

from graph.fronts import Front
from graph.lexicon import lexicon
from graph.names.chains import head_kind, title_heads
from graph.names.english import is_word

_FRONT = 60
"""Characters in front of a name in which it is told what it has or is asked for."""
_MOST = 8
"""Words of such a name at most."""
_NUMBERED = re.compile(r"\d")
_ENDS = re.compile(
    r"\s*(?:$|[.,;:()\"]|[–—-] | (?:and|or|in|of|on|at|to|for|from|by|with|as|is|was|are|were|has|had|have|will|would|who|which|that|since"
    r"|until|said|says|signed|met|opened|presented|after|before|during)\b)"
)
"""What may stand behind a name that is whole: no noun that it only describes ("members of the Skua Three crew")."""
_FIELD = Front(r"\b(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Cc]ouncillor)s? (?:for|of) (?:the )?$")
"""What only the field of an office follows ("the Minister for Digital Transition, Ada Holm, signed")."""
_HEADS = Front(
    r"\b(?:[Dd]irector|[Hh]ead|[Rr]ector|[Mm]anager|[Ff]ounder|[Pp]resident|[Cc]hief [Ee]ngineer) (?:of|at) (?:the )?$"
)
"""Whose heads people are, where no word of the name is English."""
_ARTICLE = Front(r"\b[Tt]he $")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], Front, Front, re.Pattern[str], Front]:
    """What bodies with members do and what is theirs, whose heads people are, what people do and are asked for as well."""
    words = lexicon("heads")["acting_names"]
    return (
        _behind(words["is"]), _front(words["has"]), _front(words["of"]), _behind(words["does"]), _front(words["with"])
    )  # fmt: skip


def _behind(words: list[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?: \([A-Z][\w-]+\))?(?:,[^.;,]{{3,60}},|,)? (?:(?:has|have|had|also|jointly|then) ){{0,2}}(?:{'|'.join(words)})\b"
    )


def _front(words: list[str]) -> Front:
    return Front(rf"\b(?:{'|'.join(words)}) (?:the |[A-Z][a-z]+'s )?$")


def acts(flat: str, start: int, end: int) -> bool:
    """Whether the slice does what organisations do, or is asked for what they have.

    People have names of several words too: what they do as well needs an article in front, or a name that ends in an English word. A part
    of an organisation has a head and members as well: that it acts for itself tells more.
    """
    name = flat[start:end]
    words = name.split()
    ends = {" ".join(words[-n:]).lower() for n in (1, 2)}
    if not 2 <= len(words) <= _MOST or not title_heads().isdisjoint(ends) or _NUMBERED.search(name):
        return False
    if is_body(flat, start, end):
        return True
    if _FIELD.search(flat, max(0, start - _FRONT), start):
        return False
    if (kind := head_kind(name)) == "Event":
        return False
    head_of, does, asked_with = _patterns()[2:]
    if not any(map(is_word, words)) and _stands_behind(_HEADS, flat, start, end):
        return True
    no_person = _ARTICLE.search(flat, max(0, start - 4), start) or is_word(words[-1])
    if no_person and does.match(flat, end):
        return True
    fronts = (head_of, asked_with) if no_person else (head_of,)
    return kind != "Unit" and any(_stands_behind(front, flat, start, end) for front in fronts)


def is_body(flat: str, start: int, end: int) -> bool:
    """Whether the slice is said to be or to have what neither people nor gatherings do: members, a seat, a secretariat."""
    is_one, has = _patterns()[:2]
    return bool(is_one.match(flat, end)) or _stands_behind(has, flat, start, end)


def _stands_behind(front: Front, flat: str, start: int, end: int) -> bool:
    return bool(front.search(flat, max(0, start - _FRONT), start) and _ENDS.match(flat, end))
