"""Whether a verb group states, plans, denies or merely reports: the words of the group and of its clause in, one modality out."""

import re
from enum import StrEnum
from functools import cache, lru_cache

from graph.lexicon import lexicon
from graph.names.alternatives import any_case


class Modality(StrEnum):
    """How a clause means its verb. Only STATED makes a fact as it stands; PLANNED makes a planned one, POSTPONED one without its day; the
    rest make none."""

    STATED = "stated"
    PLANNED = "planned"
    POSTPONED = "postponed"
    NEGOTIATED = "negotiated"
    DENIED = "denied"


_KEPT = 4096
"""Verb groups of which the modality is kept."""


@cache
def words_of(group: str, name: str) -> re.Pattern[str]:
    """Any of the words of a list of `lexicon/modality.toml`, whole."""
    return re.compile(rf"\b{any_case(lexicon('modality')[group][name])}\b", re.IGNORECASE)


@cache
def _in_front(name: str, behind: str) -> re.Pattern[str]:
    """The same in front of a clause, with `behind` between."""
    return re.compile(rf"{words_of('before', name).pattern}{behind}$", re.IGNORECASE)


_NEAR = r"(?:(?! (?:and|but|while|when|because|so|after|before) )[^,])*"
_INVERTED = re.compile(
    r"(?:^|[;:] )(?:Had|Were|Should) (?:the )?(?:<[A-Z]\d+> (?:and (?:the )?<[A-Z]\d+> )?(?:[a-z]+ )?)?$"
)
"""What opens a condition without "if" ("Had Zubrowka signed …")."""
_UNDER_DISCUSSION = re.compile(
    r"\b(?:discuss(?:es|ed|ing)?|consider(?:s|ed|ing)?|debat(?:es|ed|ing)|explor(?:es|ed|ing)|rais(?:es|ed|ing)) "
    r"(?:the |an? )?(?:possible |potential |future |eventual )?$",
    re.IGNORECASE,
)
"""What makes a noun behind it ("the participation of …") a matter that is only talked about."""


@lru_cache(maxsize=_KEPT)
def of_verb(verb: str) -> Modality:
    """The modality that a verb group's own auxiliaries and adverbs give ("has not signed" is denied, "to sign" planned)."""
    if is_negated(verb) or words_of("verb", "past_plan").search(verb):
        return Modality.DENIED
    if verb.startswith("to ") or words_of("verb", "planned").search(verb):
        return Modality.PLANNED
    if words_of("verb", "negotiated").search(verb):
        return Modality.NEGOTIATED
    return Modality.STATED


def is_negated(verb: str) -> bool:
    """Whether a verb group has a word that denies it, "not only" and the like apart."""
    said = words_of("verb", "harmless").sub("", verb)
    return words_of("verb", "denied").search(said) is not None or "n't" in said


_BUT_NOT = re.compile(r",? but not [^,;<>]{2,60}$", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:no|not|never|neither|nor|without"
    r"|(?:cancell?ed|called off|missed) (?:the|its|their|his|her|an?|<[A-Z]\d+>(?:'s)?)(?! (?:[a-z-]+ )?<A))\b|n't\b",
    re.IGNORECASE,
)


def is_denied_inside(said: str) -> bool:
    """Whether the words of a clause have one that denies it, "not only" and the like apart."""
    if _NOT.search(said) is None:
        return False
    return _NOT.search(words_of("verb", "harmless").sub("", _BUT_NOT.sub("", said))) is not None


def governed_by(left: str) -> Modality:
    """What the words in front of a clause do to it: "neither", "contrary to what … said", "Opinion: why …" deny; "plans to" plans.

    `left` is the tagged text from the start of the sentence to the match; only its last clause counts.
    """
    clause = re.split(r"[;:]|, (?:and|but|while|which|who) ", left)[-1][-90:]
    clause = words_of("verb", "harmless").sub("", clause)
    if _in_front("denied", "[^,]*").search(clause) or _in_front("denied_near", _NEAR).search(clause):
        return Modality.DENIED
    if _INVERTED.search(left):
        return Modality.DENIED
    if _UNDER_DISCUSSION.search(clause):
        return Modality.NEGOTIATED
    if _in_front("planned", " (?:to|that)?[^,]{0,30}").search(clause):
        return Modality.PLANNED
    return Modality.STATED


def combine(*modalities: Modality) -> Modality:
    """The strongest: denial over negotiation over plan over statement."""
    for strongest in (Modality.DENIED, Modality.NEGOTIATED, Modality.POSTPONED, Modality.PLANNED):
        if strongest in modalities:
            return strongest
    return Modality.STATED
