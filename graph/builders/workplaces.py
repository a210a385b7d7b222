"""A post that a match tells in; where in an organisation it is, as the text goes on to say, out: a centre of it, or an office."""

import re
from dataclasses import replace

from graph.extraction.patterns import Match
from graph.extraction.scene import Scene
from graph.lexicon import lexicon
from graph.mentions.model import Mention

_AT = re.compile(
    r"(?:'s)?(?: (?:[A-Z]|<[MU])[^,;.()]{0,60})?,? at (?:the )?(?:<O\d+>'s )?(<O\d+>)(?!(?:'s)? [Hh]eadquarters)"
)
_AT_ONCE = re.compile(r",? at (?:the )?(?:<O\d+>'s )?(<O\d+>)(?!(?:'s)? [Hh]eadquarters)")


def workplace(scene: Scene, match: Match) -> list[Mention]:
    """Where the text goes on to say that the post is ("manager for NASA's Orion Program at the Johnson Space Center")."""
    text, end, who = match.sentence.text, match.end, match.text("organization")
    behind = text.find(who, match.start) + len(who)
    found = _AT_ONCE.match(text, end) if text.endswith(match.text("person"), 0, end) else _AT.match(text, end)
    if not found and is_unit(scene.words(who).rpartition(" ")[2]):
        found = _AT_ONCE.match(text, behind)  # "As chief of the Robotics Branch at the …, Ada Holm"
    if not found or match.text("person").count("<P") != 1:
        return []
    place = match.sentence.slot(found.group(1))
    own = match.mentions("organization", "O")
    hosted = _kind(scene, place) == "University" and own and _kind(scene, own[0]) in _OF_THEIR_OWN
    return [] if hosted and not is_unit(scene.words(who).rpartition(" ")[2]) else [place]


_OF_THEIR_OWN = ("ResearchInstitution", "InternationalBody", "GovernmentBody")
"""Kinds of bodies that are somebody's place of work though a university houses them ("the Ice Policy Institute at Riga University")."""


def _kind(scene: Scene, organization: Mention) -> str:
    return scene.table.entities[organization.entities[0]].kind


def office(scene: Scene, organization: Mention) -> Mention | None:
    """The office behind an organisation whose part it is ("NASA's Office of International and Interagency Relations")."""
    if organization.letter != "O" or organization not in scene.sentence.slots:
        return None
    behind = scene.sentence.text.partition(f"<O{scene.sentence.slots.index(organization)}>")[2]
    found = re.match(r"'s? <U(\d+)>", behind)
    unit = scene.sentence.slots[int(found.group(1))] if found else None
    if unit is None or not scene.words_of(unit).startswith(("Office of ", "Office for ")):
        return None
    key = scene.table.unseen("GovernmentBody", scene.words_of(unit))
    return replace(unit, letter="O", entities=(key,))


def is_unit(words: str) -> bool:
    """Whether words name a part of an organisation ("Earth Science Division")."""
    units = lexicon("heads")["units"]
    return bool(set(re.findall(r"[\w-]+", words)) & {*units["words"], *units["heads"]})
