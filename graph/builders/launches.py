"""Launches: what is launched when, planned or done, from where, by what and by whom."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from graph.builders.missions import type_of, unnamed_mission
from graph.extraction.modality import Modality
from graph.extraction.patterns import Match
from graph.extraction.scene import Scene
from graph.facts import Concept, EntityRef, Fact
from graph.mentions.model import Mention
from graph.rules import Rule

_FORMERLY = re.compile(
    r"\b(?:originally|initially|once planned|at (?:the|that) time|(?:earlier|previous|former|original|old) (?:plans?|dates?|schedules?))\b"
    r"(?! (?:planned|scheduled|foreseen|expected|set|due)\b[^,;]*,)[^;]*$",
    re.I,
)
"""In front of a launch: a plan given up since."""
_GIVEN_UP = re.compile(
    r",? (?:was|were|is|has been|had been) (?:called off|cancell?ed|scrubbed|aborted|abandoned|dropped|shelved|scrapped|given up)\b",
    re.I,
)
"""Behind a launch: that it did not take place."""
_ONCE = re.compile(
    r", (?:for which\b|(?:which (?:had|was) (?:been )?)?(?:first|originally|initially) (?:set|planned|scheduled|due|foreseen|named)\b)"
    r"|\b(?:postponed|moved|put back|pushed back|brought forward|slipped|delayed) from (?:the )?<Y\d+>(?! to)",
    re.I,
)
"""Between a launch and its day: a plan given up since."""
_SET = re.compile(r"\b(?:set|targeted|targeting|foreseen|due|(?:is|are) launching)$", re.I)
"""What ends a verb that tells a day to come ("has been set for")."""
_SET_FOR = re.compile(
    r"\b(?:planned|scheduled|set|targeted|expected|due|slated|foreseen|envisaged|booked|earmarked|aimed|pencill?ed in|manifest)"
    r" (?:for|in|on|around|no earlier than) (?:the )?(?:[a-z]+ )?<Y",
    re.I,
)
"""The same before the day itself ("launched on a flight that is planned for")."""
_TO_COME = re.compile(r"\b(?:will|shall|to)\b")
"""In a sentence on something "launching in 2028": that it is yet to fly."""
_TOWARDS = re.compile(
    r"\b(?:aim\w*|target\w*|plan\w*|prepar\w*|ready|readied|ahead|await\w*|schedul\w*|upcoming|track|toward|in time)\b"
    r"(?:[^,;<>]|<[MO]\d+>){0,40}$",
    re.I,
)
"""In front of the day of a launch that is told by a noun: that it lies ahead ("is aiming for its May launch")."""
_AHEAD = re.compile(
    r"\b(?:ahead of|prior to|(?:preparation|preparing|ready|on track) for)(?: (?:its|the|their|an?|<M\d+>))* $", re.I
)
"""In front of a launch that lies ahead."""
_NEVER_LAUNCHED = ("programme", "initiative", "space-station", "launch-vehicle")
"""Types of missions that are not launched as a whole, or only launch others."""
_VESSELS = ("crewed-spacecraft", "cargo-spacecraft", "spaceplane")
"""Types of spacecraft that fly many missions: none of them is the mission that a sentence leaves out."""


def launch(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """A launch with its date, planned or done by the verb; site, vehicle and provider where the match or its clause names them."""
    modality = scene.modality(match)
    taken_back = (
        modality in (Modality.DENIED, Modality.NEGOTIATED, Modality.POSTPONED) and rule.set.get("modality") != "any"
    )
    if _GIVEN_UP.match(match.sentence.text, match.end) or _ONCE.search(match.sentence.text, match.start, match.end):
        return
    if taken_back or _FORMERLY.search(match.sentence.text[: match.start]) or not scene.follows(rule):
        return
    date = scene.clause_date(match)
    if date is None:
        return
    issued = scene.document.issued
    planned = (
        modality is Modality.PLANNED
        or rule.set.get("status") == "planned"
        or _lies_ahead(match)
        or bool(issued and date.not_before > issued.not_after)
    )
    sites = match.mentions("site", "LOS") or _site(scene, match)
    vehicle = match.text("vehicle")
    provider = next(iter(match.mentions("provider", "O")), None)
    flown = [m for m in _flown(scene, rule, match) if type_of(scene, m) not in _NEVER_LAUNCHED]
    for mission, used in scene.refs(flown):
        yield scene.fact(
            "Launch",
            rule,
            [
                ("sp:mission", mission),
                ("sp:date", date),
                ("sp:status", Concept("planned" if planned else "launched")),
                ("sp:launchSite", EntityRef(sites[0].entities[0]) if sites else None),
                ("sp:launchVehicle", _vehicle(scene, vehicle)),
                ("sp:launchProvider", EntityRef(provider.entities[0]) if provider else None),
            ],
            [used],
        )
        if provider:
            yield scene.fact(
                "Participation",
                rule,
                [
                    ("sp:mission", mission),
                    ("sp:participant", EntityRef(provider.entities[0])),
                    ("org:role", Concept("launch-provider")),
                ],
                [used, provider],
            )


def _lies_ahead(match: Match) -> bool:
    """Whether the words of a match, or those in front of it, tell that its day is one to come."""
    told, verb = match.sentence.text[: match.end], match.text("verb")
    launching = verb == "launching" and told.startswith("<M", match.start)
    return bool(
        _SET.search(verb)
        or (launching and _TO_COME.search(match.sentence.text))
        or _SET_FOR.search(told, match.start)
        or _AHEAD.search(told[: match.start])
        or (not verb and _TOWARDS.search(told[: told.rfind("<Y")]))
    )


def _flown(scene: Scene, rule: Rule, match: Match) -> list[Mention]:
    """The mission that is launched: the one that the match names, else the one that its sentence or those before speak of; for a
    spacecraft that flies many missions, the flight that its sentence or the next one names, else the one that the document is about."""

    def fits(m: Mention) -> bool:
        return type_of(scene, m) not in (*_NEVER_LAUNCHED, *_VESSELS) and not _is_shuttle(scene, m)

    named = match.mentions("mission", "M")
    if named and any(fits(m) for m in named):
        return named
    if rule.set.get("mission") == "its flight":
        return _flight(scene, fits)
    if named:
        return _flight(scene, fits) or scene.memory.main("M", fits) or [m for m in named if not _is_shuttle(scene, m)]
    if rule.set.get("mission") == "here":
        before = scene.sentence.mentions(match.sentence.text[: match.start], "M")
        return [m for m in before if m.form == "name" and fits(m)][-1:]
    return unnamed_mission(scene, match, fits)


def _is_shuttle(scene: Scene, m: Mention) -> bool:
    """Whether a name is that of a shuttle, whose flights bear names of their own."""
    return _SHUTTLE.search(scene.document.text, max(0, m.start - 10), m.start) is not None


_SHUTTLE = re.compile(r"\bshuttle $", re.I)


_FLIGHT = re.compile(r"(?:\W*(?:(?:During|On|As|In|The|For)\b[^.;\n]{0,60})?)$")
"""What leads from the end of a sentence to the name of the flight that it told of ("… in May. During the seven-day STS-53 flight …")."""


def _flight(scene: Scene, fits: Callable[[Mention], bool]) -> list[Mention]:
    """The one flight that a sentence names, else the one with which the next sentence of its paragraph goes on."""
    here = [m for m in scene.sentence.slots if m.letter == "M" and fits(m)]
    if here:
        return here[:1] if len({m.entities for m in here}) == 1 else []
    text, end = scene.document.text, scene.sentence.end
    found = scene.memory.next("M", end)
    if found and fits(found) and _FLIGHT.match(text[end : found.start]) and found.start - end < _SOON:
        return [replace(found, antecedent=(found.start, found.end))]
    return []


_SOON = 80
"""Characters behind a sentence within which the next one names the flight."""


def _site(scene: Scene, match: Match) -> list[Mention]:
    right = scene.sentence.text[match.start : match.end + 120]
    found = re.search(r"\bfrom (?:the )?(?:<O\d+>'s )?(<[LO]\d+>)", right)
    return [scene.sentence.slot(found.group(1))] if found else []


def _vehicle(scene: Scene, tagged: str) -> str | None:
    words = scene.words(tagged).strip(" ,")
    return words or None
