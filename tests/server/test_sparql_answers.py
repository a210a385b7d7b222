"""The SPARQL endpoint over real HTTP, over each back end: forms of a request, formats, errors."""

import pytest
from backends import over_backends
from live_server import Served
from pyoxigraph import RdfFormat, parse

pytestmark = over_backends("served")

NAMES = "SELECT ?name WHERE { ?s skos:prefLabel ?name }"


def test_get_answers_with_predeclared_prefixes(served: Served) -> None:
    assert served.values(NAMES) == ["Asia-Pacific Space Cooperation Organization", "Türkiye", "member"]


def test_post_form_answers(served: Served) -> None:
    answer = served.client.post("/sparql", data={"query": NAMES})
    assert len(answer.json()["results"]["bindings"]) == 3


def test_post_direct_answers(served: Served) -> None:
    answer = served.client.post("/sparql", content=NAMES, headers={"Content-Type": "application/sparql-query"})
    assert len(answer.json()["results"]["bindings"]) == 3


def test_default_graph_holds_each_triple_once(served: Served) -> None:
    assert served.values("SELECT (COUNT(*) AS ?n) WHERE { spid:turkiye a sp:State }") == ["1"]


@pytest.mark.parametrize(
    ("accept", "content_type", "start"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", '{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "name"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?name"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?name"),
        ("*/*", "application/sparql-results+json", '{"head"'),
    ],
)
def test_select_in_every_format(served: Served, accept: str, content_type: str, start: str) -> None:
    answer = served.sparql(NAMES, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == content_type
    assert answer.text.startswith(start)


@pytest.mark.parametrize(
    "media_type",
    [
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
        "application/n-quads",
        "application/trig",
        "text/n3",
    ],
)
def test_construct_in_every_format(served: Served, media_type: str) -> None:
    answer = served.sparql("CONSTRUCT WHERE { ?s skos:prefLabel ?o }", media_type)
    assert answer.status_code == 200
    assert len(list(parse(answer.content, RdfFormat.from_media_type(media_type)))) == 3


def test_unacceptable_format_is_406(served: Served) -> None:
    answer = served.sparql(NAMES, "image/png")
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.json()["detail"]


def test_format_for_the_other_kind_of_answer_is_406(served: Served) -> None:
    assert served.sparql(NAMES, "text/turtle").status_code == 406


@pytest.mark.parametrize(
    ("names", "query", "content_type"),
    [
        (["json"], NAMES, "application/sparql-results+json"),
        (["xml"], NAMES, "application/sparql-results+xml"),
        (["xml"], "CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml"),
        (["json"], "CONSTRUCT WHERE { ?s ?p ?o }", "application/ld+json"),
        (["tsv", "text/tab-separated-values"], NAMES, "text/tab-separated-values; charset=utf-8"),
        (["no-such-format", "csv"], NAMES, "text/csv; charset=utf-8"),
        (["text/turtle"], "DESCRIBE spid:apsco", "text/turtle; charset=utf-8"),
    ],
)
def test_format_goes_before_the_accept_header(served: Served, names: list[str], query: str, content_type: str) -> None:
    parameters = [("query", query), *(("format", name) for name in names)]
    answer = served.client.get("/sparql", params=parameters, headers={"Accept": "image/png"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)


def test_unknown_format_is_406(served: Served) -> None:
    assert served.sparql(NAMES, format="no-such-format").status_code == 406
    assert served.sparql(NAMES, format="turtle").status_code == 406


def test_syntax_error_tells_line_and_column(served: Served) -> None:
    answer = served.sparql("SELECT * WHERE {\n ?s ?p }")
    assert answer.status_code == 400
    assert answer.json()["line"] == 2
    assert answer.json()["column"] in (8, 9)


def test_percent_is_decoded_once(served: Served) -> None:
    answer = served.client.post("/sparql", data={"query": 'SELECT ("a%20b" AS ?x) {}'})
    assert answer.json()["results"]["bindings"][0]["x"]["value"] == "a%20b"


def test_head_has_headers_and_no_body(served: Served) -> None:
    answer = served.client.head("/sparql", params={"query": NAMES})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert not answer.content


def test_options_names_the_methods(served: Served) -> None:
    assert served.client.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_other_methods_are_405(served: Served) -> None:
    assert served.client.put("/sparql", content="x").status_code == 405


@pytest.mark.parametrize("query", ["SELECT (GROUP_CONCAT(?x AS ?g) {}", "SELECT (GROUP_CONCAT AS ?g) {}"])
def test_text_that_is_no_query_stays_none(served: Served, query: str) -> None:
    assert served.sparql(query).status_code == 400
