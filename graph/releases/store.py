"""The sorted quads of a release in, its on-disk store out: the quads, and their triples, each once, in the default graph.

Where the release before differs in little, its store is taken over: RocksDB never changes a file of data, so the two stores share what
they have in common by hard links, and only the differences are written.
"""

import shutil
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, Store, parse

from graph.rdf.nquads import triples

LITTLE: Final = 0.05
"""Changed lines over all lines, up to which a store is taken over."""


def write_store(folder: Path, graph: Path, before: Path | None = None) -> None:
    """Writes the store of the sorted N-Quads file `graph`. `before` is the folder of a release with its store and graph.nq.

    Raises:
        OSError: the folder cannot be written.
    """
    if before is None or not _taken_over(folder, graph, before):
        shutil.rmtree(folder, ignore_errors=True)
        store = Store(folder)
        with graph.open("rb") as lines:
            store.bulk_load(b"".join(triples(lines)), format=RdfFormat.N_TRIPLES)
        store.bulk_load(path=graph, format=RdfFormat.N_QUADS)
        store.optimize()
        store.flush()


def _taken_over(folder: Path, graph: Path, before: Path) -> bool:
    """Makes the store from that of the release before, if there is one and little has changed."""
    old = before / graph.name
    if not (before / "store").is_dir() or not old.is_file():
        return False
    most = int(LITTLE * _lines(graph))
    with old.open("rb") as was, graph.open("rb") as now:
        quads = differences(was, now, most)
    with old.open("rb") as was, graph.open("rb") as now:
        merged = differences(triples(was), triples(now), most)
    if quads is None or merged is None:
        return False
    try:
        Store.read_only(str(before / "store")).backup(str(folder))
        store = Store(folder)
    except (OSError, RuntimeError):  # it is damaged
        return False
    for quad in _quads(quads[0], merged[0]):
        store.remove(quad)
    store.extend(_quads(quads[1], merged[1]))
    store.flush()
    return len(store) == _lines(graph)


def _lines(graph: Path) -> int:
    """How many statements the store of a graph has: its quads, and its triples."""
    with graph.open("rb") as lines, graph.open("rb") as again:
        return sum(1 for _ in lines) + sum(1 for _ in triples(again))


def _quads(quads: Iterable[bytes], merged: Iterable[bytes]) -> Iterator[Quad]:
    return parse(b"".join(chain(quads, merged)), format=RdfFormat.N_QUADS)


def differences(was: Iterable[bytes], now: Iterable[bytes], most: int) -> tuple[list[bytes], list[bytes]] | None:
    """The lines that went and those that came, of sorted lines; None where there are more than `most`."""
    gone: list[bytes] = []
    new: list[bytes] = []
    old_lines, new_lines = iter(was), iter(now)
    a, b = next(old_lines, None), next(new_lines, None)
    while (a is not None or b is not None) and len(gone) + len(new) <= most:
        if a == b:
            a, b = next(old_lines, None), next(new_lines, None)
        elif b is None or (a is not None and a < b):
            gone.append(a)  # type: ignore[arg-type]
            a = next(old_lines, None)
        else:
            new.append(b)
            b = next(new_lines, None)
    return (gone, new) if len(gone) + len(new) <= most else None
