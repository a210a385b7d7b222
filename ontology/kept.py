"""What takes long to make from the package's own files in; the same, made once for each state of these files, out.

It is kept in the user's cache folder ($XDG_CACHE_HOME on Linux), one file for each name, interpreter and place of installation, which may
be deleted at any time.
Where nothing can be written, it is made each time.
"""

import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from platformdirs import user_cache_path

T = TypeVar("T")
MANY: Final = 1_000
"""Entries of an authority from which on it pays to keep what is made of them."""


def kept(name: str, key: str, make: Callable[[], T]) -> T:
    """What `make` returns, or has returned for this `key`, which tells all that decides it. Of a name only the last key is kept.

    What `make` returns must be picklable, and not None.
    """
    found: T | None = find(name, key)
    if found is None:
        found = make()
        keep(name, key, found)
    return found


def find(name: str, key: str) -> Any:
    """What is kept under a name for this key, else None. The file is read as Python reads its own compiled modules: who may write to the
    user's cache folder is the user."""
    head = sha256(key.encode()).digest()
    with suppress(OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError):
        content = _path(name).read_bytes()
        body = memoryview(content)[64:]
        if content[:32] == head and content[32:64] == sha256(body).digest():
            return pickle.loads(body)  # noqa: S301 - the user's own file
    return None


def keep(name: str, key: str, made: object) -> None:
    """Keeps it under the name for this key, in place of what was kept there."""
    _write(_path(name), sha256(key.encode()).digest(), pickle.dumps(made, pickle.HIGHEST_PROTOCOL))


def _path(name: str) -> Path:
    place = f"{sys.implementation.cache_tag}-{sha256(__file__.encode()).hexdigest()[:8]}"
    return user_cache_path("spacepact", appauthor=False) / place / f"{name}.kept"


def _write(path: Path, head: bytes, body: bytes) -> None:
    """Beside its place, then by a rename, so that a reader sees all of it or nothing."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(head + sha256(body).digest() + body)
        Path(written).replace(path)


def digest(files: Iterable[Path]) -> str:
    """SHA-256 (hex) over the files' contents."""
    found = sha256()
    for file in files:
        found.update(sha256(file.read_bytes()).digest())
    return found.hexdigest()
