"""The stores in memory: every triple once in the default graph, the same node under the same name in both, the right store for a query."""

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from server.engine.stores import load

SOME = """<http://s> <http://b> "x" <http://g1> .
<http://s> <http://b> "x" <http://g2> .
<http://s> <http://a> "graph _: .\\n" <http://g2> .
"""
WITH_BLANK = '_:n <http://p> "1" <http://g1> .\n_:n <http://q> "2" <http://g2> .\n'


def _count(store: Store, pattern: str) -> int:
    answer = store.query(f"SELECT * {{ {pattern} }}")
    assert isinstance(answer, QuerySolutions)
    return len(list(answer))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "graph.nq"


def test_default_graph_is_the_merge(file: Path) -> None:
    file.write_text(SOME)
    stores = load(file, merge=True)
    assert stores.default is not None
    for store in (stores.full, stores.default):
        assert _count(store, "?s ?p ?o") == 2
    assert _count(stores.full, "GRAPH ?g { ?s ?p ?o }") == 3
    assert len(stores.default) == 2


def test_blank_node_is_the_same_in_default_and_named_graph(file: Path) -> None:
    file.write_text(WITH_BLANK)
    assert _count(load(file, merge=True).full, "?n <http://p> ?x . GRAPH ?g { ?n <http://q> ?y }") == 1


def test_default_graph_of_its_own_is_left(file: Path) -> None:
    file.write_text('<http://s> <http://p> "d" .\n' + SOME)
    assert _count(load(file, merge=False).full, "?s ?p ?o") == 1


@pytest.mark.parametrize("query", ["SELECT * { graph ?g { } }", "SELECT * FROM <http://g> {}", "ASK { ?graph ?p ?o }"])
def test_query_that_may_name_a_graph_asks_the_whole(file: Path, query: str) -> None:
    file.write_text(SOME)
    stores = load(file, merge=True)
    assert stores.plan(query).store is stores.full
    assert stores.plan("SELECT * { ?s ?p ?o }").store is stores.default
