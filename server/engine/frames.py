"""What the server and its query processes say to each other: messages in, frames of a kind, a length and a payload
out (and back)."""

import json
import socket
import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

HEADER: Final = struct.Struct("!BI")
"""Kind and length of the payload that follows."""
CHUNK: Final = 65_536
"""Bytes that a query process gathers before it sends them on; the first chunk is sent as soon as the engine gives
one."""


class Kind(IntEnum):
    """What a frame holds: JSON, except for DATA."""

    JOB = 1
    HEAD = 2
    DATA = 3
    END = 4
    ERROR = 5


@dataclass(frozen=True, slots=True)
class Job:
    """A query to run. `bindings`, `graph` are file extensions of the formats to answer in (None: not acceptable);
    limits as in the settings.

    `default_graphs` and `named_graphs` are the protocol's dataset, None where the request gives none. `encoding` is
    zstd, gzip or "". `timeout` is the time that the query may take (seconds), which the server keeps; 0 where it is
    not told.
    """

    query: str
    bindings: str | None = "srj"
    graph: str | None = "ttl"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base: str = ""
    encoding: str = ""
    max_rows: int = 5_000_000
    max_bytes: int = 2_000_000_000
    service_hosts: tuple[str, ...] = ()
    timeout: float = 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """The start of an answer. `form` is bindings, boolean or graph; `stable` whether the same query always has the
    same answer."""

    form: str
    extension: str
    encoding: str = ""
    stable: bool = True


@dataclass(frozen=True, slots=True)
class End:
    """The end of a whole answer: rows (or triples) where they could be counted, and bytes before compression."""

    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer. `reason` is syntax, refused, unacceptable, rows, bytes, memory, time, engine, crash or
    stalled; of a store elsewhere also gateway (it failed) or unreachable."""

    reason: str
    message: str
    line: int | None = None
    column: int | None = None
    details: tuple[str, ...] = field(default=())


def pack(kind: Kind, payload: bytes) -> bytes:
    """A frame."""
    return HEADER.pack(kind, len(payload)) + payload


def encode(message: Job | Head | End | Failure) -> bytes:
    """A message as JSON."""
    return json.dumps({name: getattr(message, name) for name in message.__slots__}).encode()


def pack_json(kind: Kind, message: Job | Head | End | Failure) -> bytes:
    """A frame that holds a message."""
    return pack(kind, encode(message))


def read_job(connection: socket.socket) -> Job | None:
    """The next job on a blocking socket; None where the other side has closed it."""
    received = connection.recv(CHUNK)
    while len(received) < HEADER.size or len(received) < HEADER.size + HEADER.unpack_from(received)[1]:
        if not (part := connection.recv(CHUNK)):
            return None
        received += part
    return Job(**tuples(json.loads(received[HEADER.size :])))


def tuples(values: dict[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples that the messages hold."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
