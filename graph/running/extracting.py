"""Document files in, what was found in all that can be read out: kept parts from the store, the others by an executor."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from graph.facts import Extraction
from graph.pipeline import Pipeline
from graph.running.codec import FormError, Found, Part
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
    parts: "Parts"
    failures: Sequence[Failure]
    duplicates: Sequence[Place]


class Parts:
    """The parts of the documents of a build, by document id: what was found is handed over once, the rest is read when asked for."""

    def __init__(self, store: ExtractionStore, keys: Mapping[str, str], found: Mapping[str, Found]) -> None:
        self._store = store
        self._keys = keys
        self._texts = {document: one.text_sha256 for document, one in found.items()}
        self._extractions = [one.extraction for one in found.values()]

    def take(self) -> list[Extraction]:
        """All extractions, without texts and blocks; they are not held here any longer."""
        found, self._extractions = self._extractions, []
        return found

    def text_sha256(self, document: str) -> str:
        """The hash of a document's text."""
        return self._texts[document]

    def key(self, document: str) -> str:
        """A hash of all that decides what was found."""
        return self._keys[document]

    def part(self, document: str) -> Part:
        """The part of a document.

        Raises:
            OSError: it is there no more.
        """
        data = self._store.get(self._keys[document])
        if data is None:
            raise OSError(f"what was found in {document} is gone from {self._store.folder}; build again")
        return Part(data)


def extract(
    paths: Sequence[Place], folder: Path, pipeline: Pipeline, executor: Executor, progress: Progress = lambda *_: None
) -> Extracted:
    """What was found in the files. The parts are kept in `folder`, for the next build too if the pipeline has an engine to find them by.

    Raises:
        WorkersError: the executor's workers cannot be started, or lose documents.
        OSError: the folder cannot be written to.
    """
    kept = _Kept(ExtractionStore(folder), pipeline.engine)
    failed: dict[Place, str] = {}
    found: dict[Place, Found] = {}
    seen: dict[Place, Source] = {}
    for number, path in enumerate(paths):
        progress("reading", number, len(paths), path.name)
        try:
            seen[path] = kept.observe(path)
        except OSError as error:
            failed[path] = error.strerror or str(error)
            continue
        if (before := kept.get(seen[path])) is not None:
            found[path] = before
    missing = [source for source in seen.values() if source.path not in found]
    progress("extracting", 0, len(missing), missing[0].path.name if missing else "")
    for number, outcome in enumerate(executor.run(work_of(pipeline), missing) if missing else (), 1):
        path = outcome.source.path
        if outcome.found is None:
            failed[path] = outcome.reason
        else:
            found[path] = Part(outcome.found).found()
            kept.put(outcome.source, outcome.found)
        kept.note(seen[path], outcome.source)
        seen[path] = outcome.source
        progress("extracting", number, len(missing), path.name)
    if lost := [source.path.name for source in missing if source.path not in found and source.path not in failed]:
        raise WorkersError(f"{len(lost)} documents were lost by the workers, {lost[0]} among them")
    sources = list(_known(seen.values()))
    kept.prune(sources)
    return _in_order(paths, sources, found, failed, kept)


def _known(sources: Iterable[Source]) -> Iterator[Source]:
    """The sources with their hashes; what no worker has read for us is fetched, and left out where it cannot be."""
    for source in sources:
        with suppress(OSError):
            yield source if source.is_known else fetch(source.path, 0).source


class _Kept:
    """The parts of an engine in a store; those of an engine without a hash are of no use for another build."""

    def __init__(self, store: ExtractionStore, engine: str | None) -> None:
        self.store = store
        self._engine = engine

    def key(self, source: Source) -> str:
        """The key of a source's part."""
        return source.key(self._engine or "")

    def observe(self, place: Place) -> Source:
        """The source at a place, with the hashes that it had when the same version of it was read; raises OSError as `observe` does."""
        source = observe(place)
        key = source.version_key() if self._engine else None
        noted = self.store.get(key) if key else None
        if noted is None:
            return source
        sha256, _, sidecar = noted.decode().partition(" ")
        return replace(source, sha256=sha256, sidecar=sidecar)

    def note(self, listed: Source, read: Source) -> None:
        """Keeps the hashes of what was read, if it is what was listed."""
        key = read.version_key() if self._engine else None
        if key and read.is_known and not listed.is_known and listed.size == read.size:
            self.store.put(key, f"{read.sha256} {read.sidecar}".encode())

    def get(self, source: Source) -> Found | None:
        if self._engine is None or not source.is_known or (data := self.store.get(self.key(source))) is None:
            return None
        try:
            return Part(data).found()
        except FormError:
            return None

    def put(self, source: Source, part: bytes) -> None:
        self.store.put(self.key(source), part)

    def prune(self, used: Iterable[Source]) -> None:
        if self._engine is not None:
            keys = (key for source in used for key in (source.key(self._engine), source.version_key()))
            self.store.prune(key for key in keys if key is not None)


def _in_order(
    paths: Sequence[Place], sources: Sequence[Source], found: dict[Place, Found], failed: dict[Place, str], kept: _Kept
) -> Extracted:
    known = {source.path: source for source in sources}
    first: dict[str, Place] = {}
    duplicates: list[Place] = []

    def order(path: Place) -> tuple[str, str, str]:
        return path.name, found[path].extraction.document.sha256 if path in found else "", str(path)

    paths = sorted(paths, key=order)
    for path in paths:
        if path in found and first.setdefault(found[path].extraction.document.id, path) != path:
            duplicates.append(path)
    keys = {document: kept.key(known[path]) for document, path in first.items()}
    failures = [Failure(path, failed[path]) for path in paths if path in failed]
    parts = Parts(kept.store, keys, {document: found[path] for document, path in first.items()})
    return Extracted(sources, parts, failures, duplicates)
