"""Positions: a person, a title, the organisation or state; current, former or incoming."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.facts import Concept, EntityRef, Fact
from graph.lexicon import lexicon
from graph.mentions import Mention
from graph.modality import Modality
from graph.patterns import Match
from graph.rules import Rule
from graph.scene import Scene


@lru_cache(maxsize=1)
def _former() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in lexicon("people")["former"]) + r")\b", re.I)


@lru_cache(maxsize=1)
def _incoming() -> re.Pattern[str]:
    return re.compile(r"(?:\b|-)(?:" + "|".join(re.escape(w.strip("-")) for w in lexicon("people")["incoming"]) + r")\b", re.I)


@lru_cache(maxsize=1)
def _state_office() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in lexicon("people")["state_offices"]) + r")\b", re.I)


def position(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One position for each person; a title without an organisation takes the one that the sentence gave to the person before."""
    if scene.modality(match) is Modality.DENIED:
        return
    title = scene.words(match.text("title")).strip(" ,")
    whole = scene.sentence.text[max(0, match.start - 12) : match.end]
    organization = _organization(scene, match, title)
    if not title or organization is None:
        return
    status = "former" if _former().search(whole) or re.search(r"\b(?:was|served|worked|had been)\b", match.text("verb"), re.I) else "incoming" if _incoming().search(whole) else "current"
    for person, used in scene.refs(match.mentions("person", "P")):
        if status == "current" or scene.table.property(person.key, "employer") is None:
            scene.table.set_property(person.key, "employer", EntityRef(organization.entities[0]))
        yield scene.fact(
            "Position",
            rule,
            [
                ("org:member", person),
                ("org:organization", EntityRef(organization.entities[0])),
                ("sp:title", _singular(_clean(title))),
                ("sp:status", Concept(status)),
            ],
            [used, organization],
        )


def _organization(scene: Scene, match: Match, title: str) -> Mention | None:
    named = match.mentions("organization", "OSD")
    if named:
        return named[0]
    if rule_inherits(match):
        left = scene.sentence.text[: match.start]
        earlier = scene.sentence.mentions(left, "O")
        people = scene.sentence.mentions(left, "P")
        if people and earlier:
            return earlier[-1]
        states = scene.sentence.mentions(left, "SD")
        if states and people and _state_office().search(title):
            return states[-1]
    return None


def rule_inherits(match: Match) -> bool:
    """Whether the match leaves the organisation to what stands before."""
    return not match.text("organization")


def _clean(title: str) -> str:
    title = re.sub(r"^(?:the|a|an|its|their|also|as|then|former|formerly|retired|late|current)\s+", "", title.strip(" ,'"), flags=re.I)
    return re.sub(r"^(?:the|a|an|former)\s+", "", title)


def _singular(title: str) -> str:
    """"astronauts" of two people is "astronaut" of each."""
    return re.sub(r"(?i)\b(astronaut|cosmonaut|scientist|engineer|director|researcher|manager|minister|investigator|administrator|president|officer)s$", r"\1", title)
