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


def position(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One position for each person; a title without an organisation takes the one that the sentence gave to the person before."""
    if scene.modality(match) is Modality.DENIED:
        return
    title = scene.words(match.text("title")).strip(" ,")
    whole = scene.sentence.text[max(0, match.start - 12) : match.end]
    organization = _organization(scene, rule, match)
    if not title or organization is None:
        return
    status = "former" if _former().search(whole) or re.search(r"\b(?:was|served|worked|had been)\b", match.text("verb"), re.I) else "incoming" if _incoming().search(whole) else "current"
    scene.memory.employer, scene.memory.told_at = organization, scene.sentence.origin(match.end - 1)
    people = scene.refs(match.mentions("person", "P"))
    for person, used in people if _PLURAL.search(title) else people[:1]:
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


def _organization(scene: Scene, rule: Rule, match: Match) -> Mention | None:
    """The organisation that the match names, else the one of the position told just before."""
    if named := match.mentions("organization", "OSD"):
        return named[0]
    at = scene.sentence.origin(match.start)
    if rule.set.get("inherit") and scene.memory.employer and 0 <= at - scene.memory.told_at < INHERIT_REACH:
        return scene.memory.employer
    return None


_PLURAL = re.compile(r"(?:s|men|women)$", re.I)
"""A title of several people; a singular one belongs to the first of a list."""

INHERIT_REACH = 400
"""Characters within which a title without an organisation takes that of the position before."""


def _clean(title: str) -> str:
    title = re.sub(r"^(?:the|a|an|its|their|also|as|then|former|formerly|retired|late|current)\s+", "", title.strip(" ,'"), flags=re.I)
    return re.sub(r"^(?:the|a|an|former)\s+", "", title)


def _singular(title: str) -> str:
    """"astronauts" of two people is "astronaut" of each."""
    return re.sub(r"(?i)\b(astronaut|cosmonaut|scientist|engineer|director|researcher|manager|minister|investigator|administrator|president|officer)s$", r"\1", title)
