"""Bytes in pieces in, compressed bytes out, for answers that are sent while they are made."""

import zlib
from typing import Final, Protocol

import zstandard

ENCODINGS: Final = ("zstd", "gzip")
"""The content codings that answers are sent in, the better one first."""


class Compressor(Protocol):
    """A stream of one content coding."""

    def add(self, data: bytes) -> bytes:
        """Take bytes; returns what is ready, which may be nothing."""
        ...

    def sync(self) -> bytes:
        """All that was taken so far, so that the other side can read it now."""
        ...

    def end(self) -> bytes:
        """The rest of the stream."""
        ...


class Zstd:
    """zstd at a level that keeps up with the engine."""

    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor(level=3).compressobj()

    def add(self, data: bytes) -> bytes:
        return self._stream.compress(data)

    def sync(self) -> bytes:
        return self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def end(self) -> bytes:
        return self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_FINISH)


class Gzip:
    """gzip, fast."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(4, zlib.DEFLATED, 16 + zlib.MAX_WBITS)

    def add(self, data: bytes) -> bytes:
        return self._stream.compress(data)

    def sync(self) -> bytes:
        return self._stream.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._stream.flush(zlib.Z_FINISH)


def compressor(encoding: str) -> Compressor | None:
    """The stream of a content coding; None for "" (identity)."""
    if not encoding:
        return None
    return Zstd() if encoding == "zstd" else Gzip()
