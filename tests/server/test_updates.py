"""Updates and the Graph Store Protocol over real HTTP: who may write, what a write makes, and that it is seen whole."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from live_server import QUADS, Served, serving, switch, write_release

TOKEN = "a-token-of-the-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
TURTLE = {"Content-Type": "text/turtle"}
GRAPH = "http://example.org/graph"


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    data = tmp_path_factory.mktemp("writing")
    release = write_release(data, QUADS)
    manifest = data / "releases" / release / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"canonical": "of the first release only"}))
    with serving(data, token=TOKEN) as running:
        yield running, release


@pytest.fixture
def writable(writing: tuple[Served, str]) -> Served:
    """A server that takes writes, back at its first release."""
    served, release = writing
    switch(served.data, release)
    while served.client.get("/health").json()["release"] != release:
        time.sleep(0.02)
    return served


def _update(served: Served, text: str, **parameters: str) -> httpx.Response:
    return served.client.post(
        "/sparql", params=parameters, content=text, headers=BEARER | {"Content-Type": "application/sparql-update"}
    )


def test_without_a_token_set_nothing_is_written(served: Served) -> None:
    assert served.client.post("/sparql", data={"update": "CLEAR ALL"}, headers=BEARER).status_code == 403
    assert served.client.put("/store", params={"graph": GRAPH}, content="", headers=BEARER | TURTLE).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}])
def test_without_the_token_nothing_is_written(writable: Served, headers: dict[str, str]) -> None:
    answer = writable.client.post("/sparql", data={"update": "CLEAR ALL"}, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert writable.ask("ASK { ?s ?p ?o }")


def test_update_makes_a_release_that_the_next_request_sees(writable: Served) -> None:
    before = writable.client.get("/health").json()["release"]
    answer = _update(writable, "INSERT DATA { GRAPH <http://g> { <http://s> <http://p> 1 } }")
    assert answer.status_code == 200
    assert answer.json()["release"] != before
    assert writable.client.get("/health").json()["release"] == answer.json()["release"]
    assert writable.values("SELECT ?o { <http://s> <http://p> ?o }") == ["1"]
    manifest = writable.client.get(f"/releases/{answer.json()['release']}").json()
    assert manifest["parent"] == before
    assert "canonical" not in manifest
    assert manifest["counts"]["quads"] == len((writable.data / "current" / "graph.nq").read_text().splitlines())


def test_update_that_changes_nothing_keeps_the_release(writable: Served) -> None:
    before = writable.client.get("/health").json()["release"]
    assert _update(
        writable, "INSERT DATA { GRAPH spid:graph-derived { spid:turkiye org:memberOf spid:apsco } }"
    ).json() == {"release": before}


def test_update_without_a_graph_goes_to_the_graph_of_updates(writable: Served) -> None:
    _update(writable, "INSERT DATA { <http://s> <http://p> 1 }")
    assert writable.values("SELECT ?g { GRAPH ?g { <http://s> <http://p> 1 } }") == [
        "https://w3id.org/spacepact/id/graph-updates"
    ]
    assert writable.values("SELECT ?o { <http://s> <http://p> ?o }") == ["1"]


def test_update_nested_too_deep_is_400_with_its_place(writable: Served) -> None:
    answer = _update(writable, f"INSERT DATA {{ <http://s> <http://p> {'[ ' * 3_000}{']' * 3_000} }}")
    assert answer.status_code == 400
    assert "nested deeper than 100" in answer.json()["detail"]


TWICE = "INSERT DATA { GRAPH <http://a> { <http://s> <http://p> 1 } GRAPH <http://b> { <http://s> <http://p> 1 } }"


def test_deletion_without_a_graph_deletes_from_every_graph(writable: Served) -> None:
    _update(writable, TWICE)
    _update(writable, "DELETE DATA { <http://s> <http://p> 1 }")
    assert not writable.ask("ASK { GRAPH ?g { <http://s> ?p ?o } }")
    assert not writable.ask("ASK { <http://s> ?p ?o }")


def test_deletion_from_one_graph_leaves_the_triple_of_the_other(writable: Served) -> None:
    _update(writable, TWICE)
    _update(writable, "DELETE DATA { GRAPH <http://a> { <http://s> <http://p> 1 } }")
    assert writable.values("SELECT (COUNT(*) AS ?n) { <http://s> ?p ?o }") == ["1"]
    _update(writable, "DELETE DATA { GRAPH <http://b> { <http://s> <http://p> 1 } }")
    assert not writable.ask("ASK { <http://s> ?p ?o }")


def test_update_that_violates_the_shapes_is_refused(writable: Served) -> None:
    answer = _update(writable, "DELETE DATA { spid:fact-1 org:member spid:turkiye }")
    assert answer.status_code == 422
    assert writable.ask("ASK { spid:fact-1 org:member spid:turkiye }")


def test_failed_update_changes_nothing(writable: Served) -> None:
    before = writable.client.get("/health").json()["release"]
    answer = _update(writable, "CLEAR ALL ;\nINSERT DATA {")
    assert (answer.status_code, answer.json()["line"]) == (400, 2)
    assert _update(writable, "LOAD <http://127.0.0.1:1/>").status_code == 403
    assert writable.client.get("/health").json()["release"] == before
    assert not list((writable.data / "releases").glob(".update-*"))


def test_old_release_is_left_as_it_was(writable: Served) -> None:
    old = writable.data / "releases" / writable.client.get("/health").json()["release"]
    bytes_before = {path: path.read_bytes() for path in old.rglob("*") if path.is_file()}
    _update(writable, "CLEAR ALL")
    assert not writable.ask("ASK { ?s ?p ?o }")
    assert bytes_before == {path: path.read_bytes() for path in old.rglob("*") if path.is_file()}


def test_answers_of_the_old_release_are_not_repeated(writable: Served) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    first = writable.sparql(query)
    _update(writable, "INSERT DATA { <http://s> <http://p> 1 }")
    again = writable.client.get(
        "/sparql",
        params={"query": query},
        headers={"If-None-Match": first.headers["etag"], "Accept": "application/sparql-results+json"},
    )
    assert again.status_code == 200
    assert again.headers["etag"] != first.headers["etag"]


def test_graph_is_put_got_and_deleted(writable: Served) -> None:
    data = "<http://s> <http://p> 'x' ."
    where = {"graph": GRAPH}
    assert writable.client.put("/store", params=where, content=data, headers=BEARER | TURTLE).status_code == 201
    got = writable.client.get("/store", params=where, headers={"Accept": "application/n-triples"})
    assert got.text == '<http://s> <http://p> "x" .\n'
    assert (
        writable.client.put("/store", params=where, content=data.replace("x", "y"), headers=BEARER | TURTLE).status_code
        == 204
    )
    assert writable.values(f"SELECT ?o {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}") == ["y"]
    assert writable.client.delete("/store", params=where, headers=BEARER).status_code == 200
    assert writable.client.get("/store", params=where).status_code == 404


def test_graph_is_patched_by_an_update_of_its_own(writable: Served) -> None:
    where = {"graph": GRAPH}
    writable.client.put("/store", params=where, content="<http://s> <http://p> 1 .", headers=BEARER | TURTLE)
    patch = BEARER | {"Content-Type": "application/sparql-update"}
    text = "DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }"
    assert writable.client.patch("/store", params=where, content=text, headers=patch).status_code == 200
    assert writable.values(f"SELECT ?o {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}") == ["2"]
    assert (
        writable.client.patch(
            "/store",
            params=where,
            content="CLEAR ALL ; INSERT DATA { GRAPH <http://x> { <http://s> <http://p> 3 } }",
            headers=patch,
        ).status_code
        == 422
    )


def test_default_graph_that_is_a_merge_is_not_replaced(writable: Served) -> None:
    assert writable.client.put("/store?default", content="", headers=BEARER | TURTLE).status_code == 409
    assert writable.client.delete("/store?default", headers=BEARER).status_code == 409


@pytest.mark.parametrize(
    ("path", "headers", "content", "status"),
    [
        ("/store", TURTLE, "", 400),
        ("/store?graph=relative", TURTLE, "", 400),
        (f"/store?graph={GRAPH}&default", TURTLE, "", 400),
        (f"/store?graph={GRAPH}", {"Content-Type": "image/png"}, "", 415),
        (f"/store?graph={GRAPH}", TURTLE, "<http://s> <http://p", 400),
        (f"/store?graph={GRAPH}", TURTLE, "<http://s> <http://p> 'no final dot'", 400),
        (f"/store?graph={GRAPH}", {"Content-Type": "text/turtle; charset=utf-16"}, "", 415),
    ],
)
def test_wrong_writes_are_refused(
    writable: Served, path: str, headers: dict[str, str], content: str, status: int
) -> None:
    assert writable.client.put(path, content=content, headers=BEARER | headers).status_code == status


BAD_FACT = """@prefix sp: <https://w3id.org/spacepact/ontology#> . @prefix spid: <https://w3id.org/spacepact/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
spid:fact-bad a sp:Membership, sp:Fact ; org:member spid:turkiye ."""


def test_write_that_violates_the_shapes_is_refused_with_the_report(writable: Served) -> None:
    answer = writable.client.post("/store", params={"graph": GRAPH}, content=BAD_FACT, headers=BEARER | TURTLE)
    assert answer.status_code == 422
    assert "fact-bad" in answer.json()["report"]
    assert not writable.ask("ASK { spid:fact-bad ?p ?o }")


def test_write_that_violates_the_shapes_is_put_aside_on_request(writable: Served) -> None:
    where = {"graph": GRAPH, "quarantine": "true"}
    good = '\n<https://w3id.org/spacepact/id/x> <http://example.org/p> "kept" .'
    answer = writable.client.post("/store", params=where, content=BAD_FACT + good, headers=BEARER | TURTLE)
    assert answer.status_code == 201
    assert not writable.ask("ASK { spid:fact-bad ?p ?o }")
    assert writable.ask('ASK { spid:x ?p "kept" }')
    assert "fact-bad" in (writable.data / "current" / "quarantine.nq").read_text()


@pytest.mark.parametrize("context", ['"http://127.0.0.1:1/c"', '{"@import": "http://127.0.0.1:1/c"}'])
def test_remote_contexts_are_not_fetched(writable: Served, context: str) -> None:
    body = f'{{"@context": {context}, "@id": "http://s", "http://p": "x"}}'
    headers = BEARER | {"Content-Type": "application/ld+json"}
    assert writable.client.put("/store", params={"graph": GRAPH}, content=body, headers=headers).status_code == 400


def test_graph_that_nests_too_deep_is_400_and_writing_goes_on(writable: Served) -> None:
    """The parser would end the process that writes."""
    headers = BEARER | {"Content-Type": "application/ld+json"}
    body = '{"urn:p":' * 20_000 + "1" + "}" * 20_000
    answer = writable.client.put("/store", params={"graph": GRAPH}, content=body, headers=headers)
    assert (answer.status_code, "nested" in answer.json()["detail"]) == (400, True)
    small = writable.client.put("/store", params={"graph": GRAPH}, content='{"@id":"urn:s","urn:p":1}', headers=headers)
    assert small.status_code == 201


def test_entities_of_rdfxml_are_not_fetched(writable: Served) -> None:
    body = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="http://s"><p xmlns="http://p/">&x;</p></rdf:Description></rdf:RDF>"""
    answer = writable.client.put(
        "/store", params={"graph": GRAPH}, content=body, headers=BEARER | {"Content-Type": "application/rdf+xml"}
    )
    assert answer.status_code == 400


