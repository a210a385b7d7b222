"""The plain pages: complete HTML, all text escaped, RDF on request."""

import re

import pytest
from live_server import Served
from pyoxigraph import RdfFormat, parse

HTML = {"Accept": "text/html"}


def test_index_shows_counts_and_documents(served: Served) -> None:
    page = served.client.get("/", headers=HTML).text
    assert ">Membership</th>" in page
    assert 'href="/documents/document-1"' in page


def test_entity_page_shows_fact_with_its_quote(served: Served) -> None:
    page = served.client.get("/id/turkiye", headers=HTML).text
    assert "<h1>Türkiye</h1>" in page
    assert "Türkiye is a member of APSCO." in page
    assert 'href="/documents/document-1#p31-60"' in page


def test_entity_page_shows_who_links_to_it(served: Served) -> None:
    page = served.client.get("/id/apsco", headers=HTML).text
    assert '<a href="/id/turkiye">Türkiye</a>' in page


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"]
)
def test_entity_as_rdf_holds_fact_and_quote(served: Served, media_type: str) -> None:
    answer = served.client.get("/id/turkiye", headers={"Accept": media_type})
    assert answer.headers["content-type"].startswith(media_type)
    values = {
        quad.object.value
        for quad in parse(answer.content, RdfFormat.from_media_type(media_type))
        if hasattr(quad.object, "value")
    }
    assert {"Türkiye is a member of APSCO.", "https://w3id.org/spacepact/id/apsco"} <= values


def test_unknown_entity_is_404(served: Served) -> None:
    assert served.client.get("/id/nobody", headers=HTML).status_code == 404
    assert served.client.get("/id/nobody", headers={"Accept": "text/turtle"}).status_code == 404
    assert served.client.get("/id/a%20b%3E", headers=HTML).status_code == 404


def test_document_marks_the_passage(served: Served) -> None:
    page = served.client.get("/documents/document-1", headers=HTML).text
    assert 'id="p31-60"' in page
    assert ">Türkiye is a member of APSCO.</mark>" in page


def test_text_of_documents_is_escaped(served: Served) -> None:
    page = served.client.get("/documents/document-1", headers=HTML).text
    assert "<script>" not in page
    assert all(source.startswith("/assets/") for source in re.findall(r"<script[^>]*src=.([^ >]*)", page))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more." in page
    assert "<b>note" not in page


def test_document_outside_the_release_is_404(served: Served) -> None:
    assert served.client.get("/documents/..%2Fgraph", headers=HTML).status_code == 404
    assert served.client.get("/documents/nothing", headers=HTML).status_code == 404


@pytest.mark.parametrize("path", ["/", "/id/turkiye", "/documents/document-1", "/sparql", "/health", "/nothing"])
def test_every_answer_forbids_foreign_content(served: Served, path: str) -> None:
    answer = served.client.get(path, headers=HTML)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_answers_may_be_read_by_any_page_without_credentials(served: Served) -> None:
    answer = served.client.get("/health", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/nothing", "/id/nobody", "/documents/nothing", "/sparql?query=x", "/releases/none"])
def test_errors_have_one_shape(served: Served, path: str) -> None:
    answer = served.client.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"title", "status", "detail"} <= answer.json().keys()
    assert answer.json()["status"] == answer.status_code


def test_address_without_anything_is_a_page_for_browsers_and_a_problem_for_programs(served: Served) -> None:
    page = served.client.get("/nothing/here", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.status_code == 404 and page.headers["content-type"].startswith("text/html")
    assert "There is nothing at /nothing/here." in page.text and 'action="/find"' in page.text
    for headers in ({}, {"Accept": "application/json"}):
        problem = served.client.get("/nothing/here", headers=headers)
        assert problem.headers["content-type"] == "application/problem+json"
        assert problem.json()["detail"] == "there is nothing at /nothing/here"
    assert served.client.get("/%3Cscript%3E", headers=HTML).text.count("<script>") == 0
