"""Extractions of all documents in, their entities as numbered nodes out; equal entities of several documents are held once."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from graph.facts import Entity


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of one document; `index` is its number among those of all documents."""

    index: int
    document: str
    entity: Entity


class Nodes:
    """The nodes in the order in which documents were added, those of a document by their keys, and the names of the documents by id."""

    def __init__(self) -> None:
        self.all: list[Node] = []
        self.names: dict[str, str] = {}
        self._places: dict[str, range] = {}
        self._equal: dict[Entity, Entity] = {}

    def add(self, document: str, name: str, entities: Iterable[Entity]) -> None:
        """The entities of one document more."""
        start = len(self.all)
        for entity in sorted(entities, key=attrgetter("key")):
            self.all.append(Node(len(self.all), document, self._equal.setdefault(entity, entity)))
        self.names[document] = name
        self._places[document] = range(start, len(self.all))

    def of(self, document: str) -> Sequence[Node]:
        """The nodes of a document."""
        place = self._places[document]
        return self.all[place.start : place.stop]

    def index(self, document: str, key: str) -> int:
        """The number of the entity that has this key in a document."""
        place = self._places[document]
        return bisect_left(self.all, key, place.start, place.stop, key=lambda node: node.entity.key)
