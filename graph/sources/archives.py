"""An archive (tar, also compressed, or zip) in, the places of the documents in it out, and their bytes; nothing is unpacked to disk.

An archive is read where it lies, member by member, and never held whole. One that would unpack to more than `RATIO` times its size is
refused before it is unpacked, by what it declares; archives in archives are not opened.
"""

import bz2
import gzip
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import IO, Final, Protocol, cast
from uuid import uuid4

from graph.readers.sidecar import MAX_BYTES
from graph.readers.sidecar import SUFFIX as SIDECAR
from graph.sources.choosing import IGNORE_FILE, choose
from graph.sources.places import Beside, Member, Place, Remote, Unusable, taken
from graph.sources.remote import opened, told

RATIO: Final = 200
"""Unpacked over packed size; more than this is a decompression bomb."""
SMALL: Final = 10_000_000
"""Bytes up to which an archive may unpack whatever its size."""
MOST: Final = 2_000_000
"""Files of one archive at most."""
BLOCK: Final = 1 << 20
"""Bytes that are read at once."""
HEADER: Final = 16 << 20
"""Bytes that are taken from a tar archive at once at most: the header of a file can declare a name of any length."""
_TARS: Final[Mapping[str, Callable[[IO[bytes]], IO[bytes]]]] = {
    ".tar": lambda file: file,
    ".tar.gz": lambda file: cast("IO[bytes]", gzip.GzipFile(fileobj=file)),
    ".tgz": lambda file: cast("IO[bytes]", gzip.GzipFile(fileobj=file)),
    ".tar.bz2": bz2.BZ2File,
    ".tar.xz": lzma.LZMAFile,
}
_DAMAGE: Final = (
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, ValueError, NotImplementedError),
)
"""What Python's readers raise for an archive that is damaged or of a kind that they do not know."""
_ENCRYPTED: Final = 0x1


class _BombError(Exception):
    """The archive would unpack to too much; the message says to what."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of an archive: its path, where it is read from, its size, and why it cannot be used, if so."""

    path: str
    start: int
    size: int
    fault: str = ""
    content: Beside | None = None
    """What is in a sidecar, or in a file of names to ignore."""


class _Archive(Protocol):
    lock: Lock

    def entries(self) -> Iterator[_Entry]: ...

    def blocks(self, entry: _Entry, block: int) -> Iterator[bytes]: ...


def is_archive(name: str) -> bool:
    """Is a file of that name taken for an archive?"""
    return name.lower().endswith((".zip", *_TARS))


def members(archive: Path | Remote) -> list[Place]:
    """The documents in an archive, and with its reason what cannot be used: the archive itself where it is damaged or refused."""
    found: dict[str, _Entry] = {}
    faults: list[Unusable] = []
    try:
        with told():
            version, archive_file = _version(archive), _open(archive)
            try:
                for entry in archive_file.entries():
                    if entry.path.startswith("/") or ".." in entry.path.split("/"):
                        faults.append(Unusable(f"{archive}!/{entry.path}", "its path leads out of the archive"))
                    else:
                        found[entry.path] = entry
                    if len(found) > MOST:
                        raise _BombError(f"more than {MOST:,} files; split it")
            except _DAMAGE as error:
                faults.append(Unusable(str(archive), _damaged(error)))
            return [*faults, *_documents(archive, found, version)]
    except _DAMAGE as error:
        return [Unusable(str(archive), _damaged(error))]
    except _BombError as error:
        return [Unusable(str(archive), str(error))]
    except OSError as error:
        return [Unusable(str(archive), error.strerror or str(error))]


def blocks(member: Member, block: int) -> Iterator[bytes]:
    """The bytes of a member, in blocks.

    Raises:
        OSError: it cannot be read, or is not there any more.
    """
    try:
        with told():
            archive_file = _kept_open(member.archive, member.version, os.getpid())
            with archive_file.lock:
                yield from archive_file.blocks(_Entry(member.path, member.start, member.size), block)
    except (*_DAMAGE, _BombError) as error:
        raise OSError(0, _damaged(error)) from error


def _documents(archive: Path | Remote, found: dict[str, _Entry], version: str) -> Iterator[Place]:
    def content(path: str) -> bytes:
        kept = found[path].content
        return kept.data if kept else b""

    mark = version or uuid4().hex
    for path, beside in choose(found, content):
        entry, sidecar = found[path], found[beside].content if beside else None
        if entry.fault or is_archive(path):
            yield Unusable(f"{archive}!/{path}", entry.fault or "an archive in an archive; unpack it first")
        else:
            yield Member(archive, path, entry.start, entry.size, mark, bool(version), sidecar)


def _content(path: str, blocks: Iterator[bytes]) -> Beside | None:
    name = PurePosixPath(path).name
    if name != IGNORE_FILE and not name.endswith(SIDECAR):
        return None
    sha256, _, data = taken(blocks, MAX_BYTES)
    return Beside(name, sha256, data)


