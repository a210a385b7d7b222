"""W3C SPARQL 1.1 query evaluation over `serve --backend` with Virtuoso: what is answered as expected, and what not, test by test.

    python tests/benchmarks/backend.py

Needs virtuoso-t and the W3C suites beside the checkout. A test counts as "not loaded" where `publish` refuses its data: blank nodes
and values that the store does not give back.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:1] = [
    str(ROOT),
    str(ROOT / "tests" / "server"),
    str(ROOT / "tests" / "conformance"),
]  # server.py here is no package

from live_server import Served, serving, write_release  # noqa: E402
from pyoxigraph import DefaultGraph, NamedNode, Quad  # noqa: E402
from test_sparql_query import EVALUATION, quads_of, switch_to, what_is_wrong  # noqa: E402
from virtuoso_store import Virtuoso, virtuoso  # noqa: E402
from w3c_sparql import QT, Case, file_of  # noqa: E402

from graph.publishing.store import PublishError  # noqa: E402
from server.backend.client import StoreError  # noqa: E402

NONE = NamedNode("http://example.org/none")


def outcomes(server: Served, store: Virtuoso) -> Iterator[tuple[str, str, str]]:
    """Each test's name, what became of it, and why."""
    for case in EVALUATION:
        yield case.name, *outcome(server, store, case)


def outcome(server: Served, store: Virtuoso, case: Case) -> tuple[str, str]:
    """What became of one test, and why. A release has named graphs only, so the default graph of a test is one of them here, and the
    dataset goes with the request, unless the query names its own; it has the name of its file."""
    data, quads = case.one(case.action, QT.data), quads_of(case)
    default = NamedNode(str(data)) if data is not None else NONE
    named = sorted({quad.graph_name.value for quad in quads if quad.graph_name != DefaultGraph()})
    quads = [q if q.graph_name != DefaultGraph() else Quad(*q.triple, default) for q in quads]
    try:
        switch_to(server, quads, store.take)
    except (PublishError, StoreError, ValueError) as error:
        return "not loaded", str(error)
    dataset: dict[str, str | list[str]] = {"default-graph-uri": default.value, "named-graph-uri": named}
    own = "FROM" in file_of(case.one(case.action, QT["query"])).read_text()
    wrong = what_is_wrong(server, case, {} if own else dataset)
    return ("differs", wrong) if wrong else ("as expected", "")


def main() -> None:
    """Entry point."""
    with tempfile.TemporaryDirectory(prefix="spacepact-backend-") as folder:
        data, own = Path(folder) / "data", Path(folder) / "virtuoso"
        data.mkdir()
        own.mkdir()
        write_release(data, "", merge=False, with_store=False)
        with virtuoso(own) as store:
            store.take((data / "current").resolve())
            with Path(os.devnull).open("wb") as log, serving(data, log, cache_bytes=0, **store.settings) as server:
                found = list(outcomes(server, store))
    for name, what, why in found:
        if why:
            print(f"{what}: {name}: {' '.join(why.split())[:400]}")
    print(Counter(what for _, what, _ in found))


if __name__ == "__main__":
    main()
