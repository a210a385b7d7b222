"""Paths of documents in, a new current release and a report of what went into it out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from graph import text
from graph.decisions.facts import overlay
from graph.decisions.reading import load_decisions
from graph.diff.record import record
from graph.documents import Document
from graph.facts import Extraction
from graph.pipeline import Pipeline
from graph.readers import ReadError
from graph.releases.contents import contents
from graph.releases.quarantine import judge
from graph.releases.release import clean, locked, read_manifest, write_release
from graph.resolution.resolve import resolve
from graph.sources import collect, fingerprint

Progress = Callable[[str, int, int, str], None]
"""Called before each step with what is being done, how many of it are done, how many there are in all, and which one is next."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made. `duplicates` are files left out because another of the same name holds the same bytes."""

    release: Path
    manifest: Mapping[str, Any]
    failures: Sequence[Failure]
    duplicates: Sequence[Path]

    @property
    def has_findings(self) -> bool:
        """Was a file unreadable, or did a fact violate a shape?"""
        return bool(self.failures or self.manifest["validation"]["violation"])


def build(
    sources: Iterable[Path],
    data: Path,
    pipeline: Pipeline,
    progress: Progress = lambda *_: None,
    decisions: Path | None = None,
) -> BuildReport:
    """Builds a release from all documents of the sources and makes it the current one of the data folder.

    A file that cannot be read is listed in the report; the others are built. `decisions` is the file of what people decided; None means
    decisions.toml in the data folder, if there is one.

    Raises:
        DecisionError: the decisions file is faulty.
        SourceError: a source does not exist, or there is no document.
        ReleaseError: another build is writing to the data folder.
        OSError: the data folder cannot be written; the current release is then as it was.
    """
    paths = collect(sources)
    decided = load_decisions(data, decisions)
    with locked(data):
        clean(data)
        documents, failures, duplicates = _read(paths, progress)
        extractions = _extract(documents, pipeline, progress)
        progress("resolving", 0, 1, f"{sum(len(e.facts) for e in extractions)} facts")
        knowledge = pipeline.knowledge
        resolution = resolve(extractions, knowledge.authority, decided.decisions)
        result = overlay(resolution, decided.decisions, knowledge.authority, knowledge.vocabulary)
        progress("validating", 0, 1, f"{len(result.resolution.statements)} facts")
        verdict = judge(result.resolution, knowledge)
        versions = {**pipeline.versions, **decided.versions}
        head = {
            "fingerprint": fingerprint(paths, versions.values()),
            "versions": versions,
            "unreadable": [{"name": failure.path.name, "reason": failure.reason} for failure in failures],
        }
        release = write_release(
            data, contents(result, verdict, head), lambda step: progress(step, 0, 1, ""), partial(record, data)
        )
    return BuildReport(release, read_manifest(release), failures, duplicates)


def _read(paths: Sequence[Path], progress: Progress) -> tuple[list[Document], list[Failure], list[Path]]:
    documents: dict[str, Document] = {}
    failures: list[Failure] = []
    duplicates: list[Path] = []
    for number, path in enumerate(paths):
        progress("reading", number, len(paths), path.name)
        try:
            document = text.load(path)
        except ReadError as error:
            failures.append(Failure(path, f"{error.reason}: {error.advice}"))
        except OSError as error:
            failures.append(Failure(path, error.strerror or str(error)))
        else:
            if document.id in documents:
                duplicates.append(path)
            documents.setdefault(document.id, document)
    return list(documents.values()), failures, duplicates


def _extract(documents: Sequence[Document], pipeline: Pipeline, progress: Progress) -> list[Extraction]:
    found = []
    for number, document in enumerate(documents):
        progress("extracting", number, len(documents), document.name)
        found.append(pipeline.extract(document))
    return found
