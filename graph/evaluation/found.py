"""A resolution in, the facts of each document as an evaluation sees them out: every value with the names by which it can be told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from graph.dates.values import Date
from graph.evaluation.kinds import KINDS, STATUS_OF_ACTION, Kind
from graph.facts import Concept, EntityRef, Value
from graph.resolution.model import Resolution, Statement
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Term:
    """A value: `id` is a thing's or concept's local name, a date, a number or text; `names` all that it is called."""

    id: str
    names: frozenset[str]
    is_thing: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A fact of ours, read as one kind of gold fact."""

    kind: str
    fields: Mapping[str, tuple[Term, ...]]
    statement: str
    rule: str
    confidence: Decimal
    quote: str

    def terms(self, field: str) -> tuple[Term, ...]:
        """The values of a field."""
        return self.fields.get(field, ())

    def ids(self, field: str) -> frozenset[str]:
        """The ids of the values of a field."""
        return frozenset(term.id for term in self.terms(field))

    def identity(self) -> tuple[object, ...]:
        """What two facts have in common that count as one."""
        return (self.kind, *(self.ids(field) for field in KINDS[self.kind].identity))

    def shown(self) -> str:
        """The fact on one line."""
        said = ", ".join(
            f"{name} {' + '.join(min(t.names, key=lambda n: (-len(n), n)) for t in terms)}"
            for name, terms in self.fields.items()
        )
        return f"{said} (“{' '.join(self.quote.split())[:160]}”, rule {self.rule})"


class Reader:
    """Reads statements of a resolution as gold facts."""

    def __init__(self, resolution: Resolution, vocabulary: Vocabulary) -> None:
        self._resolution = resolution
        self._vocabulary = vocabulary

    def by_document(self) -> dict[str, list[Found]]:
        """The facts of each document, by the document's name without its ending."""
        found: dict[str, list[Found]] = defaultdict(list)
        for document in self._resolution.documents:
            found[Path(document.name).stem] = []
        for statement in self._resolution.statements:
            found[Path(statement.document.name).stem] += self._read(statement)
        return found

    def agreement_types(self) -> dict[str, str]:
        """The type of each agreement, by the agreement's id."""
        types: dict[str, str] = {}
        for thing in self._resolution.things.values():
            stated = dict(thing.properties).get("sp:agreementType")
            known = thing.entry.agreement_type if thing.entry else None
            if found := known or (stated.name if isinstance(stated, Concept) else None):
                types[thing.id] = found
        return types

    def _read(self, statement: Statement) -> Iterator[Found]:
        for kind in KINDS.values():
            if kind.facts == statement.fact.kind:
                fields = self._fields(kind, statement.fact.values)
                if all(fields.get(name) for name in kind.identity) and _says_enough(kind, fields):
                    span = statement.fact.evidence[0].span
                    quote = statement.document.slice(span)
                    yield Found(kind.name, fields, statement.id, statement.fact.rule, statement.fact.confidence, quote)

    def _fields(self, kind: Kind, values: Sequence[tuple[str, Value]]) -> dict[str, tuple[Term, ...]]:
        fields: dict[str, tuple[Term, ...]] = {}
        for name, prop in kind.fields.items():
            if terms := tuple(self._term(value) for p, value in values if p == prop):
                fields[name] = terms
        if kind.name == "party" and "status" in fields:
            fields["status"] = tuple(
                Term(STATUS_OF_ACTION[t.id], frozenset({STATUS_OF_ACTION[t.id]}))
                for t in fields["status"]
                if t.id in STATUS_OF_ACTION
            )
        return fields

    def _term(self, value: Value) -> Term:
        match value:
            case EntityRef(key):
                thing = self._resolution.things[key]
                return Term(key, frozenset((thing.label, *thing.names)), is_thing=True)
            case Concept(name):
                concept = self._vocabulary.by_id.get(name)
                return Term(name, frozenset(concept.wordings if concept else (name.replace("-", " "),)))
            case Date():
                return Term(value.value, frozenset({value.value}))
            case _:
                return Term(str(value), frozenset({str(value)}))


def _says_enough(kind: Kind, fields: Mapping[str, Sequence[Term]]) -> bool:
    """An event with neither date nor participant can be neither right nor wrong."""
    return kind.name != "event" or bool(fields.get("date") or fields.get("participants"))
