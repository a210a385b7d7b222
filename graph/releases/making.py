"""What a build has resolved and decided in, a new current release out: its graph, checked, its store, texts, report and manifest."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Store

from graph.decisions.facts import Overlay
from graph.diff.record import record
from graph.rdf.canonical import Fingerprint
from graph.rdf.publish import Knowledge
from graph.releases import before as parts_file
from graph.releases.assembly import Assembly, Documents
from graph.releases.before import Before
from graph.releases.contents import review, summary
from graph.releases.quarantine import Verdict, judge
from graph.releases.records import json_list
from graph.releases.release import Draft, draft
from graph.releases.store import Changes, write_store
from graph.resolution.model import Statements
from graph.running.extracting import Parts
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.loading import load
from shapes.validation import Known, ValidationReport, revalidate, validate_file, validate_store

Step = Callable[[str, str], None]
"""Told what is about to be done, and to how much."""
IN_MEMORY: Final = 250_000
"""Quads up to which a graph is validated in memory, in half the time; larger ones are where they are stored, in hardly any memory."""


def make(
    data: Path,
    decided: Overlay,
    parts: Parts,
    knowledge: Knowledge,
    head: Mapping[str, Any],
    known: bool,
    at_once: int,
    step: Step,
) -> Path:
    """Makes the release; `head` goes into its manifest. Needs the lock.

    `known`: the keys of the parts tell all that was found, so that what they made before can be taken from the release before. `at_once` is
    how many processes may work at once.

    Raises:
        OSError: the data folder cannot be written; the current release is then as it was.
    """
    basis = parts_file.basis() if known else ""
    making = _Making(
        draft(data),
        Assembly(
            decided,
            knowledge,
            Documents(lambda key: parts.part(key).text(), parts.key if known else lambda _: None),
            parts_file.load(data, basis) if known else None,
        ),
        parts,
        at_once,
        step,
    )
    verdict = judge(Statements(decided.resolution.told), making.drafted)
    step("writing files", "")
    making.write_files(verdict)

    def complete(folder: Path) -> None:
        if known:
            parts_file.note(folder, basis, making.fingerprint.quads_sha256, making.stamps, making.known)
        record(data, folder)

    told = {**head, **summary(decided, verdict, making.fingerprint)}
    return making.draft.publish(told, lambda name: step(name, ""), complete)


class _Making:
    """A release as it is made: graph and store are drafted until no statement violates a shape, then the other files are written."""

    def __init__(self, draft: Draft, assembly: Assembly, parts: Parts, at_once: int, step: Step) -> None:
        self.draft = draft
        self._at_once = at_once
        self.stamps: Mapping[str, str] = {}
        self._known: Known | None = None
        self._assembly = assembly
        self._parts = parts
        self._step = step
        self._fingerprint: Fingerprint | None = None

    @property
    def fingerprint(self) -> Fingerprint:
        """That of the graph, once it was drafted."""
        assert self._fingerprint
        return self._fingerprint

    @property
    def known(self) -> Known:
        """What validating the graph has found, once it was drafted."""
        assert self._known
        return self._known

    def drafted(self, statements: Statements) -> tuple[Path, ValidationReport]:
        """Writes graph and store with these statements, and validates them; tells where the store is, and the report."""
        self._known = self._validated(statements)
        return self.draft.folder / "store", self._known.report

    def _validated(self, statements: Statements) -> Known:
        folder, before = self.draft.folder, self._assembly.before
        graph, store = folder / "graph.nq", folder / "store"
        self._step("writing the graph", f"{len(statements.told)} documents")
        self._fingerprint, self.stamps = self._assembly.write(statements, graph)
        self.draft.files["graph.nq"] = self._fingerprint.quads_sha256
        self._step("writing the store", f"{self._fingerprint.quads} quads")
        in_memory = self._fingerprint.quads <= IN_MEMORY
        if before is None and in_memory and self._at_once > 1:
            with ProcessPoolExecutor(1) as another:  # as the two have nothing to do with each other
                known = another.submit(validate_file, graph)
                write_store(store, graph, self._fingerprint)
                self._step("validating", f"{self._fingerprint.quads} quads")
                return known.result()
        changes = write_store(store, graph, self._fingerprint, before.folder if before else None)
        self._step("validating", f"{self._fingerprint.quads} quads")
        if before and changes and _are_kept(changes):
            return _validated_again(folder, changes, before)
        return validate_file(graph) if in_memory else _validated_on_disk(folder)

    def write_files(self, verdict: Verdict) -> None:
        """Writes all files beside graph, store and manifest."""
        resolution = self._assembly.decided.resolution
        self.draft.write("quarantine.nq", [self._assembly.quarantine(verdict.quarantined)])
        self.draft.write("report.ttl", [verdict.report.to_turtle().encode()])
        self.draft.write("review.json", (piece.encode() for piece in review(resolution)))
        ids = sorted(self._parts)
        for key in ids:
            self._write_text(key)
        records = json_list(self._parts.part(key).record() for key in ids)
        self.draft.write("documents.json", (piece.encode() for piece in chain(records, "\n")))

    def _write_text(self, document: str) -> None:
        name, sha256, before = f"texts/{document}.txt", self._parts.text_sha256(document), self._assembly.before
        if before and before.manifest["files"].get(name) == sha256 and self.draft.link(name, before.folder, sha256):
            return
        self.draft.write(name, [self._parts.part(document).text().encode()])


def _are_kept(changes: Changes) -> bool:
    """Does a store keep what came as it is written?"""
    try:
        load([changes.new])
    except NotSetwiseError:
        return False
    return True


def _validated_again(folder: Path, changes: Changes, before: Before) -> Known:
    """What is found, from what was found on the graph before it."""
    with _copied(folder) as store:
        gone = [quad.triple for quad in changes.gone if not any(store.quads_for_pattern(*quad.triple))]
        return revalidate(before.known, store, gone, [quad.triple for quad in changes.new])


def _validated_on_disk(folder: Path) -> Known:
    with _copied(folder) as store:
        return validate_store(store)


@contextmanager
def _copied(folder: Path) -> Iterator[Store]:
    """A copy of the store, which shares its files: what the shapes rest on is put into it."""
    copy = folder / "store-to-validate"
    Store.read_only(str(folder / "store")).backup(str(copy))
    try:
        yield Store(copy)
    finally:
        shutil.rmtree(copy)
