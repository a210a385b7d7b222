"""What a build has resolved and decided in, a new current release out: its graph, checked, its store, texts, report and manifest."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any

from graph.decisions.facts import Overlay
from graph.diff.record import record
from graph.rdf.canonical import Fingerprint
from graph.rdf.publish import Knowledge
from graph.releases import before as parts_file
from graph.releases.assembly import Assembly, Documents
from graph.releases.contents import review, summary
from graph.releases.quarantine import Verdict, judge
from graph.releases.records import json_list
from graph.releases.release import Draft, draft
from graph.releases.validating import IN_MEMORY, stored_and_validated
from graph.resolution.model import Statements
from graph.running.extracting import Parts
from shapes.validation import Known, ValidationReport

Step = Callable[[str, str], None]
"""Told what is about to be done, and to how much."""


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
    assembly = Assembly(
        decided,
        knowledge,
        Documents(lambda key: parts.part(key).text(), parts.key if known else lambda _: None),
        parts_file.load(data, basis) if known else None,
        at_once,
    )
    with ThreadPoolExecutor(1) as beside:
        making = _Making(draft(data), assembly, parts, beside, step)
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

    def __init__(self, draft: Draft, assembly: Assembly, parts: Parts, beside: Executor, step: Step) -> None:
        self.draft = draft
        self._beside = beside
        self._texts: Future[None] | None = None
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
        folder, before, at_once = self.draft.folder, self._assembly.before, self._assembly.at_once
        if self._texts:
            self._texts.result()  # a process must not be forked while it is at work
        self._step("writing the graph", f"{len(statements.told)} documents")
        self._fingerprint, self.stamps = self._assembly.write(statements, folder / "graph.nq")
        self.draft.files["graph.nq"] = self._fingerprint.quads_sha256
        if at_once > 1 and self._fingerprint.quads > IN_MEMORY and not self._texts:
            self._texts = self._beside.submit(self._write_texts)
        return stored_and_validated(folder, self._fingerprint, before, at_once, self._step)

    def write_files(self, verdict: Verdict) -> None:
        """Writes all files beside graph, store and manifest."""
        resolution = self._assembly.decided.resolution
        self.draft.write("quarantine.nq", [self._assembly.quarantine(verdict.quarantined)])
        self.draft.write("report.ttl", [verdict.report.to_turtle().encode()])
        self.draft.write("review.json", (piece.encode() for piece in review(resolution)))
        if self._texts:
            self._texts.result()
        else:
            self._write_texts()

    def _write_texts(self) -> None:
        """Writes what tells of the documents alone."""
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
