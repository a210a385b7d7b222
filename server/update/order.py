"""What a write asks for and what came of it: plain messages between the server and the process that writes."""

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from server.engine.frames import tuples


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of RDF to be read: the format's file extension and the bytes."""

    extension: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """A write. `kind` is update, put, post, delete or patch; `graph` the graph written to, None for the default graph
    (not for update).

    `using` and `using_named` are the protocol's dataset of an update. `expected` is the release that must be current (""
    for any), `exists` whether the graph must be there (None for either). `validate` refuses what violates the shapes,
    `quarantine` puts
    the facts concerned aside instead.
    """

    kind: str
    data: str
    base: str
    text: str = ""
    graph: str | None = None
    parts: tuple[Part, ...] = field(default=())
    using: tuple[str, ...] | None = None
    using_named: tuple[str, ...] | None = None
    validate: bool = True
    quarantine: bool = False
    expected: str = ""
    exists: bool | None = None
    service_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: an HTTP status, why where it failed, the SHACL report (Turtle) where that is why, and the
    release that is current now."""

    status: int
    detail: str = ""
    line: int | None = None
    column: int | None = None
    report: str = ""
    release: str = ""


def order_to_json(order: Order) -> bytes:
    """An order as JSON."""
    parts = [(part.extension, base64.b64encode(part.content).decode()) for part in order.parts]
    values = {name: getattr(order, name) for name in order.__slots__ if name != "parts"}
    return json.dumps(values | {"parts": parts}).encode()


def order_from_json(text: bytes) -> Order:
    """An order from its JSON."""
    values: dict[str, Any] = json.loads(text)
    parts = tuple(Part(extension, base64.b64decode(content)) for extension, content in values.pop("parts"))
    return Order(parts=parts, **tuples(values))


def outcome_to_json(outcome: Outcome) -> bytes:
    """An outcome as JSON."""
    return json.dumps(asdict(outcome)).encode()


def outcome_from_json(text: bytes) -> Outcome:
    """An outcome from its JSON."""
    return Outcome(**json.loads(text))
