"""Who awarded contracts to whom: each company has a contract of its own, for what the sentence says it is to do."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from graph.builders.topics import topics_of
from graph.extraction.modality import Modality
from graph.extraction.patterns import Match
from graph.extraction.scene import Pairs, Scene
from graph.facts import Concept, EntityRef, Fact
from graph.mentions.model import Mention
from graph.rules import Rule


def award(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """A contract between the party and each of the others, with its topics. A rule with `set = { named = "contract" }` holds only where
    the text around calls one a contract; with one company, the only one of the document is meant."""
    if scene.modality(match) is not Modality.STATED:
        return
    spoken_of = _spoken_of(scene)
    called = match.mentions("agreement", "A")
    if (rule.set.get("named") == "contract" and not _speaks_of_one(scene)) or not all(
        _is_contract(scene, m) for m in called
    ):
        return
    giver, takers = match.mentions("parties", "SO"), scene.refs(match.mentions("others", "O"))
    meant = called or (spoken_of if len(spoken_of) == 1 else [])
    for taker, used in takers:
        noun = meant[0] if meant and len(takers) == 1 else unnamed_contract(scene, match)
        contract = EntityRef(noun.entities[0])
        for who, mention in [*scene.refs(giver), (taker, used)]:
            values: Pairs = [("sp:agreement", contract), ("sp:party", who), ("sp:action", Concept("signature"))]
            yield scene.fact("AgreementAction", rule, [*values, ("sp:date", scene.date(match))], [mention, noun])
        for topic in topics_of(scene, match.text("topics")):
            yield scene.fact("Coverage", rule, [("sp:agreement", contract), ("sp:topic", topic)], [noun])


_TYPE = "sp:agreementType"


def _is_contract(scene: Scene, agreement: Mention) -> bool:
    return scene.table.property(agreement.entities[0], _TYPE) == Concept("contract")


def _spoken_of(scene: Scene) -> Sequence[Mention]:
    """The first mention of each contract of the document."""
    if scene.memory.contracts is None:
        contracts = (m for m in scene.memory.named("A") if _is_contract(scene, m))
        first: dict[tuple[str, ...], Mention] = {}
        starts = []
        for m in contracts:
            first.setdefault(m.entities, m)
            starts.append(m.start)
        scene.memory.contracts_at = tuple(starts)
        scene.memory.contracts = tuple(first.values())
    return scene.memory.contracts


_JUST_BEFORE, _SOON = 300, 1500
"""Characters in front of a choice and behind it within which the contract is spoken of that is given by it."""


def _speaks_of_one(scene: Scene) -> bool:
    """Whether the text around the sentence speaks of a contract."""
    at, start = scene.memory.contracts_at, scene.sentence.start
    n = bisect_left(at, start - _JUST_BEFORE)
    return n < len(at) and at[n] < start + _SOON


def unnamed_contract(scene: Scene, match: Match) -> Mention:
    """A contract that is told only by the words for who has it ("a subcontractor to …")."""
    key = scene.table.anonymous("Agreement", "contract")
    scene.table.set_property(key, _TYPE, Concept("contract"))
    at = scene.sentence.origin(match.start)
    return Mention(at, at + 1, "A", (key,), "unnamed")
