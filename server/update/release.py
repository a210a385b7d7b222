"""The current release and a changed store in, a new release out that differs in graph, store and manifest and shares
all other files."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout
from pyoxigraph import RdfFormat, Store

from server.releases import CHANGES, Release

_PREFIX: Final = ".update-"
_OWN: Final = frozenset({"graph.nq", "manifest.json", "store", "quarantine.nq", "report.ttl", CHANGES})
_OF_BUILDS: Final = frozenset({"id", "canonical"})
"""What a manifest tells of its own graph only; a build works the canonical hash out anew."""


class LockedError(Exception):
    """A build or another server writes to the data folder."""


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the data folder's lock, the one that builds hold too, and remove what an ended write left behind.

    Raises:
        LockedError: see there.
    """
    try:
        with FileLock(data / ".lock", timeout=5):
            for left in (data / "releases").glob(f"{_PREFIX}*"):
                shutil.rmtree(left, ignore_errors=True)
            yield
    except Timeout:
        raise LockedError("a build is writing to the data folder") from None


def begin(data: Path, base: Release) -> Path:
    """A folder for the new release, with a checkpoint of the store in it. Needs the lock."""
    folder = data / "releases" / f"{_PREFIX}{os.getpid()}"
    folder.mkdir()
    Store.read_only(str(base.path / "store")).backup(str(folder / "store"))
    return folder


@dataclass(frozen=True, slots=True)
class Result:
    """What a write has made: the sorted quads of the graph, files that differ beside it (quarantine and report), the
    counts for the manifest, and what has changed, without the ids of the releases."""

    graph: bytes
    extra: Mapping[str, bytes]
    counts: Mapping[str, Any]
    changes: Mapping[str, Any]


def finish(data: Path, base: Release, folder: Path, result: Result) -> str:
    """Write what is missing, give the release its id, and make it current. Returns the id. Needs the lock."""
    files = dict(base.manifest.get("files", {}))
    for name, content in {"graph.nq": result.graph, **result.extra}.items():
        _write(folder / name, content)
        files[name] = hashlib.sha256(content).hexdigest()
    for path in base.path.iterdir():
        if path.name not in _OWN - ({"quarantine.nq", "report.ttl"} - result.extra.keys()):
            _link(path, folder / path.name)
    head = {name: value for name, value in base.manifest.items() if name not in _OF_BUILDS}
    head |= {"counts": {**base.counts, **result.counts}, "files": files, "parent": base.id}
    release_id = hashlib.sha256(_json(head)).hexdigest()[:16]
    _write(folder / "manifest.json", _json({"id": release_id, **head}))
    _write(folder / CHANGES, _json({**result.changes, "before": base.id, "after": release_id}))
    _sync(folder)
    target = data / "releases" / release_id
    if not target.exists():
        folder.rename(target)
        _sync(target.parent)
    _switch(data, release_id)
    return release_id


def sorted_quads(store: Store) -> bytes:
    """All quads of a store, sorted."""
    dumped = store.dump(format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(dumped.splitlines(keepends=True)))


def _switch(data: Path, release_id: str) -> None:
    link = data / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / release_id, target_is_directory=True)
    link.replace(data / "current")
    _sync(data)


def _link(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=os.link)
    else:
        os.link(source, target)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
