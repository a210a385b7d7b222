"""Paths that a user names in, the document files to read out, with hashes of all that decides what a build makes of them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.resources import files
from pathlib import Path

from graph.readers.sidecar import is_sidecar, sidecar_path

IGNORE_FILE = ".spacepactignore"


class SourceError(Exception):
    """A path that was named as a source cannot be used; the message says why."""


def sample_folder() -> Path:
    """The sample documents that come with spacepact."""
    return Path(str(files("graph"))) / "samples"


def collect(sources: Iterable[Path]) -> list[Path]:
    """The documents of the sources, folders searched through and through, sorted by name and then path, each once.

    No documents are: sidecars, files and folders whose names begin with a dot, and in a folder what its file `.spacepactignore` names
    (file names or patterns such as *.py, one a line). A file that is named as a source itself is taken in any case.

    Raises:
        SourceError: a source does not exist, or there is no document at all.
    """
    named = list(sources)
    found: set[Path] = set()
    for source in named:
        if not source.exists():
            raise SourceError(f"{source}: no such file or folder")
        found |= set(_below(source)) if source.is_dir() else {source.resolve()}
    if not found:
        raise SourceError(f"no documents in {', '.join(map(str, named)) or 'no source'}")
    return sorted(found, key=lambda path: (path.name, str(path)))


def _below(folder: Path) -> Iterable[Path]:
    for path in folder.resolve().rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder.resolve()).parts)
        if path.is_file() and not hidden and not is_sidecar(path) and not _ignored(path):
            yield path


def _ignored(path: Path) -> bool:
    rules = path.parent / IGNORE_FILE
    return rules.is_file() and any(fnmatch(path.name, line.strip()) for line in rules.read_text("utf-8").splitlines())


@dataclass(frozen=True, slots=True)
class Source:
    """A document file as it is at one moment: SHA-256 (hex) of its bytes, and of its sidecar's, empty where it has none."""

    path: Path
    sha256: str
    sidecar: str
    size: int = 0
    """Bytes of the file."""

    def key(self, engine: str) -> str:
        """A hash of all that decides what an engine finds in the document: its name, its bytes, its sidecar, the engine."""
        return hashlib.sha256("\x1f".join((self.path.name, self.sha256, self.sidecar, engine)).encode()).hexdigest()


def observe(path: Path) -> Source:
    """The source that a path names.

    Raises:
        OSError: the file or its sidecar cannot be opened.
    """
    sidecar = sidecar_path(path)
    return Source(path, _hash(path), _hash(sidecar) if sidecar else "", path.stat().st_size)


def fingerprint(sources: Iterable[Source], versions: Iterable[str]) -> str:
    """A hash of the documents' names and bytes, their sidecars', and the given versions; the order of documents does not matter."""
    rows = sorted((source.path.name, source.sha256, source.sidecar) for source in sources)
    return hashlib.sha256(repr((rows, sorted(versions))).encode()).hexdigest()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
