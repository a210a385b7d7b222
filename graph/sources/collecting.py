"""Paths and addresses that a user names in, the places of all documents there out."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from graph.readers.sidecar import is_sidecar
from graph.sources.archives import is_archive, members
from graph.sources.choosing import IGNORE_FILE, is_ignored, patterns
from graph.sources.places import Place, Remote, SourceError, Unusable, order


def sample_folder() -> Path:
    """The sample documents that come with spacepact."""
    return Path(str(files("graph"))) / "samples"


def collect(sources: Iterable[Path | str]) -> list[Place]:
    """The documents of the sources, each once: files sorted by name and then path, then those of archives as they lie there.

    Sources are paths of this machine and addresses (`s3://bucket/folder`). Folders are searched through and through, and so are
    archives (tar, also compressed, and zip), wherever they are found. No documents are: sidecars, files and folders whose names begin
    with a dot, and what a file `.spacepactignore` in a folder above them names (names or patterns such as *.py, one a line). A file that is
    named as a source itself is taken in any case. What is found and cannot be used, such as an archive that is damaged, is among the
    places, with the reason.

    Raises:
        SourceError: a source does not exist or cannot be reached, what it takes is not installed, or there is no document at all.
    """
    named = list(sources)
    found = {place for source in named for file in _files(source) for place in _inside(file)}
    if all(isinstance(place, Unusable) for place in found):
        reasons = "".join(f"\n  {place}: {place.reason}" for place in found if isinstance(place, Unusable))
        raise SourceError(f"no documents in {', '.join(map(str, named)) or 'no source'}{reasons}")
    return sorted(found, key=order)


def _files(source: Path | str) -> Iterable[Place]:
    if isinstance(source, str):
        from graph.sources.remote import find

        return find(source)
    if not source.exists():
        raise SourceError(f"{source}: no such file or folder")
    return _below(source) if source.is_dir() else [source.resolve()]


def _inside(file: Place) -> Iterable[Place]:
    return members(file) if isinstance(file, Path | Remote) and is_archive(file.name) else [file]


def _below(folder: Path) -> Iterator[Path]:
    top = folder.resolve()
    found = {path.relative_to(top).as_posix(): path for path in top.rglob("*") if path.is_file()}
    ignores = (name for name, path in found.items() if path.name == IGNORE_FILE)
    rules = {name.rpartition("/")[0]: patterns(found[name].read_bytes()) for name in ignores}
    for name, path in found.items():
        hidden = any(part.startswith(".") for part in name.split("/"))
        if not hidden and not is_sidecar(path) and not is_ignored(name, rules):
            yield path
