"""The server's end of a query process's socket: bytes in, frames out, and no more read than is taken."""

import asyncio
from collections import deque
from typing import Final, cast

from server.engine.frames import HEADER, Kind

_HIGH: Final = 1_000_000
_LOW: Final = 250_000
"""Bytes held for a client that has not taken them: above the first the query process has to wait, below the second it
goes on."""

Frame = tuple[Kind, bytes]


class Channel(asyncio.Protocol):
    """Frames of one query process. `None` in place of a frame means that it is gone."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._frames: deque[Frame] = deque()
        self._partial = bytearray()
        self._held = 0
        self._waiter: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._paused_at: float | None = None
        self._paused_for = 0.0
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._partial += data
        at = 0
        while len(self._partial) - at >= HEADER.size:
            kind, length = HEADER.unpack_from(self._partial, at)
            end = at + HEADER.size + length
            if end > len(self._partial):
                break
            self._frames.append((Kind(kind), bytes(self._partial[at + HEADER.size : end])))
            self._held += length
            at = end
        del self._partial[:at]
        if self._held > _HIGH and self._paused_at is None and self._transport is not None:
            self._transport.pause_reading()
            self._paused_at = self._loop.time()
        if at:
            self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.closed = True
        self._wake()

    @property
    def has_frame(self) -> bool:
        """Whether `next` returns at once."""
        return bool(self._frames)

    def send(self, data: bytes) -> None:
        """Write to the query process."""
        if self._transport is not None and not self.closed:
            self._transport.write(data)

    def fail(self, frame: Frame) -> None:
        """Put a frame before all others and take nothing more."""
        self._frames.clear()
        self._frames.append(frame)
        self.abort()
        self._wake()

    def abort(self) -> None:
        """Close the socket at once."""
        self.closed = True
        if self._transport is not None:
            self._transport.abort()

    def waited_for_client(self) -> float:
        """Seconds in which the query process could not go on because its answer was not taken."""
        return self._paused_for + (self._loop.time() - self._paused_at if self._paused_at is not None else 0.0)

    def reset_clock(self) -> None:
        """Start the count of `waited_for_client` anew."""
        self._paused_for = 0.0

    async def next(self) -> Frame | None:
        """The next frame."""
        while not self._frames:
            if self.closed:
                return None
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        kind, payload = self._frames.popleft()
        self._held -= len(payload)
        if self._paused_at is not None and self._held < _LOW and self._transport is not None and not self.closed:
            self._paused_for += self._loop.time() - self._paused_at
            self._paused_at = None
            self._transport.resume_reading()
        return kind, payload

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
