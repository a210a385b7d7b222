"""W3C SPARQL 1.1 query evaluation and syntax over HTTP: one server, a release per data set of the suite. Of the 235 tests of
evaluation in the suite's folders 17 are
marked as proposed only."""

import csv
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import Served, serving, write_release
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results, serialize
from w3c_sparql import QT, Case, canonical, cases, expected_table, file_of, needs_suite, read_quads, table

pytestmark = [needs_suite, pytest.mark.slow]

EVALUATION = cases(
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "csv-tsv-res",
    "exists",
    "functions",
    "grouping",
    "json-res",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
    kinds=frozenset({"QueryEvaluationTest", "CSVResultFormatTest"}),
)
SYNTAX = cases("syntax-query", kinds=frozenset({"PositiveSyntaxTest11", "NegativeSyntaxTest11"}))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("w3c")
    write_release(data, "", merge=False, with_store=False)
    with serving(data, cache_bytes=0) as running:
        yield running


def _load(server: Served, case: Case) -> None:
    """Serve the data of a test."""
    graph = case.manifest
    quads = [quad for item in graph.objects(case.action, QT.data) for quad in read_quads(file_of(item))]
    for item in graph.objects(case.action, QT.graphData):
        quads += read_quads(file_of(item), str(item))
    text = serialize(quads, format=RdfFormat.TRIG) or b""
    release = write_release(server.data, text.decode(), merge=False, with_store=False)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.client.get("/health").json()["release"] == release:
            return
    raise RuntimeError("the server does not change its release")


@pytest.mark.parametrize("case", EVALUATION, ids=repr)
def test_query_evaluation(server: Served, case: Case) -> None:
    _load(server, case)
    query, expected = file_of(case.one(case.action, QT["query"])), file_of(case.result)
    text = f"BASE <{query.as_uri()}>\n{query.read_text()}"
    if _is_graph(expected):
        answer = server.client.post("/sparql", data={"query": text}, headers={"Accept": "application/n-triples"})
        if answer.status_code == 200:
            assert canonical(parse(answer.content, RdfFormat.N_TRIPLES)) == canonical(read_quads(expected))
            return
    accept = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".srj": "application/sparql-results+json"}.get(
        expected.suffix, "application/sparql-results+xml"
    )
    answer = server.client.post("/sparql", data={"query": text}, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    if expected.suffix == ".csv":
        assert _rows(answer.text) == _rows(expected.read_text())
    else:
        form = QueryResultsFormat.from_media_type(accept)
        assert form is not None
        assert table(parse_query_results(answer.content, form)) == expected_table(expected)


@pytest.mark.parametrize("case", SYNTAX, ids=repr)
def test_query_syntax(server: Served, case: Case) -> None:
    text = file_of(case.action).read_text()
    answer = server.client.post("/sparql", data={"query": text, "timeout": "5"})
    assert (answer.status_code == 400) == case.kind.startswith("Negative"), answer.text


def _is_graph(path: Path) -> bool:
    return path.suffix in (".ttl", ".nt", ".rdf")


def _rows(text: str) -> Counter[frozenset[tuple[str, str | float]]]:
    """The rows of a CSV by name of column: SELECT * leaves their order open; numbers by value."""
    return Counter(
        frozenset((name, _value(value)) for name, value in row.items()) for row in csv.DictReader(text.splitlines())
    )


def _value(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return "_:" if text.startswith("_:") else text
