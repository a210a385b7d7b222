"""Our server beside others on the same data in the same run, on loopback, each started here; prints rates by query, and ratios.

    python tests/benchmarks/server.py [--triples 1000000] [--clients 8] [--seconds 1.0] [--rounds 3]
        [--rdflib /path/to/environment/bin/python] [--rdflib-triples 20000] [--without virtuoso] [--json numbers.json]

Peers: the bare server (FastAPI over the store on disk) and Virtuoso, where it is installed; rdflib-endpoint, with one client and on a
smaller graph, where --rdflib names a Python that has it. Servers take turns in each round, so that a slow minute meets all of them.
"""

import argparse
import json
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

import server_rows as rows
from server_client import Measured, Target, measure
from server_data import mix, write_release
from server_peers import bare, ours, rdflib_endpoint, virtuoso, wait_for

QUICK = 50.0
"""Milliseconds; a query that takes less is asked for a while before it is measured, by all clients."""
Results = dict[str, dict[str, Measured]]


def compare(targets: list[Target], clients: int, seconds: float, rounds: int) -> Results:
    """All queries on all servers, in turns."""
    results: Results = {}
    for name, query in mix().items():
        results[name] = {target.name: Measured() for target in targets}
        for target in targets:
            alone = Measured()
            measure(target, query, 1, 0.0, alone)
            if alone.median < QUICK:
                measure(target, query, clients, seconds / rounds, Measured())
        for _ in range(rounds):
            for target in targets:
                measure(target, query, clients, seconds / rounds, results[name][target.name])
    return results


def report(results: Results, clients: int, title: str) -> None:
    """Print a table: rate, median and the ratio of the rate to that of the bare server; geometric mean and least of the ratios."""
    servers = list(next(iter(results.values())))
    print(f"\n{title}, {clients} client(s)".ljust(32) + "".join(f"{server:>28}" for server in servers))
    ratios: dict[str, list[float]] = {server: [] for server in servers}
    for name, row in results.items():
        cells = ""
        for server in servers:
            ratio = row[server].rate / row["bare"].rate
            ratios[server].append(ratio)
            cells += f"{row[server].rate:10.0f}/s {row[server].median:7.2f}ms {ratio:6.2f}"
        print(name.ljust(31) + cells)
    print("geometric mean".ljust(31) + "".join(f"{statistics.geometric_mean(ratios[s]):28.2f}" for s in servers))
    print("least".ljust(31) + "".join(f"{min(ratios[s]):28.2f}" for s in servers), flush=True)


def report_rows(targets: list[tuple[Target, int]], release: Path) -> None:
    """Print what is no rate: lookup, long answer, runaways."""
    print(f"\nlookup in process: {rows.in_process(release):.2f} ms")
    for target, pid in targets:
        quiet = rows.lookup(target)
        first, whole, grown = rows.long_answer(target, pid)
        print(
            f"{target.name}: lookup {quiet:.2f} ms; a million rows: first byte {first:.0f} ms, end {whole:.1f} s, grew {grown:.0f} MB"
        )
    for target, _ in targets:
        quiet, beside = rows.lookup(target), rows.beside_runaways(target)
        told = (
            f"{beside:.2f} ms, {beside / quiet:.2f} times its quiet {quiet:.2f} ms"
            if beside is not None
            else "none within 20 s"
        )
        print(f"{target.name}: lookup beside four runaways: {told}", flush=True)


def compare_all(options: argparse.Namespace) -> dict[str, Results]:
    """The servers that hold the whole graph: cache off, then warm; then the rows."""
    release = write_release(options.data, options.triples)
    results = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="virtuoso-")))
        started = [stack.enter_context(bare(release)), stack.enter_context(ours(options.data, cache_bytes=0))]
        if "virtuoso" not in options.without and (peer := stack.enter_context(virtuoso(release, folder))) is not None:
            started.append(peer)
        targets = [target for target, _ in started]
        for target in targets:
            wait_for(target)
        for clients in options.clients:
            results[f"cache off, {clients}"] = compare(targets, clients, options.seconds, options.rounds)
            report(results[f"cache off, {clients}"], clients, "cache off")
        if not options.no_rows:
            report_rows(started, release)
    with bare(release) as (one, _), ours(options.data) as (other, _):
        wait_for(other)
        for clients in options.clients:
            results[f"warm, {clients}"] = compare([one, other], clients, options.seconds, options.rounds)
            report(results[f"warm, {clients}"], clients, "cache warm")
    return results


def compare_rdflib(options: argparse.Namespace) -> None:
    """rdflib-endpoint, on what it can hold."""
    data = options.data.with_name(f"{options.data.name}-small")
    release = write_release(data, options.rdflib_triples)
    with rdflib_endpoint(release, options.rdflib) as peer:
        if peer is None:
            return
        with bare(release) as (one, _), ours(data, cache_bytes=0) as (other, _):
            wait_for(other)
            results = compare([one, other, peer[0]], 1, options.seconds, 1)
            report(results, 1, f"{options.rdflib_triples} triples")


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--clients", type=int, nargs="+", default=[8])
    parser.add_argument("--seconds", type=float, default=1.0, help="for each query and server, over all rounds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=[], choices=["virtuoso"])
    parser.add_argument("--no-rows", action="store_true", help="only the mix")
    parser.add_argument("--rdflib", type=Path, help="a Python with rdflib-endpoint")
    parser.add_argument("--rdflib-triples", type=int, default=20_000)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "spacepact-benchmark")
    parser.add_argument("--json", type=Path, help="write the numbers there too")
    options = parser.parse_args()
    results = compare_all(options)
    compare_rdflib(options)
    if options.json:
        numbers = {
            t: {q: {s: [m.rate, m.median] for s, m in row.items()} for q, row in r.items()} for t, r in results.items()
        }
        options.json.write_text(json.dumps(numbers, indent=1))


if __name__ == "__main__":
    main()
