"""A drafted graph in, its store and what validating it finds out: in memory, in the store, or from what is known of the release before."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from graph.rdf.canonical import Fingerprint
from graph.releases.before import Before
from graph.releases.store import Changes, write_store
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.loading import load
from shapes.validation import Known, revalidate, validate_file, validate_store

IN_MEMORY: Final = 250_000
"""Quads up to which a graph is validated in memory, in half the time; larger ones are where they are stored, in hardly any memory."""


def stored_and_validated(
    folder: Path,
    told: Fingerprint,
    before: Before | None,
    at_once: int,
    step: Callable[[str, str], None],
    begun: Store | None = None,
) -> Known:
    """Writes `store` from `graph.nq` in the folder, of which `told` has the numbers, and validates; side by side where as many as
    `at_once` processes may work. `begun` is a store whose default graph is loaded already.

    Raises:
        OSError: the folder cannot be written.
    """
    graph, store, size = folder / "graph.nq", folder / "store", f"{told.quads} quads"
    in_memory = told.quads <= IN_MEMORY
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
            validating.append(beside.submit(_validated_on_disk, _copied(merged, folder), at_once))

        merged = begin if at_once > 1 and not in_memory else None
        changes = write_store(store, graph, told, before.folder if before else None, begun, merged)
        step("validating", size)
        if validating:
            return validating[0].result()
    if before and changes and _are_kept(changes):
        return _validated_again(folder, changes, before)
    return validate_file(graph) if in_memory else _validated_on_disk(_copied(Store.read_only(str(store)), folder), 1)


def _are_kept(changes: Changes) -> bool:
    """Does a store keep what came as it is written?"""
    try:
        load([changes.new])
    except NotSetwiseError:
        return False
    return True


def _validated_again(folder: Path, changes: Changes, before: Before) -> Known:
    """What is found, from what was found on the graph before it."""
    copy = _copied(Store.read_only(str(folder / "store")), folder)
    try:
        store = Store(copy)
        gone = [quad.triple for quad in changes.gone if not any(store.quads_for_pattern(*quad.triple))]
        return revalidate(before.known, store, gone, [quad.triple for quad in changes.new])
    finally:
        shutil.rmtree(copy)


def _validated_on_disk(copy: Path, threads: int) -> Known:
    try:
        return validate_store(Store(copy), threads)
    finally:
        shutil.rmtree(copy)


def _copied(store: Store, folder: Path) -> Path:
    """A copy of a store, which shares its files: what the shapes rest on is put into it."""
    copy = folder / "store-to-validate"
    store.backup(str(copy))
    return copy
