"""What identity resolution hands on: the things of the whole graph, and what each document states of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.decisions.model import Decision, Problem
from graph.documents import Document
from graph.facts import Fact, Unresolved, Value
from graph.rows import document_row, fact_row, read_document, read_fact, read_unresolved, unresolved_row
from graph.spool import HELD, Spool
from ontology.authority import AuthorityEntry


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity of the whole graph.

    `id` is its local name in spid:; references in `properties` hold ids of things; `names` are all names but the label. `entry` is its
    authority entry, where it has one.
    """

    id: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    properties: tuple[tuple[str, Value], ...] = ()
    entry: AuthorityEntry | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact of one document, its references turned into ids of things; `id` is its local name in spid:."""

    id: str
    document: Document
    fact: Fact


@dataclass(frozen=True, slots=True)
class Told:
    """A document, its statements sorted by id, and the names in it that nothing explains."""

    document: Document
    statements: tuple[Statement, ...]
    unresolved: tuple[Unresolved, ...] = ()


def spooled(told: Iterable[Told], held: int = HELD) -> Spool[Told]:
    """Held in memory up to that number. What is read from a file has no text and no blocks."""
    return Spool(told, _told_row, _read_told, held)


def _told_row(told: Told) -> list[Any]:
    statements = [[statement.id, *fact_row(statement.fact)] for statement in told.statements]
    return [document_row(told.document), statements, list(map(unresolved_row, told.unresolved))]


def _read_told(row: list[Any]) -> Told:
    head, statements, unresolved = row
    document = read_document(head)
    said = tuple(Statement(key, document, read_fact(fact)) for key, *fact in statements)
    return Told(document, said, tuple(map(read_unresolved, unresolved)))


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a resolution but those `without`, by id: gone through document by document, as often as one asks."""

    told: Spool[Told]
    without: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Statement]:
        return (statement for told in self.by_document() for statement in told.statements)

    def by_document(self, share: int = 0, of: int = 1) -> Iterator[Told]:
        """Every document with its statements, of which it may have none; or those of one of so many shares."""
        for told in self.told.share(share, of):
            if any(statement.id in self.without for statement in told.statements):
                left = (statement for statement in told.statements if statement.id not in self.without)
                told = replace(told, statements=tuple(left))
            yield told


@dataclass(frozen=True, slots=True)
class Merge:
    """Entities of several documents that became one thing: (document name, label) of each, and why."""

    thing: str
    members: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Unsure:
    """Two things that may be one and are kept apart."""

    first: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Things by id, what is told in the order of the documents' ids, merges and doubts sorted.

    `decided` are decisions of people with the id of a thing that they concerned, `problems` those about things that did nothing.
    """

    things: Mapping[str, Thing]
    told: Spool[Told]
    merges: Spool[Merge]
    unsure: tuple[Unsure, ...]
    decided: tuple[tuple[Decision, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def documents(self) -> list[Document]:
        """All documents at once."""
        return [told.document for told in self.told]

    @property
    def statements(self) -> list[Statement]:
        """All statements at once."""
        return [statement for told in self.told for statement in told.statements]
