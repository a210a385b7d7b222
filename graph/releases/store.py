"""The sorted quads of a release in, its on-disk store out: the quads, and their triples, each once, in the default graph.

Where the release before differs in little, its store is taken over: RocksDB never changes a file of data, so the two stores share what
they have in common by hard links, and only the differences are written.
"""

import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, Triple, parse

from graph.rdf.canonical import Fingerprint
from graph.rdf.differing import differing
from graph.rdf.nquads import triples

LITTLE: Final = 0.05
"""Changed lines over all lines, up to which a store is taken over."""
AT_ONCE: Final = 50_000
"""Lines that are loaded at once."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The quads of a graph that went, those that came, and the triples that went from all graphs."""

    gone: list[Quad]
    new: list[Quad]
    lost: list[Triple] = field(default_factory=list)


def write_store(
    folder: Path,
    graph: Path,
    told: Fingerprint,
    before: "Heir | None" = None,
    begun: Store | None = None,
    merged: Callable[[Store], None] | None = None,
) -> Changes | None:
    """Writes the store of the sorted N-Quads file `graph`, of which `told` has the numbers.

    `before` is the store in `folder` that begins as that of a release; `begun` is one whose default graph is loaded already. `merged` is
    given a new store when its default graph is complete and compacted, before the named graphs are loaded. Returns in what the graph
    differs from that release's, where its store was taken over.

    Raises:
        OSError: the folder cannot be written.
    """
    if before is not None:
        changes, store_before = _changes(before.release, graph, int(LITTLE * told.quads)), before.take()
        if changes and store_before and _brought_up(store_before, changes, told.quads + told.triples):
            return changes
        del store_before  # so that it is closed
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


class Heir:
    """A store in a folder that begins as that of a release (a folder with its store and graph.nq); the two share their files."""

    def __init__(self, release: Path, folder: Path, other: "Heir | None" = None) -> None:
        """`other` is one of the same release that nothing was written to yet: to open the release's store again takes longer."""
        self.release = release
        shutil.rmtree(folder, ignore_errors=True)
        self.store: Store | None = None
        """None where the release's store is missing or damaged, and once it was taken."""
        with suppress(OSError, RuntimeError):
            source = other.store if other else None
            source = other.store if other and other.store else Store.read_only(str(release / "store"))
            source.backup(str(folder))
            self.store = Store(folder)

    def take(self) -> Store | None:
        """The store, for the first one who asks."""
        store, self.store = self.store, None
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
        store, self._store = self._store, None  # so that it is closed with the last use of it
        assert store is not None and self._loaded is not None
        self._loaded.result()
        return store

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
    """What has changed, if it is not too much."""
    old = before / graph.name
    if not old.is_file():
        return None
    with old.open("rb") as was, graph.open("rb") as now:
        found = differing(was, now, most)
    return Changes(_quads(found[0]), _quads(found[1])) if found else None


def _brought_up(store: Store, changes: Changes, size: int) -> bool:
    """Writes the changes to a store; False where it was not that of the graph before."""
    for quad in changes.gone:
        store.remove(quad)
    store.extend([*changes.new, *map(_merged, changes.new)])
    for triple in dict.fromkeys(quad.triple for quad in changes.gone):
        if not _is_elsewhere(store, triple):
            store.remove(Quad(*triple))
            changes.lost.append(triple)
    store.flush()
    return len(store) == size


def _quads(lines: Iterable[bytes]) -> list[Quad]:
    return list(parse(b"".join(lines), format=RdfFormat.N_QUADS))


def _merged(quad: Quad) -> Quad:
    """As it stands in the default graph."""
    return Quad(quad.subject, quad.predicate, quad.object)


def _is_elsewhere(store: Store, triple: Triple) -> bool:
    """Does a named graph have the triple?"""
    found = store.quads_for_pattern(*triple)
    return any(not isinstance(other.graph_name, DefaultGraph) for other in found)
