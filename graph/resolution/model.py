"""What identity resolution hands on: the things of the whole graph, and what each document states of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.decisions.model import Decision, Problem
from graph.documents import Document
from graph.facts import Fact, Unresolved, Value
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
    """Things by id, documents and statements in the order of the documents' ids, merges and doubts sorted.

    `unresolved` are the names that no document explains, by document id. `decided` are decisions of people with the id of a thing that they
    concerned, `problems` those about things that did nothing.
    """

    things: Mapping[str, Thing]
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    merges: tuple[Merge, ...]
    unsure: tuple[Unsure, ...]
    unresolved: Mapping[str, tuple[Unresolved, ...]]
    decided: tuple[tuple[Decision, str], ...] = ()
    problems: tuple[Problem, ...] = ()
