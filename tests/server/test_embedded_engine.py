"""What only our own engine does, beyond SPARQL 1.1 or where stores differ: other functions, SPARQL 1.2, joined texts."""

import pytest
from live_server import Served


def test_unknown_function_is_an_error_of_its_expression(served: Served) -> None:
    answer = served.sparql("SELECT ?a ?b { BIND(<http://example.org/f>(1) AS ?a) BIND(2 AS ?b) }")
    assert answer.status_code == 200
    assert [*answer.json()["results"]["bindings"][0]] == ["b"]


@pytest.mark.parametrize(
    ("query", "kind", "key"),
    [
        ('VERSION "1.2" SELECT ("a"@en--ltr AS ?x) {}', "literal", "its:dir"),
        ("SELECT (<<( <a:a> <b:b> 1 )>> AS ?x) {}", "triple", "value"),
        ("SELECT ?x { BIND(OBJECT(<<( <a:a> <b:b> 1 )>>) AS ?x) }", "literal", "datatype"),
    ],
)
def test_sparql_1_2_is_answered_as_far_as_the_engine_has_it(served: Served, query: str, kind: str, key: str) -> None:
    [row] = served.sparql(query).json()["results"]["bindings"]
    assert row["x"]["type"] == kind
    assert key in row["x"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('SELECT (GROUP_CONCAT(?o) AS ?g) { VALUES ?o { "a"@en "b"@en } }', "a b"),
        ('SELECT (group_concat(DISTINCT ?o; separator=")") AS ?g) { VALUES ?o { "a"@en "b"@en "a"@en } }', "a)b"),
        ('SELECT (UCASE(GROUP_CONCAT(STR(?o))) AS ?g) { VALUES ?o { "a"@en } } HAVING(GROUP_CONCAT(?o) = "a")', "A"),
        ('SELECT ("GROUP_CONCAT(" AS ?g) {}', "GROUP_CONCAT("),
    ],
)
def test_texts_joined_have_no_language(served: Served, query: str, expected: str) -> None:
    [row] = served.sparql(query).json()["results"]["bindings"]
    assert row["g"] == {"type": "literal", "value": expected}
