"""Servers in, the numbers that are no rate out: a lookup over the same in process, the first byte and the memory of a long answer, lookups
beside queries that never end."""

import asyncio
import os
import statistics
import time
from pathlib import Path

import uvloop
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store
from server_client import Connection, Target, connect
from server_data import mix

from ontology.namespaces import PREFIXES

LONG = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 1000000"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
LOOKUPS = 400


def in_process(release: Path) -> float:
    """Median milliseconds of the point lookup on the store on disk, its answer as JSON."""
    store = Store.read_only(str(release / "store"))
    times = []
    for number in range(LOOKUPS):
        began = time.perf_counter()
        answer = store.query(mix()["lookup"] % (number % 40), prefixes=PREFIXES)
        assert isinstance(answer, QuerySolutions)
        answer.serialize(format=QueryResultsFormat.JSON)
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


async def _lookups(target: Target, limit: float = 20.0) -> list[float]:
    connection = await connect(target)
    times: list[float] = []
    began = time.perf_counter()
    for number in range(LOOKUPS):
        sent = time.perf_counter()
        async with asyncio.timeout(limit):
            status = await connection.ask(target.request(mix()["lookup"] % (number % 40)))
        if status != 200:
            raise RuntimeError(f"a lookup was answered {status}")
        times.append(time.perf_counter() - sent)
        if time.perf_counter() - began > limit:
            break
    connection.close()
    return times


def lookup(target: Target) -> float:
    """Median milliseconds of the point lookup by one client."""
    return statistics.median(uvloop.run(_lookups(target))) * 1000


async def _beside_runaways(target: Target) -> float | None:
    connections = [await connect(target) for _ in range(4)]
    running = [asyncio.create_task(_run(connection, target)) for connection in connections]
    await asyncio.sleep(1.5)
    try:
        times = await _lookups(target)
    except (TimeoutError, ConnectionError, RuntimeError):
        return None
    finally:
        for connection, task in zip(connections, running, strict=True):
            connection.close()
            task.cancel()
    return statistics.median(times) * 1000


async def _run(connection: Connection, target: Target) -> None:
    try:
        await connection.ask(target.request(RUNAWAY))
    except ConnectionError:
        return


def beside_runaways(target: Target) -> float | None:
    """The same while four queries run that never end; None where a lookup is not answered within 20 seconds."""
    return uvloop.run(_beside_runaways(target))


async def _long_answer(target: Target, pid: int) -> tuple[float, float, float]:
    connection = await connect(target)
    before = most = _memory(pid)
    sent = time.perf_counter()
    task = asyncio.create_task(connection.ask(target.request(LONG)))
    while not task.done():
        await asyncio.wait([task], timeout=0.02)
        most = max(most, _memory(pid))
    if task.result() != 200:
        raise RuntimeError(f"the long answer was {task.result()}")
    connection.close()
    return (connection.first - sent) * 1000, time.perf_counter() - sent, (most - before) / 1e6


def long_answer(target: Target, pid: int) -> tuple[float, float, float]:
    """Of a SELECT of a million rows: milliseconds to the first byte of its body, seconds to its end, and MB by which the server's process
    grew."""
    return uvloop.run(_long_answer(target, pid))


def _memory(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
