"""Validation of a whole store at once, and of what a change touches, finds what the engine finds on the whole graph."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutated_graphs import mutated, mutations, needed_schema, turtle, valid_graph
from pyoxigraph import Literal, NamedNode, Quad, Store
from test_shapes_mutated_at_random import mutated_at_random

from ontology.namespaces import SKOS, SP, SPID
from shapes.files import ontology_shape_files, read_shapes, schema, shape_files
from shapes.graph import Graph, parse_graph
from shapes.report import ValidationReport
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.loading import load
from shapes.setwise.patterns import read_query
from shapes.setwise.plan import plan_of
from shapes.validation import Known, revalidate, validate, validate_graph, validate_setwise, validate_store

SHAPES_HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
PREFIXES = {"ex": "https://example.org/"}


def kept(quads: list[Quad]) -> list[Quad]:
    """The quads as a store keeps them, those with blank nodes left out."""
    named = [q for q in quads if not str(q.subject).startswith("_:") and not str(q.object).startswith("_:")]
    store = Store()
    store.extend(named)
    return list(store)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return read_shapes(shape_files())


@pytest.fixture(scope="module")
def all_broken() -> list[Quad]:
    graph = valid_graph()
    for mutation in mutations():
        try:
            graph = mutated(graph, mutation)
        except AssertionError:  # another mutation has taken it out already
            continue
    return kept(graph)


def test_our_shapes_are_evaluated_setwise(shapes):
    plan = plan_of(shapes)

    assert len(plan.constraints) == sum(1 for _ in shapes.rows("http://www.w3.org/ns/shacl#sparql"))
    assert len(plan_of(read_shapes(ontology_shape_files())).constraints) == 5


@pytest.mark.parametrize("mutation", mutations(), ids=lambda mutation: mutation.id)
def test_a_broken_constraint_is_reported_as_the_engine_reports_it(mutation, shapes):
    graph = kept(mutated(valid_graph(), mutation))

    whole = validate_graph([needed_schema(), graph], shapes)
    assert validate_setwise([needed_schema(), graph], shapes) == whole
    assert whole.results


def test_everything_broken_at_once_is_reported_as_the_engine_reports_it(all_broken, shapes):
    whole = validate_graph([needed_schema(), all_broken], shapes)

    assert validate_setwise([needed_schema(), all_broken], shapes) == whole
    assert len(whole.results) > 80


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_graph_mutated_at_random_is_reported_as_the_engine_reports_it(seed):
    shapes = read_shapes(shape_files())
    graph = kept(mutated_at_random(random.Random(seed)))

    assert validate_setwise([needed_schema(), graph], shapes) == validate_graph([needed_schema(), graph], shapes)


def changed_at_random(chance: random.Random, graph: list[Quad]) -> list[Quad]:
    """The graph after up to a dozen changes of the kinds that builds and updates make, and of kinds that they do not."""
    quads = list(graph)
    for _ in range(chance.randint(1, 12)):
        quad, other = chance.choice(quads), chance.choice(quads)
        kind = chance.randrange(5)
        if kind == 0:
            quads = [q for q in quads if q.subject != quad.subject]
        elif kind == 1:
            copy = NamedNode(f"{quad.subject.value}-again")
            quads += [Quad(copy, q.predicate, q.object) for q in quads if q.subject == quad.subject]
        elif kind == 2:
            quads.remove(quad)
        elif kind == 3:
            quads.append(Quad(quad.subject, quad.predicate, other.object))
        else:
            quads.append(Quad(other.subject, quad.predicate, quad.object))
        if not quads:
            return list(graph)
    return quads


def found_on(quads: set[Quad]) -> Known:
    """What a whole validation finds on these quads."""
    return validate_store(store_of(quads))


def store_of(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


def differing_rosters(chance: random.Random) -> list[Quad]:
    """Documents that each state how many members an organisation has, and list some of those that there are."""
    lines = ["spid:body a org:Organization ; skos:prefLabel 'Body'@en ."]
    lines += [f"spid:member-{n} a sp:State ; skos:prefLabel 'Member {n}'@en ." for n in range(4)]
    for document in range(4):
        lines.append(f"spid:document-{document} dcterms:identifier '{document}.txt' .")
        lines.append(f"spid:passage-{document} oa:hasSource spid:document-{document} .")
        for n in chance.sample(range(4), chance.randint(1, 4)):
            lines.append(
                f"spid:fact-{document}-{n} a sp:Membership, sp:Fact ; org:organization spid:body ; org:member spid:member-{n} ;"
                f" org:role spv:{chance.choice(('member', 'observer'))} ; sp:status spv:{chance.choice(('active', 'ended'))} ;"
                f" prov:wasDerivedFrom spid:passage-{document} ."
            )
        lines.append(
            f"spid:fact-{document} a sp:Figure, sp:Fact ; sp:subject spid:body ; sp:value {chance.randint(1, 4)} ;"
            f" sp:measure spv:{chance.choice(('members', 'observers'))} ; prov:wasDerivedFrom spid:passage-{document} ."
        )
    return kept(turtle(" ".join(lines)))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), rosters=st.booleans())
def test_validating_what_a_change_touches_finds_what_validating_the_whole_graph_finds(seed, rosters):
    chance = random.Random(seed)
    base = differing_rosters(chance) if rosters else kept(valid_graph())
    base = changed_at_random(chance, base) if chance.random() < 0.7 else base
    before = set(base)
    known = found_on(before)
    store = store_of(before)
    for _ in range(2):
        after = set(changed_at_random(chance, sorted(before, key=str)))
        store.update("CLEAR ALL")
        store.extend(after)

        known = revalidate(known, store, [q.triple for q in before - after], [q.triple for q in after - before])

        assert known == found_on(after)
        assert set(store) == after
        before = after
    assert known.report == validate_setwise([schema(), before], read_shapes(shape_files()))


def test_rosters_are_asked_for_only_where_one_is_short_or_too_long():
    chance = random.Random(1)
    found = [found_on(set(differing_rosters(chance))) for _ in range(20)]

    short = {key: sum(len(known.candidates[key]) for known in found) for key in found[0].candidates}
    assert [key.partition("#")[2] for key in short] == ["MissingFromRoster", "SurplusInRoster"]
    assert all(0 < number < 80 for number in short.values())
    assert any("Roster" in result.shape for known in found for result in known.report.results)


def test_a_literal_that_comes_in_the_place_of_a_thing_is_reported():
    before = kept(valid_graph())
    topic = next(quad for quad in before if quad.predicate.value == SP + "topic")
    new = Quad(topic.subject, topic.predicate, Literal("weather"))
    store = Store()
    store.extend([*(quad for quad in before if quad != topic), new])

    report = revalidate(Known(validate(before)), store, [topic.triple], [new.triple]).report

    assert '"weather"' in {result.focus for result in report.violations}
    assert report == validate_setwise([schema(), list(store)], read_shapes(shape_files()))


def test_an_open_store_on_disk_is_reported_as_its_quads_are_and_stays_as_it_was(all_broken, shapes, tmp_path):
    store = Store(str(tmp_path / "store"))
    store.extend(all_broken)

    assert validate_store(store).report == validate_setwise([schema(), all_broken], shapes)
    assert set(store) == set(all_broken)


def test_an_open_store_with_blank_nodes_is_reported_too():
    store = Store()
    store.extend(turtle("_:b a sp:Fact ."))

    assert {result.focus[:2] for result in validate_store(store).report.results} == {"_:"}


def test_no_change_validates_nothing():
    store = Store()
    store.extend(kept(valid_graph()))
    known = Known(ValidationReport(()))

    assert revalidate(known, store, [], []) == known


def test_a_change_that_brings_a_blank_node_has_the_whole_graph_validated():
    store = Store()
    store.extend(kept(valid_graph()))
    new = turtle("_:b a sp:Fact .")
    store.extend(new)

    report = revalidate(Known(ValidationReport(())), store, [], [quad.triple for quad in new]).report

    assert {result.focus[:2] for result in report.results} == {"_:"}


def test_a_literal_that_a_store_writes_anew_is_reported_as_it_stands_in_the_data():
    with pytest.raises(NotSetwiseError, match="anew"):
        load([turtle("spid:x sp:value '007'^^xsd:integer .")])
    graph = [q for q in valid_graph() if q.predicate.value != SP + "confidence"]
    graph += turtle("spid:fact-seat sp:confidence '7.50'^^xsd:decimal .")

    assert any('"7.50"' in str(result.value) for result in validate(graph).results)


@pytest.mark.parametrize("data", [valid_graph(), iter(valid_graph()), (quad for quad in valid_graph())])
def test_data_that_can_be_read_only_once_goes_the_general_way_too(data):
    assert validate(data).conforms


def user_shapes(constraint: str) -> Graph:
    return parse_graph(f"{SHAPES_HEAD} ex:S a sh:NodeShape ; sh:targetClass ex:C ; {constraint} .".encode())


BEYOND = {
    "a shape that leads back to itself": "sh:property [ sh:path ex:next ; sh:node ex:S ]",
    "a closed shape": "sh:closed true",
    "a shape for one node": "sh:targetNode ex:x ; sh:property [ sh:path ex:p ; sh:minCount 1 ]",
    "a path that repeats a path": "sh:property [ sh:path [ sh:zeroOrMorePath ( ex:a ex:b ) ] ; sh:minCount 3 ]",
    "a query that counts over all": 'sh:sparql [ sh:message "m" ; sh:select "SELECT $this (COUNT(?p) AS ?value) { $this ?p ?o }" ]',
    "a query that does not find $this": 'sh:sparql [ sh:message "m" ; sh:select "SELECT $this { FILTER NOT EXISTS { $this <urn:p> 1 } }" ]',
}


@pytest.mark.parametrize("constraint", BEYOND.values(), ids=BEYOND.keys())
def test_shapes_beyond_the_plan_are_refused_by_it(constraint):
    with pytest.raises(NotSetwiseError):
        plan_of(user_shapes(constraint))


WITHIN = {
    "paths": "sh:property [ sh:path ( ex:a [ sh:inversePath ex:b ] ) ; sh:minCount 1 ; sh:class ex:D ]",
    "a choice of paths": "sh:property [ sh:path [ sh:alternativePath ( ex:a ex:b ) ] ; sh:maxCount 1 ; sh:nodeKind sh:IRI ]",
    "any number of steps": "sh:property [ sh:path [ sh:oneOrMorePath ex:a ] ; sh:in ( ex:y ex:z ) ]",
    "counts above one": "sh:property [ sh:path ex:a ; sh:minCount 2 ; sh:maxCount 2 ]",
    "logic": "sh:or ( [ sh:path ex:a ; sh:maxCount 0 ] [ sh:not [ sh:class ex:D ] ] )",
    "exactly one of": "sh:xone ( [ sh:path ex:a ; sh:minCount 1 ] [ sh:path ex:b ; sh:minCount 1 ] )",
    "values of a kind": "sh:property [ sh:path ex:a ; sh:qualifiedValueShape [ sh:class ex:D ] ; sh:qualifiedMinCount 2 ]",
    "pairs": "sh:property [ sh:path ex:n ; sh:lessThan ex:m ; sh:disjoint ex:a ] ; sh:property [ sh:path ex:a ; sh:equals ex:b ]",
    "literals": 'sh:property [ sh:path ex:n ; sh:datatype xsd:integer ; sh:minInclusive 3 ; sh:pattern "^[0-9]$" ; sh:maxLength 1 ]',
    "a query without a value": 'sh:sparql [ sh:message "m" ; sh:select "SELECT $this { $this <https://example.org/a> ?x }" ]',
    "a query with a value at times": 'sh:sparql [ sh:message "m" ; sh:select "SELECT $this ?value { $this <https://example.org/a> ?x'
    ' OPTIONAL { ?x <https://example.org/m> ?value } }" ]',
    "languages": 'sh:property [ sh:path ex:l ; sh:uniqueLang true ; sh:languageIn ( "en" "fr" ) ]',
}
DATA = """
    @prefix ex: <https://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    ex:E rdfs:subClassOf ex:C . ex:F rdfs:subClassOf ex:D .
    ex:w a ex:C . ex:x a ex:C ; ex:a ex:y, ex:z ; ex:b ex:y ; ex:n 3, 12 ; ex:m 5 ; ex:l "a"@en, "b"@en, "c"@de .
    ex:y a ex:D ; ex:b ex:z ; ex:a ex:x . ex:z a ex:E, ex:F ; ex:a ex:w ; ex:n "x" ; ex:b ex:x .
