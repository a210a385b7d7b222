"""The files of a folder, an address or an archive in, those that are documents out, each with the sidecar beside it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import Final

from graph.readers.sidecar import is_sidecar, sidecar_names

IGNORE_FILE: Final = ".spacepactignore"


def choose(paths: Collection[str], read: Callable[[str], bytes]) -> Iterator[tuple[str, str | None]]:
    """Of relative paths with slashes those of documents, each with that of its sidecar, if there is one.

    No documents are: sidecars, files and folders whose names begin with a dot, and what a file `.spacepactignore` names for its
    folder and all below (names of files and folders, or patterns such as *.py, one a line). `read` gives the content of such a file.
    """
    rules = {path.rpartition("/")[0]: patterns(read(path)) for path in paths if PurePosixPath(path).name == IGNORE_FILE}
    for path in paths:
        folder, _, name = path.rpartition("/")
        hidden = any(part.startswith(".") for part in path.split("/"))
        if hidden or is_sidecar(PurePosixPath(path)) or is_ignored(path, rules):
            continue
        beside = (f"{folder}/{other}" if folder else other for other in sidecar_names(name))
        yield path, next((other for other in beside if other in paths), None)


def is_ignored(path: str, rules: Mapping[str, Sequence[str]]) -> bool:
    """Whether a folder on the way to a path ("" the topmost; `rules` has the patterns of each) leaves out a name that follows it there."""
    names = path.split("/")
    ways = (("/".join(names[:depth]), names[depth:]) for depth in range(len(names)))
    return any(fnmatch(name, rule) for folder, below in ways for rule in rules.get(folder, ()) for name in below)


def patterns(content: bytes) -> tuple[str, ...]:
    """The lines of an ignore file."""
    return tuple(line.strip() for line in content.decode("utf-8", "replace").splitlines())
