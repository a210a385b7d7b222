"""The triples of a graph as they are written, and its numbers, in; its store and what validating it finds, by a process of its own, out.

What loading and validating take is not taken of the memory of the process that holds the names.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from graph.rdf.canonical import Fingerprint
from graph.releases import validating
from graph.releases.store import Beginning
from graph.running.beside import Helper
from shapes.validation import Known


class Keeping(Helper):
    """The store of `graph.nq` in a folder: triples are written to this while the graph is written."""

    def __init__(self, folder: Path, at_once: int) -> None:
        super().__init__(partial(_keep, folder, at_once, validating.IN_MEMORY))

    def write(self, content: bytes) -> None:
        """Takes lines of N-Triples."""
        self.tell(content)

    def known(self, told: Fingerprint) -> Known:
        """Waits until the store is written and validated; the graph is there, and `told` has the numbers of it.

        Raises:
            WorkersError: the process died.
            OSError: the folder cannot be written.
        """
        self.tell(told)
        found: Known = self.result()
        return found


def _keep(folder: Path, at_once: int, in_memory: int, hear: Callable[[], Any]) -> Known:
    store = Beginning(folder / "store")
    while isinstance(told := hear(), bytes):
        store.write(told)
    return validating.stored_and_validated(
        folder, told, None, at_once, lambda *_: None, store.done(), told.quads <= in_memory
    )
