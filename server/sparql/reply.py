"""A run's answer in, HTTP messages out: whole with its length where it is short, else as a stream that is broken off
if it fails."""

import asyncio
from typing import Final

from starlette.types import Scope, Send

from server.engine.frames import Failure, Head
from server.engine.run import QueryError, Run
from server.http import log
from server.http.negotiation import Offer
from server.sparql.cache import CachedAnswer
from server.sparql.formats import content_type

_SHORT: Final = 1_000_000
"""Bytes up to which an answer that is all there is sent as one piece."""
_VARY: Final = (b"vary", b"Accept, Accept-Encoding")

Header = tuple[bytes, bytes]


class Reply:
    """The reply to one query request."""

    def __init__(
        self,
        scope: Scope,
        send: Send,
        bindings: Offer | None,
        graph: Offer | None,
        etag: str,
        release: str,
        stall_timeout: float,
    ) -> None:
        self._send = send
        self._with_body = scope["method"] != "HEAD"
        self._bindings = bindings
        self._graph = graph
        self._stall_timeout = stall_timeout
        self._release = release
        self.etag = etag
        self.note = log.note(scope)

    async def not_modified(self) -> None:
        """304: the client has the answer."""
        await self._start(304, self._validators())
        await self._send({"type": "http.response.body", "body": b""})

    async def repeat(self, answer: CachedAnswer) -> None:
        """Send a kept answer."""
        self.note.rows = answer.rows
        await self._whole(answer.headers, answer.body)

    async def send_answer(self, run: Run, keep_up_to: int) -> CachedAnswer | None:
        """Send a run's answer; returns it for keeping where it is stable and no longer than `keep_up_to` bytes.

        Raises:
            QueryError: there is no answer; if that shows after the start, the connection is broken off instead.
        """
        head = await run.head()
        headers = self._headers(head)
        parts: list[bytes] = []
        size = 0
        while size < _SHORT and run.has_more_now:
            part = await run.chunk()
            if part is None:
                self.note.rows = run.end.rows if run.end else 0
                body = b"".join(parts)
                await self._whole(headers, body)
                return CachedAnswer(headers, body, self.note.rows) if head.stable and size <= keep_up_to else None
            parts.append(part)
            size += len(part)
        kept = await self._stream(run, head, headers, parts, keep_up_to if head.stable else -1)
        return CachedAnswer(headers, kept, self.note.rows) if kept is not None else None

    async def _stream(
        self, run: Run, head: Head, headers: tuple[Header, ...], parts: list[bytes], keep_up_to: int
    ) -> bytes | None:
        """Send what is there, then the rest; returns the whole where it is short enough."""
        await self._start(200, headers)
        if not self._with_body:
            await self._send({"type": "http.response.body", "body": b""})
            return None
        kept = bytearray()
        part: bytes | None = b"".join(parts)
        try:
            while part is not None:
                if len(kept) <= keep_up_to:
                    kept += part
                async with asyncio.timeout(self._stall_timeout):
                    await self._send({"type": "http.response.body", "body": part, "more_body": True})
                part = await run.chunk()
        except QueryError as error:
            await self._break_off(error.failure, head)
            return None
        except TimeoutError:
            self.note.outcome = "stalled"
            return None
        await self._send({"type": "http.response.body", "body": b""})
        self.note.rows = run.end.rows if run.end else 0
        return bytes(kept) if len(kept) <= keep_up_to else None

    async def _break_off(self, failure: Failure, head: Head) -> None:
        """Say why, where the client can read it, and leave the body without its end, so that no one takes it for
        whole."""
        self.note.outcome = failure.reason
        if not head.encoding:
            text = f"\n# BROKEN OFF, NOT COMPLETE: {failure.message}\n"
            await self._send({"type": "http.response.body", "body": text.encode(), "more_body": True})

    async def _whole(self, headers: tuple[Header, ...], body: bytes) -> None:
        await self._start(200, (*headers, (b"content-length", str(len(body)).encode())))
        await self._send({"type": "http.response.body", "body": body if self._with_body else b""})

    async def _start(self, status: int, headers: tuple[Header, ...]) -> None:
        await self._send({"type": "http.response.start", "status": status, "headers": list(headers)})

    def _headers(self, head: Head) -> tuple[Header, ...]:
        offer = self._graph if head.form == "graph" else self._bindings
        kind = content_type(offer.media_type) if offer else "application/octet-stream"
        headers: tuple[Header, ...] = ((b"content-type", kind.encode()),)
        if head.encoding:
            headers += ((b"content-encoding", head.encoding.encode()),)
        return headers + (self._validators() if head.stable else ((b"cache-control", b"no-store"), _VARY))

    def _validators(self) -> tuple[Header, ...]:
        link = f'</releases/{self._release}>; rel="http://www.w3.org/ns/prov#has_provenance"'
        cache = (b"cache-control", b"public, max-age=0, must-revalidate")
        return ((b"etag", self.etag.encode()), cache, (b"link", link.encode()), _VARY)
