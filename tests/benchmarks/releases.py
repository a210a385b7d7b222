"""A number of triples in, how fast a made-up release of that size is exported, verified and compared, and with how much memory, out.

    python tests/benchmarks/releases.py [TRIPLES] [--also FORMAT ...]

Each measurement runs in a process of its own; the memory is its highest. CPU seconds are told beside wall-clock seconds, since the
latter tell little on a busy machine.
"""

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.diff import compare
from graph.export import FORMATS, export
from graph.export.network import NETWORKS, write_network
from graph.export.selection import Selection
from graph.export.tables import write_tables
from graph.rdf.canonical import fingerprint
from graph.releases.housekeeping import verify
from ontology.namespaces import OA, ORG, PROV, RDF, SKOS, SP, SPID, SPV, XSD

TRIPLES_PER_FACT = 25


def lines(triples: int, seed: int, changed: float = 0) -> Iterator[str]:
    """N-Quads of memberships with passages and selectors, as the ontology contract has them; the share `changed` has another role."""
    chance, other = random.Random(seed), random.Random(seed + 1)
    facts = triples // TRIPLES_PER_FACT
    entities = f"<{SPID}graph-entities>"
    for number in range(max(10, facts // 20)):
        thing = f"<{SPID}thing-{number}>"
        yield f"{thing} <{RDF}type> <{SP}State> {entities} .\n"
        yield f'{thing} <{SKOS}prefLabel> "Thing number {number}"@en {entities} .\n'
        yield f"{thing} <{SP}cooperatesWith> <{SPID}thing-{number + 1}> <{SPID}graph-derived> .\n"
    for number in range(facts):
        graph = f"<{SPID}document-{number % max(1, facts // 50)}>"
        key = hashlib.sha256(f"{seed} {number}".encode()).hexdigest()[:16]
        fact, passage = f"<{SPID}fact-{key}>", f"<{SPID}passage-{key}>"
        quote, place = f"<{SPID}passage-{key}-quote>", f"<{SPID}passage-{key}-position>"
        member, body = chance.randrange(max(10, facts // 20)), chance.randrange(200)
        day = f'"{1990 + chance.randrange(35)}-0{1 + chance.randrange(9)}-11"^^<{XSD}date>'
        role = "observer" if other.random() < changed else "member"
        start = chance.randrange(9000)
        for subject, predicate, value in (
            (fact, RDF + "type", f"<{SP}Membership>"),
            (fact, RDF + "type", f"<{SP}Fact>"),
            (fact, RDF + "type", f"<{ORG}Membership>"),
            (fact, ORG + "member", f"<{SPID}thing-{member}>"),
            (fact, ORG + "organization", f"<{SPID}thing-{body}>"),
            (fact, ORG + "role", f"<{SPV}{role}>"),
            (fact, SP + "status", f"<{SPV}active>"),
            (fact, SP + "notBefore", day),
            (fact, SP + "notAfter", day),
            (fact, SP + "assertedOn", day),
            (fact, SP + "confidence", f'"0.9"^^<{XSD}decimal>'),
            (fact, PROV + "wasGeneratedBy", f"<{SPID}activity-rule-{body % 9}>"),
            (fact, PROV + "wasDerivedFrom", passage),
            (passage, RDF + "type", f"<{SP}Passage>"),
            (passage, RDF + "type", f"<{PROV}Entity>"),
            (passage, OA + "hasSource", graph),
            (passage, OA + "hasSelector", quote),
            (passage, OA + "hasSelector", place),
            (quote, RDF + "type", f"<{OA}TextQuoteSelector>"),
            (quote, OA + "exact", f'"In that year Thing number {member} joined \\"Body {body}\\" as its {role}."'),
            (quote, OA + "prefix", f'"It is said on page {start} that "'),
            (quote, OA + "suffix", '" Nobody was against it at all."'),
            (place, RDF + "type", f"<{OA}TextPositionSelector>"),
            (place, OA + "start", f'"{start}"^^<{XSD}integer>'),
            (place, OA + "end", f'"{start + 60}"^^<{XSD}integer>'),
        ):
            yield f"{subject} <{predicate}> {value} {graph} .\n"


def release(folder: Path, triples: int, changed: float = 0) -> Path:
    """A release folder, without store, of such a graph."""
    folder.mkdir(parents=True)
    content = sorted({line.encode() for line in lines(triples, 7, changed)})
    (folder / "graph.nq").write_bytes(b"".join(content))
    (folder / "quarantine.nq").write_bytes(b"")
    documents = sorted({line.rsplit(b"/", 1)[1][:-4].decode() for line in content if b"/document-" in line[-40:]})
    manifest = {
        "id": folder.name,
        "counts": {"documents": len(documents), "facts": {"Membership": triples // TRIPLES_PER_FACT}},
        "inputs": [{"name": f"{key}.txt", "document": key, "sha256": ""} for key in documents],
        "canonical": fingerprint(content).as_json(),
        "files": {"graph.nq": hashlib.sha256((folder / "graph.nq").read_bytes()).hexdigest()},
        "versions": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def export_to(name: str, selection: Selection) -> Callable[[Path, Path], None]:
    """The work of exporting in a format."""

    def work(folder: Path, output: Path) -> None:
        with output.open("wb") as file:
            (write_network if name in NETWORKS else export)(folder / "a", name, file, selection)

    return work


WORK: dict[str, Callable[[Path, Path], object]] = {
    **{name: export_to(name, Selection()) for name in (*FORMATS, *NETWORKS)},
    "turtle of one document": export_to("turtle", Selection(documents=("document-3",))),
    "csv": lambda folder, output: write_tables(folder / "a", "csv", output, Selection()),
    "verify": lambda folder, _: verify(folder / "a"),
    "diff": lambda folder, _: compare(folder / "a", folder / "b"),
    "diff with itself": lambda folder, _: compare(folder / "a", folder / "a"),
}
DEFAULT = ("turtle", "diff", "diff with itself", "verify")


def measure(folder: Path, name: str) -> None:
    """Does one piece of work and prints wall-clock seconds, CPU seconds and MiB."""
    wall, cpu = time.perf_counter(), time.process_time()
    WORK[name](folder, folder / f"output-{name.replace(' ', '-')}")
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(wall, cpu, highest_memory())


def highest_memory() -> float:
    """The most memory that this process has held, in MiB; Linux tells it (getrusage counts what the process before exec held)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    """Makes the releases, and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--also", nargs="*", default=[], choices=[*WORK, "all"], metavar="WORK")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(Path(given.measure[0]), given.measure[1])
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        release(folder / "a", given.triples)
        release(folder / "b", given.triples, 0.01)
        (folder / "a" / "documents.json").write_text(json.dumps([{"id": "document-3", "name": "document-3.txt"}]))
        count = json.loads((folder / "a" / "manifest.json").read_text())["canonical"]["triples"]
        chosen = list(WORK) if "all" in given.also else [*DEFAULT, *given.also]
        print(f"{count:,} triples, Python {sys.version.split()[0]}")
        for work in chosen:
            command = [sys.executable, __file__, "--measure", str(folder), work]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            wall, cpu, memory = map(float, told.split())
            print(f"{work:<24} {wall:6.2f} s  {cpu:6.2f} s CPU  {count / wall:>10,.0f} triples/s  {memory:6.0f} MiB")


if __name__ == "__main__":
    main()
