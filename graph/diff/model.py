"""What a comparison of two releases hands on: facts that came, went or changed, each with its cause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.rdf.nquads import Node


class Sort(StrEnum):
    """What became of a fact."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    """Both releases speak of the same, in the same document, and say it differently."""
    RESTATED = "restated"
    """The same is said at another place, or in another version of the document."""


class Cause(StrEnum):
    """Why."""

    DOCUMENT_ADDED = "document added"
    DOCUMENT_CHANGED = "document changed"
    DOCUMENT_REMOVED = "document removed"
    DECISION = "decision"
    """A person's."""
    SHAPES = "shapes"
    """Validation took the fact into quarantine, or no longer does."""
    UPDATE = "update"
    """Somebody wrote to the graph over the server."""
    VERSIONS = "versions"
    """Rules, authority data or vocabulary of the one release are not those of the other; the detail names which."""
    OTHER_DOCUMENTS = "other documents"
    """What other documents say: things are one thing or two, or have another name."""


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact as one release has it: its node, its values with labels, the name of its document, and the first quote."""

    node: Node
    kind: str
    values: tuple[tuple[str, str], ...]
    document: str
    quote: str

    @property
    def iri(self) -> str:
        """The IRI."""
        return self.node.subject.decode()[1:-1]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a fact, and why; `before` is None where it was added, `after` where it was withdrawn."""

    sort: Sort
    cause: Cause
    detail: str
    before: FactState | None
    after: FactState | None

    @property
    def state(self) -> FactState:
        """The fact as it is, or as it was where it is no more."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs from one release to another: documents by name, things by IRI and label, the numbers of short cuts gone and new."""

    before: str
    after: str
    documents: Mapping[str, Sequence[str]]
    versions: Sequence[str]
    changes: Sequence[Change]
    things: Mapping[str, Sequence[tuple[str, str]]]
    derived: tuple[int, int]

    @property
    def is_empty(self) -> bool:
        """Do both say the same?"""
        return not (self.changes or any(self.things.values()) or any(self.documents.values()) or any(self.derived))
