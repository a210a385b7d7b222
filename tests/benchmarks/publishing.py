"""A data folder in; how long publishing its current release to Virtuoso takes, whole, and killed half way and taken up again, out.

    python tests/benchmarks/publishing.py FOLDER

Virtuoso as Debian packages it, on loopback, with an empty database for each of the two runs. `latency.py` leaves folders of given sizes.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server_peers import INI, ROOT, free_port, process

PUBLISH = """
import sys, time
from pathlib import Path
from graph.publishing.publish import publish
from server.backend.client import Credentials
from server.backend.loading import RemoteStore
release, url = Path(sys.argv[1]), sys.argv[2]
store = RemoteStore(f"{url}/sparql", f"{url}/sparql-auth", f"{url}/sparql-graph-crud-auth", Credentials("dba", "dba"))
done = publish(release, store, 1, lambda stage, done, total, _: print(time.perf_counter(), done, total, stage, flush=True))
print(time.perf_counter(), done.sent, done.triples, "end", flush=True)
"""


@contextmanager
def virtuoso(release: Path) -> Iterator[tuple[str, int]]:
    """The address of a store with an empty database, and its process."""
    with tempfile.TemporaryDirectory(prefix="virtuoso-") as folder:
        port = free_port()
        ini = Path(folder, "virtuoso.ini")
        ini.write_text(INI.format(folder=folder, data=release, port=port, sql=free_port()))
        with process(["virtuoso-t", "+configfile", str(ini), "+foreground"], port) as running:
            yield f"http://127.0.0.1:{port}", running.pid


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process has taken."""
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def published(release: Path, store: tuple[str, int], kill_at: float = 2.0) -> tuple[dict[str, float], int, int]:
    """Publishes; seconds by stage (and of CPU), triples sent and all. Our process is killed once that share of the triples is loaded."""
    url, pid = store
    command = [sys.executable, "-c", PUBLISH, str(release), url]
    seconds: dict[str, float] = {}
    stage, began, done, total = "starting", time.perf_counter(), 0, 0
    before, theirs = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]), cpu_of(pid)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        for line in running.stdout or ():
            now, count, of, name = line.rstrip().split(" ", 3)
            seconds[stage] = seconds.get(stage, 0.0) + float(now) - began
            stage, began, done, total = name, float(now), int(count), int(of)
            if name == "loading" and done >= kill_at * total > 0:
                running.kill()
    cpu = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before
    return seconds | {"CPU": cpu, "CPU of Virtuoso": cpu_of(pid) - theirs}, done, total


def told(title: str, seconds: dict[str, float], sent: int, triples: int) -> str:
    """A line for people."""
    stages = ", ".join(f"{stage} {taken:.1f} s" for stage, taken in seconds.items() if taken >= 0.1)
    total = sum(taken for stage, taken in seconds.items() if not stage.startswith("CPU"))
    return f"{title}: {total:.1f} s, {sent:,} of {triples:,} triples sent ({stages})"


def main() -> None:
    """Reads the arguments and measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    release = (parser.parse_args().folder / "current").resolve()
    with virtuoso(release) as store:
        print(told("whole", *published(release, store)), flush=True)
        print(told("again, nothing to do", *published(release, store)), flush=True)
    with virtuoso(release) as store:
        print(told("killed half way", *published(release, store, 0.5)), flush=True)
        print(told("taken up again", *published(release, store)), flush=True)


if __name__ == "__main__":
    main()
