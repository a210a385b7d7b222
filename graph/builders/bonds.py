"""A sentence that names an agreement and those whom it binds in; what they did about it, told by the words around it, out.

This is the reading of last resort: what another rule says of the same party and agreement stands (see `graph/extraction/tidying.py`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from graph.builders.agreements import values_of
from graph.dates.values import Date
from graph.extraction.modality import Modality
from graph.extraction.patterns import Match
from graph.extraction.scene import Scene
from graph.facts import Concept, EntityRef, Fact, Value
from graph.lexicon import lexicon
from graph.mentions.model import Mention
from graph.rules import Rule

_LEFT, _RIGHT = 100, 110
"""Characters in front of a match and behind it that may tell what became of the agreement."""
_NEXT: Final = re.compile(r";|, (?:and|but|while|where) ")
_CLAUSE: Final = re.compile(r"[;:]|, (?:and|but|while|which|who|where) ")
_TALKED_OVER: Final = re.compile(
    r"\b(?:discuss|review|shar|present|explain|explor|consult|compar|combin|align|replac|draft|propos)\w*(?: [\w'-]+){0,5} $",
    re.IGNORECASE,
)
"""Verbs whose "with" names the one talked to, not the other party."""
_BREAK: Final = re.compile(r"[.;:)(]|, (?:and|but|while) ")
_ATTRIBUTE: Final = re.compile(r"<S\d+> [a-z]+ (?:that|which|who) ")
"""A state that only describes somebody unnamed ("a U.S. entity that has …")."""
_ITS: Final = re.compile(r"\b(?:its?|their|they)(?: [\w<>$.-]+){0,5} $", re.IGNORECASE)
_RELATIVE: Final = re.compile(
    r", (?:which|who|whose) (?![^;,]*\b(?:force|effect|expired|lapsed|terminated|signed|concluded)\b)[^;,]{0,100},"
)
_DONE_ON: Final = re.compile(
    r",? (?:signed|concluded|dated|done|expired|terminated|ended|lapsed)(?: in <L\d+>,?)?(?: (?:on|in))? (<Y\d+>)"
)
_DATED: Final = re.compile(r"<A\d+> (?:of|from|in) <Y|<Y\d+> <A")


_YEARS: Final = re.compile(r"\d{4}/(\d{4})")
"""From one year to another."""
_WAS_TO_BE: Final = re.compile(r"\b(?:was|were) to (?:be|have)\b")
_HEADING: Final = re.compile(r"An? (?:[a-z-]+ )*<A\d+> with (?:the )?<[SO]\d+>")
"""A heading over what the text tells of an agreement ("A new arrangement with ESO"), which tells nothing yet."""


@lru_cache(maxsize=1)
def _told() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Action and the words that tell it, those first that weigh most; "nothing" where there is no agreement."""
    words = lexicon("bonds")["told"]
    return tuple((action, re.compile(rf"\b(?:{'|'.join(words[action])})\b", re.IGNORECASE)) for action in words)


@lru_cache(maxsize=2)
def _types(group: str) -> frozenset[Value]:
    return frozenset(Concept(name) for name in lexicon("bonds")["kinds"][group])


def bond(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One action for each party that the match binds: two parties at least."""
    agreements = scene.refs(match.mentions("agreement", "A"))
    action = _action(scene, match, agreements)
    letters = rule.set.get("letters", "SO")
    parties = scene.bodies([*match.mentions("parties", letters), *match.mentions("others", letters)])
    if rule.set.get("group") and not parties:
        parties = scene.refs(m for m in scene.memory.last_group(scene.sentence.start) if m.letter in "SO")
    if rule.set.get("own") and len(parties) == 1:
        parties += [(who, m) for who, m in scene.bodies(_own(scene, match)) if who != parties[0][0]][:1]
    if (
        action is None
        or len(parties) < (1 if scene.is_no_party() else 2)
        or (rule.set.get("own") and not _may_be_with(scene, match, agreements))
    ):
        return
    date = _date(scene, match) if action in ("signature", "termination") else None
    if action == "termination" and date and (years := _YEARS.fullmatch(date.value)):
        date = Date.parse(years[1])
    for agreement, noun in agreements:
        for who, used in parties:
            yield scene.fact("AgreementAction", rule, values_of(agreement, who, action, date, None, None), [used, noun])


def _action(scene: Scene, match: Match, agreements: Sequence[tuple[EntityRef, Mention]]) -> str | None:
    """What the words around a match tell that was done about the agreement; None where nothing is stated of it."""
    meant = scene.modality(match)
    if meant is Modality.DENIED:
        return None
    if meant is Modality.POSTPONED or (scene.intro and meant is Modality.PLANNED):
        return "planned-signature"
    text = scene.sentence.text
    left = _CLAUSE.split(text[: match.start])[-1][-_LEFT:]
    right = _NEXT.split(_RELATIVE.sub("", text[match.end :]))[0][:_RIGHT]
    said = f"{left}{text[match.start : match.end]}{right}"
    told = next((action for action, words in _told() if words.search(said)), "")
    if told:
        put_off = scene.outcome and scene.outcome.meant is Modality.POSTPONED and _WAS_TO_BE.search(said)
        return "planned-signature" if put_off else None if told == "nothing" else told
    if _HEADING.fullmatch(text):
        return None
    once = _kinds(scene, agreements) <= _types("once") or _DATED.search(said)
    return "signature" if once else "entry-into-force"


def _date(scene: Scene, match: Match) -> Date | None:
    """The date of the clause, or of a participle behind it (", signed 6 March 2017")."""
    found = _DONE_ON.match(scene.sentence.text, match.end)
    value = scene.sentence.slot(found[1]).value if found else None
    return scene.clause_date(match) or (value if isinstance(value, Date) else None)


def _kinds(scene: Scene, agreements: Sequence[tuple[EntityRef, Mention]]) -> frozenset[Value | None]:
    return frozenset(scene.table.property(agreement.key, "sp:agreementType") for agreement, _ in agreements)


def _own(scene: Scene, match: Match) -> list[Mention]:
    """Whose agreement with another it is: the only one named before in the same clause, its subject where it says "its", or the one
    with whom the clause behind an opening "Under the agreement with X," goes on; where the sentence names nobody before it, that of which
    the text speaks."""
    noun = scene.sentence.text.find(match.text("agreement"), match.start)
    before = scene.sentence.text[:noun]
    clause = _BREAK.split(before)[-1]
    if named := scene.sentence.mentions(_ATTRIBUTE.sub("", clause), "SO"):
        return named[:1] if len(named) == 1 or _ITS.search(clause) else []
    behind = match.mentions("behind", "SO")
    if behind or scene.sentence.mentions(before, "SO"):
        return behind
    theirs = {key for m in match.mentions("others", "SO") for key in m.entities}
    return [] if scene.is_no_party() else scene.speaks_for(lambda m: m.entities[0] not in theirs)


def _may_be_with(scene: Scene, match: Match, agreements: Sequence[tuple[EntityRef, Mention]]) -> bool:
    """Whether "AGREEMENT with X" names its other party."""
    noun = scene.sentence.text.find(match.text("agreement"), match.start)
    return not _TALKED_OVER.search(scene.sentence.text, max(0, noun - 60), noun) and not _kinds(
        scene, agreements
    ) & _types("many")
