"""Where a document lies: a file of this machine, a file at an address, a member of an archive; and a document as it is at one moment."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
WEB: Final = ("http://", "https://")


class SourceError(Exception):
    """Something that was named as a source cannot be used; the message says why."""


def is_address(text: str) -> bool:
    """Is it an address such as s3://bucket/folder, not a path of this machine?"""
    return _ADDRESS.match(text) is not None


@dataclass(frozen=True, slots=True)
class Remote:
    """A file at an address. `root` is the address under which it was found, by which its file system is known, `path` its path there.

    `version` changes with the content, as the listing tells it (an ETag); empty where no listing does. `size` is 0 where it is not known.
    """

    root: str
    path: str
    size: int = 0
    version: str = ""
    sidecar: "Remote | None" = None

    @property
    def name(self) -> str:
        """The file's name."""
        path = unquote(urlsplit(self.path).path) if self.path.startswith(WEB) else self.path
        return PurePosixPath(path).name or "unnamed"

    def __str__(self) -> str:
        """The address without what stands after a question mark, which may hold a signature."""
        if self.path.startswith(WEB):
            return self.path.partition("?")[0]
        return f"{self.root.partition('://')[0]}://{self.path}"


@dataclass(frozen=True, slots=True)
class Beside:
    """A small file that was read when it was found, as an archive's sidecars are: SHA-256 (hex) of all its bytes, and the first ones."""

    name: str
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path there, and the offset in the (unpacked) archive from which it is read.

    `version` is that of the archive; where none is known, a mark of the listing that found it, and then it is not `lasting`.
    """

    archive: Path | Remote
    path: str
    start: int
    size: int
    version: str
    lasting: bool
    sidecar: Beside | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return PurePosixPath(self.path).name

    def __str__(self) -> str:
        return f"{self.archive}!/{self.path}"


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something that was found and cannot be read, with the reason."""

    address: str
    reason: str

    @property
    def name(self) -> str:
        """The file's name."""
        return PurePosixPath(self.address).name

    def __str__(self) -> str:
        return self.address


Place = Path | Remote | Member | Unusable


def taken(blocks: Iterator[bytes], most: int) -> tuple[str, int, bytes]:
    """Of all bytes the SHA-256 (hex) and how many they are, and of the bytes the first `most`, and one more where there is one."""
    digest, size, kept = hashlib.sha256(), 0, bytearray()
    for block in blocks:
        digest.update(block)
        size += len(block)
        kept += block[: most + 1 - len(kept)]
    return digest.hexdigest(), size, bytes(kept)


def order(place: Place) -> tuple[str, int, str]:
    """By name and then path; members of an archive after these and as they lie there, so that it is read from front to end."""
    match place:
        case Member():
            return f"\U0010ffff{place.archive}", place.start, place.path
        case _:
            return place.name, 0, str(place)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it is at one moment: SHA-256 (hex) of its bytes, and of its sidecar's, empty where it has none.

    Both are empty where they are not known yet, since the document lies elsewhere: whoever fetches it tells them.
    """

    path: Place
    sha256: str
    sidecar: str
    size: int = 0
    """Bytes of the file."""

    @property
    def is_known(self) -> bool:
        """Has the document been read, so that its hashes are there?"""
        return bool(self.sha256)

    def key(self, engine: str) -> str:
        """A hash of all that decides what an engine finds in the document: its name, its bytes, its sidecar, the engine."""
        return hashlib.sha256("\x1f".join((self.path.name, self.sha256, self.sidecar, engine)).encode()).hexdigest()

    def version_key(self) -> str | None:
        """A hash of where the document lies and of its version there; None where one can change without the other."""
        match self.path:
            case Remote(root, path, _, version, sidecar) if version and (sidecar is None or sidecar.version):
                beside = (sidecar.path, sidecar.version) if sidecar else ()
                rows = ("remote", root.partition("://")[0], path, version, *beside)
            case Member(archive, path, start, size, version, True):
                rows = ("member", str(archive), path, f"{start} {size}", version)
            case _:
                return None
        return hashlib.sha256("\x1f".join(rows).encode()).hexdigest()
