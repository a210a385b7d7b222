"""rdflib as a client: SPARQLStore and SPARQLUpdateStore against a real server."""

from collections.abc import Iterator

import pytest
from live_server import QUADS, Served, serving, write_release
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

TOKEN = "a-token-of-the-tests"
SPID = "https://w3id.org/spacepact/id/"
PREF_LABEL = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("clients")
    write_release(data, QUADS)
    with serving(data, token=TOKEN) as running:
        yield running


def test_rdflib_reads(served: Served) -> None:
    graph = Graph(SPARQLStore(f"{served.url}/sparql"))
    assert graph.value(URIRef(SPID + "turkiye"), PREF_LABEL) == Literal("Türkiye", lang="en")
    assert len(graph) == int(served.values("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0])
    assert [str(row.n) for row in graph.query(f"SELECT ?n {{ <{SPID}apsco> <{PREF_LABEL}> ?n }}")] == [
        "Asia-Pacific Space Cooperation Organization"
    ]


def test_rdflib_reads_by_post(served: Served) -> None:
    graph = Graph(SPARQLStore(f"{served.url}/sparql", method="POST"))
    assert bool(graph.query(f"ASK {{ <{SPID}apsco> ?p ?o }}"))


def test_rdflib_reads_a_named_graph(served: Served) -> None:
    graph = Graph(SPARQLStore(f"{served.url}/sparql"), identifier=URIRef(SPID + "graph-derived"))
    assert len(graph) == 1


def test_rdflib_writes(writable: Served) -> None:
    store = SPARQLUpdateStore(
        f"{writable.url}/sparql", f"{writable.url}/sparql", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    graph = Graph(store, identifier=URIRef("http://example.org/g"))
    graph.add((URIRef("http://s"), URIRef("http://p"), Literal("rdflib")))
    assert writable.values("SELECT ?o { GRAPH <http://example.org/g> { <http://s> ?p ?o } }") == ["rdflib"]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_selects(served: Served, form: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper").SPARQLWrapper(f"{served.url}/sparql", returnFormat=form)
    wrapper.setQuery(f"SELECT ?n {{ <{SPID}turkiye> <{PREF_LABEL}> ?n }}")
    answer = wrapper.queryAndConvert()
    assert (
        "Türkiye"
        in {
            "json": lambda: answer["results"]["bindings"][0]["n"]["value"],
            "xml": lambda: answer.toxml(),
        }.get(form, lambda: answer.decode())()
    )


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["turtle", "n3", "json-ld", "xml"])
def test_sparqlwrapper_constructs(served: Served, form: str, method: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper").SPARQLWrapper(f"{served.url}/sparql", returnFormat=form)
    wrapper.setMethod(method)
    wrapper.setQuery(f"CONSTRUCT WHERE {{ <{SPID}turkiye> <{PREF_LABEL}> ?n }}")
    answer = wrapper.queryAndConvert()
    graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format=form)
    assert len(graph) == 1


def test_sparqlwrapper_updates(writable: Served) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper").SPARQLWrapper(f"{writable.url}/sparql")
    wrapper.setMethod("POST")
    wrapper.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    wrapper.setQuery("INSERT DATA { GRAPH <http://example.org/w> { <http://s> <http://p> 'wrapper' } }")
    assert wrapper.query().response.status == 200
    assert writable.values("SELECT ?o { GRAPH <http://example.org/w> { <http://s> ?p ?o } }") == ["wrapper"]
