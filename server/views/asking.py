"""A job in, the whole answer of the engine out: rows for pages and downloads, triples as Turtle."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from server.engine.frames import Job
from server.engine.service import Engine, Generation

Binding = Mapping[str, Mapping[str, Any]]
"""A row as SPARQL's JSON has it: a term by variable."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: `form` is bindings, boolean or graph; `seconds` the time it took."""

    form: str
    names: tuple[str, ...]
    rows: tuple[Binding, ...]
    boolean: bool | None
    graph: str
    seconds: float


async def ask(engine: Engine, generation: Generation, job: Job, timeout: float | None = None) -> Reply:
    """The answer to a job, bindings read, a graph as Turtle.

    Raises:
        QueryError: there is no answer.
        BusyError: no query process is free.
    """
    run = await engine.run(generation, replace(job, bindings="srj", graph="ttl", encoding=""), timeout)
    try:
        head = await run.head()
        parts = []
        while (part := await run.chunk()) is not None:
            parts.append(part)
        seconds = run.seconds
    finally:
        run.close()
    body = b"".join(parts)
    if head.form == "graph":
        return Reply("graph", (), (), None, body.decode(), seconds)
    content = json.loads(body)
    if head.form == "boolean":
        return Reply("boolean", (), (), bool(content["boolean"]), "", seconds)
    names = tuple(content["head"].get("vars", ()))
    return Reply("bindings", names, tuple(content["results"]["bindings"]), None, "", seconds)
