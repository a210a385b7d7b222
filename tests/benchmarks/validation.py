"""A release and numbers of copies in, how long validation takes on so many copies of its graph, and with how much memory, out.

    python tests/benchmarks/validation.py RELEASE [--copies 70] [--pyshacl-copies 1]

Facts, documents, people and agreements are copied, states and organisations shared. Each measurement runs in a process of its own; CPU
seconds are told beside wall-clock seconds. pySHACL is measured on as many copies as it can take, and its time a triple compared.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from ontology.namespaces import FOAF, SP, SPID
from shapes.validation import validate
from tests.benchmarks.releases import highest_memory

ENGINES = ("auto", "pyshifty", "pyshacl")


def copies(graph: Path, number: int) -> Iterator[str]:
    """The lines of a graph so many times, with names of their own for what one document tells."""
    lines = graph.read_text(encoding="utf-8").splitlines(keepends=True)
    own = set(re.findall(rf"<{SPID}((?:fact|passage|document)-[^>]*)>", "".join(lines)))
    kinds = (f"<{SP}Agreement>", f"<{FOAF}Person>")
    own |= {line.partition(">")[0].removeprefix(f"<{SPID}") for line in lines if any(kind in line for kind in kinds)}
    name = re.compile(rf"<{SPID}([^>]*)>")
    for copy in range(number):
        for line in lines:
            yield name.sub(lambda m, copy=copy: f"<{SPID}{m[1]}-copy-{copy}>" if m[1] in own else m[0], line)


def measure(graph: Path, engine: str) -> None:
    """Validates and prints wall-clock seconds, CPU seconds, MiB and the number of results."""
    wall, cpu = time.perf_counter(), time.process_time()
    report = validate(graph, engine=engine)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(wall, cpu, highest_memory(), len(report.results))


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
            wall, cpu, memory, results = map(float, told.split())
            speed = len(content) / cpu
            print(
                f"{engine:<9} {len(content):>9,} triples {wall:7.1f} s {cpu:7.1f} s CPU {speed:>9,.0f} triples/s of CPU"
                f" {memory:6.0f} MiB {results:6.0f} results",
                flush=True,
            )


if __name__ == "__main__":
    main()
