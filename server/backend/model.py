"""What a query process needs of a store: a job in, the start of its answer out."""

from collections.abc import Iterator
from typing import Protocol

import pyoxigraph as ox

from server.engine.frames import Job

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | Iterator[ox.Triple]
"""Bindings, yes or no, or a graph; read once, row by row."""


class Backend(Protocol):
    """A release that can be asked. Each query process has one of its own and asks one query at a time."""

    def evaluate(self, job: Job) -> Answer:
        """Start a query; rows come as they are read.

        Raises:
            RefusedError: the job is not run, or has no answer. Reading the rows may raise it too.
        """
        ...
