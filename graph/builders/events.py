"""Events of cooperation: visits, meetings, signings, conferences, with date, place and who takes part."""

import re
from collections.abc import Iterator

from graph.dates.values import Date, Precision
from graph.extraction.modality import Modality
from graph.extraction.patterns import Match
from graph.extraction.scene import Scene
from graph.facts import Concept, EntityRef, Fact
from graph.mentions.model import Mention
from graph.rules import Rule


def event(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One event; it must say when it is or who takes part (a rule may need the latter)."""
    if scene.modality(match) in (Modality.DENIED, Modality.POSTPONED):
        return
    if (wanted := rule.set.get("requires")) and not _speaks_of(scene, wanted):
        return
    date = scene.clause_date(match)
    mentions = [*match.mentions("agents", "SOP"), *match.mentions("others", "SOP")]
    if rule.set.get("participants") == "sentence":
        mentions = [m for m in scene.sentence.slots if m.letter in "SOP"]
    elif rule.set.get("participants") == "recent" and not mentions:
        group = scene.memory.last_group(scene.sentence.start)
        mentions = group or [m for m in scene.sentence.slots if m.letter in "SOP"]
    away = _away(scene)
    participants = scene.refs(m for m in mentions if m not in away)
    place = next((EntityRef(m.entities[0]) for m in match.mentions("place", "LS") or _place(scene, match)), None)
    names = match.mentions("name", "E")
    if not participants and (date is None or rule.set.get("participants") == "needed"):
        return
    kind = rule.set.get("type") or type_of(scene.words(match.text("name")) or match.text("what"))
    if kind == "meeting" and (occasion := _OCCASION.search(scene.sentence.text[match.start : match.end + _NEAR])):
        kind = type_of(occasion[1])
    if kind == "meeting" and _OF_COUNCIL.search(scene.sentence.text, max(0, match.start - _NEAR), match.end):
        kind = "council"
    yield scene.fact(
        "Event",
        rule,
        [
            ("dcterms:type", Concept(kind)),
            ("dcterms:title", scene.table.entities[names[0].entities[0]].label if names else None),
            *event_dates(date),
            ("sp:place", place),
            *(("sp:participant", p) for p, _ in participants),
        ],
        [m for _, m in participants],
    )


_AWAY = re.compile(
    r"(?P<a><[SOP]\d+>(?: of (?:the )?<[SO]\d+>)?)(?: \([^()]*\))?(?:, [^;,]{3,80},)? (?:"
    r"(?:did|does|do|could|would|will)(?: not|n't) (?:attend|take part|participate|come|join|go|appear)"
    r"|(?:was|were|is|are)(?: not|n't) (?:present|represented|invited|there)"
    r"|(?:was|were) (?:absent|missing|prevented|unable to (?:attend|come)|ill|detained|kept away)"
    r"|(?:had |has )?(?:stayed away|sent no (?:delegation|delegates?|one|representatives?)"
    r"|sent (?:its|his|her|their|the) (?:apologies|regrets)|apologi[sz]ed|declined|boycotted|missed"
    r"|cancell?ed (?:its|his|her|their|<[SOP]\d+>(?:'s)?) (?:participation|attendance|trip|visit)))\b"
    r"|\b(?:in the absence of|without|except(?: for)?|but not|apologies (?:were received )?from) (?:the )?(?P<b><[SOP]\d+>)",
    re.IGNORECASE,
)


def _away(scene: Scene) -> list[Mention]:
    """Those of whom the sentence says that they were not there."""
    text = scene.sentence.text
    return [m for found in _AWAY.finditer(text) for m in scene.sentence.mentions(found["a"] or found["b"])]


def _speaks_of(scene: Scene, wanted: str) -> bool:
    """Whether the sentence names something of a type, or, for "A spoken of", the text just before it does."""
    if any(m.letter == wanted[0] for m in scene.sentence.slots):
        return True
    return wanted.endswith("spoken of") and bool(scene.memory.recent(wanted[0], scene.sentence.start))


_OCCASION = re.compile(
    r"\b(?:for|at) (?:an?|the|their) (?:[a-z]+ ){0,3}?(workshop|seminar|conference|symposium|summit)\b"
)
"""The occasion on which somebody meets somebody ("… will meet in June for a workshop")."""
_OF_COUNCIL = re.compile(r"\bcouncil of (?:the )?<O|\bcouncil (?:meeting|session)", re.IGNORECASE)
_AT = re.compile(r"\b(?:in|at) (?:the )?(?:city of )?(<[LS]\d+>)")
_NEAR = 60
"""Characters behind a match in which the place of an event may follow."""


def _place(scene: Scene, match: Match) -> list[Mention]:
    """The first place that the match, or what follows it in its clause, says the event is in."""
    text = scene.sentence.text
    behind = re.split(r"[;,]", text[match.end : match.end + _NEAR], maxsplit=1)[0]
    found = _AT.search(text[match.start : match.end] + behind)
    return [scene.sentence.slot(found[1])] if found else []


_TYPES = (
    ("workshop", ("workshop", "seminar", "training course")),
    (
        "conference",
        ("symposium", "conference", "congress", "summit", "assembly", "forum", "show", "exhibition", "colloquium"),
    ),
    ("signing", ("signing", "ceremony")),
    ("visit", ("visit",)),
    ("meeting", ("meeting", "talks", "session", "dialogue")),
)


def type_of(words: str) -> str:
    """The event type that the last of some words names; a gathering of no other type is a meeting."""
    lowered = words.lower()
    if "council" in lowered:
        return "council"
    found = [(lowered.rfind(word), kind) for kind, nouns in _TYPES for word in nouns if word in lowered]
    return max(found)[1] if found else "meeting"


def event_dates(date: Date | None) -> list[tuple[str, Date | None]]:
    """The first and, of several, the last day of an event."""
    if date and date.precision is Precision.INTERVAL and len(date.value) > 16:
        first, last = date.value.split("/")
        return [("schema:startDate", Date.parse(first)), ("schema:endDate", Date.parse(last))]
    return [("schema:startDate", date)]
