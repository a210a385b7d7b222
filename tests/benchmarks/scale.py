"""Sizes of corpora in; time, memory and bytes of a build of each, or of its extraction alone, on one line of Markdown each, out.

python tests/benchmarks/scale.py --workers 2 1000 10000
python tests/benchmarks/scale.py --workers 2 --extraction 1000 50000
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import generate
from extraction_time import BUILD, ran

EXTRACTION = """
import json, resource, sys, time
from pathlib import Path
began = time.perf_counter()
from graph.pipeline import standard_pipeline
from graph.running.processes import Processes
from graph.running.work import work_of
from graph.sources import collect, observe
done = failed = size = 0
sources = map(observe, collect([Path(sys.argv[1])]))
for outcome in Processes(int(sys.argv[2])).run(work_of(standard_pipeline()), sources):
    done += outcome.found is not None
    failed += outcome.found is None
    size += len(outcome.found or b"")
print(json.dumps({
    "seconds": time.perf_counter() - began, "done": done, "failed": failed, "bytes": size,
    "cpu_main": time.process_time(),
    "cpu_workers": sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]),
    "worker_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    "main_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def size_of(folder: Path) -> int:
    """Bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def lines_of(path: Path) -> int:
    """Lines of a file."""
    return int(subprocess.run(["wc", "-l", str(path)], check=True, capture_output=True, text=True).stdout.split()[0])


def measure(documents: int, workers: int) -> str:
    """Builds a corpus of that many documents and tells what it took."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, data = Path(scratch, "corpus"), Path(scratch, "data")
        generate(folder, documents)
        done = ran(sys.executable, BUILD, str(folder / "documents"), str(data), str(workers))
        release = data / "current"
        cells = (
            documents,
            f"{size_of(folder / 'documents') / documents:,.0f}",
            f"{1000 * done['cpu_workers'] / documents:.1f}",
            f"{1000 * done['cpu_main'] / documents:.1f}",
            f"{done['worker_mb']:.0f}",
            f"{done['main_mb']:.0f}",
            f"{lines_of(release / 'graph.nq') / documents:.0f}",
            f"{size_of(release / 'store') / documents:,.0f}",
            f"{size_of(data / 'extractions') / documents:,.0f}",
            f"{done['seconds']:.0f}",
            ", ".join(f"{stage} {seconds:.0f}" for stage, seconds in done["stages"].items() if seconds >= 1),
        )
    return f"| {' | '.join(map(str, cells))} |"


def measure_extraction(documents: int, workers: int) -> str:
    """Makes a corpus of that many documents, extracts it without building anything, and tells what both took."""
    with tempfile.TemporaryDirectory() as scratch:
        began = time.process_time()
        generate(Path(scratch), documents)
        made = time.process_time() - began
        done = ran(sys.executable, EXTRACTION, str(Path(scratch, "documents")), str(workers))
    cells = (
        f"{documents:,}",
        f"{1000 * made / documents:.2f}",
        f"{1000 * done['cpu_workers'] / documents:.1f}",
        f"{1000 * done['cpu_main'] / documents:.2f}",
        f"{done['worker_mb']:.0f}",
        f"{done['main_mb']:.0f}",
        f"{done['bytes'] / documents:,.0f}",
        f"{done['failed']}",
        f"{done['seconds']:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Reads the arguments and measures each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", type=int, nargs="+")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--extraction", action="store_true", help="extract only, and keep nothing")
    arguments = parser.parse_args()
    for documents in arguments.documents:
        told = measure_extraction if arguments.extraction else measure
        print(told(documents, arguments.workers), flush=True)


if __name__ == "__main__":
    main()
