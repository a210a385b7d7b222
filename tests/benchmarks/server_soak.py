"""Mixed load for as long as is asked for: lookups, aggregates, pages, searches, runaways, clients that leave or read slowly, updates,
other releases made current, query processes and their parent killed.

    python tests/benchmarks/server_soak.py [--minutes 10] [--clients 6] [--triples 100000] [--pause 2]

It ends with status 1 where an answer was an error other than an announced 503 (with Retry-After) or the 504 of a query without an end, a
request was dropped (a long answer whose query process is killed breaks off, which its client sees), a lookup or a write was wrong, the server ended
by itself, its memory, open files or processes grew after the first fifth of the time, or a process was left.
"""

import argparse
import asyncio
import collections
import itertools
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from server_data import write_release

ROOT = Path(__file__).parents[2]
TOKEN = "soak"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
ENDLESS = "SELECT * { ?a ?p ?b . ?c ?q ?d }"
SPID = "https://w3id.org/spacepact/id/"
AGGREGATES = (
    "SELECT ?role (COUNT(*) AS ?n) { ?f org:role ?role } GROUP BY ?role",
    "SELECT ?o (COUNT(DISTINCT ?m) AS ?n) { ?f org:organization ?o ; org:member ?m } GROUP BY ?o ORDER BY DESC(?n) LIMIT 10",
)
READS = (
    ("/search?q=state+numbr+%d", "application/json"),
    ("/id/state-%d", "text/turtle"),
    ("/id/org-%d", "text/html"),
    (f"/store?graph={SPID}document-%d", "application/n-triples"),
    ("/.well-known/void?n=%d", "text/turtle"),
    ("/health?n=%d", "*/*"),
    ("/metrics?n=%d", "*/*"),
)
GROWTH = 1.15
"""What the last fifth may have of the first: memory of the server, open files, processes; and what it may have more in any case, since
connections and queries come and go."""
SLACK = {"memory": 5_000_000, "files": 20, "processes": 10}
MARK = f"SPACEPACT_SOAK_OF={os.getpid()}".encode()
"""In the environment of the server and of every process that it starts, whoever their parent is by then."""
GONE = 20.0
"""Seconds within which all processes of a server that was stopped are gone."""


@dataclass(frozen=True)
class Usage:
    """What the server process itself holds, and how many processes are its own."""

    memory: int
    files: int
    processes: int


