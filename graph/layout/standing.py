"""What a label or a bracket says of those it stands with: tagged words in; role, status, since and until when, or an action, out."""

import re
from functools import lru_cache

from graph.builders.memberships import role_of, status_of
from graph.dates.values import Date, Precision
from graph.extraction.tagging import Tagged
from graph.layout.making import Standing
from graph.lexicon import lexicon

_NEGATED = re.compile(
    r"\b(?:not|neither|nor|never|non|no longer|no|without|except|other than|nobody|none)\b|n't\b", re.I
)
_FORMER = re.compile(r"\b(?:former|formerly|past|ex|withdrawn|withdrew|left|ended|historic)\b", re.I)
_APPLICANT = re.compile(r"\b(?:applicants?|candidates?|applied|applications?|prospective)\b", re.I)
_NO_STANDING = re.compile(
    r"\b(?:not (?:yet )?(?:an? )?(?:full )?members?|non-?members?|declined|refused|rejected|turned down)\b", re.I
)
_UNTIL = re.compile(r"\b(?:until|till|to|through|left|withdrew|withdrawn|ended)(?: (?:in|on))? (<Y\d+>)", re.I)
_SINCE = re.compile(r"<Y\d+>")
_GONE = re.compile(r"(?:withdrawn|withdrawals|resigned|left|lapsed|expelled)\W*", re.I)
"""A heading over those who were members."""
_HEAD_END = (
    r"(?=\s*(?:$|[:(,;.–—<*\[-]|(?:of|in|to|at|since|from|that|which|who|are|is|were|now|today|include|including|as|on|by|"
    r"joined|admitted|with)\b))"
)
_LABEL_ROLE = (
    r"full members?|founding members?|founder members?|associated? members?|signatory members?|signator(?:y|ies)|"
    r"permanent observers?|observers?|"
    r"members?|membership|participating states?|chairs?|partners?|cooperating states?|applicants?|candidates?(?: countr(?:y|ies)| states?)?"
)
_LABEL = re.compile(
    rf"(?<![\w-])(?P<role>(?:{_LABEL_ROLE})(?: and (?:{_LABEL_ROLE}))*)"
    rf"(?: (?:states?|countr(?:y|ies)|nations?|organi[sz]ations?|agencies|agency|bodies|institutions?))*{_HEAD_END}",
    re.I,
)


def label_standing(label: str) -> Standing | None:
    """The standing that a heading, label or introducing line gives to those listed under it; None if it is no such label.

    A label with two roles ("Members and observers") gives none: its items must say theirs.
    """
    if _GONE.fullmatch(label):
        return Standing("member", "ended")
    found = _LABEL.search(label)
    if not found or _NEGATED.search(label):
        return None
    words = found.group("role")
    roles = {role for part in re.split(r" and ", words) if (role := role_of(part))}
    if _APPLICANT.search(words):
        return Standing("member", "applicant")
    status = "ended" if _FORMER.search(label[: found.end()]) else status_of(label)
    if re.search(r"\band\b|&", label[found.end() :]) and role_of(label[found.end() :]) not in (None, *roles):
        return Standing(None, status)
    return Standing(roles.pop() if len(roles) == 1 else None, status)


def has_no_standing(words: str) -> bool:
    """Whether the words behind a name say that there is no membership ("declined", "not a member")."""
    return _NO_STANDING.search(words) is not None


def annotation_standing(tagged: Tagged, piece: str) -> Standing:
    """What the words behind a name say: "(since 2019)", "(observer)", "– suspended", "(2009–2016)"."""
    if _NEGATED.search(piece) and not re.search(r"\bno longer\b", piece, re.I):
        return Standing(status=status_of(piece))
    status = status_of(piece) or ("ended" if _FORMER.search(piece) or "no longer" in piece.lower() else None)
    status = status or ("applicant" if _APPLICANT.search(piece) else None)
    since, until = _dates(tagged, piece)
    return Standing(role_of(piece), status or ("ended" if until else None), since, until)


def _dates(tagged: Tagged, piece: str) -> tuple[Date | None, Date | None]:
    until = _UNTIL.search(piece)
    end = _date(tagged, until.group(1)) if until else None
    rest = piece[: until.start()] + piece[until.end() :] if until else piece
    found = _SINCE.search(rest)
    start = _date(tagged, found.group()) if found else None
    if start and start.precision is Precision.INTERVAL and end is None:
        first, last = start.members
        return first, last
    return start, end


def _date(tagged: Tagged, placeholder: str) -> Date | None:
    value = tagged.slot(placeholder).value
    return value if isinstance(value, Date) else None


@lru_cache(maxsize=1)
def _actions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            name,
            re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w))) + r")\b", re.I),
        )
        for name, words in lexicon("layout")["actions"].items()
    )


def actions_of(words: str) -> tuple[str, ...]:
    """The actions about an agreement that some words name ("signed and ratified it"), without those that they deny or only plan."""
    kept = re.sub(r"(?:\bnot|n't|\bnever|\byet to|\bwithout|\bto be)\b(?: \w+){0,3}", " ", words, flags=re.I)
    return tuple(name for name, pattern in _actions() if pattern.search(kept))


def is_negated(words: str) -> bool:
    """Whether some words of a cell or label deny what they name."""
    return _NEGATED.search(words) is not None


def state_of_agreement(clause: str) -> str | None:
    """What a clause of a cell says of an agreement: the last that was done about it, as an action."""
    return next((what for what, pattern in _states() if pattern.search(clause)), None)


@lru_cache(maxsize=1)
def _states() -> tuple[tuple[str, re.Pattern[str]], ...]:
    states = lexicon("layout")["states_of_agreement"]
    return tuple((what, re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.I)) for what, patterns in states.items())
