"""A release's own stores in, a back end that asks them out."""

from dataclasses import dataclass

from server.backend.model import Answer
from server.engine.evaluate import evaluate
from server.engine.frames import Job
from server.engine.stores import Stores


@dataclass(frozen=True, slots=True)
class Embedded:
    """Stores in this process, in memory or on disk."""

    stores: Stores

    def evaluate(self, job: Job) -> Answer:
        """See `Backend`."""
        return evaluate(self.stores, job)
