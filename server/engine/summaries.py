"""A release's file in, its summary out, made by a process of its own while the release is loaded: on another core,
and with no trace left in the memory that query processes share."""

import gc
import os
import pickle
from pathlib import Path
from typing import NoReturn

from server.sparql.planning.summary import LEAST, Summary, summarize


class SummaryInMaking:
    """A summary that a child process works on. Begin it while no other thread of this process does anything."""

    def __init__(self, quads: Path, least: int = LEAST) -> None:
        reading, writing = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(reading)
            _make(quads, least, writing)
        os.close(writing)
        self._reading = reading

    def take(self) -> Summary | None:
        """Wait for the summary; None where the process ended without one. To be called once."""
        with os.fdopen(self._reading, "rb") as pipe:
            content = pipe.read()
        os.waitpid(self._pid, 0)
        return pickle.loads(content) if content else None  # noqa: S301 - our own child wrote it


def _make(quads: Path, least: int, descriptor: int) -> NoReturn:
    """In the child: its memory is never given back before it ends, so collecting garbage only costs time."""
    status = 1
    try:
        gc.disable()
        with os.fdopen(descriptor, "wb") as pipe:
            pipe.write(pickle.dumps(summarize(quads.read_bytes(), least)))
        status = 0
    finally:
        os._exit(status)
