"""The Graph Store Protocol, the reading half of it, over each back end; writing is tested where there is a token."""

import pytest
from backends import over_backends
from live_server import Served
from pyoxigraph import Quad, RdfFormat, parse

pytestmark = over_backends("served")

SPID = "https://w3id.org/spacepact/id/"
DERIVED = {"graph": f"{SPID}graph-derived"}
NTRIPLES = {"Accept": "application/n-triples"}


def triples(text: bytes, media_type: str = "application/n-triples") -> set[Quad]:
    return set(parse(text, RdfFormat.from_media_type(media_type)))


def test_graph_is_got_by_its_name(served: Served) -> None:
    answer = served.client.get("/store", params=DERIVED, headers=NTRIPLES)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/n-triples")
    assert answer.text.split() == [f"<{SPID}turkiye>", "<http://www.w3.org/ns/org#memberOf>", f"<{SPID}apsco>", "."]


def test_default_graph_is_the_merge_each_triple_once(served: Served) -> None:
    answer = served.client.get("/store?default", headers=NTRIPLES)
    assert len(answer.text.splitlines()) == len(triples(answer.content)) == 22
    named = served.values("SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } }")
    assert {str(quad.subject)[1:-1] for quad in triples(answer.content)} == set(named)


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/n-quads", "text/n3"]
)
def test_graph_comes_in_every_format(served: Served, media_type: str) -> None:
    answer = served.client.get("/store?default", headers={"Accept": media_type})
    plain = served.client.get("/store?default", headers=NTRIPLES)
    assert answer.headers["content-type"].startswith(media_type)
    assert triples(answer.content, media_type) == triples(plain.content)


def test_head_has_headers_and_no_body(served: Served) -> None:
    answer = served.client.head("/store", params=DERIVED, headers=NTRIPLES)
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "application/n-triples", b"")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("?graph=relative", 400),
        ("?graph=no%20iri", 400),
        (f"?default&graph={SPID}graph-derived", 400),
        ("?graph=http://example.org/none", 404),
        ("/graph/none", 404),
    ],
)
def test_what_is_no_graph_is_told(served: Served, query: str, status: int) -> None:
    for method in ("GET", "HEAD"):
        assert served.client.request(method, f"/store{query}").status_code == status


def test_unacceptable_format_is_406(served: Served) -> None:
    assert served.client.get("/store", params=DERIVED, headers={"Accept": "image/png"}).status_code == 406


def test_graph_has_a_validator(served: Served) -> None:
    first = served.client.get("/store", params=DERIVED, headers=NTRIPLES)
    again = served.client.get("/store", params=DERIVED, headers=NTRIPLES | {"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_writing_is_refused_without_a_token(served: Served, method: str) -> None:
    assert served.client.request(method, "/store", params=DERIVED, content="").status_code == 403
