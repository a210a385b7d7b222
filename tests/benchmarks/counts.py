"""What four questions of analysts cost, asked of the facts, by way of the release's tables, and of the graph of counts; each
process asks cold, once, and prints the processor's milliseconds.

    python tests/benchmarks/counts.py [--triples 300000]
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path[:1] = [str(Path(__file__).parents[2])]
"""The package, before the benchmark of the same name beside this file."""

from server.engine.counts import GRAPH_COUNTS, QB  # noqa: E402
from server.engine.evaluate import evaluate  # noqa: E402
from server.engine.frames import Job  # noqa: E402
from server.engine.stores import Stores, load  # noqa: E402

sys.path.append(str(Path(__file__).parent))

from server_data import RDF_TYPE, SP, SPID, SPV, quads  # noqa: E402

ORG = "http://www.w3.org/ns/org#"
CELL = (
    f"PREFIX qb: <{QB}> PREFIX c: <{GRAPH_COUNTS}#> PREFIX m: <http://purl.org/linked-data/sdmx/2009/measure#> "
    "PREFIX d: <http://purl.org/linked-data/sdmx/2009/dimension#> "
)
SIGNED = "?{0} sp:agreement ?x ; sp:party ?{1} ; sp:action spv:signature ; sp:notBefore ?{0}day ."
QUESTIONS = {
    "members per organisation": (
        "SELECT ?o ?r (COUNT(DISTINCT ?m) AS ?n) { ?f a sp:Membership ; org:organization ?o ; org:role ?r ; org:member ?m } GROUP BY ?o ?r",
        "members",
        "org:organization ?o ; org:role ?r",
    ),
    "agreements per pair and year": (
        f"SELECT ?p ?q ?y (COUNT(DISTINCT ?x) AS ?n) {{ {SIGNED.format('a', 'p')} {SIGNED.format('b', 'q')} FILTER(STR(?p) < STR(?q)) "
        "BIND(IF(?aday > ?bday, YEAR(?aday), YEAR(?bday)) AS ?y) } GROUP BY ?p ?q ?y",
        "agreements",
        "c:one-party ?p ; c:other-party ?q ; d:refPeriod ?y",
    ),
    "partners per mission": (
        "SELECT ?o ?r (COUNT(DISTINCT ?m) AS ?n) { ?f a sp:Participation ; sp:mission ?o ; org:role ?r ; sp:participant ?m } GROUP BY ?o ?r",
        "partners",
        "sp:mission ?o ; org:role ?r",
    ),
    "facts per document": (
        "SELECT ?d (COUNT(DISTINCT ?f) AS ?n) { ?f a sp:Membership ; prov:wasDerivedFrom/oa:hasSource ?d } GROUP BY ?d",
        "facts",
        "oa:hasSource ?d ; void:class sp:Membership",
    ),
}


def more(number: int) -> Iterator[str]:
    """Agreements of two to five states, each signed on one day by each, and participations in missions."""
    chance = random.Random(11)
    for agreement in range(number):
        day = f'"{2000 + chance.randrange(25)}-0{1 + chance.randrange(9)}-15"^^<http://www.w3.org/2001/XMLSchema#date>'
        for party in chance.sample(range(200), chance.choice((2, 2, 2, 3, 5))):
            fact = f"<{SPID}fact-action-{agreement}-{party}>"
            for name, value in (
                (RDF_TYPE, f"<{SP}AgreementAction>"),
                (f"<{SP}agreement>", f"<{SPID}agreement-{agreement}>"),
                (f"<{SP}party>", f"<{SPID}state-{party}>"),
                (f"<{SP}action>", f"<{SPV}signature>"),
                (f"<{SP}notBefore>", day),
            ):
                yield f"{fact} {name} {value} <{SPID}document-{agreement % 50}> .\n"
        fact = f"<{SPID}fact-part-{agreement}>"
        for name, value in (
            (RDF_TYPE, f"<{SP}Participation>"),
            (f"<{SP}mission>", f"<{SPID}mission-{chance.randrange(1 + number // 20)}>"),
            (f"<{ORG}role>", f"<{SPV}{chance.choice(('lead', 'partner', 'operator'))}>"),
            (f"<{SP}participant>", f"<{SPID}org-{chance.randrange(300)}>"),
        ):
            yield f"{fact} {name} {value} <{SPID}document-{agreement % 50}> .\n"


def cold(stores: Stores, text: str) -> tuple[float, int]:
    """Milliseconds of the processor in a process forked for the query, and its rows."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        began = time.process_time()
        rows = sum(1 for _ in evaluate(stores, Job(text)))
        os.write(writing, f"{(time.process_time() - began) * 1000} {rows}".encode())
        os._exit(0)
    os.wait()
    spent, rows = os.read(reading, 100).split()
    return float(spent), int(rows)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--triples", type=int, default=300_000)
    triples = parser.parse_args().triples
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nq"
        file.write_text("".join(sorted({*quads(triples), *more(triples // 50)})))
        stores = load(file, merge=True)
    plain = Stores(stores.full, stores.default)
    assert stores.counts is not None
    print(f"{len(stores.full)} quads and triples, {len(stores.counts)} of counts")
    for name, (text, cube, dimensions) in QUESTIONS.items():
        counted = (
            f"{CELL} SELECT * FROM <{GRAPH_COUNTS}> {{ ?cell qb:dataSet c:{cube} ; {dimensions} ; m:obsValue ?n }}"
        )
        asked = [cold(plain, text), cold(stores, text), cold(stores, counted)]
        print(f"{name:30}", " ".join(f"{spent:9.1f} ms ({rows} rows)" for spent, rows in asked))


if __name__ == "__main__":
    main()
