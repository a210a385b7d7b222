"""A folder of documents in; the time that a build takes by stage, with one worker and two, again after one change, beside that of tokenising out.

    python tests/benchmarks/extraction_time.py FOLDER [--tokenizer PYTHON] [--rounds N]

`PYTHON` is an interpreter that can import spacy: it tokenises the documents' texts with `spacy.blank("en")`, once, as a fresh process does
it. Both are measured in CPU seconds, in turns, and the least of each counts, since other work on the machine only adds. Builds are measured
by the clock and in CPU seconds: on a machine that does other work too, only the latter tell anything.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from graph import text
from graph.pipeline import standard_pipeline
from graph.sources import collect

TOKENIZE = """
import json, sys, time
import spacy
nlp = spacy.blank("en")
texts = json.load(open(sys.argv[1], encoding="utf-8"))
began = time.process_time()
words = sum(len(nlp(text)) for text in texts)
print(json.dumps({"seconds": time.process_time() - began, "words": words}))
"""
BUILD = """
import json, resource, sys, time
from pathlib import Path
began = time.perf_counter()
from graph.build import build
from graph.pipeline import standard_pipeline
from graph.running.processes import Processes
stages, last = {}, ["starting", began]

def note(stage, *_):
    if stage != last[0]:
        now = time.perf_counter()
        stages[last[0]] = round(now - last[1], 3)
        last[:] = stage, now

report = build([Path(sys.argv[1])], Path(sys.argv[2]), standard_pipeline(), note, executor=Processes(int(sys.argv[3])))
note("end")
print(json.dumps({
    "seconds": time.perf_counter() - began,
    "stages": stages,
    "cpu_main": time.process_time(),
    "cpu_workers": sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]),
    "release": report.release.name,
    "worker_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    "main_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def ran(python: str, code: str, *arguments: str) -> dict:
    """What a script prints as JSON."""
    done = subprocess.run([python, "-c", code, *arguments], check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def against_tokenising(folder: Path, python: str, rounds: int) -> None:
    """Reading and extraction in one process, in turns with tokenising the texts that were read."""
    pipeline = standard_pipeline()
    pipeline.warm_up()
    paths = collect([folder])
    documents = [text.load(path) for path in paths]
    ours, reading, theirs = [], [], []
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump([document.text for document in documents], file)
        file.flush()
        for _ in range(rounds):
            theirs.append(ran(python, TOKENIZE, file.name)["seconds"])
            began = time.process_time()
            documents = [text.load(path) for path in paths]
            reading.append(time.process_time() - began)
            began = time.process_time()
            for document in documents:
                pipeline.extract(document)
            ours.append(time.process_time() - began)
    best = min(ours) + min(reading)
    print(
        f"tokenising {min(theirs):.2f} s; reading {min(reading):.2f} s, extracting {min(ours):.2f} s: {best / min(theirs):.1f} times"
    )


def builds(folder: Path, rounds: int) -> None:
    """Whole builds in processes of their own: one worker, two, and again after one document changed."""
    with tempfile.TemporaryDirectory() as scratch:
        source, data = Path(scratch, "in"), Path(scratch, "data")
        shutil.copytree(folder, source)
        best: dict[str, dict] = {}
        for number in range(rounds):
            for name, workers in (("one worker", 1), ("two workers", 2), ("one changed", 1)):
                if name == "one changed":
                    path = collect([source])[number]
                    path.write_text(path.read_text() + "\n\nNASA and ESA signed an agreement on 5 May 2024.\n")
                else:
                    shutil.rmtree(data, ignore_errors=True)
                done = ran(sys.executable, BUILD, str(source), str(data), str(workers))
                if name not in best or done["seconds"] < best[name]["seconds"]:
                    best[name] = done
    for name, done in best.items():
        print(
            f"{name}: {done['seconds']:.2f} s ({best['one worker']['seconds'] / done['seconds']:.2f} times as fast as one worker);"
            f" CPU {done['cpu_main']:.2f} s in the main process, {done['cpu_workers']:.2f} s in workers;"
            f" memory {done['main_mb']:.0f} MB, largest worker {done['worker_mb']:.0f} MB\n  {done['stages']}"
        )


def main() -> None:
    """Reads the arguments and runs both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tokenizer", help="an interpreter that can import spacy")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.tokenizer:
        against_tokenising(arguments.folder, arguments.tokenizer, arguments.rounds)
    builds(arguments.folder, arguments.rounds)


if __name__ == "__main__":
    main()
