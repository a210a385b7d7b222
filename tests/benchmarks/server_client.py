"""Requests by several clients at once in, rates and times out; the client itself takes as little of the machine as it can."""

import asyncio
import random
import statistics
import time
import urllib.parse
from dataclasses import dataclass, field
from typing import cast

import httptools
import uvloop

ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
NUMBERS = 40
"""So many different numbers take the place of %d in a query."""


@dataclass(frozen=True)
class Target:
    """A server: where it answers, and whether queries have to declare their prefixes."""

    name: str
    port: int
    path: str = "/sparql"
    prologue: str = ""

    def request(self, query: str) -> bytes:
        """The bytes of a GET."""
        target = f"{self.path}?query={urllib.parse.quote(self.prologue + query)}"
        return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: {ACCEPT}\r\n\r\n".encode()


@dataclass
class Measured:
    """The times of all requests (seconds) and the time in which they were sent."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.times) / self.seconds

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.times) * 1000


class Connection(asyncio.Protocol):
    """One connection that is kept open; an answer is only counted, not kept."""

    def __init__(self) -> None:
        self.body = 0
        self.first = 0.0
        self._done: asyncio.Future[int] | None = None
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._done is not None and not self._done.done():
            self._done.set_exception(ConnectionError("the server closed the connection"))

    def on_body(self, body: bytes) -> None:
        if not self.body:
            self.first = time.perf_counter()
        self.body += len(body)

    def on_message_complete(self) -> None:
        if self._done is not None and not self._done.done():
            self._done.set_result(self._parser.get_status_code())
        self._parser = httptools.HttpResponseParser(self)

    async def ask(self, request: bytes) -> int:
        """Send a request and read its answer to the end; the status."""
        assert self._transport is not None
        self.body, self.first = 0, 0.0
        self._done = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._done

    def close(self) -> None:
        """Close it, also in the middle of an answer."""
        if self._transport is not None:
            self._transport.abort()


async def connect(target: Target) -> Connection:
    """A new connection."""
    _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", target.port)
    return connection


async def _measure(target: Target, query: str, clients: int, seconds: float, into: Measured) -> None:
    chance = random.Random(len(into.times))
    requests = [target.request(query % n if "%d" in query else query) for n in range(NUMBERS)]
    began = time.perf_counter()

    async def client() -> None:
        connection = await connect(target)
        while True:
            sent = time.perf_counter()
            status = await connection.ask(chance.choice(requests))
            ended = time.perf_counter()
            if status != 200:
                raise RuntimeError(f"{target.name} answered {status} to {query}")
            into.times.append(ended - sent)
            if ended - began > seconds:
                break
        connection.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    into.seconds += time.perf_counter() - began


def measure(target: Target, query: str, clients: int, seconds: float, into: Measured) -> None:
    """Have several clients ask a query for a time, again and again."""
    uvloop.run(_measure(target, query, clients, seconds, into))
