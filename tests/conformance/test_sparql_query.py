"""W3C SPARQL 1.1 query evaluation and syntax over HTTP: one server, a release per data set of the suite. Of the 235 tests of
evaluation in the suite's folders 17 are marked as proposed only."""

import csv
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from live_server import Served, serving, write_release
from pyoxigraph import Quad, QueryResultsFormat, RdfFormat, parse, parse_query_results, serialize
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


def quads_of(case: Case) -> list[Quad]:
    """The data of a test."""
    graph = case.manifest
    quads = [quad for item in graph.objects(case.action, QT.data) for quad in read_quads(file_of(item))]
    for item in graph.objects(case.action, QT.graphData):
        quads += read_quads(file_of(item), str(item))
    return quads


def switch_to(server: Served, quads: list[Quad], publish: Callable[[Path], None] = lambda _: None) -> None:
    """Serve these quads; the release that they make is published before."""
    text = serialize(quads, format=RdfFormat.TRIG) or b""
    release = write_release(server.data, text.decode(), merge=False, with_store=False)
    publish(server.data / "releases" / release)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.client.get("/health").json()["release"] == release:
            return
    raise RuntimeError("the server does not change its release")


@pytest.mark.parametrize("case", EVALUATION, ids=repr)
def test_query_evaluation(server: Served, case: Case) -> None:
    switch_to(server, quads_of(case))
    assert what_is_wrong(server, case) == ""


def what_is_wrong(server: Served, case: Case, dataset: Mapping[str, str | list[str]] = MappingProxyType({})) -> str:
    """How the answer to the query of a test, asked with the parameters of a dataset, differs from what is expected; "" where not."""
    query, expected = file_of(case.one(case.action, QT["query"])), file_of(case.result)
    text = f"BASE <{query.as_uri()}>\n{query.read_text()}"
    if _is_graph(expected):
        answer = server.client.post(
            "/sparql", data={"query": text, **dataset}, headers={"Accept": "application/n-triples"}
        )
        if answer.status_code == 200:
            return _difference(canonical(parse(answer.content, RdfFormat.N_TRIPLES)), canonical(read_quads(expected)))
    accept = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".srj": "application/sparql-results+json"}.get(
        expected.suffix, "application/sparql-results+xml"
    )
    answer = server.client.post("/sparql", data={"query": text, **dataset}, headers={"Accept": accept})
    if answer.status_code != 200:
        return f"{answer.status_code}: {answer.text}"
    if expected.suffix == ".csv":
        return _difference(_rows(answer.text), _rows(expected.read_text()))
    form = QueryResultsFormat.from_media_type(accept)
    assert form is not None
    return _difference(table(parse_query_results(answer.content, form)), expected_table(expected))


def _difference(found: object, expected: object) -> str:
    return "" if found == expected else f"{found} is not {expected}"


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
