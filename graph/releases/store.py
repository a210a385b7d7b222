"""The sorted quads of a release in, its on-disk store out: the quads, and their triples, each once, in the default graph.

Where the release before differs in little, its store is taken over: RocksDB never changes a file of data, so the two stores share what
they have in common by hard links, and only the differences are written.
"""

import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from graph.rdf.canonical import Fingerprint
from graph.rdf.differing import differing
from graph.rdf.nquads import triples

LITTLE: Final = 0.05
"""Changed lines over all lines, up to which a store is taken over."""
AT_ONCE: Final = 50_000
"""Lines that are loaded at once."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The quads of a graph that went, and those that came."""

    gone: list[Quad]
    new: list[Quad]


def write_store(
    folder: Path,
    graph: Path,
    told: Fingerprint,
    before: Path | None = None,
    begun: Store | None = None,
    merged: Callable[[Store], None] | None = None,
) -> Changes | None:
    """Writes the store of the sorted N-Quads file `graph`, of which `told` has the numbers.

    `before` is the folder of a release with its store and graph.nq; `begun` is a store whose default graph is loaded already. `merged` is
    given a new store when its default graph is complete and compacted, before the named graphs are loaded. Returns in what the graph
    differs from that release's, where its store was taken over.

    Raises:
        OSError: the folder cannot be written.
    """
    if begun is None:
        shutil.rmtree(folder, ignore_errors=True)
    changes = _changes(before, graph, int(LITTLE * told.quads)) if before else None
    if before and changes and _taken_over(folder, before / "store", changes, told.quads + told.triples):
        return changes
    store = _with_triples(folder, graph) if begun is None else begun
    if merged:
        store.optimize()
        merged(store)
    with graph.open("rb") as lines:
        _load(store, lines, RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    return None


def _with_triples(folder: Path, graph: Path) -> Store:
    shutil.rmtree(folder, ignore_errors=True)
    store = Store(folder)
    with graph.open("rb") as lines:
        _load(store, triples(lines), RdfFormat.N_TRIPLES)
    return store


class Beginning:
    """A store whose default graph is loaded by a thread, while the triples are written to this."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: Store | None = None
        self._thread = ThreadPoolExecutor(1)
        self._waiting: list[bytes] = []
        self._lines = 0
        self._loaded: Future[None] | None = None

    def write(self, content: bytes) -> None:
        """Takes lines of N-Triples; waits while the part before the last is loaded."""
        self._waiting.append(content)
        self._lines += content.count(b"\n")
        if self._lines >= AT_ONCE:
            self._load()

    def done(self) -> Store:
        """The store, when all is loaded.

        Raises:
            OSError: the folder cannot be written.
        """
        self._load()
        self._thread.shutdown()
        assert self._store is not None and self._loaded is not None
        self._loaded.result()
        return self._store

    def _load(self) -> None:
        if self._store is None:  # not earlier, since processes are forked before the first line comes
            shutil.rmtree(self._folder, ignore_errors=True)
            self._store = Store(self._folder)
        if self._loaded:
            self._loaded.result()
        part = b"".join(self._waiting)
        self._loaded = self._thread.submit(self._store.bulk_load, part, format=RdfFormat.N_TRIPLES)
        self._waiting, self._lines = [], 0


def _load(store: Store, lines: Iterable[bytes], rdf_format: RdfFormat) -> None:
    """Some at once, since what is loaded at once is held in memory; with fewer at once the store takes more room."""
    waiting = iter(lines)
    while part := b"".join(islice(waiting, AT_ONCE)):
        store.bulk_load(part, format=rdf_format)


def _changes(before: Path, graph: Path, most: int) -> Changes | None:
    """What has changed, if it is not too much, and there is a store to take over."""
    old = before / graph.name
    if not (before / "store").is_dir() or not old.is_file():
        return None
    with old.open("rb") as was, graph.open("rb") as now:
        found = differing(was, now, most)
    return Changes(*map(_quads, found)) if found else None


def _taken_over(folder: Path, store_before: Path, changes: Changes, size: int) -> bool:
    """Makes the store from that of the release before; False where that one is damaged, or not that of its graph."""
    try:
        Store.read_only(str(store_before)).backup(str(folder))
        store = Store(folder)
    except (OSError, RuntimeError):
        return False
    for quad in changes.gone:
        store.remove(quad)
    store.extend([*changes.new, *map(_merged, changes.new)])
    for quad in changes.gone:
        if not _is_elsewhere(store, quad):
            store.remove(_merged(quad))
    store.flush()
    return len(store) == size


def _quads(lines: Iterable[bytes]) -> list[Quad]:
    return list(parse(b"".join(lines), format=RdfFormat.N_QUADS))


def _merged(quad: Quad) -> Quad:
    """As it stands in the default graph."""
    return Quad(quad.subject, quad.predicate, quad.object)


def _is_elsewhere(store: Store, quad: Quad) -> bool:
    """Does a named graph have the triple?"""
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    return any(not isinstance(other.graph_name, DefaultGraph) for other in found)
