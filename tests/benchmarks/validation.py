"""A release and numbers of copies in, how long validation takes on so many copies of its graph, and with how much memory, out.

    python tests/benchmarks/validation.py RELEASE [--copies 70] [--pyshacl-copies 1]

Facts, documents, people and agreements are copied, states and organisations shared. Each measurement runs in a process of its own; CPU
seconds are told beside wall-clock seconds. pySHACL is measured on as many copies as it can take, and its time a triple compared. `store`
is an open store on disk, as builds have it, `change` such a store as a whole, and then 100 facts of one copy with their evidence that go
from it and come back; loading is not counted there.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ontology.namespaces import FOAF, OA, PROV, RDF, SP, SPID
from shapes.validation import Known, revalidate, validate, validate_store
from tests.benchmarks.releases import highest_memory

ENGINES = ("auto", "pyshifty", "pyshacl", "store", "change")
CHANGED = 100
"""Facts that go and come back."""
LEADING = (PROV + "wasDerivedFrom", OA + "hasSelector")
"""From a fact to its passages, and from these to their places."""


def copies(graph: Path, number: int) -> Iterator[str]:
    """The lines of a graph so many times, with names of their own for what one document tells."""
    lines = graph.read_text(encoding="utf-8").splitlines(keepends=True)
    own = set(re.findall(rf"<{SPID}((?:fact|passage|document)-[^>]*)>", "".join(lines)))
    kinds = (f"<{SP}Agreement>", f"<{FOAF}Person>")
    own |= {line.partition(">")[0].removeprefix(f"<{SPID}") for line in lines if any(kind in line for kind in kinds)}
    name = re.compile(rf"<{SPID}([^>]*)>")

    def copied(found: re.Match[str], copy: int) -> str:
        return f"<{SPID}{found[1]}-copy-{copy}>" if found[1] in own else found[0]

    for copy in range(number):
        for line in lines:
            yield name.sub(partial(copied, copy=copy), line)


def measure(graph: Path, engine: str) -> None:
    """Validates and prints wall-clock seconds, CPU seconds, MiB and the number of results, a line each time."""
    if engine in ("auto", "pyshifty", "pyshacl"):
        _timed(lambda: Known(validate(graph, engine=engine)))
        return
    folder = graph.with_suffix("")
    _fill(folder, graph)
    store = Store(str(folder))
    if engine == "store":
        _timed(lambda: validate_store(store))
        return
    quads = facts_with_evidence(store, CHANGED)
    triples = [quad.triple for quad in quads]
    known = _timed(lambda: validate_store(store))
    for quad in quads:
        store.remove(quad)
    less = _timed(lambda: revalidate(known, store, triples, []))
    store.extend(quads)
    _timed(lambda: revalidate(less, store, [], triples))


def _fill(folder: Path, graph: Path) -> None:
    """In a process of its own, so that its memory does not count; compacted, as a store that is served long is."""
    code = (
        "import sys; from pathlib import Path; from pyoxigraph import Quad, Store; from shapes.data import read_quads;"
        " s = Store(sys.argv[1]); s.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in read_quads(Path(sys.argv[2])));"
        " s.optimize()"
    )
    subprocess.run([sys.executable, "-c", code, str(folder), str(graph)], check=True, cwd=Path(__file__).parents[2])


def _timed(validation: Callable[[], Known]) -> Known:
    wall, cpu = time.perf_counter(), time.process_time()
    known = validation()
    print(time.perf_counter() - wall, time.process_time() - cpu, highest_memory(), len(known.report.results))
    return known


def facts_with_evidence(store: Store, number: int) -> list[Quad]:
    """All that is told of some facts of one copy, of their passages and of the places of these."""
    facts = store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(SP + "Fact"), DefaultGraph())
    chosen = [
        quad.subject for quad in facts if isinstance(quad.subject, NamedNode) and quad.subject.value.endswith("-copy-1")
    ]
    found: dict[Quad, None] = {}
    waiting = random.Random(1).sample(sorted(chosen, key=str), number)
    while waiting:
        quads = list(store.quads_for_pattern(waiting.pop(), None, None, DefaultGraph()))
        found |= dict.fromkeys(quads)
        waiting += [q.object for q in quads if q.predicate.value in LEADING and isinstance(q.object, NamedNode)]
    return list(found)


def main() -> None:
    """Makes the graphs, and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", type=Path)
    parser.add_argument("--copies", type=int, default=70)
    parser.add_argument("--pyshacl-copies", type=int, default=1)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=["auto", "pyshacl"])
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(given.release, given.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        for engine in given.engines:
            file = Path(folder) / f"{engine}.nq"
            number = given.pyshacl_copies if engine == "pyshacl" else given.copies
            content = sorted(set(copies(given.release / "graph.nq", number)))
            file.write_text("".join(content), encoding="utf-8")
            command = [sys.executable, __file__, str(file), "--measure", engine]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            for line in told.splitlines():
                wall, cpu, memory, results = map(float, line.split())
                speed = len(content) / cpu
                print(
                    f"{engine:<9} {len(content):>9,} triples {wall:7.2f} s {cpu:7.2f} s CPU {speed:>9,.0f} triples/s of CPU"
                    f" {memory:6.0f} MiB {results:6.0f} results",
                    flush=True,
                )


if __name__ == "__main__":
    main()
