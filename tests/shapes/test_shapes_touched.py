"""What a change touches, for constraints of any form: nodes whose solutions come or go are found from the triples that did."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from shapes.graph import parse_graph
from shapes.setwise.backwards import fan_in_of
from shapes.setwise.loading import beside
from shapes.setwise.patterns import read_query
from shapes.setwise.plan import plan_of
from shapes.setwise.run import sparql_results
from shapes.setwise.touched import by_predicate, touched

EX = "https://example.org/"
QUERIES = {
    "a filter": "SELECT $this { $this ex:p ?a . ?a ex:n ?n FILTER(?n > 1) }",
    "a filter on two sides": "SELECT $this { $this ex:p ?a ; ex:n ?m . ?b ex:p ?a ; ex:n ?n FILTER(?m < ?n) }",
    "a filter on what is optional": "SELECT $this { $this ex:p ?a OPTIONAL { ?a ex:n ?n } FILTER(!BOUND(?n) || ?n = 2) }",
    "a filter in what is optional": "SELECT $this ?n { $this ex:p ?a ; ex:n ?m OPTIONAL { ?a ex:n ?n FILTER(?n > ?m) } }",
    "a filter in a branch": "SELECT $this { { $this ex:n ?n FILTER(?n = 1) } UNION { $this ex:p ?a . ?a ex:n ?n FILTER(?n = 3) } }",
    "a filter on branches": "SELECT $this { $this ex:q ?b { ?b ex:n ?n } UNION { ?b ex:p ?n } FILTER(isIRI(?n) || ?n > 2) }",
    "a filter that is not for its group": "SELECT $this { $this ex:n ?m { $this ex:p ?a FILTER(!BOUND(?m)) } }",
    "a filter on a bound value": "SELECT $this { $this ex:n ?n BIND(?n + 1 AS ?m) FILTER(?m > 2) }",
    "a filter after EXISTS": "SELECT $this { $this ex:n ?n FILTER EXISTS { $this ex:p ?a . ?a ex:n ?m FILTER(?m > ?n) } }",
    "a filter after NOT EXISTS": "SELECT $this { $this ex:n ?n FILTER NOT EXISTS { $this ex:p ?a . ?a ex:n ?m FILTER(?m > ?n) } }",
    "a filter after EXISTS in EXISTS": "SELECT $this { $this ex:n ?n FILTER EXISTS { $this ex:p ?a . FILTER NOT EXISTS { ?a ex:n ?m"
    " FILTER(?m >= ?n) } } }",
    "a filter with EXISTS in it": "SELECT $this { $this ex:n ?n FILTER(?n > 2 || EXISTS { $this ex:p $this }) }",
    "names that are shown": "SELECT $this { $this ex:p ?a { SELECT ?a $this { $this ex:q ?a . ?a ex:n ?n FILTER(?n > 1) } } $this ex:n ?n"
    " FILTER(?n < 3) }",
    "a count": "SELECT $this (COUNT(?a) AS ?value) { $this ex:p ?a . ?a ex:n ?n FILTER(?n > 1) } GROUP BY $this HAVING (COUNT(?a) > 1)",
    "a gate": "SELECT $this { { SELECT $this ?n (COUNT(?a) AS ?all) { $this ex:n ?n ; ex:p ?a FILTER(?a != $this) } GROUP BY $this ?n"
    " HAVING (COUNT(?a) < ?n) } $this ex:q ?b . ?b ex:n ?m FILTER(?m >= ?n) }",
    "a path": "SELECT $this { $this ex:p/^ex:q ?a . ?a ex:n ?n FILTER(?n IN (1, 3)) }",
    "any number of steps": "SELECT $this { $this ex:p* ?a . ?a ex:n ?n FILTER(?n = 3) }",
    "a choice": "SELECT $this { $this ex:p|ex:q ?a . ?a ex:n ?n . $this ex:n ?m FILTER(?n + ?m > 4) }",
    "nothing of the row but its value": "SELECT $this { $this ex:n ?n . ?a ex:n ?n ; ex:p ?b FILTER(STRSTARTS(STR(?b), STR(ex:))) }",
}


def shapes_of(query: str) -> str:
    return f"""
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <{EX}> .
        ex: sh:declare [ sh:prefix "ex" ; sh:namespace "{EX}"^^<http://www.w3.org/2001/XMLSchema#anyURI> ] .
        ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:targetSubjectsOf ex:q ;
            sh:sparql [ sh:prefixes ex: ; sh:message "{{?n}} {{?m}} {{?a}} {{?value}}" ; sh:select '''{query}''' ] ."""


def small_graph(chance: random.Random) -> set[Quad]:
    """Each of four nodes with some of the links to the four, some of three numbers, and the class or not."""
    nodes = [NamedNode(f"{EX}{name}") for name in "wxyz"]
    links = [Quad(a, NamedNode(EX + name), b) for a, name, b in product(nodes, "pq", nodes)]
    numbers = [Quad(a, NamedNode(EX + "n"), Literal(n)) for a, n in product(nodes, (1, 2, 3))]
    types = [Quad(a, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(EX + "C")) for a in nodes]
    return {quad for quad in links + numbers + types if chance.random() < 0.3}


def changed(chance: random.Random, graph: set[Quad]) -> set[Quad]:
    """One to four triples out, or a node as a whole, and one to four others in."""
    out = set(chance.sample(sorted(graph, key=str), min(len(graph), chance.randint(1, 4))))
    if chance.random() < 0.3:
        gone = next(iter(out)).subject if out else None
        out = {quad for quad in graph if quad.subject == gone}
    come = sorted(small_graph(chance) - graph, key=str)[: chance.randint(1, 4)]
    return (graph - out) | set(come)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_result_that_comes_or_goes_is_one_of_a_node_that_is_touched(query, seed):
    chance = random.Random(seed)
    plan = plan_of(parse_graph(shapes_of(query).encode()))
    before = small_graph(chance)
    after = changed(chance, before)
    results = []
    for quads in (before, after):
        store = Store()
        store.extend(quads)
        results.append(sparql_results(plan, store, None, {}, {EX + "C": {EX + "C"}}))

    changes = by_predicate([quad.triple for quad in before ^ after])
    with beside(store, (quad.triple for quad in before)):
        nodes = touched(plan, store, changes, {}).sparql[EX + "S"]

    assert {result.focus for result in results[0] ^ results[1]} <= nodes


def test_objects_that_no_query_can_name_do_not_break_the_way_back():
    store = Store()
    store.load(f"<{EX}a> <{EX}p> _:b, <<( <{EX}a> <{EX}p> <{EX}b> )>>, <{EX}b> .".encode(), RdfFormat.TURTLE)
    query = read_query({}, f"SELECT $this {{ $this <{EX}p> ?a . ?a <{EX}n> ?n }}")

    way = fan_in_of(store, {})

    assert [way(pattern) for pattern in query.root.patterns] == [1 / 3, 0]
