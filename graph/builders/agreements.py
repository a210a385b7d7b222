"""What parties did about agreements, who signed for them, and what agreements cover."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from graph.builders.contracts import unnamed_contract
from graph.builders.topics import items_behind, topics_of
from graph.dates.values import Date
from graph.extraction.modality import Modality
from graph.extraction.patterns import Match
from graph.extraction.scene import Pairs, Scene
from graph.facts import Concept, EntityRef, Fact
from graph.mentions.agreements import agreement_type
from graph.mentions.model import Mention
from graph.rules import Rule

_PLANNED = {"signature": "planned-signature", "accession": "planned-signature", "ratification": "planned-signature"}


def party(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One action for each party of each agreement; signers named in the match go with the party that they sign for."""
    meant = _modality(scene, rule, match)
    action = performed(rule.set, meant)
    if action is None or not _fits_intro(scene, rule) or _is_respective(scene, match):
        return
    if not re.search(rule.set.get("before", ""), scene.sentence.text[: match.start + 1]):
        return
    if rule.set.get("needs", "") not in scene.sentence.text.lower() or not scene.follows(rule):
        return
    date = scene.clause_date(match) if rule.set.get("date") != "none" else scene.date(match)
    date = None if meant is Modality.POSTPONED else date
    people = scene.sentence.mentions(WITNESSES.split(match.text("people"))[0], "P")
    if rule.set.get("people") == "sentence":
        people = scene.sentence.mentions(scene.sentence.text[: match.end], "P")
    elif rule.set.get("people") == "behind":
        people = scene.sentence.mentions(WITNESSES.split(scene.sentence.text[match.end :])[0], "P")
    parties = scene.bodies([*match.mentions("parties", "SO"), *match.mentions("others", "SO")])
    if rule.set.get("parties") == "country":
        parties = scene.refs(_country(scene, match))
    signers = _by_party(scene, people)
    if not parties:
        parties = [(EntityRef(p), m) for p, m in signers.items()]
    if rule.set.get("own") and len(parties) == 1:
        parties += [(who, m) for who, m in scene.bodies(_own(scene, match, parties)) if who != parties[0][0]][:1]
    if len(parties) < int(rule.set.get("least", "1")):
        return
    place = next((EntityRef(m.entities[0]) for m in match.mentions("place", "LS")), None)
    agreements = scene.subject(rule, match, "agreement", "A")
    if rule.set.get("agreement") == "first":
        agreements = scene.memory.first("A")
    elif rule.set.get("agreement") == "contract":
        agreements = [unnamed_contract(scene, match)]
    own_dates = scene.own_dates()
    for agreement, noun in scene.refs(agreements):
        for who, used in parties:
            named = rule.set.get("who") == "named"
            mine: list[EntityRef | None] = [
                EntityRef(p.entities[0]) for p in people if named or _signs_for(scene, p, who)
            ]
            for person in mine if mine and action == "signature" else [None]:
                values = values_of(agreement, who, action, own_dates.get(used.start, date), person, place)
                yield scene.fact("AgreementAction", rule, values, [used, noun])
        for mention in match.mentions("topics", "M"):
            about = EntityRef(scene.table.unseen("Topic", scene.words_of(mention)))
            yield scene.fact("Coverage", rule, [("sp:agreement", agreement), ("sp:topic", about)], [noun])


WITNESSES = re.compile(
    r"\b(?:in the presence of|witnessed by|watched by|looked on|attended by)\b|,? with (?=[^;]*\blooking on)"
    r"|; (?=.*\b(?:was|were|had|did|could)\b)"
)
"""Behind this stand people who were there, or did something else, and signed nothing."""
_STOP = re.compile(r"\. (?=\([a-z0-9]{1,2}\) )")
"""The end of a point before the next one of a list that runs on ("… was noted. (c) The agreement …")."""
_ITS = re.compile(r"\b(?:its?|their|they)(?: [\w-]+){0,4} $", re.IGNORECASE)


def _own(scene: Scene, match: Match, others: Sequence[tuple[EntityRef, Mention]]) -> list[Mention]:
    """Whose agreement with another it is: the only one that the sentence names before, or its subject where it says "its"; else the
    organisation that the document speaks for."""
    noun = match.mentions("agreement", "A")[:1]
    before = scene.sentence.text[: scene.sentence.text.find(match.text("agreement"))] if noun else ""
    before = _STOP.split(before)[-1]
    theirs = {who.key for who, _ in others}
    spoken_of = [m for m in scene.sentence.mentions(before, "SO") if not theirs & set(m.entities)]
    if spoken_of:
        return spoken_of[:1] if _ITS.search(before) or len(spoken_of) == 1 else []
    return [] if scene.is_no_party() else scene.speaks_for(lambda m: m.entities[0] not in theirs)


def _country(scene: Scene, match: Match) -> list[Mention]:
    """The state that "her country" means: the one that the sentence names last before, else the one named just before it."""
    here = scene.sentence.mentions(scene.sentence.text[: match.end], "S")
    return here[-1:] or scene.memory.just_named("S", scene.sentence.start) or scene.memory.main("S")