class Soak:
    """The load and what came of it."""

    def __init__(self, server: subprocess.Popen[bytes], data: Path, minutes: float, pause: float) -> None:
        self._server = server
        self._data = data
        self._base = (data / "current").readlink().name
        self._pause = pause
        self._seconds = minutes * 60
        self._stop = time.monotonic() + self._seconds
        self.outcomes: collections.Counter[str] = collections.Counter()
        self.lookups: list[float] = []
        self.faults: list[str] = []
        self.usage: list[Usage] = []

    async def run(self, url: str, clients: int) -> None:
        """The whole load."""
        limits = httpx.Limits(max_connections=100)
        async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
            await self._started(client)
            async with asyncio.TaskGroup() as tasks:
                for seed in range(clients):
                    tasks.create_task(self._look_up(client, seed))
                for load in (self._aggregate, self._read, self._sip, self._write, self._leave, self._run_away):
                    tasks.create_task(load(client))
                tasks.create_task(self._kill())
                tasks.create_task(self._watch())

    @property
    def _going_on(self) -> bool:
        return time.monotonic() < self._stop and self._server.poll() is None

    async def _started(self, client: httpx.AsyncClient) -> None:
        while True:
            try:
                if (await client.get("/health")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.2)

    async def _look_up(self, client: httpx.AsyncClient, seed: int) -> None:
        """A client that looks names up and checks them; half of its queries were asked before."""
        chance = random.Random(seed)
        while self._going_on:
            number = chance.randrange(200)
            unique = f" # {chance.random()}" if chance.random() < 0.5 else ""
            query = f"SELECT ?name {{ <{SPID}state-{number}> skos:prefLabel ?name }}{unique}"
            began = time.perf_counter()
            answer = await self._ask(client, "lookup", query)
            if answer is not None and answer.status_code == 200:
                self.lookups.append(time.perf_counter() - began)
                self._expect(answer, "name", f"state number {number}")
            await asyncio.sleep(0.01)

    async def _aggregate(self, client: httpx.AsyncClient) -> None:
        """A client that counts."""
        for query in itertools.cycle(AGGREGATES):
            if not self._going_on:
                return
            await self._ask(client, "aggregate", f"{query} # {time.monotonic()}")
            await asyncio.sleep(0.1)

    async def _read(self, client: httpx.AsyncClient) -> None:
        """A client that reads everything else that is served."""
        for number, (path, accept) in enumerate(itertools.cycle(READS)):
            if not self._going_on:
                return
            await self._get(client, path.split("?")[0].split("%")[0], path % (number % 10), accept)
            await asyncio.sleep(0.1)

    async def _leave(self, client: httpx.AsyncClient) -> None:
        """A client that asks for what never ends, and leaves."""
        while self._going_on:
            try:
                await client.get("/sparql", params={"query": RUNAWAY, "timeout": "5"}, timeout=0.5)
            except httpx.TimeoutException:
                self.outcomes["runaway left"] += 1
            except httpx.TransportError as error:
                self.faults.append(f"runaway: {error!r}")
            await asyncio.sleep(0.5)

    async def _run_away(self, client: httpx.AsyncClient) -> None:
        """A client that asks for what never ends, and waits for the limit."""
        while self._going_on:
            await self._ask(client, "runaway", RUNAWAY, timeout="1")
            await asyncio.sleep(0.5)

    async def _sip(self, client: httpx.AsyncClient) -> None:
        """A client that takes a long answer in small sips, then goes."""
        while self._going_on:
            parameters = {"query": ENDLESS, "timeout": "3", "format": "csv"}
            try:
                async with client.stream("GET", "/sparql", params=parameters) as answer:
                    self._note("stream", answer)
                    sips = 0
                    async for _ in answer.aiter_raw(8192):
                        sips += 1
                        await asyncio.sleep(0.05)
                        if sips > 40:
                            break
            except httpx.TransportError as error:
                self._break("stream", error)

    async def _write(self, client: httpx.AsyncClient) -> None:
        """A client that writes, each write a new release; every fifth time the first release is made current again."""
        for number in itertools.count(1):
            if not self._going_on:
                return
            await self._back(client) if number % 5 == 0 else await self._update(client, number)
            self._tidy()
            await asyncio.sleep(self._pause)

    async def _update(self, client: httpx.AsyncClient, number: int) -> None:
        old, new = "{ ?s ?p ?o }", f"{{ <{SPID}soak> <{SPID}n> {number} }}"
        text = f"DELETE WHERE {{ GRAPH <{SPID}soak> {old} }} ; INSERT DATA {{ GRAPH <{SPID}soak> {new} }}"
        headers = {"Authorization": f"Bearer {TOKEN}"}
        try:
            answer = await client.post("/sparql", data={"update": text}, headers=headers, timeout=150)
        except httpx.TransportError as error:
            self.faults.append(f"update was dropped: {error!r}")
            return
        self._note("update", answer)
        if answer.status_code == 200:
            check = await self._ask(client, "check", f"SELECT ?n {{ <{SPID}soak> <{SPID}n> ?n }}")
            if check is not None and check.status_code == 200:
                self._expect(check, "n", str(number))

    async def _back(self, client: httpx.AsyncClient) -> None:
        link = self._data / ".current-soak"
        link.symlink_to(Path("releases") / self._base)
        link.replace(self._data / "current")
        until = time.monotonic() + 60
        while time.monotonic() < until:
            answer = await self._get(client, "/health", "/health", "*/*")
            if answer is not None and answer.json().get("release") == self._base:
                self.outcomes["release switched"] += 1
                return
            await asyncio.sleep(0.1)
        self.faults.append("another release was not taken up within a minute")

    def _tidy(self) -> None:
        """Old releases are deleted while queries may still run on them."""
        kept = {self._base, (self._data / "current").readlink().name}
        for folder in (self._data / "releases").iterdir():
            if folder.name not in kept:
                shutil.rmtree(folder)

    async def _kill(self) -> None:
        """Query processes killed from outside, now and then the process that they are forked from."""
        chance = random.Random(1)
        for number in itertools.count(1):
            await asyncio.sleep(min(10.0, self._seconds / 20))
            if not self._going_on:
                return
            parents = children_of(self._server.pid)
            processes = [child for parent in parents for child in children_of(parent)]
            for pid in chance.sample(parents, min(1, len(parents))) if number % 6 == 0 else processes[:1]:
                self.outcomes["killed parent" if pid in parents else "killed query process"] += 1
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue

    async def _watch(self) -> None:
        while self._going_on:
            self.usage.append(usage_of(self._server.pid))
            await asyncio.sleep(max(1.0, self._seconds / 100))

    async def _ask(self, client: httpx.AsyncClient, kind: str, query: str, **parameters: str) -> httpx.Response | None:
        path = str(httpx.URL("/sparql", params={"query": query, **parameters}))
        return await self._get(client, kind, path, "application/sparql-results+json")

    async def _get(self, client: httpx.AsyncClient, kind: str, path: str, accept: str) -> httpx.Response | None:
        try:
            answer = await client.get(path, headers={"Accept": accept})
        except httpx.TransportError as error:
            self._break(kind, error)
            return None
        self._note(kind, answer)
        return answer

    def _break(self, kind: str, error: httpx.TransportError) -> None:
        """Count an answer that broke off; one that was not begun, or not in time, is a fault."""
        self.outcomes[f"{kind} broken off"] += 1
        if "incomplete chunked read" not in str(error):
            self.faults.append(f"{kind} was dropped: {error!r}")

    def _expect(self, answer: httpx.Response, variable: str, value: str) -> None:
        values = [row[variable]["value"] for row in answer.json()["results"]["bindings"]]
        if values != [value]:
            self.faults.append(f"{variable} is {values}, not {value}")

    def _note(self, kind: str, answer: httpx.Response) -> None:
        """Count an answer; one that is no announced refusal is a fault."""
        status = answer.status_code
        self.outcomes[f"{kind} {status}"] += 1
        announced = status == 503 and "retry-after" in answer.headers
        if status >= 400 and not announced and not (status == 504 and kind in ("runaway", "stream")):
            self.faults.append(f"{kind} was answered {status}: {answer.text.strip() if answer.is_closed else ''}"[:300])

    def judge(self, ended: int | None, left: list[int]) -> None:
        """Add what the numbers tell to the faults. `ended` is the status with which the server ended before it was told to."""
        if ended is not None:
            self.faults.append(f"the server ended by itself with status {ended}")
        fifth = max(1, len(self.usage) // 5)
        for name in SLACK:
            early, late = (max(getattr(u, name) for u in part) for part in (self.usage[:fifth], self.usage[-fifth:]))
            print(f"{name} of the server: at most {early:,} in the first fifth, {late:,} in the last")
            if late > max(early * GROWTH, early + SLACK[name]):
                self.faults.append(f"{name} grew")
        self.faults += [f"process {pid} is left" for pid in left]

    def report(self) -> None:
        """Print what was answered, how fast, and the faults."""
        for name, count in sorted(self.outcomes.items()):
            print(f"{name:28}{count:8}")
        times = sorted(self.lookups)
        if times:
            middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
            print(f"lookups: median {middle * 1000:.1f} ms, 99 % within {late * 1000:.1f} ms")
        print("\n".join(self.faults[:30]) or "no fault")


def usage_of(pid: int) -> Usage:
    """Resident bytes, open files and processes of the server."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return Usage(pages * os.sysconf("SC_PAGE_SIZE"), files, len(marked()))


def children_of(pid: int) -> list[int]:
    """Processes that a process's threads have started; none where it has gone."""
    try:
        lists = [task.joinpath("children").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(child) for text in lists for child in text.split()]


def marked() -> list[int]:
    """The processes of the server, itself among them."""
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and _is_marked(path)]


