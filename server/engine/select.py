"""A SELECT query in, its rows as plain dicts out: how pages ask the same query processes that everyone else asks."""

import json
from typing import Any, Final

import anyio.to_thread

from server.engine.frames import Job
from server.engine.run import Run
from server.engine.service import Engine, Generation

Row = dict[str, str]
"""Variable to value, without the unbound ones; `<variable>@type` is iri, blank or the datatype or language of a
literal."""
_LONG: Final = 200_000
"""Bytes from which an answer is read beside the event loop."""


async def select(engine: Engine, generation: Generation, query: str, max_rows: int = 20_000) -> list[Row]:
    """All rows.

    Raises:
        QueryError: there is no answer.
        BusyError: no query process is free.
    """
    run = await engine.run(generation, Job(query=query, max_rows=max_rows))
    try:
        body = await _read(run)
    finally:
        run.close()
    return _rows(body) if len(body) < _LONG else await anyio.to_thread.run_sync(_rows, body)


async def _read(run: Run) -> bytes:
    await run.head()
    parts = []
    while (part := await run.chunk()) is not None:
        parts.append(part)
    return b"".join(parts)


def _rows(body: bytes) -> list[Row]:
    return [_row(binding) for binding in json.loads(body)["results"]["bindings"]]


def _row(binding: dict[str, dict[str, Any]]) -> Row:
    row: Row = {}
    for name, term in binding.items():
        row[name] = term["value"]
        kind = {"uri": "iri", "bnode": "blank"}.get(term["type"])
        row[f"{name}@type"] = kind or term.get("xml:lang") or term.get("datatype", "")
    return row