def _damaged(error: Exception) -> str:
    return f"damaged ({error}); check that it was copied in full"


def _version(archive: Path | Remote) -> str:
    if isinstance(archive, Remote):
        return archive.version
    status = archive.stat()
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


@lru_cache(maxsize=1)
def _kept_open(archive: Path | Remote, _version: str, _process: int) -> _Archive:
    """The archive that was read last stays open, in each process for itself: a compressed one is then read from front to end once."""
    return _open(archive)


def _open(archive: Path | Remote) -> _Archive:
    file = opened(archive) if isinstance(archive, Remote) else archive.open("rb")
    limit = max(SMALL, RATIO * file.seek(0, os.SEEK_END))
    file.seek(0)
    suffix = next((suffix for suffix in _TARS if archive.name.lower().endswith(suffix)), None)
    return _Tar(_TARS[suffix](file), limit) if suffix else _Zip(file, limit)


def _refused(size: int, limit: int) -> _BombError:
    return _BombError(f"refused: it unpacks to {size:,} bytes or more, {limit:,} are allowed; check where it is from")


class _Bounded:
    """A file of which no more than `limit` bytes are read, and no more than `HEADER` at once."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file = file
        self._limit = limit
        self.tell = file.tell

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= HEADER:
            raise _refused(size, HEADER)
        data = self._file.read(size)
        if self.tell() > self._limit:
            raise _refused(self.tell(), self._limit)
        return data

    def seek(self, offset: int) -> int:
        if offset > self._limit:
            raise _refused(offset, self._limit)
        return self._file.seek(offset)


class _Tar:
    def __init__(self, file: IO[bytes], limit: int) -> None:
        self.lock = Lock()
        self._file = _Bounded(file, limit)
        readable = cast("IO[bytes]", self._file)
        self._tar = tarfile.open(fileobj=readable, mode="r:", encoding="utf-8", errors="replace")  # noqa: SIM115

    def entries(self) -> Iterator[_Entry]:
        while (info := self._tar.next()) is not None:
            if not info.isdir():
                usable, path = info.isreg() and not info.issparse(), _path(info.name)
                content = _content(path, self._data(info, BLOCK)) if usable else None
                fault = "" if usable else "a link or device, not a file"
                yield _Entry(path, info.offset, info.size, fault, content)
        self._file.seek(self._tar.offset)  # the reader takes anything that is no header for the end
        if self._file.read(tarfile.BLOCKSIZE) != bytes(tarfile.BLOCKSIZE):
            raise EOFError("it ends too early")
        while self._file.read(HEADER):  # at the end stands the checksum of what is compressed
            pass

    def blocks(self, entry: _Entry, block: int) -> Iterator[bytes]:
        self._file.seek(entry.start)
        info = self._tar.tarinfo.fromtarfile(self._tar)
        if (_path(info.name), info.size) != (entry.path, entry.size):
            raise OSError(0, "its archive was changed while the build ran; build again")
        yield from self._data(info, block)

    def _data(self, info: tarfile.TarInfo, block: int) -> Iterator[bytes]:
        self._file.seek(info.offset_data)
        left = info.size
        while left:
            data = self._file.read(min(block, left))
            if not data:
                raise EOFError("it ends too early")
            left -= len(data)
            yield data


class _Zip:
    def __init__(self, file: IO[bytes], limit: int) -> None:
        self.lock = Lock()
        self._zip = zipfile.ZipFile(file)
        self._by_start = {info.header_offset: info for info in self._zip.infolist()}
        total = sum(info.file_size for info in self._zip.infolist())
        if total > limit:
            raise _refused(total, limit)

    def entries(self) -> Iterator[_Entry]:
        for info in self._zip.infolist():
            if not info.is_dir():
                path, fault = _path(info.filename), _zip_fault(info)
                content = None if fault else _content(path, self._data(info, BLOCK))
                yield _Entry(path, info.header_offset, info.file_size, fault, content)

    def blocks(self, entry: _Entry, block: int) -> Iterator[bytes]:
        info = self._by_start.get(entry.start)
        if info is None or (_path(info.filename), info.file_size) != (entry.path, entry.size):
            raise OSError(0, "its archive was changed while the build ran; build again")
        yield from self._data(info, block)

    def _data(self, info: zipfile.ZipInfo, block: int) -> Iterator[bytes]:
        with self._zip.open(info) as file:
            while data := file.read(block):
                yield data


def _zip_fault(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "it opens with a password only; save a copy without one"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link or device, not a file"
    if info.file_size > max(SMALL, RATIO * info.compress_size):
        return f"refused: it unpacks to {info.file_size:,} bytes from {info.compress_size:,}; check where it is from"
    return ""


def _path(name: str) -> str:
    """The path without the dots and double slashes that tar puts at its beginning."""
    return str(PurePosixPath(name))
