"""A drafted graph in, its store and what validating it finds out: in memory, in the store, or from what is known of the release before."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Store

from graph.rdf.canonical import Fingerprint
from graph.releases.before import Before
from graph.releases.store import Changes, Heir, write_store
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.loading import load
from shapes.validation import Known, prepare, revalidate, validate_file, validate_store

IN_MEMORY: Final = 250_000
"""Quads up to which a graph is validated in memory, in half the time; larger ones are where they are stored, in hardly any memory."""
_COPY: Final = "store-to-validate"
_BEFORE: Final = "store-before"
"""Folders in that of a draft, which are gone when it is validated."""


@dataclass(frozen=True, slots=True)
class Heirs:
    """Two stores that begin as that of the release before: one becomes the next one's, in the other that one is validated."""

    store: Heir
    beside: Heir
    known: Known


def heirs(before: Before, folder: Path) -> Heirs:
    """The stores, in the folder of a draft; they can be made before it is known what changes."""
    store = Heir(before.folder, folder / "store")
    beside = Heir(before.folder, folder / _BEFORE, store)
    if beside.store is not None:
        prepare(beside.store)
    return Heirs(store, beside, before.known)


def stored_and_validated(
    folder: Path,
    told: Fingerprint,
    before: Heirs | None,
    at_once: int,
    step: Callable[[str, str], None],
    begun: Store | None = None,
    in_memory: bool | None = None,
) -> Known:
    """Writes `store` from `graph.nq` in the folder, of which `told` has the numbers, and validates; side by side where as many as
    `at_once` processes may work. `begun` is a store whose default graph is loaded already. `in_memory` tells where it is
    validated, if not the number of quads is to.

    Raises:
        OSError: the folder cannot be written.
    """
    try:
        small = told.quads <= IN_MEMORY if in_memory is None else in_memory
        return _stored_and_validated(folder, told, before, at_once, step, begun, small)
    finally:
        for copy in (_COPY, _BEFORE):
            shutil.rmtree(folder / copy, ignore_errors=True)


def _stored_and_validated(
    folder: Path,
    told: Fingerprint,
    before: Heirs | None,
    at_once: int,
    step: Callable[[str, str], None],
    begun: Store | None,
    in_memory: bool,
) -> Known:
    graph, store, size = folder / "graph.nq", folder / "store", f"{told.quads} quads"
    step("writing the store", size)
    if before is None and in_memory and at_once > 1:
        with ProcessPoolExecutor(1) as another:  # as the two have nothing to do with each other
            known = another.submit(validate_file, graph)
            write_store(store, graph, told, begun=begun)
            step("validating", size)
            return known.result()
    with ThreadPoolExecutor(1) as beside:
        validating: list[Future[Known]] = []

        def begin(merged: Store) -> None:
            validating.append(beside.submit(validate_store, _copied(merged, folder), at_once))

        merged = begin if at_once > 1 and not in_memory else None
        changes = write_store(store, graph, told, before.store if before else None, begun, merged)
        step("validating", size)
        if validating:
            return validating[0].result()
    if before and (again := _validated_again(before, changes)):
        return again
    return validate_file(graph) if in_memory else validate_store(_copied(Store.read_only(str(store)), folder))


def _are_kept(changes: Changes) -> bool:
    """Does a store keep what came as it is written?"""
    try:
        load([changes.new])
    except NotSetwiseError:
        return False
    return True


def _validated_again(before: Heirs, changes: Changes | None) -> Known | None:
    """What is found, from what was found on the graph before it; None where that cannot be told."""
    store = before.beside.take()
    if store is None or changes is None or not _are_kept(changes):
        return None
    new = list(dict.fromkeys(quad.triple for quad in changes.new))
    for triple in changes.lost:
        store.remove(Quad(*triple))
    store.extend(Quad(*triple) for triple in new)
    return revalidate(before.known, store, changes.lost, new)


def _copied(store: Store, folder: Path) -> Store:
    """A copy of a store, which shares its files: what the shapes rest on is put into it."""
    store.backup(str(folder / _COPY))
    return Store(folder / _COPY)
