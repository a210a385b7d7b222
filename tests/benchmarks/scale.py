"""Sizes of corpora in; time, memory and bytes of a build of each, on one line of Markdown each, out.

python tests/benchmarks/scale.py --workers 2 1000 10000
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import generate
from extraction_time import BUILD, ran


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


def main() -> None:
    """Reads the arguments and measures each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", type=int, nargs="+")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    for documents in arguments.documents:
        print(measure(documents, arguments.workers), flush=True)


if __name__ == "__main__":
    main()
