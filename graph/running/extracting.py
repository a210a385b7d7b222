"""Document files in, the extractions of all that can be read out: kept ones from the store, the others by an executor."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from graph.facts import Extraction
from graph.pipeline import Pipeline
from graph.running.codec import FormError, decode
from graph.running.executor import Executor, WorkersError
from graph.running.store import ExtractionStore
from graph.running.work import work_of
from graph.sources import Place, Source, fetch, observe

Progress = Callable[[str, int, int, str], None]
"""Called before each step with what is being done, how many of it are done, how many there are in all, and which one is next."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why."""

    path: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found. `duplicates` are files left out because another of the same name holds the same bytes. All in order of `paths`."""

    sources: Sequence[Source]
    extractions: Sequence[Extraction]
    failures: Sequence[Failure]
    duplicates: Sequence[Place]


def extract(
    paths: Sequence[Place], folder: Path, pipeline: Pipeline, executor: Executor, progress: Progress = lambda *_: None
) -> Extracted:
    """The extractions of the files; `folder` is where they are kept, if the pipeline has an engine by whose hash to find them again.

    Raises:
        WorkersError: the executor's workers cannot be started, or lose documents.
        OSError: the folder cannot be written to.
    """
    kept = _Kept(ExtractionStore(folder), pipeline.engine)
    failed: dict[Place, str] = {}
    found: dict[Place, Extraction] = {}
    seen: dict[Place, Source] = {}
    for number, path in enumerate(paths):
        progress("reading", number, len(paths), path.name)
        try:
            seen[path] = kept.observe(path)
        except OSError as error:
            failed[path] = error.strerror or str(error)
            continue
        if (extraction := kept.get(seen[path])) is not None:
            found[path] = extraction
    missing = [source for source in seen.values() if source.path not in found]
    progress("extracting", 0, len(missing), missing[0].path.name if missing else "")
    for number, outcome in enumerate(executor.run(work_of(pipeline), missing), 1):
        path = outcome.source.path
        if outcome.found is None:
            failed[path] = outcome.reason
        else:
            found[path] = decode(outcome.found)
            kept.put(outcome.source, outcome.found)
        kept.note(seen[path], outcome.source)
        seen[path] = outcome.source
        progress("extracting", number, len(missing), path.name)
    if lost := [source.path.name for source in missing if source.path not in found and source.path not in failed]:
        raise WorkersError(f"{len(lost)} documents were lost by the workers, {lost[0]} among them")
    sources = list(_known(seen.values()))
    kept.prune(sources)
    return _in_order(paths, sources, found, failed)


def _known(sources: Iterable[Source]) -> Iterator[Source]:
    """The sources with their hashes; what no worker has read for us is fetched, and left out where it cannot be."""
    for source in sources:
        with suppress(OSError):
            yield source if source.is_known else fetch(source.path, 0).source


class _Kept:
    """The extractions of an engine in a store; nothing is kept of an engine that has no hash."""

    def __init__(self, store: ExtractionStore, engine: str | None) -> None:
        self._store = store
        self._engine = engine

    def observe(self, place: Place) -> Source:
        """The source at a place, with the hashes that it had when the same version of it was read; raises OSError as `observe` does."""
        source = observe(place)
        key = source.version_key() if self._engine else None
        noted = self._store.get(key) if key else None
        if noted is None:
            return source
        sha256, _, sidecar = noted.decode().partition(" ")
        return replace(source, sha256=sha256, sidecar=sidecar)

    def note(self, listed: Source, read: Source) -> None:
        """Keeps the hashes of what was read, if it is what was listed."""
        key = read.version_key() if self._engine else None
        if key and read.is_known and not listed.is_known and listed.size == read.size:
            self._store.put(key, f"{read.sha256} {read.sidecar}".encode())

    def get(self, source: Source) -> Extraction | None:
        if self._engine is None or not source.is_known or (found := self._store.get(source.key(self._engine))) is None:
            return None
        try:
            return decode(found)
        except FormError:
            return None

    def put(self, source: Source, found: bytes) -> None:
        if self._engine is not None:
            self._store.put(source.key(self._engine), found)

    def prune(self, used: Iterable[Source]) -> None:
        if self._engine is not None:
            keys = (key for source in used for key in (source.key(self._engine), source.version_key()))
            self._store.prune(key for key in keys if key is not None)


def _in_order(
    paths: Sequence[Place], sources: Sequence[Source], found: dict[Place, Extraction], failed: dict[Place, str]
) -> Extracted:
    extractions: dict[str, Extraction] = {}
    duplicates: list[Place] = []
    paths = sorted(paths, key=lambda path: (path.name, found[path].document.sha256 if path in found else "", str(path)))
    for path in paths:
        if path in found and extractions.setdefault(found[path].document.id, found[path]) is not found[path]:
            duplicates.append(path)
    failures = [Failure(path, failed[path]) for path in paths if path in failed]
    return Extracted(sources, list(extractions.values()), failures, duplicates)
