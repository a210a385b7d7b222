"""Our server beside others on the same data in the same run, on loopback; prints requests per second by query, and ratios.

    python tests/benchmarks/server.py [--triples 1000000] [--clients 1 8] [--seconds 1.0]

The bare server is started here. Virtuoso and rdflib-endpoint are measured where `--peer NAME=URL` says that they run on the same graph.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from server_data import mix, write_release

ROOT = Path(__file__).parents[2]
ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"


@dataclass(frozen=True)
class Measured:
    """Requests per second and the median time of one (milliseconds)."""

    rate: float
    median: float


@contextmanager
def started(arguments: list[str], port: int, **settings: object) -> Iterator[subprocess.Popen[bytes]]:
    """A server process, ready for requests."""
    environment = (
        os.environ | {"PYTHONPATH": str(ROOT)} | {f"SPACEPACT_{k.upper()}": str(v) for k, v in settings.items()}
    )
    process = subprocess.Popen(arguments, cwd=ROOT, env=environment)
    try:
        while not _answers(port):
            if process.poll() is not None:
                raise RuntimeError(f"{arguments[1]} ended")
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, query: str) -> bytes:
    """One request on an open connection; the body."""
    target = f"{path}?query={urllib.parse.quote(query)}"
    writer.write(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: {ACCEPT}\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b" 200 " not in head.partition(b"\r\n")[0] + b" ":
        raise RuntimeError(head.decode())
    if b"content-length: " in head:
        return await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))
    body = bytearray()
    while length := int(await reader.readline(), 16):
        body += await reader.readexactly(length)
        await reader.readline()
    await reader.readline()
    return bytes(body)


async def measure(port: int, path: str, query: str, clients: int, seconds: float, numbers: int) -> Measured:
    """Ask a query by several clients for a time; numbers in the query differ each time."""
    times: list[float] = []
    stop = time.perf_counter() + seconds

    async def client(seed: int) -> None:
        chance = random.Random(seed)
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
        while True:
            text = query % chance.randrange(numbers) if "%d" in query else query
            began = time.perf_counter()
            await ask(reader, writer, path, text)
            ended = time.perf_counter()
            times.append(ended - began)
            if ended > stop:
                break
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client(seed) for seed in range(clients)))
    return Measured(len(times) / (time.perf_counter() - began), statistics.median(times) * 1000)


def compare(ports: dict[str, tuple[int, str]], clients: int, seconds: float) -> dict[str, dict[str, Measured]]:
    """All queries on all servers, taking turns, so that a slow minute of the machine meets all of them."""
    results: dict[str, dict[str, Measured]] = {}
    for name, query in mix().items():
        results[name] = {}
        for server, (port, path) in ports.items():
            asyncio.run(measure(port, path, query, clients, 0.1, 40))
            results[name][server] = asyncio.run(measure(port, path, query, clients, seconds, 40))
    return results


def report(results: dict[str, dict[str, Measured]], clients: int) -> None:
    """Print a table: rate and median per server, ratio of rates to the bare server, and the geometric mean of these."""
    servers = list(next(iter(results.values())))
    print(f"\n{clients} client(s)".ljust(22) + "".join(f"{server:>28}" for server in servers))
    ratios: dict[str, list[float]] = {server: [] for server in servers}
    for name, row in results.items():
        cells = ""
        for server in servers:
            ratio = row[server].rate / row["bare"].rate
            ratios[server].append(ratio)
            cells += f"{row[server].rate:10.0f}/s {row[server].median:8.2f}ms {ratio:5.2f}"
        print(name.ljust(22) + cells)
    print(
        "geometric mean".ljust(22) + "".join(f"{statistics.geometric_mean(ratios[s]):28.2f}" for s in servers),
        flush=True,
    )
    print("least".ljust(22) + "".join(f"{min(ratios[s]):28.2f}" for s in servers), flush=True)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=URL")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "spacepact-benchmark")
    parser.add_argument("--json", type=Path, help="write the numbers there too")
    options = parser.parse_args()
    folder = write_release(options.data, options.triples)
    serve = "import sys; from pathlib import Path; from server.main import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
    ours = [sys.executable, "-c", serve, str(options.data)]
    with (
        started([sys.executable, str(Path(__file__).parent / "server_bare.py"), str(folder / "store"), "8801"], 8801),
        started([*ours, "8802"], 8802, cache_bytes=0, access_log="no"),
        started([*ours, "8803"], 8803, access_log="no"),
    ):
        ports = {"bare": (8801, "/sparql"), "ours": (8802, "/sparql"), "ours, cache": (8803, "/sparql")}
        for peer in options.peer:
            name, _, url = peer.partition("=")
            parts = urllib.parse.urlsplit(url)
            ports[name] = (parts.port or 80, parts.path)
        time.sleep(5 + options.triples / 100_000)
        for clients in options.clients:
            results = compare(ports, clients, options.seconds)
            report(results, clients)
            if options.json:
                rows = {query: {s: vars(m) for s, m in row.items()} for query, row in results.items()}
                options.json.with_suffix(f".{clients}.json").write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
