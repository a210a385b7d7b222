"""The parts of a release in, an immutable folder with a manifest out, written beside the current one and switched to in one rename."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

UNFINISHED: Final = ".building"
"""The folder in `releases/` in which a release is written; what a killed build left there, the next build removes."""
SCRATCH: Final = ".scratch"
"""The folder in `releases/` for what a build needs only while it runs."""
MANIFEST: Final = "manifest.json"


class ReleaseError(Exception):
    """A data folder has no release, or not the one asked for, or another build is using it; the message says which."""


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


@dataclass(slots=True)
class Draft:
    """A release that is being written, in a folder beside the others; `files` has the SHA-256 of each file by name."""

    data: Path
    folder: Path
    files: dict[str, str] = field(default_factory=dict)
    synced: set[Path] = field(default_factory=set)
    """What is written to disk already."""

    def write(self, name: str, content: Iterable[bytes]) -> None:
        """Writes a file.

        Raises:
            OSError: it cannot be written.
        """
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        found = hashlib.sha256()
        with path.open("wb") as file:
            for piece in content:
                found.update(piece)
                file.write(piece)
        self.files[name] = found.hexdigest()

    def link(self, name: str, before: Path, sha256: str) -> bool:
        """Takes a file over from another release, of which its manifest tells this hash; False where the file system has no such links."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.hardlink_to(before / name)
        except OSError:
            return False
        self.files[name] = sha256
        return True

    def sync(self, folder: Path) -> None:
        """Has all of a folder written to disk but what is there: also what it shares with another release.

        Raises:
            OSError: it cannot be written.
        """
        for path in folder.iterdir():
            if path not in self.synced:
                if path.is_dir():
                    self.sync(path)
                elif path.stat().st_nlink == 1:
                    _sync(path)
        _sync(folder)

    def publish(
        self,
        manifest: Mapping[str, Any],
        step: Callable[[str], None] = lambda _: None,
        complete: Callable[[Path], None] = lambda _: None,
    ) -> Path:
        """Makes this the current release; the same files and manifest give the same release. Needs the lock.

        `step` is told what is about to be done. `complete` is given the folder of a new release before it is moved into place, and may add
        files on which its id does not depend.

        Returns:
            The release's folder, `data/releases/<id>`.

        Raises:
            OSError: the folder cannot be written; the current release is then as it was.
        """
        head = {**manifest, "files": dict(sorted(self.files.items()))}
        release_id = release_id_of(head)
        target = self.folder.parent / release_id
        if not target.exists():
            (self.folder / MANIFEST).write_text(_json({"id": release_id, **head}), encoding="utf-8")
            step("comparing with the release before")
            complete(self.folder)
            step("syncing")
            self.sync(self.folder)
            step("moving into place")
            self.folder.rename(target)
            _sync(target.parent)
        step("switching")
        switch(self.data, release_id)
        step("cleaning up")
        clean(self.data)
        return target


def draft(data: Path) -> Draft:
    """An empty draft, in place of what an earlier build left unfinished. Needs the lock."""
    folder = data / "releases" / UNFINISHED
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return Draft(data, folder)


def release_id_of(manifest: Mapping[str, Any]) -> str:
    """The id that a release with this manifest has, whether or not the manifest tells it."""
    head = {name: value for name, value in manifest.items() if name != "id"}
    return hashlib.sha256(_json(head).encode()).hexdigest()[:16]


def clean(data: Path) -> None:
    """Removes what an earlier build left unfinished. Needs the lock."""
    for name in (UNFINISHED, SCRATCH):
        shutil.rmtree(data / "releases" / name, ignore_errors=True)
    (data / ".current").unlink(missing_ok=True)


def scratch(data: Path) -> Path:
    """A folder that is removed when the build is over, or by the next one. Needs the lock."""
    return data / "releases" / SCRATCH


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


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _sync(path: Path) -> None:
    """Has the operating system write a file or folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
