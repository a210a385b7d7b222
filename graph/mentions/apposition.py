"""A sentence's mentions in; the same with names that stand beside one another for one thing made one mention, out.

"the French space agency, the Centre national d'études spatiales (CNES)" is one mention of CNES; "Azercosmos, the national space agency of
Azerbaijan," one of Azercosmos; "the PACE ocean satellite" one of PACE. Patterns then see lists of parties as plain lists.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from graph.lexicon import lexicon
from graph.mentions.model import Mention

_BETWEEN = re.compile(
    r"(?:,| or|,? known as|,? also known as)? (?:the )?\(?(?:the )?|, ?(?:or )?(?:the )?", re.IGNORECASE
)
_CLOSE = re.compile(r"\)")


@lru_cache(maxsize=1)
def _descriptor() -> re.Pattern[str]:
    """An apposition that only describes: ", the national space agency of Azerbaijan," or ", a Turku-based institute,"."""
    nouns = "|".join(
        [
            *lexicon("reference")["organisation_nouns"],
            "firm",
            "body",
            "arm",
            "operator",
            "manufacturer",
            "startup",
            "partner",
        ]
    )
    return re.compile(
        rf", (?:the|an?|its|their|which is|itself) (?:[A-Za-z'-]+ ){{0,5}}?(?:{nouns})(?P<of> (?:of|in|for|from) (?:the )?)?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    nouns = sorted(lexicon("heads")["missions"]["after"], key=len, reverse=True)
    describing = rf"(?:(?!(?:{_NO_DESCRIPTION}|[a-z]+ed|[a-z]*[^s]s)\b)(?-i:[a-z][a-z-]+) ){{0,2}}?"
    return re.compile(rf" {describing}(?:{'|'.join(map(re.escape, nouns))})\b(?!-)", re.IGNORECASE)


_NO_DESCRIPTION = (
    "is|was|are|were|be|and|or|of|for|in|on|to|with|by|from|as|at|than|the|an?|its|their|our|that|which|who|will|has|had|have|can|may|one|first|second"
    "|new|another|flew|sent|took|saw|became|left|went|built|led|made|into|aboard|via|over|under|after|before|during|while|when|through|put"
)
"""What is no adjective or noun between a name and the word that says what bears it."""


def merge(flat: str, mentions: Sequence[Mention], end: int) -> list[Mention]:
    """The mentions of a sentence that ends at `end`, merged."""
    out: list[Mention] = []
    for mention in mentions:
        if out and (joined := _joined(flat, out[-1], mention) or _introduced(flat, out[-1], mention)):
            out[-1] = joined
            continue
        if out and mention.letter in "SDL" and (described := _described(flat, out[-1], mention)):
            out[-1] = described
            continue
        out.append(mention)
    return [_with_noun(flat, m, out[i + 1].start if i + 1 < len(out) else end) for i, m in enumerate(out)]


def _joined(flat: str, left: Mention, right: Mention) -> Mention | None:
    """Two names of one thing side by side, or a spacecraft that is described and then named ("a second satellite, Skua-2,")."""
    if left.letter == right.letter == "M" and left.form == "unnamed" and right.form == "name":
        apart = flat[left.end : right.start], flat[right.end : right.end + 1]
        return replace(right, start=left.start) if apart == (", ", ",") else None
    if (
        left.letter != right.letter
        or left.letter not in "OMAS"
        or left.entities != right.entities
        or right.form != "name"
    ):
        return None
    between = flat[left.end : right.start]
    if between == " " and left.letter == "O" and flat[left.start : left.end] != flat[right.start : right.end]:
        return replace(left, end=right.end, form="name", antecedent=None)  # "the French space agency CNES"
    if not _BETWEEN.fullmatch(between) or between.strip() == "":
        return None
    opened = "(" in flat[left.end : right.start]
    closed = _CLOSE.match(flat, right.end)
    if opened and not closed:
        return None
    return replace(left, end=closed.end() if opened and closed else right.end, form="name", antecedent=None)


def _introduced(flat: str, left: Mention, right: Mention) -> Mention | None:
    """An organisation's name with its nationality and what it is in front of it ("the Indonesian research agency BRIN")."""
    if left.letter != "D" or right.letter != "O" or right.form != "name":
        return None
    return replace(right, start=left.start) if _introduction().fullmatch(flat, left.end, right.start) else None


@lru_cache(maxsize=1)
def _introduction() -> re.Pattern[str]:
    """What stands between a nationality and the name of an organisation of that nation: a blank, or the noun for it."""
    nouns = "|".join([*lexicon("reference")["organisation_nouns"], *_BUSINESSES])
    return re.compile(rf" (?:(?:[a-z]+(?:-[a-z]+)* ){{0,3}}(?:{nouns}) )?")


_BUSINESSES = (
    "firm",
    "body",
    "operator",
    "manufacturer",
    "start-?up",
    "builder",
    "maker",
    "supplier",
    "provider",
    "broker",
    "contractor",
)
"""What else organisations are called in front of their names."""


def _described(flat: str, left: Mention, place: Mention) -> Mention | None:
    """A name with a description that ends in a place and a comma."""
    if left.letter != "O" or flat[place.end : place.end + 1] != ",":
        return None
    match = _descriptor().fullmatch(flat, left.end, place.start)
    return replace(left, end=place.end + 1) if match and match.group("of") else None


_TOWN = re.compile(r" of [A-Z][a-z][a-z'-]+(?= [a-z]|,? \(|[.;)]|,(?! [A-Z])|$)")


def _with_noun(flat: str, mention: Mention, stop: int) -> Mention:
    """A mission's name with the word that says what it is, an organisation's with its town ("Deccan Orbital of Pune")."""
    town = _TOWN.match(flat, mention.end, stop) if mention.letter == "O" and mention.form == "name" else None
    if town and flat[town.end() : stop] != ", ":  # "of Woodbridge, <Virginia>" is for the rules
        return replace(mention, end=town.end())
    if mention.letter == "M" and mention.form == "name":
        match = _nouns().match(flat, mention.end)
        if (
            match
            and match.end() <= stop
            and not re.match(
                r"-| (?:director|manager|scientist|operations|team|engineer)", flat[match.end() : match.end() + 12]
            )
        ):
            return replace(mention, end=match.end())
    return mention
