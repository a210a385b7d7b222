"""Paths of documents in, a new current release and a report of what went into it out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.decisions.reading import load_decisions
from graph.pipeline import Pipeline
from graph.regexes import remembered
from graph.releases.release import clean, locked, read_manifest, scratch
from graph.running.executor import Executor
from graph.running.extracting import Extracting, Failure, Progress
from graph.running.serial import Serial
from graph.sources import Place, collect

EXTRACTIONS: Final = "extractions"
"""The folder of the data folder in which extractions are kept."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made. `duplicates` are files left out because another of the same name holds the same bytes."""

    release: Path
    manifest: Mapping[str, Any]
    failures: Sequence[Failure]
    duplicates: Sequence[Place]

    @property
    def has_findings(self) -> bool:
        """Was a file unreadable, or did a fact violate a shape?"""
        return bool(self.failures or self.manifest["validation"]["violation"])


def build(
    sources: Iterable[Path | str],
    data: Path,
    pipeline: Pipeline,
    progress: Progress = lambda *_: None,
    decisions: Path | None = None,
    executor: Executor | None = None,
) -> BuildReport:
    """Builds a release from all documents of the sources and makes it the current one of the data folder.

    A file that cannot be read is listed in the report; the others are built. What a pipeline with an `engine` extracts is kept in the data
    folder and not extracted again, also by a build that follows one that was killed. `decisions` is the file of what people decided; None
    means decisions.toml in the data folder, if there is one. `executor` extracts, by default in this process; the release does not depend
    on which one does.

    Raises:
        DecisionError: the decisions file is faulty.
        SourceError: a source does not exist, or there is no document.
        ReleaseError: another build is writing to the data folder.
        WorkersError: the executor's workers cannot be started.
        OSError: the data folder cannot be written; the current release is then as it was.
    """
    places = collect(sources)
    decided = load_decisions(data, decisions)
    executor = executor or Serial()
    with locked(data):
        clean(data)
        known = pipeline.engine is not None
        versions = {**pipeline.versions, **decided.versions}
        folder = data / EXTRACTIONS if known else scratch(data)
        extracting = Extracting(places, folder, pipeline, executor, progress, versions.values())
        del places

        with remembered("release"):  # while workers extract
            from graph.decisions.facts import overlay
            from graph.releases.beginning import begin, texts_of
            from graph.releases.making import make
            from graph.resolution.resolve import resolve_in_order

        begun = begin(data, known, executor.at_once)
        found = extracting.result()
        del extracting
        knowledge = pipeline.knowledge
        head = {
            "fingerprint": found.fingerprint,
            "versions": versions,
            "unreadable": [{"name": failure.path.name, "reason": failure.reason} for failure in found.failures],
        }
        progress("resolving", 0, 1, f"{len(found.parts)} documents")
        with texts_of(found.parts, begun) as texts:
            resolution = resolve_in_order(found.parts.extractions, knowledge.authority, decided.decisions)
            found.parts.release()
            result = overlay(resolution, decided.decisions, knowledge.authority, knowledge.vocabulary)
            step = lambda what, item: progress(what, 0, 1, item)  # noqa: E731
            release = make(begun, found.parts, texts, result, knowledge, head, step)
    return BuildReport(release, read_manifest(release), found.failures, found.duplicates)
