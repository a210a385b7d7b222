"""A decision: what a person wants done with which fact or thing, and who said so when and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from graph.identifiers import digest, name_key
from ontology.authority import KINDS

FACT_KINDS: Final = frozenset(
    {
        "Membership",
        "AgreementAction",
        "Coverage",
        "Participation",
        "Launch",
        "Position",
        "Establishment",
        "Seat",
        "Event",
        "Figure",
    }
)
"""The classes of facts, by local name in sp:."""
THING_KINDS: Final = KINDS | {"Person", "Topic"}
"""The kinds of things."""


class Action(StrEnum):
    """What is decided: of facts accept, reject, correct; of things merge, split, correct."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class FactKey:
    """Tells a fact over rebuilds: by its IRI's local name, or by document, kind and some of its values as text."""

    id: str | None = None
    document: str | None = None
    kind: str | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ThingKey:
    """Tells things over rebuilds: by names and kind, in some documents only where these are named."""

    names: tuple[str, ...]
    kind: str | None = None
    documents: tuple[str, ...] = ()

    def bears(self, names: tuple[str, ...], kind: str, document: str) -> bool:
        """Is a thing of that kind that the document calls by these names meant?"""
        if (self.kind and self.kind != kind) or (self.documents and document not in self.documents):
            return False
        keys = {name_key(name) for name in self.names}
        return any(name_key(name) in keys for name in names)


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of a decisions file; `line` is where it begins (None where that cannot be told), `change` what a correction sets."""

    action: Action
    key: FactKey | ThingKey
    by: str
    when: datetime
    why: str
    change: tuple[tuple[str, str], ...] = ()
    line: int | None = None

    @property
    def id(self) -> str:
        """The local name of the decision's IRI: the same decision has the same one wherever it stands in the file."""
        said = (self.action, self.key, self.by, self.when.isoformat(), self.why, self.change)
        return f"decision-{digest(*said)}"

    def reason(self) -> str:
        """Who decided, when and why, on one line."""
        return in_words(self.by, self.when.isoformat(), self.why)


def in_words(by: str, when: str, why: str) -> str:
    """Who decided, when (an ISO 8601 time, of which the day is told) and why."""
    return f"{by}, {when[:10]}: {why}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A decision that did nothing.

    `sort` is UNKNOWN where it names what is nowhere, STALE what is no longer stated, IDLE what is so anyway, CLASH what cannot be.
    """

    sort: str
    decision: Decision
    message: str

    def shown(self) -> str:
        """The problem on one line, with the decision's place in its file."""
        place = f"line {self.decision.line}, " if self.decision.line else ""
        return f"{place}{self.decision.action}: {self.message} ({self.sort})"


UNKNOWN, STALE, IDLE, CLASH = "unknown", "stale", "idle", "clash"
