"""When organisations, agreements and missions were founded, and where organisations have their seat."""

import re
from collections.abc import Iterator

from graph.extraction.modality import Modality
from graph.extraction.patterns import Match
from graph.extraction.scene import Scene
from graph.facts import Concept, EntityRef, Fact
from graph.lexicon import lexicon
from graph.mentions.model import Mention
from graph.rules import Rule


def establishment(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """The date on which each subject came into being; plans make none."""
    date = scene.date(match) or scene.clause_date(match)
    if date is None or scene.modality(match) is not Modality.STATED:
        return
    since = "since" in match.text("verb")
    text = match.sentence.text
    if _PART_OF.search(text, max(0, match.start - _NEAR), match.start) and _PARTICIPLE.match(text, match.start):
        return
    for subject, used in scene.refs(match.mentions("subject", "OAM")):
        if rule.set.get("only") == "programmes" and not _is_programme(scene, subject.key):
            continue
        if since and not scene.table.entities[subject.key].names:
            continue  # "the memorandum in force since May": a text without a name begins with its parties
        yield scene.fact("Establishment", rule, [("sp:subject", subject), ("sp:date", date)], [used])


_NEAR = 60
_PART_OF = re.compile(
    r", (?:an?|the|then|one of) [^,;<>]{0,30}?(?:branch|part|division|arm|unit|body|section|subsidiary|office|cent(?:er|re)|member|agency"
    r"|institute|laboratory|wing) (?:of|within|under) (?:the )?$"
)
_PARTICIPLE = re.compile(r"<[OAM]\d+> (?:established|founded|created|set up|formed|launched|begun|started)\b")
"""A participle behind the house of which something is told to be a part tells of the part ("A, a branch of B established in …")."""


def _is_programme(scene: Scene, key: str) -> bool:
    kind = scene.table.property(key, "mission type")
    return isinstance(kind, Concept) and kind.name in ("programme", "initiative", "campaign")


_UNTIL = re.compile(r",? (?:until|till)\b(?! now\b| today\b)", re.IGNORECASE)
"""Behind a seat: that it was there once."""


_ONCE = re.compile(r"\b(?:until|till) <Y\d+>,? (?:(?:the|its) )?$", re.IGNORECASE)
"""In front of it, the same."""


def _bodies() -> frozenset[str]:
    """Words such as "Earth" and "Space", where nobody has a seat."""
    return frozenset(lexicon("heads")["missions"]["bodies"])


def seat(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """The place of an organisation's headquarters; a place that the match gives only in words becomes a place of that name."""
    meant = scene.modality(match)
    taken_for_granted = "granted" in rule.set and meant is Modality.PLANNED  # "will meet at its seat in Riga"
    if not (meant is Modality.STATED or taken_for_granted) or not scene.follows(rule):
        return
    text = scene.sentence.text
    if _UNTIL.match(text, match.end) or _ONCE.search(text[: match.start]):
        return
    if (needs := rule.set.get("needs")) and not re.search(needs, scene.sentence.text[match.start : match.end], re.I):
        return
    places = [m for m in match.mentions("place", "LOS") if m.letter == "S" or scene.words_of(m) not in _bodies()]
    if places and places[0].letter == "O":
        site = scene.table.entities[places[0].entities[0]].label
        place: EntityRef | None = EntityRef(scene.table.unseen("Place", site))
    elif places:
        place = EntityRef(places[0].entities[0])
    else:
        words = scene.words(match.text("town")).strip(" ,.-")
        words = "" if words in _bodies() else words
        place = EntityRef(scene.table.unseen("Place", words)) if words else None
    if place is None:
        return
    for organization, used in scene.refs(match.mentions("organization", "O") or _seated(scene, rule)):
        yield scene.fact("Seat", rule, [("org:organization", organization), ("sp:place", place)], [used])


def _seated(scene: Scene, rule: Rule) -> list[Mention]:
    """The organisation that a rule may leave out: the one that the text speaks of there, or that the question before named."""
    match rule.set.get("organization"):
        case "house":
            return scene.house()
        case "just named":
            return scene.memory.just_named("O", scene.sentence.start)
    return []
