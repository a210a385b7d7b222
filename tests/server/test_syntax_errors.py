"""Syntax errors tell the first sign that cannot stand where it does, in words, wherever the engine saw it."""

import pytest
from live_server import Served
from pyoxigraph import Store

from ontology.namespaces import PREFIXES
from server.sparql.syntax import syntax_failure

QUERIES = [
    ("", 1, 1, "ends too early"),
    ("SELEC * {}", 1, 1, "SELEC"),
    ("SELECT * { OPTIONL { ?s ?p ?o } }", 1, 12, "OPTIONL"),
    ("SELECT * WHERE {\n  ?s ?p }", 2, 9, "}"),
    ("SELECT * { ?s ?p ?o ", 1, 21, "ends too early"),
    ("SELECT * {\n\n  ?s ?p ?o ; ; ?x }\n}", 3, 19, "}"),
    ("SELECT * { ?s ?p ?o FILTER(?o > ) }", 1, 33, ")"),
    ("SELECT * { ?s ?p ?o FILTER NOT EXIST { ?s ?p 1 } }", 1, 32, "EXIST"),
    ("SELECT * { ?s ?p ?o } LIMIT x", 1, 29, "x"),
    ("SELECT * { ?s ?p ?o } ORDER ?x", 1, 29, "?x"),
    ("SELECT ?s WHERE ?s ?p ?o", 1, 17, '"{" could stand here'),
    ("PREFIX a <http://x/> SELECT * {}", 1, 8, "a"),
    ("SELECT * { ?s foo:bar ?o }", 1, 15, "the prefix foo: is not declared"),
    ("PREFIX ex: <http://x/>\nSELECT ?é {\n ?é ex:a ?y ;\n  foo:b ?z }", 4, 3, "the prefix foo:"),
    ("SELECT * { ?s ?p 'abc }", 1, 18, "'"),
    ("ASK { ?s ?p ?o }}", 1, 17, "}"),
    ("SELECT (foo(?x) AS ?y) {}", 1, 9, "foo"),
    ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", 1, 35, "variable that is unbound"),
    ("# a comment\nINSERT DATA { <a:a> <b:b> 1 }", 2, 1, "this is an update, not a query"),
]
UPDATES = [
    ("ASK {}", 1, 1, "this is a query, not an update"),
    ("INSERT DATA { <a:a> <b:b> ?x }", 1, 30, "variables are not allowed"),
    ("CLEAR ALL ;\nINSERT DATA {", 2, 14, "ends too early"),
    ("DELETE { ?s ?p ?o } WHER { ?s ?p ?o }", 1, 21, "WHER"),
    ("PREFIX a: <http://a/> DELETE WHERE { a:a a:b c:d }", 1, 46, "the prefix c: is not declared"),
]


def _account(text: str, update: bool) -> str:
    store = Store()
    with pytest.raises(SyntaxError) as caught:
        store.update(text, prefixes=PREFIXES) if update else store.query(text, prefixes=PREFIXES)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "column", "words", "update"),
    [(*case, False) for case in QUERIES] + [(*case, True) for case in UPDATES],
)
def test_place_and_reason_of_an_error(text: str, line: int, column: int, words: str, update: bool) -> None:
    failure = syntax_failure(text, update, _account(text, update))
    assert (failure.line, failure.column) == (line, column)
    assert words in failure.message


def test_place_of_an_error_in_a_long_query_is_found_in_time(served: Served) -> None:
    text = "SELECT * {\n" + "?s ?p 'some text' .\n" * 2_000 + "?x }"
    answer = served.sparql(text)
    assert (answer.status_code, answer.json()["line"], answer.json()["column"]) == (400, 2_002, 4)


def test_error_of_the_engine_without_a_place_is_kept() -> None:
    assert syntax_failure("x", False, "something else").message == "something else"
