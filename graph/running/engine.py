"""The installed code in, one hash of all of it that can decide what is found in a document out."""

import hashlib
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

PACKAGES: Final = (
    "charset-normalizer",
    "lxml",
    "markdown-it-py",
    "pyahocorasick",
    "pypdfium2",
    "python-docx",
    "python-pptx",
    "rapidfuzz",
)
"""The packages of others that read documents and names."""


def engine_digest(authority: str) -> str:
    """SHA-256 (hex) over our code, rules and word lists, the versions of Python and `PACKAGES`, and the digest of the authority data.

    All of our code counts, so that no change of it can be missed; one that decides nothing costs one full build.
    """
    versions = (f"{name} {version(name)}" for name in PACKAGES)
    return hashlib.sha256("\n".join((_own(), authority, sys.version, *versions)).encode()).hexdigest()


@lru_cache(maxsize=1)
def installed() -> str:
    """A hash of the installation that this process runs: our code, the packages that read documents, Python."""
    return engine_digest("")


@lru_cache(maxsize=1)
def _own() -> str:
    """A hash of our code, rules and word lists."""
    folder = Path(str(files("graph")))
    found = hashlib.sha256()
    for path in sorted(_code(folder), key=str):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _code(folder: Path) -> Iterable[Path]:
    return (path for path in folder.glob("**/*.*") if path.suffix in {".py", ".toml"} and path.parent.name != "samples")
