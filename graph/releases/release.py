"""The parts of a release in, an immutable folder with a manifest out, written beside the current one and switched to in one rename."""

import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout
from pyoxigraph import Quad, RdfFormat, serialize

from graph.rdf.canonical import fingerprint
from graph.releases.store import write_store

UNFINISHED: Final = ".building"
"""The folder in `releases/` in which a release is written; what a killed build left there, the next build removes."""
MANIFEST: Final = "manifest.json"


class ReleaseError(Exception):
    """A data folder has no release, or not the one asked for, or another build is using it; the message says which."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a release is made of: its quads, those in quarantine, further files (name → text), and what its manifest tells."""

    graph: Sequence[Quad]
    quarantine: Sequence[Quad]
    files: Mapping[str, str]
    manifest: Mapping[str, Any]


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Holds the data folder for one build; the lock goes with the process, however that ends.

    Raises:
        ReleaseError: another build holds it.
        OSError: the folder cannot be made or written to.
    """
    data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data / ".lock", timeout=0):
            yield
    except Timeout as error:
        raise ReleaseError(f"another build is writing to {data}") from error


def write_release(
    data: Path,
    contents: Contents,
    step: Callable[[str], None] = lambda _: None,
    complete: Callable[[Path], None] = lambda _: None,
) -> Path:
    """Writes a release and makes it the current one; the same contents give the same release. Needs the lock.

    `step` is told what is about to be done. `complete` is given the folder of a new release before it is moved into place, and may add
    files on which its id does not depend.

    Returns:
        The release's folder, `data/releases/<id>`.

    Raises:
        OSError: the folder cannot be written; the current release is then as it was.
    """
    releases = data / "releases"
    folder = releases / UNFINISHED
    clean(data)
    folder.mkdir(parents=True)
    step("writing files")
    hashes = _write_files(folder, contents)
    head = {**contents.manifest, "files": hashes, "canonical": _canonical(folder / "graph.nq")}
    release_id = release_id_of(head)
    target = releases / release_id
    if not target.exists():
        _write(folder / MANIFEST, _json({"id": release_id, **head}).encode())
        step("writing the store")
        before = (data / "current").resolve() if (data / "current").exists() else None
        write_store(folder / "store", folder / "graph.nq", before)
        step("comparing with the release before")
        complete(folder)
        step("syncing")
        _sync_tree(folder)
        step("moving into place")
        folder.rename(target)
        _sync(releases)
    step("switching")
    switch(data, release_id)
    step("cleaning up")
    clean(data)
    return target


def release_id_of(manifest: Mapping[str, Any]) -> str:
    """The id that a release with this manifest has, whether or not the manifest tells it."""
    head = {name: value for name, value in manifest.items() if name != "id"}
    return hashlib.sha256(_json(head).encode()).hexdigest()[:16]


def clean(data: Path) -> None:
    """Removes what an earlier build left unfinished. Needs the lock."""
    shutil.rmtree(data / "releases" / UNFINISHED, ignore_errors=True)
    (data / ".current").unlink(missing_ok=True)


def switch(data: Path, release_id: str) -> None:
    """Makes a release the current one, by one rename.

    Raises:
        ReleaseError: there is no such release.
    """
    if not (data / "releases" / release_id / MANIFEST).is_file():
        raise ReleaseError(f"{data} has no release {release_id}")
    link = data / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / release_id, target_is_directory=True)
    link.replace(data / "current")
    _sync(data)


def current_release(data: Path) -> Path:
    """The folder of the current release.

    Raises:
        ReleaseError: the data folder has none.
    """
    folder = data / "current"
    if not (folder / MANIFEST).is_file():
        raise ReleaseError(f"{data} has no release yet")
    return folder.resolve()


def release_ids(data: Path) -> list[str]:
    """The ids of all releases of a data folder, oldest first."""
    found = [path.parent for path in (data / "releases").glob(f"*/{MANIFEST}") if path.parent.name != UNFINISHED]
    return [folder.name for folder in sorted(found, key=lambda folder: (folder.stat().st_mtime_ns, folder.name))]


def read_manifest(release: Path) -> dict[str, Any]:
    """The manifest of a release."""
    manifest: dict[str, Any] = json.loads((release / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def read_documents(release: Path) -> list[dict[str, Any]]:
    """The documents of a release, as `documents.json` has them."""
    documents: list[dict[str, Any]] = json.loads((release / "documents.json").read_text(encoding="utf-8"))
    return documents


def sorted_nquads(quads: Sequence[Quad]) -> bytes:
    """The quads as N-Quads, each once, sorted by line."""
    buffer = io.BytesIO()
    serialize(quads, buffer, format=RdfFormat.N_QUADS)
    return b"".join(sorted(set(buffer.getvalue().splitlines(keepends=True))))


def _write_files(folder: Path, contents: Contents) -> dict[str, str]:
    """Writes all files but manifest and store, and returns the SHA-256 of each by name."""
    data = {name: text.encode() for name, text in contents.files.items()}
    data["graph.nq"] = sorted_nquads(contents.graph)
    data["quarantine.nq"] = sorted_nquads(contents.quarantine)
    for name, content in data.items():
        _write(folder / name, content)
    return {name: hashlib.sha256(data[name]).hexdigest() for name in sorted(data)}


def _canonical(graph: Path) -> dict[str, str | int]:
    """The fingerprint of the graph, which has no blank nodes and is canonical as it is sorted."""
    with graph.open("rb") as lines:
        return fingerprint(lines).as_json()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    """Has the operating system write a file or folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
