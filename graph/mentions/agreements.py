"""Agreements that a text speaks of without a name of their own: "a memorandum of understanding", "the agreement"; mentions out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.lexicon import lexicon
from graph.mentions.model import Mention
from graph.names.alternatives import any_case
from graph.names.beginnings import Beginnings

GENERIC = frozenset({"agreement", "cooperation-agreement", "framework-agreement"})
"""Types that a document may use for one and the same agreement."""
_SHY = frozenset(
    {
        "deal",
        "contract",
        "arrangement",
        "protocol",
        "pact",
        "accord",
        "charter",
        "statute",
        "memorandum",
        "declaration",
        "treaty",
        "convention",
        "task order",
    }
)


@dataclass(frozen=True, slots=True)
class AgreementNoun:
    """A noun for an agreement in the text: offsets, its type, and whether it is definite, plural, or written as a name."""

    start: int
    end: int
    type: str
    definite: bool
    plural: bool
    capital: bool


@lru_cache(maxsize=1)
def type_of_noun() -> dict[str, str]:
    """Noun in lower case, without hyphens (a text may put some) → local name of the agreement type."""
    return {_key(noun): kind for kind, nouns in lexicon("agreements").items() for noun in nouns}


def _key(noun: str) -> str:
    return noun.lower().replace("-", " ")


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    nouns = sorted(type_of_noun(), key=lambda n: (-len(n), n))
    body = any_case(re.escape(n).replace(r"\ ", r"[ -]") for n in nouns)
    return re.compile(rf"\b(?P<noun>{body})(?P<plural>(?i:s))?\b(?![-'][A-Za-z])")


_DETERMINERS = (
    r"(?:the|this|that|these|those|said|an?|its|their|another|each|any|no|one|two|three|four|five|six|seven|eight|\d+)"
)
_DETERMINER = re.compile(
    rf"\b({_DETERMINERS})[ \t](?:(?!{_DETERMINERS}[ \t])[A-Za-z0-9$.-]+[ \t]){{0,4}}$",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:great|good|big|real|raw) deals?\b|\bdeals? of|\bcharter (?:members?|flights?)\b", re.IGNORECASE
)
"""Where nouns for agreements mean none."""
_UNDERSTOOD = re.compile(r" (?:with|between|reached|concluded|signed|struck|agreed|of \d|under which)\b")
"""What stands behind "an understanding" that was come to."""
_REACH = 60


def agreement_type(name: str) -> str | None:
    """The type that a name ends in ("SCGA Charter" → convention), begins with ("Convention on …"), or has in front of its topic ("Kiruna
    Declaration on …")."""
    folded = _key(name)
    best = ""
    for noun in type_of_noun():
        if re.search(rf"(?:^|\W){re.escape(noun)}s?(?:$| (?:on|for|concerning)\b)", folded) or re.match(
            rf"{re.escape(noun)}s?\W", folded
        ):
            best = max(best, noun, key=len)
    return type_of_noun()[best] if best else None


_ON_COOPERATION = re.compile(
    r" (?:on|for|concerning|regarding) (?:(?:mutual|bilateral|international|space) )?co ?operation$"
)


def is_noun(name: str) -> bool:
    """Whether a capitalised name is no more than a noun for agreements ("Memorandum of Understanding", "Protocol on Cooperation")."""
    folded = _ON_COOPERATION.sub("", _key(name))
    return folded in type_of_noun() or folded.removesuffix("s") in type_of_noun()


@lru_cache(maxsize=1)
def _beginnings() -> Beginnings:
    return Beginnings(type_of_noun())


def find_nouns(flat: str, start: int, end: int) -> Iterator[AgreementNoun]:
    """The nouns for agreements in a slice of `plain` text; a word that may as well be no agreement ("contract") needs a determiner
    or a capital."""
    for match in _beginnings().matches(_nouns(), flat, start, end):
        noun = match.group("noun")
        before = _DETERMINER.search(flat, max(start, match.start() - _REACH), match.start())
        det = before.group(1).lower() if before else ""
        capital = noun[0].isupper()
        with_whom = flat.startswith(" with ", match.end()) and match.start() > start
        if noun.lower() in _SHY and not (det or capital or match.group("plural") or with_whom):
            continue
        if noun.lower() in ("moa", "loi") and not noun.isupper():
            continue
        if noun.lower() == "moc" and f"ooperation ({noun})" not in flat:
            continue  # a mission operations center
        if noun.lower() == "understanding" and not (det in ("a", "an", "the") and _UNDERSTOOD.match(flat, match.end())):
            continue
        if noun.lower() == "deal" and not det:
            continue
        if noun.lower() in ("deal", "charter") and _OTHERWISE.search(
            flat, max(start, match.start() - 8), match.end() + 8
        ):
            continue
        yield AgreementNoun(
            match.start("noun"),
            match.end("plural") if match.group("plural") else match.end("noun"),
            type_of_noun()[_key(noun)],
            det in ("the", "this", "that", "said", "these", "those"),
            bool(match.group("plural")) or noun.lower().startswith("memoranda"),
            capital,
        )


_WITH = re.compile(r"(?:[ \t][^.;:()]{0,80}?)?[ \t](?:with|between)[ \t](?:the[ \t])?")
_ADJECTIVE = 12
"""Characters that the adjective of a state may take."""


def counterpart(flat: str, noun: AgreementNoun, after: Sequence[Mention]) -> str | None:
    """Who an agreement is with, by the words behind it: the mentions that follow in its sentence in, an entity out."""
    found = _WITH.match(flat, noun.end)
    named = next((m for m in after if m.letter in "SO"), None)
    close = found is not None and named is not None and 0 <= named.start - found.end() <= _ADJECTIVE
    return named.entities[0] if named and close else None