def test_graph_is_named_by_its_address(writable: Served) -> None:
    headers = BEARER | TURTLE
    assert (
        writable.client.put("/store/a%20b/c", content="<http://s> <http://p> 1 .", headers=headers).status_code == 201
    )
    assert writable.client.get("/store/a%20b/c", headers={"Accept": "text/turtle"}).status_code == 200
    assert writable.values("SELECT ?g { GRAPH ?g { <http://s> <http://p> 1 } }") == [f"{writable.url}/store/a%20b/c"]


def test_address_that_is_no_iri_is_400(writable: Served) -> None:
    assert writable.client.get("/store/a>{}b").status_code in (400, 404)


WHERE = {"graph": GRAPH}


def _put(served: Served, content: str, **headers: str) -> int:
    return served.client.put(
        "/store",
        params=WHERE,
        content=content,
        headers=BEARER | TURTLE | {k.replace("_", "-"): v for k, v in headers.items()},
    ).status_code


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("accept", ["text/turtle", "*/*", "application/ld+json;q=0.9, */*;q=0.1"])
def test_write_for_what_was_read_is_refused_once_it_was_changed(writable: Served, accept: str, encoding: str) -> None:
    assert _put(writable, "<http://s> <http://p> 1 .") == 201
    read = writable.client.get("/store", params=WHERE, headers={"Accept": accept, "Accept-Encoding": encoding})
    assert _put(writable, "<http://s> <http://p> 2 .", If_Match=read.headers["etag"]) == 204
    assert _put(writable, "<http://s> <http://p> 3 .", If_Match=read.headers["etag"]) == 412
    assert writable.values(f"SELECT ?o {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}") == ["2"]


