"""Paths that a user names in, the document files to read out, and one hash over all that decides what a build makes of them."""

import hashlib
from collections.abc import Iterable, Sequence
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


def fingerprint(documents: Sequence[Path], versions: Iterable[str]) -> str:
    """A hash of the documents' names and bytes, their sidecars', and the given versions; the order of documents does not matter.

    Raises:
        OSError: a document cannot be opened.
    """
    rows = []
    for path in documents:
        sidecar = sidecar_path(path)
        rows.append((path.name, _hash(path), _hash(sidecar) if sidecar else ""))
    return hashlib.sha256(repr((sorted(rows), sorted(versions))).encode()).hexdigest()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
