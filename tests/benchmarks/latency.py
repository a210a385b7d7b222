"""Numbers of triples in; what loading, opening and asking releases of those sizes takes, in tables of Markdown, out.

    python tests/benchmarks/latency.py [100000 1000000 10000000] [--data FOLDER] [--loaded] [--limit SECONDS]

A graph is that of the samples and of 1,000 documents of `corpus.py`, these again and again under other names until the size is reached: so
it has the shape that a build gives it, and the example queries have their answers. Loading is what a build does, in a process of its
own. Lookups, the name of a thing drawn by chance, are asked of all stores in turns, so that a slow minute meets each. Example queries go
to our server with its cache off; it holds the smaller graphs in memory and leaves the larger ones on disk, as it always does.
"""

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import uvloop
from corpus import generate
from pyoxigraph import QuerySolutions, Store
from server_client import Target, connect
from server_peers import ours

from graph.build import build
from graph.pipeline import standard_pipeline
from graph.running.processes import Processes
from graph.sources import sample_folder
from ontology.namespaces import PREFIXES, SKOS
from ontology.queries import load_queries

ROOT = Path(__file__).parents[2]
OURS = re.compile(rb"(<https://w3id\.org/spacepact/id/(?!graph-|activity-|spacepact>)[^>]*)>")
"""Names that differ from copy to copy."""
NAMED = re.compile(rf"<([^>]*)> <{SKOS}prefLabel>")
LOOKUP = "SELECT ?name WHERE {{ <{}> skos:prefLabel ?name }}"
LOOKUPS = 500
ROUNDS = 5
SLOW = 2.0
"""Seconds; a query that takes longer is not asked again."""
LOAD = """
import json, resource, sys, time
from pathlib import Path
from graph.rdf.canonical import fingerprint
from graph.releases.store import write_store
graph = Path(sys.argv[1], "graph.nq")
with graph.open("rb") as lines:
    told = fingerprint(lines)
began, cpu = time.perf_counter(), time.process_time()
write_store(Path(sys.argv[1], "store"), graph, told)
told = time.perf_counter() - began, time.process_time() - cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(told))
"""


def bases(data: Path) -> tuple[list[bytes], list[bytes]]:
    """The quads of the samples and those of a corpus, built once."""
    found = []
    for name in ("samples", "corpus"):
        if not (data / name / "current").exists():
            source = sample_folder()
            if name == "corpus":
                source = data / "documents"
                generate(data, 1000)
            build([source], data / name, standard_pipeline(), executor=Processes(2))
        found.append((data / name / "current" / "graph.nq").read_bytes().splitlines(keepends=True))
    return found[0], found[1]


def lines(data: Path, triples: int) -> Iterator[bytes]:
    """About so many quads: whole copies, at least one."""
    samples, corpus = bases(data)
    yield from samples
    for number in range(max(1, round((triples - len(samples)) / len(corpus)))):
        other = rb"\1-copy%d>" % number
        yield from (OURS.sub(other, line) for line in corpus)


