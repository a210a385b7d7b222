"""An ASGI request in, its body out, up to a limit; and word of a client that leaves."""

import asyncio
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Receive

from server.http.problems import ProblemError

_PATIENCE: Final = 0.02
"""Seconds after which a request is worth a task that watches its client."""


class ClientLeftError(Exception):
    """The client has closed its connection before the request was read."""


async def read_body(receive: Receive, headers: Headers, limit: int, patience: float) -> bytes:
    """The whole body.

    Raises:
        ProblemError: 413 where it is longer than `limit` bytes, 408 where nothing of it comes for `patience` seconds.
        ClientLeftError: it never came whole.
    """
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > limit:
        raise _too_long(limit)
    body = bytearray()
    while True:
        try:
            async with asyncio.timeout(patience):
                message = await receive()
        except TimeoutError:
            raise ProblemError(408, "the body did not come", {"Connection": "close"}) from None
        if message["type"] == "http.disconnect":
            raise ClientLeftError
        body += message.get("body", b"")
        if len(body) > limit:
            raise _too_long(limit)
        if not message.get("more_body", False):
            return bytes(body)


class Departure:
    """Cancels the current task when the client leaves, from a moment after the start on; `left` then tells why. Close
    it at the end."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._watcher: asyncio.Task[None] | None = None
        self._timer = self._loop.call_later(_PATIENCE, self._start)
        self.left = False

    def close(self) -> None:
        """Stop watching."""
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()

    def _start(self) -> None:
        self._watcher = self._loop.create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.left = True
        if self._task is not None:
            self._task.cancel()


def _too_long(limit: int) -> ProblemError:
    return ProblemError(413, f"the body is longer than {limit} bytes", {"Connection": "close"})
