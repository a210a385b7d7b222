"""Stated numbers about organisations, agreements and missions: a subject, what is counted, how many."""

import re
from collections.abc import Iterator
from decimal import Decimal

from graph.extraction.modality import Modality
from graph.extraction.patterns import Match
from graph.extraction.scene import Scene
from graph.facts import Concept, Fact
from graph.lexicon import concept
from graph.rules import Rule


def measure_of(words: str) -> Concept | str:
    """The vocabulary's measure that the words name ("member states" → spv:member-states), else the words."""
    words = re.sub(r"\s+", " ", words).strip(" ,.:")
    known = concept("measures", words)
    return Concept(known) if known else words


def figure(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One figure for each subject and number that the match binds; the measure is in the document's words."""
    if scene.modality(match) is Modality.DENIED:
        return
    for number in match.mentions("number", "N"):
        told = scene.words(match.text("measure")) or rule.set.get("fallback", "")
        measure = measure_of(rule.set.get("measure") or told)
        value = getattr(number.value, "value", None)
        is_money = getattr(number.value, "currency", None) is not None
        if not measure or not isinstance(value, Decimal) or is_money != (rule.set.get("kind") == "money"):
            continue
        for subject, used in scene.refs(match.mentions("subject", "OAMSE")):
            yield scene.fact(
                "Figure",
                rule,
                [
                    ("sp:subject", subject),
                    ("sp:measure", measure),
                    ("sp:value", value),
                    ("sp:unit", getattr(number.value, "currency", None)),
                ],
                [used],
            )
