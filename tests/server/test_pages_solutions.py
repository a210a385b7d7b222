"""Taking a SELECT query apart, and the facts behind the rows of its answer."""

import pytest
from live_server import Served

from server.views.solutions import dissect, for_rows, with_day

APSCO = "https://w3id.org/spacepact/id/apsco"


def evidence(served: Served, query: str) -> list[list[str]]:
    answer = served.sparql(query).json()
    body = {"query": query, "names": answer["head"]["vars"], "rows": answer["results"]["bindings"]}
    found = served.client.post("/query/evidence", json=body)
    assert found.status_code == 200, found.text
    return [[fact.rpartition("/")[2] for fact in row["facts"]] for row in found.json()]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?who WHERE { ?m org:member ?who ; org:organization spid:apsco }",
        "SELECT ?m { ?m a sp:Membership }",
        "SELECT (COUNT(?m) AS ?n) { ?m a sp:Membership }",
        "SELECT ?o (COUNT(DISTINCT ?m) AS ?n) { ?m a sp:Membership ; org:organization ?o } GROUP BY ?o HAVING (COUNT(?m) > 0)",
        "SELECT (UCASE(?l) AS ?name) { ?m org:member/skos:prefLabel ?l FILTER(isLiteral(?l) && EXISTS { ?m a sp:Fact }) }",
        "PREFIX x: <https://w3id.org/spacepact/ontology#> SELECT * WHERE { ?m a x:Membership } ORDER BY ?m LIMIT 3",
        "# a } in a comment\nSELECT ?m { ?m a sp:Membership FILTER(STR(?m) != '}') } VALUES ?m { spid:fact-1 spid:none }",
        "SELECT ?who { spid:apsco ^org:memberOf ?who }",
        "SELECT ?n { { SELECT ?m (STR(?m) AS ?n) { ?m a sp:Membership } } }",
        "SELECT ?q { ?p oa:hasSelector/oa:exact ?q . ?f prov:wasDerivedFrom ?p }",
    ],
)
def test_rows_lead_to_the_fact(served: Served, query: str) -> None:
    assert evidence(served, query) == [["fact-1"]]


def test_rows_without_facts_have_none(served: Served) -> None:
    assert evidence(served, "SELECT ?name { spid:apsco skos:prefLabel ?name }") == [[]]
    assert evidence(served, "SELECT ?x { ?s a sp:State . OPTIONAL { ?s sp:iso3 ?x } }") == [[]]


def test_other_forms_are_not_taken_apart() -> None:
    for text in ("ASK { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "SELECT ?x WHERE { ?x", "", "SELECT"):
        assert dissect(text) is None


def test_dataset_and_values_are_kept() -> None:
    query = dissect(
        "SELECT ?s FROM <http://a.example/g> WHERE { ?s ?p ?o } ORDER BY ?s VALUES ?p { <http://b.example/p> }"
    )
    assert query is not None
    text = for_rows(query, ["s"], [{"s": "<http://c.example/s>"}], 10)
    assert "FROM <http://a.example/g>" in text and text.endswith("VALUES ?p { <http://b.example/p> }")
    assert "VALUES (?s) { (<http://c.example/s>) }" in text


def test_day_stands_for_its_variable_only() -> None:
    text = with_day("SELECT ?asOfNow { FILTER(?d <= ?asOf) # ?asOf\n FILTER(?x = '?asOf') }", "2024-09-01")
    assert text.count("2024-09-01") == 1 and "?asOfNow" in text
    assert with_day("SELECT * { ?asOf ?p ?o }", "") == "SELECT * { ?asOf ?p ?o }"


@pytest.mark.parametrize("rows", [[{"m": {"value": "x"}}], [{"m": {"type": "uri", "value": "no iri >"}}], [{"m": 3}]])
def test_malformed_rows_are_refused(served: Served, rows: list[object]) -> None:
    body = {"query": "SELECT ?m { ?m a sp:Fact }", "names": ["m"], "rows": rows}
    assert served.client.post("/query/evidence", json=body).status_code in (400, 422)


def test_too_many_rows_are_refused(served: Served) -> None:
    body = {"query": "SELECT ?m { ?m a sp:Fact }", "names": ["m"], "rows": [{}] * 501}
    assert served.client.post("/query/evidence", json=body).status_code == 413