def _is_marked(process: Path) -> bool:
    try:
        return MARK in process.joinpath("environ").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False


def left_over() -> list[int]:
    """Processes that are there long after the server was stopped."""
    until = time.monotonic() + GONE
    while (there := marked()) and time.monotonic() < until:
        time.sleep(0.2)
    return there


@contextmanager
def serving(data: Path, log: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server of the data folder on a free loopback port, and its address; what it writes goes to a file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = "import sys; from pathlib import Path; from server.main import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
    settings = {"SPACEPACT_TOKEN": TOKEN, "SPACEPACT_ACCESS_LOG": "no", "SPACEPACT_VALIDATE_WRITES": "no"}
    name, _, value = MARK.decode().partition("=")
    environment = os.environ | settings | {"PYTHONPATH": str(ROOT), name: value}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", serve, str(data), str(port)], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--clients", type=int, default=6, help="clients that look names up, beside the others")
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--pause", type=float, default=2, help="seconds between two writes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spacepact-soak-") as folder:
        data, log = Path(folder) / "data", Path(folder) / "log"
        data.mkdir()
        write_release(data, options.triples)
        with serving(data, log) as (process, url):
            soak = Soak(process, data, options.minutes, options.pause)
            asyncio.run(soak.run(url, options.clients))
            ended = process.poll()
        soak.judge(ended, left_over())
        soak.report()
        if soak.faults:
            print("The server's last lines:", *log.read_text(errors="replace").splitlines()[-20:], sep="\n  ")
    sys.exit(bool(soak.faults))


if __name__ == "__main__":
    main()
