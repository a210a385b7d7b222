"""A release served from Virtuoso beside the same release served from our own stores: what clients see is the same."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from live_server import ROOT, Served, serving, write_release
from pyoxigraph import RdfFormat, parse
from virtuoso_store import Virtuoso

from ontology.namespaces import SPID
from ontology.published import CATALOGUE, Copies
from ontology.queries import ExampleQuery, load_queries

PASSWORD = {"SPACEPACT_BACKEND_USER": "dba", "SPACEPACT_BACKEND_PASSWORD": "dba"}


@dataclass(frozen=True)
class Pair:
    """The same release from our own stores, and from Virtuoso; and what the server of the second wrote."""

    own: Served
    remote: Served
    store: Virtuoso
    log: Path


def publish(store: Virtuoso, data: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(store, data, *options),
        cwd=ROOT,
        env=os.environ | PASSWORD | environment,
        capture_output=True,
        text=True,
    )


def command(store: Virtuoso, data: Path, *options: str) -> list[str]:
    kept = ["--keep", "1000", "--data", str(data)]
    return [sys.executable, "-m", "graph.cli", "publish", *kept, *store.targets, *options]


@pytest.fixture(scope="module")
def pair(virtuoso_store: Virtuoso, sample_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    data = sample_release.parent.parent
    done = publish(virtuoso_store, data, "--quiet")
    assert done.returncode == 0, done.stderr
    log = tmp_path_factory.mktemp("log") / "log"
    remote = {
        "backend": virtuoso_store.query,
        "backend_timeout": "timeout=ms",
        "backend_user": "dba",
        "backend_password": "s3cret",
    }
    with log.open("wb") as out, serving(data) as own, serving(data, out, access_log="yes", **remote) as far:
        yield Pair(own, far, virtuoso_store, log)


def rows(served: Served, query: str) -> Counter[str]:
    answer = served.sparql(query)
    assert answer.status_code == 200, answer.text
    return Counter(json.dumps(row, sort_keys=True) for row in answer.json()["results"]["bindings"])


def graph(served: Served, path: str, **parameters: str) -> set[str]:
    answer = served.client.get(path, params=parameters or None, headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200, answer.text
    return {str(quad).replace(served.url, "") for quad in parse(answer.content, format=RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize("query", load_queries(), ids=lambda query: query.name)
def test_example_query_has_the_same_answer(pair: Pair, query: ExampleQuery) -> None:
    assert rows(pair.remote, query.text) == rows(pair.own, query.text)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        "SELECT ?g { GRAPH ?g { } }",
        "SELECT * { GRAPH ?g { ?s a sp:Launch } }",
        "SELECT DISTINCT ?g { ?g a sp:Document . GRAPH ?g { ?f a sp:Seat } }",
        "SELECT ?s { ?s a sp:State FILTER NOT EXISTS { GRAPH spid:graph-derived { ?s sp:participatesIn ?m } } }",
        "SELECT ?s (COUNT(?f) AS ?n) { GRAPH ?g { ?f org:member ?s } { SELECT ?s { ?s a sp:State } } } GROUP BY ?s",
        "SELECT ?s ?g { ?s a sp:State OPTIONAL { GRAPH ?g { ?f org:member ?s } } }",
        "SELECT * FROM spid:graph-derived { ?s sp:hasParty ?o }",
        "SELECT * FROM NAMED spid:graph-derived { GRAPH ?g { ?s sp:hasParty ?o } }",
        "SELECT * FROM NAMED spid:graph-derived { ?s sp:hasParty ?o }",
        "SELECT * { GRAPH <https://w3id.org/spacepact/graph/releases> { ?s ?p ?o } }",
        "PREFIX x: <https://w3id.org/spacepact/id/> SELECT (COUNT(*) AS ?n) { GRAPH x:graph-derived { ?s ?p ?o } }",
        "SELECT ?m (EXISTS { ?m sp:target ?t } AS ?there) (!BOUND(?m) AS ?no) { ?m a sp:Mission }",
        "SELECT ?x { VALUES ?x { spid:china UNDEF } }",
        'SELECT ?f { ?f sp:notBefore ?d FILTER(?d <= "2007-01-01"^^xsd:date) }',
        'SELECT ?f { ?f sp:notBefore ?d FILTER("2007-01-01"^^xsd:date > ?d) }',
        'SELECT ?f { ?f sp:notAfter ?d FILTER(?d >= "2007-01-01"^^xsd:date) }',
    ],
)
def test_query_of_any_form_has_the_same_answer(pair: Pair, query: str) -> None:
    assert rows(pair.remote, query) == rows(pair.own, query)


@pytest.mark.parametrize("accept", ["application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
def test_rows_are_written_alike_in_every_format(pair: Pair, accept: str) -> None:
    query = "SELECT ?l ?n { ?s a sp:State ; skos:prefLabel ?l BIND(STRLEN(?l) AS ?n) } ORDER BY ?s"
    own, far = (served.sparql(query, accept) for served in (pair.own, pair.remote))
    assert (far.text, far.headers["content-type"]) == (own.text, own.headers["content-type"])


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/rdf+xml", "application/trig"])
def test_graphs_are_written_in_every_format(pair: Pair, accept: str) -> None:
    answer = pair.remote.sparql("CONSTRUCT WHERE { ?s sp:hasParty ?o }", accept)
    form = RdfFormat.from_media_type(accept)
    found = {str(quad) for quad in parse(answer.content, format=form)}
    assert found == graph(pair.own, "/sparql", query="CONSTRUCT WHERE { ?s sp:hasParty ?o }")


PAGES = ("query", "network", "checks", "checks/conflicts", "checks/report", "checks/coverage")
THINGS = ("id/apsco", "id/china", "id/change-6", "evidence?about=apsco")


@pytest.mark.parametrize("path", [*PAGES, *THINGS])
def test_page_is_the_same(pair: Pair, path: str) -> None:
    answers = [served.client.get(f"/{path}", headers={"Accept": "text/html"}) for served in (pair.own, pair.remote)]
    own, far = (answer.text.replace(str(answer.url.port), "") for answer in answers)
    assert answers[0].status_code == 200
    assert far == own


@pytest.mark.parametrize("path", ["/?format=json", "/checks/totals"])
def test_page_whose_queries_leave_the_order_open_says_the_same(pair: Pair, path: str) -> None:
    own, far = (Counter(re.findall(r"[\w./#-]+", served.client.get(path).text)) for served in (pair.own, pair.remote))
    assert far == own


def test_pages_of_documents_are_the_same(pair: Pair, sample_release: Path) -> None:
    for record in json.loads((sample_release / "documents.json").read_bytes())[:6]:
        own, far = (served.client.get(f"/documents/{record['id']}") for served in (pair.own, pair.remote))
        assert (far.status_code, far.text) == (200, own.text)


@pytest.mark.parametrize("path", ["/id/apsco", "/store?default"])
def test_graph_of_an_address_is_the_same(pair: Pair, path: str) -> None:
    assert graph(pair.remote, path) == graph(pair.own, path)


def test_description_is_the_same_but_for_the_graph_of_counts_which_only_our_own_store_has(pair: Pair) -> None:
    own, far = graph(pair.own, "/.well-known/void"), graph(pair.remote, "/.well-known/void")
    known = {term for line in far for term in line.split()}
    assert far < own
    assert all({line.split()[0], line.split()[2]} - known for line in own - far)
    assert any(f"<{SPID}graph-counts>" in line for line in own - far)


def test_search_finds_the_same(pair: Pair) -> None:
    for words in ("apsco", "memorandum signed", "Türkye"):
        own, far = (served.client.get("/search", params={"q": words}).json() for served in (pair.own, pair.remote))
        assert far == own


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT ?x { ?x", 400),
        ("SELECT (<bif:http_get>('http://127.0.0.1:9/') AS ?x) {}", 400),
        ("PREFIX bif: <bif:> SELECT (bif:sys_stat('st_dbms_ver') AS ?x) {}", 400),
        ("DEFINE get:soft 'soft' SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
    ],
)
def test_what_is_no_query_of_the_standard_is_refused_here(pair: Pair, query: str, status: int) -> None:
    assert pair.remote.sparql(query).status_code == status


def test_query_that_takes_too_long_is_stopped_here_and_there(pair: Pair) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) > STR(?f) && STR(?f) < STR(?i)) }"
    began = time.monotonic()
    answer = pair.remote.sparql(query, timeout="1")
    assert (answer.status_code, answer.json()["limit"]) == (504, "time")
    assert time.monotonic() - began < 8


def test_answer_longer_than_allowed_is_refused(pair: Pair) -> None:
    data = pair.own.data
    with serving(data, backend=pair.store.query, max_rows=10) as small:
        assert small.sparql("SELECT * { ?s ?p ?o }").status_code == 507


def test_updates_are_refused(pair: Pair) -> None:
    assert pair.remote.client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403


def test_password_is_nowhere(pair: Pair) -> None:
    pair.remote.sparql("SELECT ?x { ?x")
    assert "s3cret" not in pair.log.read_text()
    assert pair.log.read_text()


def test_values_come_back_as_they_were_loaded(virtuoso_store: Virtuoso, tmp_path: Path) -> None:
    values = [
        '"2023"^^xsd:gYear', '"2023-05"^^xsd:gYearMonth', '"2023-05-01"^^xsd:date', '"2024-09/2024-11"^^edtf:EDTF',
        '0.95', '12', '"2023-05-01T12:00:00Z"^^xsd:dateTime', 'true', '""', '"1"', '" a "', '"x"@en', '"x"@zh-Hant',
        r'"T\u00FCrkiye 🚀 \"quoted\" \\ line\nnext\ttab\r"', '"' + "long " * 20_000 + '"', "<http://example.org/Türkiye>",
    ]  # fmt: skip
    prefixes = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix edtf: <http://id.loc.gov/datatypes/edtf/> . "
    triples = "".join(f"<urn:t:{i}> <urn:p> {value} . " for i, value in enumerate(values))
    write_release(tmp_path, f"{prefixes} <urn:g> {{ {triples} }}", with_store=False)
    done = publish(virtuoso_store, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "16 triples" not in done.stderr and "reading back" in done.stderr


def test_value_that_the_store_cannot_keep_is_told(virtuoso_store: Virtuoso, tmp_path: Path) -> None:
    long = '"0.123456789012345678901234"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    release = write_release(tmp_path, f"<urn:g> {{ <urn:s> <urn:p> {long} }}", with_store=False)
    done = publish(virtuoso_store, tmp_path)
    assert (done.returncode, "not read back as they were loaded" in done.stderr) == (2, True)
    told = virtuoso_store.ask(f"SELECT ?p {{ GRAPH <{CATALOGUE}> {{ <{Copies(release).iri}> ?p ?o }} }}")
    assert "identifier" in told
    assert "available" not in told


def test_wrong_password_is_told_without_it(virtuoso_store: Virtuoso, sample_release: Path) -> None:
    done = publish(virtuoso_store, sample_release.parent.parent, SPACEPACT_BACKEND_PASSWORD="wr0ng")
    assert done.returncode == 2
    assert "refuses our credentials" in done.stderr
    assert "wr0ng" not in done.stderr


def test_publishing_killed_in_the_middle_goes_on(virtuoso_store: Virtuoso, tmp_path: Path) -> None:
    lines = "".join(f"<urn:s:{i}> <urn:p> <urn:o:{i % 7}> . " for i in range(12_000))
    release = write_release(tmp_path, f"<urn:g> {{ {lines} }}", with_store=False)
    names = Copies(release)
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{names.merged}> {{ ?s ?p ?o }} }}"
    process = subprocess.Popen(
        command(virtuoso_store, tmp_path), cwd=ROOT, env=os.environ | PASSWORD, stderr=subprocess.DEVNULL
    )
    while int(virtuoso_store.ask(count).splitlines()[1]) < 5_000 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    done = publish(virtuoso_store, tmp_path, "--json", "--quiet")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["triples"] == 24_001
    assert report["sent"] < 12_001
    assert int(virtuoso_store.ask(count).splitlines()[1]) == 12_000


def test_server_takes_up_a_release_once_it_is_in_the_store(virtuoso_store: Virtuoso, tmp_path: Path) -> None:
    first = write_release(tmp_path, "<urn:g> { <urn:s> <urn:p> 1 }", with_store=False)
    with serving(tmp_path, backend=virtuoso_store.query) as served:
        assert served.client.get("/health").status_code == 503
        assert "publish" in served.client.get("/health").json()["detail"]
        assert publish(virtuoso_store, tmp_path).returncode == 0
        assert _wait_for(served, first).json()["status"] == "ok"
        second = write_release(tmp_path, "<urn:g> { <urn:s> <urn:p> 2 }", with_store=False)
        assert served.values("SELECT ?o { ?s ?p ?o }") == ["1"]
        assert publish(virtuoso_store, tmp_path).returncode == 0
        _wait_for(served, second)
        assert served.values("SELECT ?o { ?s ?p ?o }") == ["2"]


def _wait_for(served: Served, release: str) -> httpx.Response:
    for _ in range(600):
        answer = served.client.get("/health")
        if answer.json().get("release") == release:
            return answer
        time.sleep(0.05)
    raise AssertionError(answer.text)
