"""Document files in, the extractions of all that can be read out: kept ones from the store, the others by an executor."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.facts import Extraction
from graph.pipeline import Pipeline
from graph.running.codec import FormError, decode
from graph.running.executor import Executor, WorkersError
from graph.running.store import ExtractionStore
from graph.running.work import work_of
from graph.sources import Source, observe

Progress = Callable[[str, int, int, str], None]
"""Called before each step with what is being done, how many of it are done, how many there are in all, and which one is next."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found. `duplicates` are files left out because another of the same name holds the same bytes. All in order of `paths`."""

    sources: Sequence[Source]
    extractions: Sequence[Extraction]
    failures: Sequence[Failure]
    duplicates: Sequence[Path]


def extract(
    paths: Sequence[Path], folder: Path, pipeline: Pipeline, executor: Executor, progress: Progress = lambda *_: None
) -> Extracted:
    """The extractions of the files; `folder` is where they are kept, if the pipeline has an engine by whose hash to find them again.

    Raises:
        WorkersError: the executor's workers cannot be started, or lose documents.
        OSError: the folder cannot be written to.
    """
    kept = _Kept(ExtractionStore(folder), pipeline.engine)
    failed: dict[Path, str] = {}
    found: dict[Path, Extraction] = {}
    sources = []
    for number, path in enumerate(paths):
        progress("reading", number, len(paths), path.name)
        try:
            source = observe(path)
        except OSError as error:
            failed[path] = error.strerror or str(error)
            continue
        sources.append(source)
        if (extraction := kept.get(source)) is not None:
            found[path] = extraction
    missing = [source for source in sources if source.path not in found]
    progress("extracting", 0, len(missing), missing[0].path.name if missing else "")
    for number, outcome in enumerate(executor.run(work_of(pipeline), missing), 1):
        if outcome.found is None:
            failed[outcome.source.path] = outcome.reason
        else:
            found[outcome.source.path] = decode(outcome.found)
            kept.put(outcome.source, outcome.found)
        progress("extracting", number, len(missing), outcome.source.path.name)
    if lost := [source.path.name for source in missing if source.path not in found and source.path not in failed]:
        raise WorkersError(f"{len(lost)} documents were lost by the workers, {lost[0]} among them")
    kept.prune(sources)
    return _in_order(paths, sources, found, failed)


class _Kept:
    """The extractions of an engine in a store; nothing is kept of an engine that has no hash."""

    def __init__(self, store: ExtractionStore, engine: str | None) -> None:
        self._store = store
        self._engine = engine

    def get(self, source: Source) -> Extraction | None:
        if self._engine is None or (found := self._store.get(source.key(self._engine))) is None:
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
            self._store.prune(source.key(self._engine) for source in used)


def _in_order(
    paths: Sequence[Path], sources: Sequence[Source], found: dict[Path, Extraction], failed: dict[Path, str]
) -> Extracted:
    extractions: dict[str, Extraction] = {}
    duplicates: list[Path] = []
    for path in paths:
        if path in found and extractions.setdefault(found[path].document.id, found[path]) is not found[path]:
            duplicates.append(path)
    failures = [Failure(path, failed[path]) for path in paths if path in failed]
    return Extracted(sources, list(extractions.values()), failures, duplicates)
