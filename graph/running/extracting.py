"""Document files in, what was found in all that can be read out: kept parts from the store, the others by an executor."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graph.facts import Extraction
from graph.pipeline import Pipeline
from graph.rows import FormError
from graph.running.codec import Part
from graph.running.executor import Executor, WorkersError
from graph.running.store import ExtractionStore
from graph.running.work import work_of
from graph.sources import Place, Source, fetch, fingerprint, observe

HELD: Final = 1_000
"""Documents of which what was found stays in memory until all is resolved."""
Progress = Callable[[str, int, int, str], None]
"""Called before each step with what is being done, how many of it are done, how many there are in all, and which one is next."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why."""

    path: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found. `duplicates` are files left out because another of the same name holds the same bytes. All in order of `paths`.

    `fingerprint` is that of the files and of the versions that were given."""

    fingerprint: str
    parts: "Parts"
    failures: Sequence[Failure]
    duplicates: Sequence[Place]


class Parts:
    """The parts of the documents of a build, by document id: they are read when asked for, but for what was found in the first `HELD`."""

    def __init__(self, store: ExtractionStore, kept: Mapping[str, "_Brief"], held: dict[str, Extraction]) -> None:
        self._store = store
        self._kept = kept
        self._held = held

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def extractions(self) -> Iterator[Extraction]:
        """All extractions, without texts and blocks, in the order of the documents' ids.

        Raises:
            OSError: one is there no more.
        """
        for document in sorted(self._kept):
            yield self._held.get(document) or self.part(document).found()

    def release(self) -> None:
        """No extraction is held any longer."""
        self._held.clear()

    def text_sha256(self, document: str) -> str:
        """The hash of a document's text."""
        return self._kept[document].text.hex()

    def key(self, document: str) -> str:
        """A hash of all that decides what was found."""
        return self._kept[document].key.hex()

    def part(self, document: str) -> Part:
        """The part of a document.

        Raises:
            OSError: it is there no more.
        """
        data = self._store.get(self.key(document))
        if data is None:
            raise OSError(f"what was found in {document} is gone from {self._store.folder}; build again")
        return Part(data)


class Extracting:
    """Files from which an executor extracts, beginning now: there is time for something else until `result` waits for it."""

    def __init__(
        self,
        paths: Sequence[Place],
        folder: Path,
        pipeline: Pipeline,
        executor: Executor,
        progress: Progress = lambda *_: None,
        versions: Iterable[str] = (),
    ) -> None:
        """The parts are kept in `folder`, for the next build too if the pipeline has an engine to find them by.

        Raises:
            WorkersError: the executor's workers cannot be started.
            OSError: the folder cannot be written to.
        """
        self._paths, self._versions, self._progress = paths, versions, progress
        self._kept = _Kept(ExtractionStore(folder), pipeline.engine)
        self._failed: dict[Place, str] = {}
        self._found = _Findings()
        self._seen: dict[Place, Source] = {}
        for number, path in enumerate(paths):
            progress("reading", number, len(paths), path.name)
            try:
                self._seen[path] = self._kept.observe(path)
            except OSError as error:
                self._failed[path] = error.strerror or str(error)
                continue
            if (before := self._kept.get(self._seen[path])) is not None:
                self._found.add(path, before)
        self._missing = [source for source in self._seen.values() if source.path not in self._found.documents]
        progress("extracting", 0, len(self._missing), self._missing[0].path.name if self._missing else "")
        self._outcomes = executor.run(work_of(pipeline), self._missing) if self._missing else iter(())
        self._found.decode()

    def result(self) -> Extracted:
        """What was found.

        Raises:
            WorkersError: the executor's workers lose documents.
            OSError: the folder cannot be written to.
        """
        kept, failed, found, seen = self._kept, self._failed, self._found, self._seen
        for number, outcome in enumerate(self._outcomes, 1):
            path = outcome.source.path
            if outcome.found is None:
                failed[path] = outcome.reason
            else:
                found.add(path, Part(outcome.found))
                kept.put(outcome.source, outcome.found)
            kept.note(seen[path], outcome.source)
            seen[path] = outcome.source
            self._progress("extracting", number, len(self._missing), path.name)
        found.decode()
        if lost := [s.path.name for s in self._missing if s.path not in found.documents and s.path not in failed]:
            raise WorkersError(f"{len(lost)} documents were lost by the workers, {lost[0]} among them")
        sources = list(_known(seen.values()))
        kept.prune(sources)
        return _in_order(self._paths, sources, found, failed, kept, fingerprint(sources, self._versions))


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

    def get(self, source: Source) -> Part | None:
        if self._engine is None or not source.is_known or (data := self.store.get(self.key(source))) is None:
            return None
        part = Part(data)
        try:
            part.brief()
        except FormError:
            return None
        return part

    def put(self, source: Source, part: bytes) -> None:
        self.store.put(self.key(source), part)

    def prune(self, used: Iterable[Source]) -> None:
        if self._engine is not None:
            keys = (key for source in used for key in (source.key(self._engine), source.version_key()))
            self.store.prune(key for key in keys if key is not None)


@dataclass(frozen=True, slots=True)
class _Brief:
    """Of what was found in a document the hash of the text, and the key of the part."""

    text: bytes
    key: bytes


class _Findings:
    """What is held of what was found: of every document that which tells it from others, of the first `HELD` all but text and blocks."""

    def __init__(self) -> None:
        self.documents: dict[Place, tuple[str, str, bytes]] = {}
        """Id, hash of the file, hash of the text."""
        self.held: dict[Place, Extraction] = {}
        self._waiting: list[tuple[Place, Part]] = []

    def add(self, path: Place, part: Part) -> None:
        brief = part.brief()
        self.documents[path] = brief.id, brief.sha256, bytes.fromhex(brief.text_sha256)
        if len(self.held) + len(self._waiting) < HELD:
            self._waiting.append((path, part))

    def decode(self) -> None:
        """Reads what is to be held of those that came since the last time."""
        self.held.update((path, part.found()) for path, part in self._waiting)
        self._waiting.clear()


def _in_order(
    paths: Sequence[Place],
    sources: Sequence[Source],
    found: _Findings,
    failed: dict[Place, str],
    kept: _Kept,
    fingerprint: str,
) -> Extracted:
    known = {source.path: source for source in sources}
    first: dict[str, Place] = {}
    duplicates: list[Place] = []

    def order(path: Place) -> tuple[str, str, str]:
        return path.name, found.documents[path][1] if path in found.documents else "", str(path)

    paths = sorted(paths, key=order)
    for path in paths:
        if path in found.documents and first.setdefault(found.documents[path][0], path) != path:
            duplicates.append(path)
    failures = [Failure(path, failed[path]) for path in paths if path in failed]
    brief = {
        document: _Brief(found.documents[path][2], bytes.fromhex(kept.key(known[path])))
        for document, path in first.items()
    }
    held = {document: found.held[path] for document, path in first.items() if path in found.held}
    return Extracted(fingerprint, Parts(kept.store, brief, held), failures, duplicates)
