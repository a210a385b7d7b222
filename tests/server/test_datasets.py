"""Datasets of a request and of a query: each triple once in the default graph, whatever it is merged from."""

import pytest
from backends import over_backends
from live_server import Served

from server.sparql.lexer import dataset_clauses
from server.update.using import DatasetConflictError, with_dataset

SPID = "https://w3id.org/spacepact/id/"
COUNT = "SELECT (COUNT(*) AS ?n) {} WHERE {{ spid:turkiye a sp:State }}"
BOTH = f"{SPID}graph-entities", f"{SPID}document-1"


def test_two_from_clauses_give_each_triple_once(served: Served) -> None:
    assert served.values(COUNT.format("FROM spid:graph-entities FROM <" + BOTH[1] + ">")) == ["1"]


@over_backends("served")
def test_graphs_that_share_no_triple_are_merged(served: Served) -> None:
    query = "SELECT (COUNT(*) AS ?n) FROM spid:graph-derived FROM spid:graph-entities { ?s ?p ?o }"
    assert served.values(query) == ["7"]


@pytest.mark.parametrize("served", ["virtuoso"], indirect=True, scope="module")
def test_graphs_that_share_a_triple_are_not_merged_by_a_store_that_counts_it_twice(served: Served) -> None:
    answer = served.sparql(COUNT.format("FROM spid:graph-entities FROM <" + BOTH[1] + ">"))
    assert (answer.status_code, "share triples" in answer.json()["detail"]) == (400, True)


def test_two_default_graphs_of_a_request_give_each_triple_once(served: Served) -> None:
    answer = served.client.get(
        "/sparql", params=[("query", COUNT.format("")), *(("default-graph-uri", iri) for iri in BOTH)]
    )
    assert [row["n"]["value"] for row in answer.json()["results"]["bindings"]] == ["1"]


@over_backends("served")
def test_dataset_of_the_request_goes_before_that_of_the_query(served: Served) -> None:
    query = COUNT.format("FROM spid:graph-derived")
    assert served.values(query) == ["0"]
    assert served.values(query, **{"default-graph-uri": BOTH[0]}) == ["1"]


@over_backends("served")
def test_named_graphs_of_a_request_leave_the_default_graph_empty(served: Served) -> None:
    assert served.values("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **{"named-graph-uri": BOTH[0]}) == ["0"]
    assert served.values("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": BOTH[0]}) == [BOTH[0]]


@over_backends("served")
def test_graph_that_is_no_iri_is_400(served: Served) -> None:
    assert served.sparql("ASK {}", **{"default-graph-uri": "no iri"}).status_code == 400


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("SELECT * FROM <http://a> FROM NAMED <http://b> {}", ("http://a",), ("http://b",)),
        ("PREFIX p: <http://x/> SELECT * FROM p:a FROM<b#c> {}", ("http://x/a", "http://base/b#c"), ()),
        ("BASE <http://other/> SELECT * FROM <a> {}", ("http://other/a",), ()),
        ("PREFIX p: <http://x/y#> PREFIX q: <#> SELECT * FROM p:a FROM q:b {}", ("http://x/y#a", "http://base/#b"), ()),
        ("SELECT ('FROM <http://a>' AS ?x) # FROM <http://b>\n {}", (), ()),
        ("SELECT * { ?s ?p 'x' } # FROM <http://a>", (), ()),
        ("SELECT * FROM unknown:a {}", (), ()),
    ],
)
def test_dataset_clauses_are_found(query: str, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    found = dataset_clauses(query, {}, "http://base/")
    assert (found.default, found.named) == (default, named)


def test_dataset_of_a_request_becomes_that_of_an_update() -> None:
    update = "DELETE { ?s ?p 'WHERE {' } WHERE { { SELECT * WHERE { ?s ?p ?o } } } ; DELETE WHERE { ?a ?b ?c }"
    assert with_dataset(update, ["http://g"], ["http://n"]) == (
        "DELETE { ?s ?p 'WHERE {' } USING <http://g> USING NAMED <http://n> WHERE { { SELECT * WHERE { ?s ?p ?o } } } ; "
        "DELETE { ?a ?b ?c } USING <http://g> USING NAMED <http://n> WHERE { ?a ?b ?c }"
    )


@pytest.mark.parametrize("update", ["WITH <g> DELETE { ?s ?p ?o } WHERE {}", "INSERT { ?s ?p ?o } USING <g> WHERE {}"])
def test_update_with_a_dataset_of_its_own_conflicts_with_the_request(update: str) -> None:
    with pytest.raises(DatasetConflictError):
        with_dataset(update, ["http://g"], [])


def test_graph_of_a_request_cannot_carry_an_update() -> None:
    with pytest.raises(ValueError, match="IRI"):
        with_dataset("DELETE WHERE { ?s ?p ?o }", ["http://g> WHERE { SERVICE <http://x> {} } #"], [])