"""


@pytest.mark.parametrize("constraint", WITHIN.values(), ids=WITHIN.keys())
def test_shapes_of_users_are_reported_as_the_engine_reports_them(constraint):
    shapes, data = user_shapes(constraint), turtle(DATA)

    whole = validate_graph([data], shapes)
    assert validate_setwise([data], shapes) == whole
    assert whole.results


def test_a_literal_that_a_shape_is_for_is_reported():
    shapes = parse_graph(
        f"{SHAPES_HEAD} ex:S a sh:NodeShape ; sh:targetObjectsOf ex:n ; sh:nodeKind sh:IRI ;"
        ' sh:sparql [ sh:message "m" ; sh:select "SELECT $this { ?x <https://example.org/n> $this }" ] .'.encode()
    )
    data = turtle(DATA)

    whole = validate_graph([data], shapes)
    assert validate_setwise([data], shapes) == whole
    assert {result.focus[0] for result in whole.results} == {'"'}
    assert len(whole.results) == 6


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * { $this ex:p ?o }", "names everything"),
        ("SELECT $this ?failure { $this ex:p ?failure }", "failure"),
        ("SELECT $this { $this ?p ?o }", "variable in the place of a predicate"),
        ("SELECT $this { $this ex:p ?o } LIMIT 1", "LIMIT"),
        ("SELECT $this { $this ex:p ?o FILTER(?o = $shapesGraph) }", "shapesGraph"),
        ("SELECT $this { $this ex:p ?o { ?a ex:p ?b FILTER(?a = $this) } }", "without a triple pattern"),
        ("SELECT $this (SUM(?o) AS ?value) { $this ex:p ?o } GROUP BY ?o", "counts over all"),
        ("SELECT $this { $this ex:p [ ex:q 1 ] }", "term"),
    ],
)
def test_queries_that_mean_something_else_for_all_nodes_at_once_are_refused(text, reason):
    with pytest.raises(NotSetwiseError, match=reason):
        read_query(PREFIXES, text)


def test_a_name_that_changes_touches_the_facts_that_tell_it():
    graph = kept(valid_graph())
    name = next(q for q in graph if q.subject.value == SPID + "aland" and q.predicate.value == SKOS + "prefLabel")
    store = Store()
    store.extend(quad for quad in graph if quad != name)

    report = revalidate(Known(validate(graph)), store, [name.triple], []).report

    assert {result.focus for result in report.violations} == {SPID + "aland"}
