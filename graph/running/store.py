"""Extractions by key in, the same on a later build out: one file each, so that an interrupted build goes on where it was.

A file is written beside its place and renamed, and begins with a hash of the rest: what another build writes at the same moment, or a
broken disk, can make an extraction missing but never wrong.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

MAGIC: Final = b"spacepact-extraction-2\n"
MAX_BYTES: Final = 4 << 30
"""Bytes that the files may take up after a build; those not used for longest go first."""
_HASH: Final = hashlib.sha256().digest_size


class ExtractionStore:
    """Extractions in a folder, which is made when the first one is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """What is kept under a key; None where nothing is, or where the file is damaged, which is then removed."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        found = content[len(MAGIC) + _HASH :]
        if content[: -len(found) or None] != _head(found):
            path.unlink(missing_ok=True)
            return None
        return found

    def put(self, key: str, found: bytes) -> None:
        """Keeps an extraction.

        Raises:
            OSError: the folder cannot be written to.
        """
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(_head(found) + found)
        Path(name).replace(path)

    def prune(self, used: Iterable[str], max_bytes: int = MAX_BYTES) -> None:
        """Marks the keys as used now, and removes what was not used for longest until the rest fits; what is used stays in any case."""
        needed = {self._path(key) for key in used}
        for path in needed:
            with suppress(OSError):
                os.utime(path)
        rows = []
        for path in self.folder.glob("*/*"):
            with suppress(FileNotFoundError):
                status = path.stat()
                rows.append((status.st_mtime_ns, status.st_size, path))
        total = sum(size for _, size, _ in rows)
        for _, size, path in sorted(rows):
            if total <= max_bytes:
                break
            if path in needed:
                continue
            path.unlink(missing_ok=True)
            total -= size

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def _head(found: bytes) -> bytes:
    return MAGIC + hashlib.sha256(found).digest()
