"""Servers and queries in, the processor time that each request takes out: what is left to compare where the machine has other work.

    python tests/benchmarks/server_cpu.py [--triples 1000000] [--data FOLDER]

The time is that of the server with all its processes, as the kernel counts it (in steps of 10 ms), over enough requests by 8 clients.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

import uvloop
from server_client import NUMBERS, Target, connect
from server_data import mix, write_release
from server_peers import bare, ours, wait_for

ENOUGH = 0.4
"""Seconds of the processor, about, for each query and server."""
MOST = 2_000


def processor_time(pid: int) -> dict[int, float]:
    """Seconds by process, of a process and all below it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    times = {pid: (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        times |= processor_time(int(child))
    return times


async def _ask(target: Target, query: str, requests: int, clients: int) -> None:
    texts = [target.request(query % n if "%d" in query else query) for n in range(NUMBERS)]

    async def client(number: int) -> None:
        connection = await connect(target)
        for at in range(number, requests, clients):
            if await connection.ask(texts[at % NUMBERS]) != 200:
                raise RuntimeError(f"{target.name} does not answer {query}")
        connection.close()

    await asyncio.gather(*(client(number) for number in range(clients)))


def milliseconds(target: Target, pid: int, query: str) -> float:
    """Milliseconds of the processor for each request."""
    before = processor_time(pid)
    uvloop.run(_ask(target, query, 4, 2))
    one = _spent(before, processor_time(pid)) / 4
    requests = min(MOST, max(4, int(ENOUGH / max(one, 0.0001))))
    if requests > 50:  # what a query process touches first is copied for it
        uvloop.run(_ask(target, query, requests, 8))
    before = processor_time(pid)
    uvloop.run(_ask(target, query, requests, min(8, requests)))
    return _spent(before, processor_time(pid)) / requests * 1000


def _spent(before: dict[int, float], after: dict[int, float]) -> float:
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "spacepact-benchmark")
    parser.add_argument("--queries", nargs="*", default=list(mix()), help="names of queries in the mix")
    options = parser.parse_args()
    release = write_release(options.data, options.triples)
    ratios = []
    with bare(release) as one, ours(options.data, cache_bytes=0) as other:
        wait_for(other[0])
        time.sleep(3)
        print(f"{'ms of the processor':22}{'bare':>12}{'ours':>12}{'ratio':>8}")
        for name, query in ((name, mix()[name]) for name in options.queries):
            times = [milliseconds(target, pid, query) for target, pid in (one, other)]
            ratios.append(times[0] / times[1])
            print(f"{name:22}{times[0]:12.3f}{times[1]:12.3f}{ratios[-1]:8.2f}", flush=True)
    print(f"{'geometric mean':46}{statistics.geometric_mean(ratios):8.2f}\n{'least':46}{min(ratios):8.2f}")


if __name__ == "__main__":
    main()
