"""An address such as s3://bucket/folder in, the places of the files there out, and their bytes, by fsspec's file systems.

Needs the extra `spacepact[remote]`. Credentials and end points are what these file systems read from the environment; addresses with a
password are refused, and no message of ours holds what stands after the question mark of an address.
"""

import errno
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, Any, Final
from urllib.parse import urlsplit

from graph.readers.sidecar import sidecar_names
from graph.sources.choosing import choose
from graph.sources.places import WEB, Place, Remote, SourceError

SPOOLED: Final = 4 << 30
"""Bytes of an archive on the web at most: it is copied to a temporary file, since not every server gives parts of a file."""
_SMALL: Final = 1 << 20
_DRIVERS: Final = (
    ("aiohttp", "ClientError"),
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("google.auth.exceptions", "GoogleAuthError"),
    ("gcsfs.retry", "HttpError"),
)
"""What the file systems raise beside OSError: modules and names."""
_QUERY: Final = re.compile(r"\?[^\s'\")]*")


def find(address: str) -> list[Place]:
    """The documents at an address: that file, or all below that folder or page.

    Raises:
        SourceError: it does not exist or cannot be reached, or what it takes is not installed.
    """
    parts = urlsplit(address)
    if parts.password or (parts.username and address.startswith(WEB)):
        raise SourceError(
            f"{parts.scheme}://{parts.hostname}: credentials are read from the environment, not from an address"
        )
    if address.startswith(WEB):
        from graph.sources.web import find as finder
    else:
        finder = _find
    try:
        return list(finder(address))
    except OSError as error:
        raise SourceError(f"{_QUERY.sub('', address)}: {error.strerror or error}") from error


def _find(address: str) -> Iterator[Place]:
    files, path = file_system(address)
    with told():
        files.invalidate_cache()
        info = files.info(path)
        is_file = info["type"] == "file"
        found = {path: info} if is_file else files.find(path, detail=True)
        for name in sidecar_names(PurePosixPath(path).name) if is_file else ():
            beside = f"{files._parent(path)}/{name}"
            found |= {beside: files.info(beside)} if files.exists(beside) else {}
    if is_file:
        sidecar = next((_remote(address, at, info) for at, info in found.items() if at != path), None)
        yield _remote(address, path, info, sidecar)
    else:
        yield from _below(address, path.rstrip("/") + "/", found)


def _below(address: str, folder: str, found: Mapping[str, Mapping[str, Any]]) -> Iterator[Place]:
    inside = {path.removeprefix(folder): path for path, info in found.items() if info["type"] == "file"}

    def remote(name: str, sidecar: Remote | None = None) -> Remote:
        return _remote(address, inside[name], found[inside[name]], sidecar)

    for name, beside in choose(inside, lambda name: next(blocks(remote(name), _SMALL, _SMALL), b"")):
        yield remote(name, remote(beside) if beside else None)


def _remote(address: str, path: str, info: Mapping[str, Any], sidecar: Remote | None = None) -> Remote:
    version = str(info.get("ETag") or info.get("etag") or "")
    return Remote(address, path, int(info.get("size") or 0), version, sidecar)


def blocks(remote: Remote, most: int, block: int) -> Iterator[bytes]:
    """The bytes of a file; one of `most` bytes or fewer by one request, where its size is known.

    Raises:
        OSError: it cannot be fetched.
    """
    files, _ = file_system(remote.root)
    with told():
        if 0 < remote.size <= most:
            yield files.cat_file(remote.path, start=0, end=most + 1)
            return
        options = {"block_size": 0} if remote.path.startswith(WEB) else {}
        with files.open(remote.path, "rb", **options) as file:
            while data := file.read(block):
                yield data


def opened(remote: Remote) -> IO[bytes]:
    """The file, to be read at any place; one on the web is copied first.

    Raises:
        OSError: it cannot be fetched, or is larger than `SPOOLED`.
    """
    files, _ = file_system(remote.root)
    with told():
        if not remote.path.startswith(WEB):
            file: IO[bytes] = files.open(remote.path, "rb")
            return file
        copy = tempfile.TemporaryFile()  # noqa: SIM115 - its reader closes it
        for data in blocks(remote, 0, _SMALL):
            copy.write(data)
            if copy.tell() > SPOOLED:
                raise OSError(errno.EFBIG, f"larger than {SPOOLED:,} bytes; split it")
        copy.seek(0)
        return copy


def file_system(address: str) -> tuple[Any, str]:
    """fsspec's file system of an address, and the path there.

    Raises:
        SourceError: there is none for such addresses, or what it takes is not installed.
    """
    scheme = address.partition("://")[0]
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]

        files, path = url_to_fs(address)
    except ModuleNotFoundError as error:
        raise SourceError(f"{scheme}:// needs {error.name}: pip install 'spacepact[remote]'") from error
    except ImportError as error:
        raise SourceError(
            f"{scheme}:// needs more than is installed ({error}): pip install 'spacepact[remote]'"
        ) from error
    except ValueError as error:
        raise SourceError(f"{scheme}:// is no kind of address that is known: {error}") from error
    return files, path


@contextmanager
def told() -> Iterator[None]:
    """Turns what a file system raises into an OSError that says what is wrong, without what may be secret in an address.

    Raises:
        OSError: in place of such an error.
    """
    try:
        yield
    except _errors() as error:
        raise _explained(error) from error


def _explained(error: BaseException) -> OSError:
    cause = error.__cause__
    if cause is not None and type(cause).__module__.startswith(
        "aiohttp."
    ):  # fsspec calls all that goes wrong there not found
        error = cause
    status = getattr(error, "status", None)
    if status in (404, 410) or isinstance(error, FileNotFoundError):
        return OSError(errno.ENOENT, "no such file or folder")
    if status in (401, 403) or isinstance(error, PermissionError):
        return OSError(errno.EACCES, "access is denied; credentials are read from the environment")
    text = (isinstance(error, OSError) and error.strerror) or f"{type(error).__name__}: {error}"
    return OSError(errno.EIO, _QUERY.sub("?…", text))


def _errors() -> tuple[type[Exception], ...]:
    return OSError, *(getattr(sys.modules[module], name) for module, name in _DRIVERS if module in sys.modules)
