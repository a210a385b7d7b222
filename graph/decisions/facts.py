"""Statements and decisions about facts in; the statements as people left them, and those that they rejected, out."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from graph.dates.values import Date
from graph.decisions.model import CLASH, IDLE, STALE, UNKNOWN, Action, Decision, FactKey, Problem
from graph.facts import Concept, EntityRef, Value
from graph.identifiers import name_key
from graph.rdf.things import of_entry
from graph.resolution.model import Resolution, Statement, Thing, Told
from graph.resolution.statements import fact_id
from ontology.authority import Authority
from ontology.vocabulary import Vocabulary

CERTAIN: Final = Decimal(1)
"""The confidence of a fact that a person accepted or corrected."""
_DATES: Final = frozenset({"sp:date", "schema:startDate", "schema:endDate"})
_CONCEPTS: Final = frozenset({"org:role", "sp:status", "sp:action", "dcterms:type", "sp:measure", "sp:topic"})
_TEXTS: Final = frozenset({"sp:title", "sp:unit"})
_PREFIXES: Final = ("sp", "org", "schema", "dcterms")


class CorrectionError(ValueError):
    """A value that a correction sets cannot be; the message says why."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A resolution after decisions: `kept` (statement id → the decision that accepted or corrected it), what was rejected and by which
    decision, the id of the statement that replaces a corrected one, and decisions that did nothing."""

    resolution: Resolution
    kept: Mapping[str, Decision]
    rejected: Sequence[tuple[Statement, Decision]]
    replaced: Mapping[str, str]
    problems: Sequence[Problem]

    @property
    def applied(self) -> set[Decision]:
        """The decisions that did something, about facts or things."""
        about_facts = {*self.kept.values(), *(decision for _, decision in self.rejected)}
        return about_facts | {decision for decision, _ in self.resolution.decided}


def overlay(
    resolution: Resolution, decisions: Iterable[Decision], authority: Authority, vocabulary: Vocabulary
) -> Overlay:
    """Applies the decisions about facts; of several about one fact the last counts."""
    about = [(d, d.key) for d in decisions if isinstance(d.key, FactKey)]
    if not about:
        return Overlay(resolution, {}, [], {}, resolution.problems)
    chosen, problems = _choose(resolution, about)
    revision = _Revision(chosen, _Corrector(resolution, authority, vocabulary))
    told = resolution.told.of(map(revision.told, resolution.told))
    after = replace(resolution, told=told, things={**resolution.things, **revision.corrector.added})
    problems = [*resolution.problems, *problems, *revision.problems]
    return Overlay(after, revision.kept, revision.rejected, revision.replaced, problems)


@dataclass(frozen=True, slots=True)
class _Revision:
    """What becomes of statements by the decision that counts for each."""

    chosen: Mapping[str, Decision]
    corrector: "_Corrector"
    kept: dict[str, Decision] = field(default_factory=dict)
    rejected: list[tuple[Statement, Decision]] = field(default_factory=list)
    replaced: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def told(self, told: Told) -> Told:
        """A document with its statements as people left them."""
        statements: dict[str, Statement] = {}
        for statement in told.statements:
            decision = self.chosen.get(statement.id)
            if decision is None:
                statements.setdefault(statement.id, statement)
            elif decision.action is Action.REJECT:
                self.rejected.append((statement, decision))
            else:
                new = self._revised(statement, decision)
                statements[new.id] = new
        return replace(told, statements=tuple(statements[key] for key in sorted(statements)))

    def _revised(self, statement: Statement, decision: Decision) -> Statement:
        new, problem = _revised(statement, decision, self.corrector)
        if problem:
            self.problems.append(problem)
        else:
            self.kept[new.id] = decision
        if new.id != statement.id:
            self.rejected.append((statement, decision))
            self.replaced[new.id] = statement.id
        return new


def _choose(
    resolution: Resolution, decisions: Sequence[tuple[Decision, FactKey]]
) -> tuple[dict[str, Decision], list[Problem]]:
    """The decision that counts for each statement, and the decisions that name none."""
    about: dict[str | None, list[tuple[int, FactKey]]] = defaultdict(list)
    for number, (_, key) in enumerate(decisions):
        about[key.document or None].append((number, key))
    chosen: dict[str, int] = {}
    matched, names = set[int](), set[str]()
    for told in resolution.told:
        names.add(told.document.name)
        asked = [*about[None], *about.get(told.document.name, ())]
        for statement in told.statements if asked else ():
            meant = [number for number, key in asked if _is_meant(statement, key, resolution.things)]
            matched.update(meant)
            chosen |= {statement.id: max(meant)} if meant else {}
    idle = [(decision, key) for number, (decision, key) in enumerate(decisions) if number not in matched]
    problems = [_unmatched(decision, key, names) for decision, key in idle]
    return {statement: decisions[number][0] for statement, number in chosen.items()}, problems


def _unmatched(decision: Decision, key: FactKey, documents: Container[str]) -> Problem:
    if key.document and key.document not in documents:
        return Problem(UNKNOWN, decision, f"there is no document {key.document}")
    where = f"{key.document} does not state" if key.document else "no document states"
    return Problem(STALE, decision, f"{where} {key.id or f'this {key.kind}'} any more")


def _is_meant(statement: Statement, key: FactKey, things: Mapping[str, Thing]) -> bool:
    fact = statement.fact
    if (key.id and key.id != statement.id) or (key.kind and key.kind != fact.kind):
        return False
    return all(
        any(_is_property(prop, name) and _says(value, text, things) for prop, value in fact.values)
        for name, text in key.values
    )


def _is_property(prop: str, name: str) -> bool:
    return name in (prop, prop.partition(":")[2])


def _says(value: Value, text: str, things: Mapping[str, Thing]) -> bool:
    """Does a value read so: a thing by one of its names or its id, a concept by its id, the rest as it is written?"""
    match value:
        case EntityRef(key):
            names = (key, f"spid:{key}", things[key].label, *things[key].names)
            return name_key(text) in map(name_key, names)
        case Concept(name):
            return text in (name, f"spv:{name}")
        case Date():
            return text == value.value
        case Decimal():
            return _number(text) == value
        case str():
            return " ".join(text.split()).casefold() == " ".join(value.split()).casefold()


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _revised(statement: Statement, decision: Decision, corrector: "_Corrector") -> tuple[Statement, Problem | None]:
    fact = statement.fact
    if decision.action is Action.ACCEPT:
        return replace(statement, fact=replace(fact, confidence=CERTAIN)), None
    try:
        values = corrector.values(fact.values, dict(decision.change))
    except CorrectionError as error:
        return statement, Problem(CLASH, decision, str(error))
    if values == fact.values:
        return statement, Problem(IDLE, decision, f"{Path(statement.document.name).name} is read so anyway")
    new = replace(fact, values=values, confidence=CERTAIN)
    return Statement(fact_id(statement.document.id, new), statement.document, new), None


class _Corrector:
    """Turns the values that people write into values of facts; `added` are things that only the authority data knew so far."""

    def __init__(self, resolution: Resolution, authority: Authority, vocabulary: Vocabulary) -> None:
        self._resolution = resolution
        self._authority = authority
        self._vocabulary = vocabulary
        self.added: dict[str, Thing] = {}

    def values(self, values: Sequence[tuple[str, Value]], change: Mapping[str, str]) -> tuple[tuple[str, Value], ...]:
        """The values with those that are set in place of the old ones.

        Raises:
            CorrectionError: a value cannot be read, or names nothing that is known.
        """
        found = list(values)
        for name, text in change.items():
            prop = self._property(name, found)
            at = next((i for i, (p, _) in enumerate(found) if p == prop), len(found))
            found = [pair for pair in found if pair[0] != prop]
            if text:
                found.insert(at, (prop, self._value(prop, text)))
        return tuple(found)

    def _property(self, name: str, values: Sequence[tuple[str, Value]]) -> str:
        if ":" in name:
            return name
        there = [prop for prop, _ in values if _is_property(prop, name)]
        usual = {prop.partition(":")[2]: prop for prop in sorted(_DATES | _CONCEPTS | _TEXTS)}
        usual |= {"member": "org:member", "organization": "org:organization"}
        return next(iter(there), usual.get(name, f"sp:{name}"))

    def _value(self, prop: str, text: str) -> Value:
        if prop in _TEXTS:
            return text
        if prop in _DATES:
            try:
                return Date.parse(text)
            except ValueError as error:
                raise CorrectionError(f"{prop}: {error}") from error
        if prop == "sp:value":
            if (number := _number(text)) is None:
                raise CorrectionError(f"{prop}: “{text}” is no number")
            return number
        local = text.removeprefix("spv:")
        if prop in _CONCEPTS and local in self._vocabulary.by_id:
            return Concept(local)
        if prop in _CONCEPTS - {"sp:measure", "sp:topic"}:
            raise CorrectionError(f"{prop}: the vocabulary has no concept “{text}”")
        return text if prop == "sp:measure" else self._thing(prop, text)

    def _thing(self, prop: str, text: str) -> EntityRef:
        local, key = text.removeprefix("spid:"), name_key(text)
        things = self._resolution.things
        ids = {local} & (things.keys() | self._authority.by_id.keys())
        ids = ids or {t.id for t in things.values() if key in map(name_key, (t.label, *t.names))}
        ids = ids or {entry.id for entry in self._authority.entries if key in map(name_key, entry.names)}
        if len(ids) != 1:
            raise CorrectionError(f"{prop}: {'several things are' if ids else 'nothing is'} called “{text}”")
        (found,) = ids
        if found not in things:
            self.added[found] = of_entry(self._authority.by_id[found])
        return EntityRef(found)
