"""Statements and decisions about facts in; the statements as people left them, and those that they rejected, out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from graph.dates.values import Date
from graph.decisions.model import CLASH, IDLE, STALE, UNKNOWN, Action, Decision, FactKey, Problem
from graph.facts import Concept, EntityRef, Value
from graph.identifiers import name_key
from graph.rdf.things import of_entry
from graph.resolution.model import Resolution, Statement, Thing
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
    about = [d for d in decisions if isinstance(d.key, FactKey)]
    chosen, problems = _choose(resolution, about)
    corrector = _Corrector(resolution, authority, vocabulary)
    statements: dict[str, Statement] = {}
    kept: dict[str, Decision] = {}
    rejected: list[tuple[Statement, Decision]] = []
    replaced: dict[str, str] = {}
    for statement in resolution.statements:
        decision = chosen.get(statement.id)
        if decision is None:
            statements.setdefault(statement.id, statement)
        elif decision.action is Action.REJECT:
            rejected.append((statement, decision))
        else:
            new, problem = _revised(statement, decision, corrector)
            problems += [problem] if problem else []
            statements[new.id] = new
            if not problem:
                kept[new.id] = decision
            if new.id != statement.id:
                rejected.append((statement, decision))
                replaced[new.id] = statement.id
    ordered = tuple(sorted(statements.values(), key=lambda s: (s.document.id, s.id)))
    after = replace(resolution, statements=ordered, things={**resolution.things, **corrector.added})
    return Overlay(after, kept, rejected, replaced, [*resolution.problems, *problems])


def _choose(resolution: Resolution, decisions: Sequence[Decision]) -> tuple[dict[str, Decision], list[Problem]]:
    """The decision that counts for each statement, and the decisions that name none."""
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for statement in resolution.statements:
        by_document[statement.document.name].append(statement)
    names = {document.name for document in resolution.documents}
    chosen: dict[str, Decision] = {}
    problems: list[Problem] = []
    for decision in decisions:
        key = decision.key
        assert isinstance(key, FactKey), decision
        pool = by_document[key.document] if key.document else resolution.statements
        matching = [s for s in pool if _is_meant(s, key, resolution.things)]
        chosen |= {s.id: decision for s in matching}
        if key.document and key.document not in names:
            problems.append(Problem(UNKNOWN, decision, f"there is no document {key.document}"))
        elif not matching:
            where = f"{key.document} does not state" if key.document else "no document states"
            problems.append(Problem(STALE, decision, f"{where} {key.id or f'this {key.kind}'} any more"))
    return chosen, problems


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