def test_write_for_a_release_is_refused_once_another_is_current(writable: Served) -> None:
    release = writable.client.get("/health").json()["release"]
    assert _put(writable, "<http://s> <http://p> 1 .", If_Match=f'"{release}"') == 201
    assert _put(writable, "<http://s> <http://p> 2 .", If_Match=f'"{release}"') == 412


def test_write_on_condition_that_the_graph_is_there_or_not(writable: Served) -> None:
    assert _put(writable, "<http://s> <http://p> 1 .", If_Match="*") == 412
    assert _put(writable, "<http://s> <http://p> 1 .", If_None_Match="*") == 201
    assert _put(writable, "<http://s> <http://p> 2 .", If_None_Match="*") == 412
    assert _put(writable, "<http://s> <http://p> 2 .", If_Match="*") == 204
    etag = writable.client.get("/store", params=WHERE).headers["etag"]
    assert _put(writable, "<http://s> <http://p> 3 .", If_None_Match=f'"x", {etag}') == 412
    deleted = writable.client.delete("/store", params=WHERE, headers=BEARER | {"If-Match": '"of another time"'})
    assert deleted.status_code == 412


def test_update_that_violates_the_shapes_is_put_aside_on_request(writable: Served) -> None:
    bad = "INSERT DATA { spid:fact-bad a sp:Membership, sp:Fact ; org:member spid:turkiye . spid:x <http://p> 'kept' }"
    assert _update(writable, bad).status_code == 422
    assert _update(writable, bad, quarantine="true").status_code == 200
    assert not writable.ask("ASK { spid:fact-bad ?p ?o }")
    assert writable.ask("ASK { spid:x <http://p> 'kept' }")


def test_write_whose_process_is_killed_changes_nothing_and_says_so(writable: Served) -> None:
    before = writable.client.get("/health").json()["release"]
    answers: list[httpx.Response] = []
    address = {"data": {"update": "INSERT DATA { <http://s> <http://p> 1 }"}, "headers": BEARER, "timeout": 30}
    thread = threading.Thread(target=lambda: answers.append(httpx.post(f"{writable.url}/sparql", **address)))
    thread.start()
    while not (writers := _writers(writable.process.pid)):
        time.sleep(0.005)
    for pid in writers:
        os.kill(pid, signal.SIGKILL)
    thread.join()
    assert (answers[0].status_code, answers[0].headers["retry-after"]) == (503, "5")
    assert "nothing was changed" in answers[0].json()["detail"]
    assert writable.client.get("/health").json()["release"] == before


def _writers(server: int) -> list[int]:
    tasks = [task / "children" for task in Path(f"/proc/{server}/task").iterdir()]
    children = [int(child) for task in tasks for child in task.read_text().split()]
    return [pid for pid in children if b"server.update.apply" in Path(f"/proc/{pid}/cmdline").read_bytes()]
