"""What a build has resolved and decided in, a new current release out: its graph, checked, its store, texts, report and manifest."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from graph.decisions.facts import Overlay
from graph.diff.record import record
from graph.knowledge import Knowledge
from graph.rdf.canonical import Fingerprint, Output
from graph.releases import before as parts_file
from graph.releases.assembly import Assembly, Documents
from graph.releases.beginning import Begun
from graph.releases.contents import review, summary
from graph.releases.keeping import Keeping
from graph.releases.quarantine import Verdict, judge
from graph.releases.validating import heirs, stored_and_validated
from graph.resolution.model import Statements
from graph.running.beside import BESIDE
from graph.running.extracting import Parts
from shapes.validation import Known, ValidationReport

Step = Callable[[str, str], None]
"""Told what is about to be done, and to how much."""


def make(
    begun: Begun,
    parts: Parts,
    texts: Callable[[], Mapping[str, str]],
    decided: Overlay,
    knowledge: Knowledge,
    head: Mapping[str, Any],
    step: Step,
) -> Path:
    """Makes the release that was begun; `head` goes into its manifest, `texts` waits for the hashes of the files about documents alone.
    Needs the lock.

    Raises:
        OSError: the data folder cannot be written; the current release is then as it was.
    """
    known = bool(begun.basis)
    documents = Documents(lambda key: parts.part(key).text(), parts.key if known else lambda _: None)
    making = _Making(begun, Assembly(decided, knowledge, documents, begun.before, begun.at_once), step)
    verdict = judge(Statements(decided.resolution.told), making.drafted)
    step("writing files", "")
    making.write_files(verdict)
    making.draft.files.update(texts())
    making.draft.synced.add(making.draft.folder / "texts")

    def complete(folder: Path) -> None:
        if known:
            parts_file.note(folder, begun.basis, making.fingerprint.quads_sha256, making.stamps, making.known)
        record(begun.draft.data, folder)

    told = {**head, **summary(decided, verdict, making.fingerprint)}
    return making.draft.publish(told, lambda name: step(name, ""), complete)


class _Making:
    """A release as it is made: graph and store are drafted until no statement violates a shape, then the other files are written."""

    def __init__(self, begun: Begun, assembly: Assembly, step: Step) -> None:
        self.draft = begun.draft
        self.stamps: Mapping[str, str] = {}
        self._begun = begun
        self._heirs = begun.heirs
        self._known: Known | None = None
        self._assembly = assembly
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
        folder, begun = self.draft.folder, self._begun
        self._step("writing the graph", f"{len(statements.told)} documents")
        if begun.before is None and begun.at_once > 1 and len(statements.told) > BESIDE:
            with Keeping(folder, begun.at_once) as keeping:
                told = self._written(statements, keeping)
                self._step("writing the store and validating", f"{told.quads} quads")
                self._write_review()
                return keeping.known(told)
        told = self._written(statements)
        taken, self._heirs = self._heirs or (heirs(begun.before, folder) if begun.before else None), None
        return stored_and_validated(folder, told, taken, begun.at_once, self._step)

    def _written(self, statements: Statements, merged: Output | None = None) -> Fingerprint:
        """Writes the graph, and to `merged` its triples."""
        file = self.draft.folder / "graph.nq"
        self._fingerprint, self.stamps = self._assembly.write(statements, file, merged)
        self.draft.files[file.name] = self._fingerprint.quads_sha256
        return self._fingerprint

    def write_files(self, verdict: Verdict) -> None:
        """Writes all files beside graph, store and manifest."""
        self.draft.write("quarantine.nq", [self._assembly.quarantine(verdict.quarantined)])
        self.draft.write("report.ttl", [verdict.report.to_turtle().encode()])
        self._write_review()

    def _write_review(self) -> None:
        """Writes the work list, if it is not there: it does not depend on what is in quarantine."""
        if "review.json" not in self.draft.files:
            resolution = self._assembly.decided.resolution
            self.draft.write("review.json", (piece.encode() for piece in review(resolution)))