def pairs(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """ "A has agreements with B and C": one agreement for each pair."""
    action = performed({**rule.set, "action": "signature"} if match.text("done") else rule.set, scene.modality(match))
    kind = agreement_type(match.text("noun"))
    ours, theirs = scene.refs(match.mentions("parties", "SO")), scene.refs(match.mentions("others", "SO"))
    if action is None or kind is None or min(len(ours), len(theirs)) != 1:
        return
    date = scene.clause_date(match) if match.text("done") else None
    own_dates = scene.own_dates() if match.text("done") else {}
    for mine, theirs_too in product(ours, theirs):
        key = scene.table.anonymous("Agreement", kind.replace("-", " "))
        scene.table.set_property(key, "sp:agreementType", Concept(kind))
        day = own_dates.get(theirs_too[1].start, date)
        for who, used in (mine, theirs_too):
            yield scene.fact("AgreementAction", rule, values_of(EntityRef(key), who, action, day, None, None), [used])


def stage(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """What became of an agreement whose parties other sentences tell: an action without a party, see `graph/extraction/tidying.py`."""
    modality = _modality(scene, rule, match)
    action = performed(rule.set, modality)
    if action is None or modality is not Modality.STATED:
        return
    named = match.mentions("agreement", "A") or _spoken_of(scene, match)
    for agreement, noun in scene.refs(named):
        values: Pairs = [
            ("sp:agreement", agreement),
            ("sp:action", Concept(action)),
            ("sp:date", scene.clause_date(match)),
        ]
        yield scene.fact("AgreementAction", rule, values, [noun])


def _spoken_of(scene: Scene, match: Match) -> list[Mention]:
    """The agreement named just before, where a match speaks of it without naming it ("It expired"), and its sentence names none."""
    opening = scene.sentence.mentions(match.sentence.text[match.start : match.end])[:1]
    is_named = match.sentence.text.startswith("<", match.start) and opening and opening[0].form != "pronoun"
    if is_named or any(m.letter == "A" for m in scene.sentence.slots):
        return []
    return scene.memory.just_named("A", scene.sentence.start)


def respectively(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """ "A signed X and Y with B and C respectively": the first with the first, the second with the second."""
    action = performed(rule.set, scene.modality(match))
    agreements, others = match.mentions("agreements", "A"), match.mentions("others", "SO")
    if action is None or len(agreements) != len(others):
        return
    date = scene.clause_date(match)
    for noun, other in zip(agreements, others, strict=True):
        for who, used in scene.refs([*match.mentions("parties", "SO"), other]):
            yield scene.fact(
                "AgreementAction",
                rule,
                values_of(EntityRef(noun.entities[0]), who, action, date, None, None),
                [used, noun],
            )


_NOT_ON = re.compile(r",? (?:but |and |though )?(?:not|except(?: for)?|excluding|other than|without) ")
"""Behind this stands what an agreement does not cover."""


def topic(scene: Scene, rule: Rule, match: Match) -> Iterator[Fact]:
    """One coverage for each topic in the list of noun phrases that the match binds."""
    if scene.modality(match) is Modality.DENIED:
        return
    wanted = rule.set.get("noun", "")
    for agreement, noun in scene.refs(scene.subject(rule, match, "agreement", "A")):
        if not re.search(rf"(?:{wanted})$", scene.words_of(noun)):
            continue
        for stretch in (*match.text("topics").split(" , "), *items_behind(match.sentence.text, match.end)):
            for phrase in topics_of(scene, _NOT_ON.split(stretch)[0]):
                yield scene.fact("Coverage", rule, [("sp:agreement", agreement), ("sp:topic", phrase)], [noun])


def values_of(
    agreement: EntityRef,
    who: EntityRef | None,
    action: str,
    date: Date | None,
    person: EntityRef | None,
    place: EntityRef | None,
) -> Pairs:
    """The values of an action of one party about an agreement."""
    return [
        ("sp:agreement", agreement),
        ("sp:party", who),
        ("sp:action", Concept(action)),
        ("sp:date", date),
        ("sp:signedBy", person),
        ("sp:place", place),
    ]


def _modality(scene: Scene, rule: Rule, match: Match) -> Modality:
    """That of the match, unless the rule says that what it matches is always stated."""
    return Modality.STATED if rule.set.get("modality") else scene.modality(match)


def performed(said: Mapping[str, str], modality: Modality) -> str | None:
    """The action that a rule's settings tell in a modality, None where it is denied."""
    action = said.get("action", "signature")
    if modality is Modality.DENIED:
        return None
    if modality in (Modality.PLANNED, Modality.POSTPONED):
        return _PLANNED.get(action, None if action != "negotiation" else "negotiation")
    if modality is Modality.NEGOTIATED:
        return "negotiation"
    return action


def _fits_intro(scene: Scene, rule: Rule) -> bool:
    """A rule for items of a list needs a line that introduces them with a word such as "signed"."""
    wanted = rule.set.get("intro")
    return wanted is None or bool(scene.intro and re.search(wanted, scene.intro.text, re.I))


def _is_respective(scene: Scene, match: Match) -> bool:
    """Several agreements "respectively" are read by the rule for that, one by one."""
    several = sum(m.letter == "A" for m in scene.sentence.slots) > 1
    return (
        several
        and "respectively" in scene.sentence.text
        and "respectively" in scene.sentence.text[match.start :].split("as well as")[0]
    )


def _by_party(scene: Scene, people: Iterable[Mention]) -> dict[str, Mention]:
    """Party → signer's mention, for signers whose post is told in the same document."""
    return {employer: person for person in people if (employer := employer_of(scene, person))}


def employer_of(scene: Scene, person: Mention) -> str | None:
    """The organisation or state for which a person holds a post, as the table noted it."""
    value = scene.table.property(person.entities[0], "employer")
    return value.key if isinstance(value, EntityRef) else None


def _signs_for(scene: Scene, person: Mention, who: EntityRef) -> bool:
    return employer_of(scene, person) == who.key
