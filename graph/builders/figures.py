"""Stated numbers about organisations, agreements and missions: a subject, what is counted, how many."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from graph.extraction.modality import Modality
from graph.extraction.patterns import Match, compile_pattern
from graph.extraction.scene import Scene
from graph.facts import Concept, Fact
from graph.lexicon import concept
from graph.mentions.model import Mention
from graph.rules import Rule

_PAST = re.compile(r"(?:had|numbered|counted|comprised|included|united)\b", re.IGNORECASE)
_NOW = re.compile(
    r"[^;.]{0,40}[;,.]? (?:but |and |while )?"
    r"(?:(?:today|now|currently|at present|it now|they now)\b|in \d{4},? (?:it|they) (?:has|have)\b)",
    re.IGNORECASE,
)
"""Behind a number of the past: that it is another today."""
_NEAR = 120
_SUPPOSED = re.compile(r"\b(?:would|could|might)\b", re.IGNORECASE)
"""What makes a number one that is not ("the Union would have 24 members")."""


def measure_of(words: str) -> Concept | str:
    """The vocabulary's measure that the words name ("member states" → spv:member-states), else the words."""
    words = re.sub(r"\s+", " ", words).strip(" ,.:")
    known = concept("measures", words)
    return Concept(known) if known else words


def _counted_of(scene: Scene, rule: Rule, told: str) -> list[Mention]:
    """What the document is mainly about, of a rule that may leave out whose members or parties are counted."""
    if rule.set.get("subject") == "just named":
        return scene.memory.just_named("A", scene.sentence.start)
    if rule.set.get("subject") == "asked for":
        named = [m for letter in "OA" for m in scene.memory.just_named(letter, scene.sentence.start)]
        return sorted(named, key=lambda m: m.start)[-1:]
    if rule.set.get("subject") == "recent mission":
        return scene.memory.recent("M", scene.sentence.start)
    if rule.set.get("subject") == "house":
        return scene.memory.main("O") or scene.speaks_for(bool, in_paragraph=True)
    if rule.set.get("subject") != "main":
        return []
    agreement = scene.memory.main("A") if re.search(r"signator|part(?:y|ies)\b", told, re.IGNORECASE) else []
    return agreement or scene.memory.main("O", scene.has_members) or scene.house()


_HOW_MANY = re.compile(r"\bhow many ((?:[a-z-]+ ){0,2}?[a-z-]+s)\b[^?]*\?\s*(?:A: |Answer: )?$", re.IGNORECASE)


def _asked(scene: Scene, rule: Rule) -> str:
    """What the question before, which a rule answers, asks the number of ("How many members does …?")."""
    start = scene.sentence.start
    found = _HOW_MANY.search(scene.document.text[max(0, start - 160) : start])
    return found[1] if found and rule.set.get("subject") == "asked for" else ""


@lru_cache(maxsize=1)
def _next() -> re.Pattern[str]:
    """A number, what it counts, and a second one that goes on from there ("1,400 researchers at 174 institutions")."""
    link = r"(?:,? (?:and|as well as|from|in|at|across|with|representing|spanning|to|plus)|,)(?: (?:its|the))?"
    return compile_pattern(
        rf"<N\d+> (?:(?!{link} )[a-zA-Z-]+ ){{0,4}}[a-zA-Z-]+{link} {{about}}(?=(<N\d+>) ({{counted}})\b)"
    )


def _further(scene: Scene, rule: Rule, numbers: Sequence[Mention]) -> list[tuple[Mention, str]]:
    """The numbers with what they count to which a sentence goes on from the last one that a rule binds."""
    if rule.set.get("kind") == "money" or not numbers or numbers[-1] not in scene.sentence.slots:
        return []
    found: list[tuple[Mention, str]] = []
    at = scene.sentence.text.find(f"<N{scene.sentence.slots.index(numbers[-1])}>")
    while more := _next().match(scene.sentence.text, at):
        found.append((scene.sentence.slot(more[1]), scene.words(more[2])))
        at = more.start(1)
    return found


def figure(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One figure for each subject and number that the match binds; the measure is in the document's words."""
    if not scene.follows(rule):
        return
    if scene.modality(match) is Modality.DENIED or _SUPPOSED.search(scene.sentence.text, match.start, match.end):
        return
    at = scene.sentence.behind(match.end)
    if _PAST.match(match.text("verb")) and _NOW.match(re.sub(r"\s+", " ", scene.document.text[at : at + _NEAR])):
        return
    told = scene.words(match.text("measure")) or _asked(scene, rule) or rule.set.get("fallback", "")
    numbers = match.mentions("number", "N")
    counts = [(number, rule.set.get("measure") or told) for number in numbers] + _further(scene, rule, numbers)
    for number, counted in counts:
        measure = measure_of(counted)
        value = getattr(number.value, "value", None)
        is_money = getattr(number.value, "currency", None) is not None
        if not measure or not isinstance(value, Decimal) or is_money != (rule.set.get("kind") == "money"):
            continue
        for subject, used in scene.refs(match.mentions("subject", "OAMSE") or _counted_of(scene, rule, told)):
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
