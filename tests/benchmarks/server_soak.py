"""Mixed load for as long as is asked for: lookups, aggregates, runaways, clients that leave or read slowly, updates.

    python tests/benchmarks/server_soak.py [--minutes 10] [--triples 100000]

It ends with status 1 where an answer was an error other than an announced 503, 504 or 403, a lookup was wrong, memory grew by
more than a quarter after the first fifth of the time, or a process was left at the end.
"""

import argparse
import asyncio
import collections
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from server_data import write_release

ROOT = Path(__file__).parents[2]
URL = "http://127.0.0.1:8811"
TOKEN = "soak"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
ENDLESS = "SELECT * { ?a ?p ?b . ?c ?q ?d }"
SPID = "https://w3id.org/spacepact/id/"
AGGREGATES = (
    "SELECT ?role (COUNT(*) AS ?n) { ?f org:role ?role } GROUP BY ?role",
    "SELECT ?o (COUNT(DISTINCT ?m) AS ?n) { ?f org:organization ?o ; org:member ?m } GROUP BY ?o ORDER BY DESC(?n) LIMIT 10",
)


class Soak:
    """The load and what came of it."""

    def __init__(self, seconds: float) -> None:
        self.stop = time.monotonic() + seconds
        self.outcomes: collections.Counter[str] = collections.Counter()
        self.lookups: list[float] = []
        self.faults: list[str] = []

    async def lookups_of_one(self, client: httpx.AsyncClient, seed: int) -> None:
        """A client that looks names up and checks them."""
        chance = random.Random(seed)
        while time.monotonic() < self.stop:
            number = chance.randrange(200)
            query = f"SELECT ?name {{ <{SPID}state-{number}> skos:prefLabel ?name }} # {chance.random()}"
            began = time.perf_counter()
            answer = await client.get("/sparql", params={"query": query})
            self.note("lookup", answer.status_code)
            if answer.status_code == 200:
                self.lookups.append(time.perf_counter() - began)
                names = [row["name"]["value"] for row in answer.json()["results"]["bindings"]]
                if names != [f"state number {number}"]:
                    self.faults.append(f"state {number} is {names}")
            await asyncio.sleep(0.01)

    async def aggregates(self, client: httpx.AsyncClient) -> None:
        """A client that counts."""
        while time.monotonic() < self.stop:
            for query in AGGREGATES:
                answer = await client.get("/sparql", params={"query": f"{query} # {time.monotonic()}"})
                self.note("aggregate", answer.status_code)
                await asyncio.sleep(0.1)

    async def runaways(self, client: httpx.AsyncClient, leave: bool) -> None:
        """A client whose queries never end; it waits for the limit, or leaves."""
        while time.monotonic() < self.stop:
            try:
                answer = await client.get(
                    "/sparql", params={"query": RUNAWAY, "timeout": "1"}, timeout=0.5 if leave else 30
                )
                self.note("runaway", answer.status_code)
            except httpx.ReadTimeout:
                self.outcomes["runaway left"] += 1
            await asyncio.sleep(0.3)

    async def slow_readers(self, client: httpx.AsyncClient) -> None:
        """A client that takes a long answer in small sips, then goes."""
        while time.monotonic() < self.stop:
            try:
                async with client.stream(
                    "GET", "/sparql", params={"query": ENDLESS, "timeout": "3"}, headers={"Accept": "text/csv"}
                ) as answer:
                    self.note("stream", answer.status_code)
                    sips = 0
                    async for _ in answer.aiter_raw(8192):
                        sips += 1
                        await asyncio.sleep(0.05)
                        if sips > 40:
                            break
            except httpx.RemoteProtocolError:
                self.outcomes["stream broken off"] += 1

    async def updates(self, client: httpx.AsyncClient) -> None:
        """A client that writes, each write a new release."""
        number = 0
        while time.monotonic() < self.stop:
            number += 1
            old, new = "{ ?s ?p ?o }", f"{{ <{SPID}soak> <{SPID}n> {number} }}"
            text = f"DELETE WHERE {{ GRAPH <{SPID}soak> {old} }} ; INSERT DATA {{ GRAPH <{SPID}soak> {new} }}"
            answer = await client.post(
                "/sparql", data={"update": text}, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60
            )
            self.note("update", answer.status_code)
            check = await client.get("/sparql", params={"query": f"SELECT ?n {{ <{SPID}soak> <{SPID}n> ?n }}"})
            if check.status_code == 200 and answer.status_code == 200:
                values = [row["n"]["value"] for row in check.json()["results"]["bindings"]]
                if values != [str(number)]:
                    self.faults.append(f"after write {number} it is {values}")
            await asyncio.sleep(2)

    def note(self, kind: str, status: int) -> None:
        """Count an answer; one that is no announced refusal is a fault."""
        self.outcomes[f"{kind} {status}"] += 1
        if status >= 400 and status not in (503, 504):
            self.faults.append(f"{kind} was answered {status}")


def memory_of(pid: int) -> int:
    """Resident bytes of the server process itself."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def descendants(pid: int) -> list[int]:
    """Process ids below one."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [below for child in children for below in descendants(child)]


async def run(process: subprocess.Popen[bytes], seconds: float) -> Soak:
    """The whole load; prints memory as it goes."""
    soak = Soak(seconds)
    async with httpx.AsyncClient(base_url=URL, timeout=30, limits=httpx.Limits(max_connections=100)) as client:
        while True:
            try:
                if (await client.get("/health")).status_code == 200:
                    break
            except httpx.TransportError:
                await asyncio.sleep(0.2)
        memories: list[int] = []

        async def watch() -> None:
            while time.monotonic() < soak.stop:
                await asyncio.sleep(max(1.0, seconds / 50))
                memories.append(memory_of(process.pid))

        loads = [soak.lookups_of_one(client, seed) for seed in range(6)]
        loads += [
            soak.aggregates(client),
            soak.runaways(client, True),
            soak.runaways(client, False),
            soak.slow_readers(client),
            soak.updates(client),
        ]
        await asyncio.gather(*loads, watch())
    early, late = max(memories[: max(1, len(memories) // 5)]), max(memories[-max(1, len(memories) // 5) :])
    print(f"memory of the server: {early / 1e6:.0f} MB early, {late / 1e6:.0f} MB late")
    if late > early * 1.25:
        soak.faults.append("memory grew")
    return soak


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--triples", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spacepact-soak-") as folder:
        write_release(Path(folder), options.triples)
        serve = (
            "import sys; from pathlib import Path; from server.main import serve; serve(Path(sys.argv[1]), port=8811)"
        )
        settings = {
            "SPACEPACT_TOKEN": TOKEN,
            "SPACEPACT_ACCESS_LOG": "no",
            "SPACEPACT_VALIDATE_WRITES": "no",
            "PYTHONPATH": str(ROOT),
        }
        process = subprocess.Popen([sys.executable, "-c", serve, folder], cwd=ROOT, env=os.environ | settings)
        try:
            soak = asyncio.run(run(process, options.minutes * 60))
            left = descendants(process.pid)
        finally:
            process.terminate()
            process.wait()
        time.sleep(3)
        orphans = [pid for pid in left if Path(f"/proc/{pid}").exists()]
    for name, count in sorted(soak.outcomes.items()):
        print(f"{name:24}{count:8}")
    times = sorted(soak.lookups)
    print(f"lookups: median {times[len(times) // 2] * 1000:.1f} ms, 99 % {times[int(len(times) * 0.99)] * 1000:.1f} ms")
    faults = soak.faults + [f"process {pid} is left" for pid in orphans]
    print("\n".join(faults[:20]) or "no fault")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
