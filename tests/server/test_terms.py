"""Linked data, over each back end: the words of the graph answer under their own addresses."""

import json

import pytest
from backends import over_backends
from live_server import Served
from pyoxigraph import RdfFormat, parse

pytestmark = over_backends("served")

OBSERVER = "https://w3id.org/spacepact/vocab/observer"


@pytest.mark.parametrize(
    "path",
    ["/ontology", "/vocab", "/vocab/observer", "/vocab/membership-roles", "/id/apsco", "/id/fact-1", "/id/document-1"],
)
@pytest.mark.parametrize(
    "media_type",
    [
        "text/turtle",
        "application/ld+json",
        "application/rdf+xml",
        "application/n-triples",
        "application/n-quads",
        "application/trig",
        "text/n3",
    ],
)
def test_terms_answer_in_every_format(served: Served, path: str, media_type: str) -> None:
    answer = served.client.get(path, headers={"Accept": media_type})
    assert answer.headers["content-type"].startswith(media_type)
    assert list(parse(answer.content, RdfFormat.from_media_type(media_type)))


def test_concept_tells_its_label(served: Served) -> None:
    answer = served.client.get("/vocab/observer", headers={"Accept": "application/n-triples"})
    assert f'<{OBSERVER}> <http://www.w3.org/2004/02/skos/core#prefLabel> "observer"@en .' in answer.text


@pytest.mark.parametrize("path", ["/ontology", "/vocab", "/vocab/observer"])
def test_terms_answer_as_pages(served: Served, path: str) -> None:
    answer = served.client.get(path, headers={"Accept": "text/html,*/*;q=0.1"})
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/vocab/nothing-of-the-kind", "/vocab/a%20b"])
def test_unknown_concept_is_404(served: Served, path: str) -> None:
    assert served.client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/ontology", "/vocab/observer", "/.well-known/void", "/sparql", "/search?q=apsco", "/id/apsco"]
)
def test_what_does_not_change_has_a_validator(served: Served, path: str) -> None:
    headers = {"Accept": "text/turtle, application/json;q=0.5"}
    first = served.client.get(path, headers=headers)
    again = served.client.get(path, headers=headers | {"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_context_is_served_here(served: Served) -> None:
    context = served.client.get("/context.jsonld")
    assert context.headers["content-type"] == "application/ld+json"
    assert json.loads(context.text)["@context"]["sp"] == "https://w3id.org/spacepact/ontology#"


def test_prefixes_come_as_json_and_as_turtle(served: Served) -> None:
    assert served.client.get("/prefixes").json()["spid"] == "https://w3id.org/spacepact/id/"
    assert "@prefix spid:" in served.client.get("/prefixes", headers={"Accept": "text/turtle"}).text


def test_description_names_graphs_classes_and_licence(served: Served) -> None:
    for path in ("/sparql", "/.well-known/void"):
        text = served.client.get(path, headers={"Accept": "application/n-triples"}).text
        assert "<http://rdfs.org/ns/void#triples>" in text
        assert "https://w3id.org/spacepact/id/graph-derived" in text
        assert "https://w3id.org/spacepact/ontology#Membership" in text
        assert "http://purl.org/dc/terms/license" in text


def test_query_page_is_for_those_who_read_html(served: Served) -> None:
    answer = served.client.get("/sparql", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/query")


def test_every_name_of_the_graph_answers(served: Served) -> None:
    """Subjects, predicates, objects and graphs of the project's namespaces, each in Turtle and as a page."""
    query = "SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x FILTER(ISIRI(?x)) } UNION { GRAPH ?x {} } }"
    names = [iri for iri in served.values(query) if iri.startswith("https://w3id.org/spacepact/")]
    assert len(names) > 15
    for name in names:
        path = name.removeprefix("https://w3id.org/spacepact").partition("#")[0]
        for accept in ("text/turtle", "text/html,*/*;q=0.1"):
            answer = served.client.get(path, headers={"Accept": accept}, follow_redirects=True)
            assert answer.status_code == 200, (name, accept)


def test_graph_leads_to_what_it_holds(served: Served) -> None:
    answer = served.client.get("/id/graph-derived", headers={"Accept": "application/n-triples"})
    assert answer.status_code == 303
    held = served.client.get(answer.headers["location"], headers={"Accept": "application/n-triples"})
    assert len(list(parse(held.content, RdfFormat.N_TRIPLES))) == 1
    missing = served.client.get("/id/graph-of-nothing", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert missing.status_code == 404
