"""A place in, the bytes of the document there out, with the hashes of all that decides what a build makes of it."""

import hashlib
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from graph.readers.sidecar import MAX_BYTES, sidecar_path
from graph.sources import archives
from graph.sources.places import Beside, Member, Place, Remote, Source, Unusable, taken

BLOCK: Final = 1 << 20
"""Bytes that are read at once."""


@dataclass(frozen=True, slots=True)
class Content:
    """A document's bytes, of a large one only the first: one more than was asked for; and those of its sidecar, with the sidecar's name."""

    source: Source
    data: bytes
    sidecar: tuple[str, bytes] | None = None


def observe(place: Place) -> Source:
    """The source at a place. A file of this machine is hashed; one that lies elsewhere is not fetched for that.

    Raises:
        OSError: the file or its sidecar cannot be opened.
    """
    match place:
        case Path():
            return fetch(place, 0).source
        case Unusable():
            raise OSError(0, place.reason)
        case _:
            return Source(place, "", "", place.size)


def fetch(place: Place, most: int) -> Content:
    """Reads a document and its sidecar; of a document with more than `most` bytes the others are hashed only.

    Raises:
        OSError: the file or its sidecar cannot be opened or fetched.
    """
    sha256, size, data = _read(place, most)
    beside = _beside(place)
    if beside is None:
        return Content(Source(place, sha256, "", size), data)
    return Content(Source(place, sha256, beside.sha256, size), data, (beside.name, beside.data))


def fingerprint(sources: Iterable[Source], versions: Iterable[str]) -> str:
    """A hash of the documents' names and bytes, their sidecars', and the given versions; the order of documents does not matter."""
    rows = sorted((source.path.name, source.sha256, source.sidecar) for source in sources)
    return hashlib.sha256(repr((rows, sorted(versions))).encode()).hexdigest()


def _beside(place: Place) -> Beside | None:
    if isinstance(place, Member):
        return place.sidecar
    sidecar = sidecar_path(place) if isinstance(place, Path) else place.sidecar if isinstance(place, Remote) else None
    if sidecar is None:
        return None
    sha256, _, data = _read(sidecar, MAX_BYTES)
    return Beside(sidecar.name, sha256, data)


def _read(place: Place, most: int) -> tuple[str, int, bytes]:
    with closing(_blocks(place, most)) as blocks:
        return taken(blocks, most)


def _blocks(place: Place, most: int) -> Generator[bytes]:
    match place:
        case Path():
            with place.open("rb") as file:
                yield from iter(partial(file.read, BLOCK), b"")
        case Remote():
            from graph.sources.remote import blocks

            yield from blocks(place, most, BLOCK)
        case Member():
            yield from archives.blocks(place, BLOCK)
        case Unusable():
            raise OSError(0, place.reason)