def write(data: Path, triples: int) -> Path:
    """The data folder of such a graph, without its store."""
    folder = data / str(triples)
    release = folder / "releases" / "bench"
    if not (folder / "current").exists():
        bases(data)
        shutil.rmtree(folder, ignore_errors=True)
        rest = shutil.ignore_patterns("store", "graph.nq")
        shutil.copytree((data / "samples" / "current").resolve(), release, ignore=rest)
        command = ["sort", "-u", "-S", "512M", "-T", str(data), "-o", str(release / "graph.nq")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"}) as sorting:
            assert sorting.stdin is not None
            sorting.stdin.writelines(lines(data, triples))
        counted = subprocess.run(["wc", "-l", str(release / "graph.nq")], check=True, capture_output=True, text=True)
        manifest = json.loads((release / "manifest.json").read_text())
        manifest |= {"id": "bench", "counts": {**manifest["counts"], "quads": int(counted.stdout.split()[0])}}
        (release / "manifest.json").write_text(json.dumps(manifest))
        (folder / "current").symlink_to(Path("releases") / "bench")
    return folder


def load(release: Path) -> str:
    """Writes the store anew and tells what that took."""
    shutil.rmtree(release / "store", ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(release)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    wall, cpu, memory = json.loads(done.stdout)
    quads = json.loads((release / "manifest.json").read_text())["counts"]["quads"]
    size = sum(path.stat().st_size for path in (release / "store").iterdir())
    return f"| {quads:,} | {wall:.1f} | {cpu:.1f} | {memory:,.0f} | {size / 1e6:,.0f} | {size / quads:.0f} |"


def things(release: Path, number: int, seed: int) -> list[str]:
    """Names of things with a label, drawn from the whole of the file."""
    chance, found = random.Random(seed), list[str]()
    size = (release / "graph.nq").stat().st_size
    with (release / "graph.nq").open("rb") as file:
        while len(found) < number:
            file.seek(chance.randrange(size))
            file.readline()
            labelled = (NAMED.match(file.readline().decode()) for _ in range(200))
            found += [match[1] for match in labelled if match][:1]
    return found


def forget(release: Path) -> None:
    """Drops what the system keeps of the store's files in memory."""
    for path in (release / "store").iterdir():
        descriptor = os.open(path, os.O_RDONLY)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


def ask(store: Store, name: str) -> float:
    """Milliseconds of one lookup."""
    began = time.perf_counter()
    rows = store.query(LOOKUP.format(name), prefixes=PREFIXES)
    assert isinstance(rows, QuerySolutions) and next(rows)
    return 1000 * (time.perf_counter() - began)


def in_process(releases: list[Path]) -> list[str]:
    """Opening and lookups in this process, each store in turn: milliseconds to open, of the first lookups, and of later ones."""
    stores, cells = [], []
    for release in releases:
        forget(release)
        began = time.perf_counter()
        stores.append(Store.read_only(str(release / "store")))
        opened = 1000 * (time.perf_counter() - began)
        cold = statistics.median(ask(stores[-1], name) for name in things(release, 100, 1))
        cells.append(f"{opened:.0f} | {cold:.3f}")
    warm: list[list[float]] = [[] for _ in releases]
    drawn = [things(release, LOOKUPS, 2) for release in releases]
    for _ in range(ROUNDS):
        for number, store in enumerate(stores):
            warm[number] += [ask(store, name) for name in drawn[number]]
    return [f"{cell} | {statistics.median(times):.3f}" for cell, times in zip(cells, warm, strict=True)]


async def _asked(target: Target, query: str, times: int) -> list[float]:
    connection = await connect(target)
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        status = await connection.ask(target.request(query))
        taken.append(1000 * (time.perf_counter() - began) if status == 200 else float("inf"))
        if taken[-1] > 1000 * SLOW:
            break
    connection.close()
    return taken


def memory_of(pid: int) -> float:
    """Megabytes that a process and its children hold, what they share counted once."""
    children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it has ended
        return 0.0
    return int(rollup.partition("\nPss:")[2].split()[0]) / 1000 + sum(memory_of(int(child)) for child in children)


def served(data: Path, limit: float) -> tuple[str, dict[str, float]]:
    """Our server on a data folder: seconds until it answers, memory, lookup; and the milliseconds of each example query (inf: none within the limit)."""
    began = time.perf_counter()
    with ours(data, cache_bytes=0, timeout=limit, timeout_max=limit, transfer_timeout=limit) as (target, pid):
        names = things(data / "current", 200, 3)
        while uvloop.run(_asked(target, LOOKUP.format(names[0]), 1))[0] == float("inf"):
            time.sleep(0.2)
        ready = time.perf_counter() - began
        looked = [uvloop.run(_asked(target, LOOKUP.format(name), 2))[-1] for name in names]
        queries = {
            query.name: statistics.median(uvloop.run(_asked(target, query.text, 4))[-3:]) for query in load_queries()
        }
        return f"{ready:.1f} | {memory_of(pid):,.0f} | {statistics.median(looked):.2f}", queries


def main() -> None:
    """Reads the arguments and measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("triples", type=int, nargs="*", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "spacepact-latency")
    parser.add_argument("--loaded", action="store_true", help="ask the stores that an earlier run has left in --data")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that a query may take")
    given = parser.parse_args()
    given.data.mkdir(parents=True, exist_ok=True)
    folders = [write(given.data, triples) for triples in given.triples]
    releases = [folder / "releases" / "bench" for folder in folders]
    if not given.loaded:
        print("| quads | load, s | CPU s | MB, highest | store, MB | bytes a quad |\n|---|---|---|---|---|---|")
        for release in releases:
            print(load(release), flush=True)
    print("\n| triples | open, ms | first lookups, ms | lookup, ms | server ready, s | its memory, MB | lookup, ms |")
    print("|---|---|---|---|---|---|---|")
    results = {}
    for triples, folder, cells in zip(given.triples, folders, in_process(releases), strict=True):
        told, results[triples] = served(folder, given.limit)
        print(f"| {triples:,} | {cells} | {told} |", flush=True)
    print(
        f"\n| example query, ms | {' | '.join(f'{triples:,}' for triples in results)} |\n|{'---|' * (len(results) + 1)}"
    )
    for name in results[given.triples[0]]:
        print(f"| {name} | {' | '.join(f'{result[name]:,.1f}' for result in results.values())} |")


if __name__ == "__main__":
    main()
