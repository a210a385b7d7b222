"""W3C SPARQL 1.1 update, update syntax, protocol, graph store protocol and service description over HTTP, against one server; what
writes nothing also against one that answers from Virtuoso."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
import pytest
from backends import BACKENDS, backend_settings, over_backends
from live_server import Served, serving, write_release
from pyoxigraph import Quad, RdfFormat, parse, serialize
from rdflib import Namespace
from rdflib.collection import Collection
from virtuoso_store import Virtuoso
from w3c_sparql import MF, RDFS_LABEL, UT, Case, canonical, cases, file_of, needs_suite, read_quads

pytestmark = [needs_suite, pytest.mark.slow]

TOKEN = "a-token-of-the-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UPDATES = cases(
    "add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert", "delete-where", "drop", "move", "update-silent",
    kinds=frozenset({"UpdateEvaluationTest"}),
)  # fmt: skip
SYNTAX = cases(
    "syntax-update-1", "syntax-update-2", kinds=frozenset({"PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11"})
)
PROTOCOL = cases("protocol", kinds=frozenset({"ProtocolTest"}))
STORE = cases(
    "graph-store-protocol", kinds=frozenset({"GraphStoreProtocolTest"}), manifest="manifest-direct.ttl"
) + cases("graph-store-protocol", kinds=frozenset({"GraphStoreProtocolTest"}), manifest="manifest-indirect.ttl")
STATUS = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404, "BadRequest": 400}


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("w3c-update")
    write_release(data, "", merge=False)
    settings = backend_settings(request, data) or {"token": TOKEN, "validate_writes": "no"}
    with serving(data, public_url="http://www.example", **settings) as running:
        yield running


def _set(server: Served, quads: list[Quad], store: Virtuoso | None = None) -> None:
    """Serve these quads."""
    text = serialize(quads, format=RdfFormat.TRIG) or b""
    release = write_release(server.data, text.decode(), merge=False)
    if store is not None:
        store.take(server.data / "releases" / release)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.client.get("/health").json()["release"] == release:
            return
    raise RuntimeError("the server does not change its release")


def _state(case: Case, node: Any) -> list[Quad]:
    graph = case.manifest
    quads = [quad for item in graph.objects(node, UT.data) for quad in read_quads(file_of(item))]
    for item in graph.objects(node, UT.graphData):
        quads += read_quads(file_of(graph.value(item, UT.graph)), str(graph.value(item, RDFS_LABEL)))
    return quads


@pytest.mark.parametrize("case", UPDATES, ids=repr)
def test_update(server: Served, case: Case) -> None:
    _set(server, _state(case, case.action))
    text = file_of(case.one(case.action, UT.request)).read_text()
    if "LOAD" in text:
        pytest.skip("LOAD is refused by design, SILENT or not: this server makes no requests")
    answer = server.client.post("/sparql", data={"update": text}, headers=BEARER)
    assert answer.status_code == 200, answer.text
    stored = parse(path=str(server.data / "current" / "graph.nq"), format=RdfFormat.N_QUADS)
    assert canonical(stored) == canonical(_state(case, case.result))


@pytest.mark.parametrize("case", SYNTAX, ids=repr)
def test_update_syntax(server: Served, case: Case) -> None:
    answer = server.client.post("/sparql", data={"update": file_of(case.action).read_text()}, headers=BEARER)
    if "LOAD" in file_of(case.action).read_text() and case.kind.startswith("Positive"):
        assert answer.status_code == 403
    else:
        assert (answer.status_code in (400, 403)) == case.kind.startswith("Negative"), answer.text


def _send(
    server: Served, case: Case, request: Any, prefix: str, ours: str, variables: dict[str, str]
) -> httpx.Response:
    graph = case.manifest
    parts = urlsplit(str(graph.value(request, HT.absolutePath)).replace("$LOCATION$", variables.get("location", "")))
    path = ours + parts.path.removeprefix(prefix).replace("/gsp", "/store")
    target = urlunsplit(("", "", path, parts.query, ""))
    headers = dict(BEARER)
    listed = graph.value(request, HT.headers)
    for item in Collection(graph, listed) if listed else ():
        headers[str(graph.value(item, HT.fieldName))] = str(graph.value(item, HT.fieldValue))
    body = graph.value(request, HT.body)
    content = b""
    if body is not None:
        encoding = str(graph.value(body, CNT.characterEncoding) or "utf-8")
        content = str(graph.value(body, CNT.chars)).encode(encoding)
    headers.setdefault("accept", "*/*")
    return server.client.request(
        str(graph.value(request, HT.methodName)), server.url + target, content=content, headers=headers
    )


def _check(case: Case, request: Any, answer: httpx.Response) -> None:
    graph = case.manifest
    response = graph.value(request, HT.resp)
    allowed = [str(status).rpartition("#")[2] for status in graph.objects(response, MF.expectedStatus)]
    assert any(_is(answer.status_code, status) for status in allowed), (answer.status_code, allowed, answer.text)
    boolean = graph.value(response, MF.expectedBoolean)
    if boolean is not None:
        assert answer.json()["boolean"] == boolean.toPython()
    kind = {"boolean": "sparql-results", "tabular": "sparql-results", "RDF": "turtle"}.get(
        str(graph.value(response, MF.expectedFormat))
    )
    if kind:
        assert kind in answer.headers["content-type"]
    body = graph.value(response, HT.body)
    if body is not None:
        expected = parse(str(graph.value(body, CNT.chars)).encode(), RdfFormat.TURTLE)
        assert canonical(parse(answer.content, RdfFormat.TURTLE)) == canonical(expected)


def _is(status: int, name: str) -> bool:
    if name.startswith("StatusCode"):
        return status // 100 == int(name[len("StatusCode")])
    return status == STATUS[name]


def _writes(case: Case) -> bool:
    return "update" in case.name.rpartition("/")[2]


@pytest.mark.parametrize(
    ("server", "case"),
    [(backend, case) for backend in BACKENDS for case in PROTOCOL if backend == "embedded" or not _writes(case)],
    ids=str,
    indirect=["server"],
    scope="module",
)
def test_protocol(request: pytest.FixtureRequest, server: Served, case: Case) -> None:
    remote = request.node.callspec.params["server"] == "virtuoso"
    _set(server, _state(case, case.node), request.getfixturevalue("virtuoso_store") if remote else None)
    for request in Collection(case.manifest, case.one(case.action, HT.requests)):
        _check(case, request, _send(server, case, request, "/sparql/", "/sparql", {}))


@pytest.mark.parametrize("case", STORE, ids=repr)
def test_graph_store_protocol(server: Served, case: Case) -> None:
    _set(server, [])
    variables: dict[str, str] = {}
    for request in Collection(case.manifest, case.one(case.action, HT.requests)):
        answer = _send(server, case, request, "", "", variables)
        _check(case, request, answer)
        variables["location"] = answer.headers.get("location", "")


@pytest.mark.skipif(not (Path(__file__).parents[3] / "shared").is_dir(), reason="counts what the suites hold")
def test_suites_are_whole() -> None:
    assert (len(UPDATES), len(SYNTAX), len(PROTOCOL)) == (94, 55, 34)


@over_backends("server")
def test_service_description(server: Served) -> None:
    """The three tests of the suite: RDF is returned, it names the endpoint, and it keeps to the vocabulary's domains and ranges."""
    answer = server.client.get("/sparql", headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle")
    triples = [quad.triple for quad in parse(answer.content, RdfFormat.TURTLE)]
    sd = "http://www.w3.org/ns/sparql-service-description#"
    endpoints = [triple for triple in triples if triple.predicate.value == sd + "endpoint"]
    assert [getattr(triple.object, "value", "") for triple in endpoints] == ["http://www.example/sparql"]
    types = {
        (triple.subject, getattr(triple.object, "value", ""))
        for triple in triples
        if triple.predicate.value.endswith("#type")
    }
    domains = {
        "endpoint": "Service",
        "supportedLanguage": "Service",
        "resultFormat": "Service",
        "feature": "Service",
        "defaultDataset": "Service",
    }
    domains |= {"defaultGraph": "Dataset", "namedGraph": "Dataset", "name": "NamedGraph", "graph": "NamedGraph"}
    for triple in triples:
        local = triple.predicate.value.removeprefix(sd)
        if local in domains:
            assert (triple.subject, sd + domains[local]) in types
