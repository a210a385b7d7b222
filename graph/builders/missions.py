"""Who takes which part in a mission, and launches."""

import re
from collections.abc import Iterator

from graph.extraction.modality import Modality
from graph.extraction.patterns import Match
from graph.extraction.scene import Scene
from graph.facts import Concept, EntityRef, Fact
from graph.mentions.model import Mention
from graph.rules import Rule

_HARDWARE = (
    (
        re.compile(
            r"instrument|spectromet|camera|radar|altimet|telescope|sensor|radiomet|detector|magnetomet|lidar|seismomet"
            r"|imager|interferomet|coronagraph|reflector|receiver|sounder|analy[sz]er|microscope|spectrograph|polarimet"
            r"|photomet|mass spec|antenna|oscillator",
            re.I,
        ),
        "instrument-provider",
    ),
    (re.compile(r"payload|cubesat|experiment|rover\b", re.I), "payload-provider"),
    (re.compile(r"launch (?:service|vehicle)|\blaunch\b|rocket|launcher", re.I), "launch-provider"),
    (re.compile(r"\b(?:fund|financ|budget)", re.I), "funder"),
    (re.compile(r"spacecraft|satellite|platform|\bbus\b", re.I), "builder"),
)


_NEWS = re.compile(
    r"\b(?:coverage|updates?|information|photos?|images?|news|details|insights?|look|opportunit\w+|briefing|views?)\b",
    re.I,
)
"""What is provided about a mission, not to it."""


def hardware_role(words: str) -> str:
    """The role of whoever provides what the words name: an instrument, a payload, the launch, else a partner."""
    return next((role for pattern, role in _HARDWARE if pattern.search(words)), "partner")


def participation(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One participation for each participant and mission; plans count as far as the rule says, denials and endings do not."""
    modality = scene.modality(match)
    if modality is Modality.DENIED or modality is Modality.NEGOTIATED:
        return
    if "invited" in match.text("verb") and rule.set.get("role") != "invited":
        return
    if modality is Modality.PLANNED and rule.set.get("planned") == "no":
        return
    what = _own_words(scene, match)
    if _NEWS.search(what):
        return
    role = rule.set.get("role") or hardware_role(what)
    missions = scene.refs(match.mentions("mission", "M"))
    named = any(m.letter == "M" for m in scene.sentence.slots)
    if rule.set.get("mission") == "recent" and not missions and not named:
        missions = scene.refs(scene.memory.recent("M", scene.sentence.start))
    for participant, used in scene.refs(match.mentions("agents", rule.set.get("letters", "SO"))):
        for mission, where in missions:
            yield scene.fact(
                "Participation",
                rule,
                [("sp:mission", mission), ("sp:participant", participant), ("org:role", Concept(role))],
                [used, where],
            )


def _own_words(scene: Scene, match: Match) -> str:
    """The words of what is provided, mentions in it included ("the Poseidon altimeter")."""
    return scene.words(match.text("what")) or match.text("what")


def launch(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """A launch with its date, planned or done by the verb; site, vehicle and provider where the match or its clause names them."""
    modality = scene.modality(match)
    if modality in (Modality.DENIED, Modality.NEGOTIATED):
        return
    date = scene.clause_date(match)
    if date is None:
        return
    issued = scene.document.issued
    planned = (
        modality is Modality.PLANNED
        or rule.set.get("status") == "planned"
        or bool(issued and date.not_before > issued.not_after)
    )
    sites = match.mentions("site", "LOS") or _site(scene, match)
    vehicle = match.text("vehicle")
    provider = next(iter(match.mentions("provider", "O")), None)
    for mission, used in scene.refs(scene.subject(rule, match, "mission", "M")):
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


def _site(scene: Scene, match: Match) -> list[Mention]:
    right = scene.sentence.text[match.start : match.end + 120]
    found = re.search(r"\bfrom (?:the )?(?:<O\d+>'s )?(<[LO]\d+>)", right)
    return [scene.sentence.slot(found.group(1))] if found else []


def _vehicle(scene: Scene, tagged: str) -> str | None:
    words = scene.words(tagged).strip(" ,")
    return words or None
