"""What every executor offers: work and document files in, the outcome of each file in any order out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from graph.sources import Source

TRIES: Final = 2
"""How often a document is given to a worker that does not survive it, before it is left out."""
GIVEN_UP: Final = f"its worker died {TRIES} times (killed, or out of memory)"
"""The reason of such an outcome, the same wherever it ran."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source: `found` is its extraction as `graph.running.codec` writes it, or None, and then `reason` says why."""

    source: Source
    found: bytes | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with each source. `warm_up` loads what the work needs, so that processes that are forked later share it."""

    do: Callable[[Source], Outcome]
    warm_up: Callable[[], object] = lambda: None


class Executor(Protocol):
    """Does work on many sources; at any moment it holds no more outcomes than it has workers, a few for each."""

    @property
    def at_once(self) -> int:
        """How many processes of this machine may work at once."""
        ...

    def run(self, work: Work, sources: Iterable[Source]) -> Iterator[Outcome]:
        """One outcome for each source, in the order in which they are done. Workers begin now, not when the first outcome is asked for.

        A source whose worker dies is tried `TRIES` times; then its outcome is a failure, and the others go on.

        Raises:
            WorkersError: no worker can be started at all.
        """
        ...


class WorkersError(Exception):
    """No worker can be started, or all are gone; the message says what became of them."""
