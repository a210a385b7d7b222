"""The two engines find the same, message by message, in graphs in which every constraint of our shapes is broken."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from mutated_graphs import Mutation, mutated, mutations, needed_schema, turtle, valid_graph
from pyoxigraph import Quad

from ontology.namespaces import SH, SP, SPID
from shapes.data import DataError
from shapes.engines import ENGINES
from shapes.files import read_shapes, shape_files
from shapes.graph import Graph, parse_graph
from shapes.report import SPS, Result
from shapes.validation import validate, validate_graph

SHAPES_HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def rounds() -> Iterator[list[Mutation]]:
    """The mutations in as few groups as there are for one shape, so that no group breaks a node in one respect twice."""
    left = mutations()
    while left:
        chosen: dict[tuple[str, str], Mutation] = {}
        for mutation in left:
            chosen.setdefault((mutation.focus, mutation.shape), mutation)
        yield list(chosen.values())
        left = [mutation for mutation in left if mutation not in chosen.values()]


def broken_graph(group: list[Mutation]) -> list[Quad]:
    graph = valid_graph()
    for mutation in group:
        try:
            graph = mutated(graph, mutation)
        except AssertionError:  # another mutation of the group has taken it out already
            continue
    return graph


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return read_shapes(shape_files())


def unlike_by_specification(result: Result) -> bool:
    """pySHACL 0.40 says nothing of sh:lessThanOrEquals between values that cannot be compared, such as the ill-typed
    "2024-11-31"^^xsd:date; SHACL counts them as a violation (section 4.5.4, "or if the two cannot be compared")."""
    return result.component == SH + "LessThanOrEqualsConstraintComponent" and result.path == SP + "notBefore"


def alike(result: Result) -> Result:
    """The result with decimals in the message as rdflib and oxigraph both may write them: 16 and 16.0 are one number."""
    return replace(result, message=re.sub(r"(\d)\.0\b", r"\1", result.message))


@pytest.mark.slow
@pytest.mark.parametrize("group", list(rounds()), ids=lambda group: f"{len(group)}-mutations")
def test_both_engines_report_the_same_results(group, shapes):
    graph = broken_graph(group)
    quick = validate_graph([needed_schema(), graph], shapes, "pyshifty")
    reference = validate_graph([needed_schema(), graph], shapes, "pyshacl")

    different = {alike(result) for result in quick.results} ^ {alike(result) for result in reference.results}
    assert {result for result in different if not unlike_by_specification(result)} == set()
    assert quick.results


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_the_valid_graph_conforms(engine):
    assert validate(valid_graph(), engine=engine).conforms


def check(shapes_text: str, data: str, engine: str) -> list[tuple[str, str | None, str | None]]:
    report = validate_graph([turtle(data)], parse_graph((SHAPES_HEAD + shapes_text).encode()), engine)
    return [(r.focus, r.path, r.value) for r in report.results]


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_result_path_of_several_steps_is_told_in_full(engine):
    shapes_text = """
        ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:S-p .
        ex:S-p sh:path ( ex:a [ sh:inversePath ex:b ] [ sh:zeroOrMorePath [ sh:alternativePath ( ex:c ex:d ) ] ] ) ; sh:minCount 1 .
    """
    found = check(shapes_text, "<https://example.org/x> a <https://example.org/C> .", engine)

    ex = "https://example.org/"
    assert found == [(ex + "x", f"<{ex}a>/(^<{ex}b>)/((<{ex}c>|<{ex}d>)*)", None)]


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_blank_focus_node_keeps_its_label_and_is_no_wildcard_in_sparql(engine):
    shapes_text = """
        ex:S a sh:NodeShape ; sh:targetClass ex:C ;
            sh:property [ sh:path ex:name ; sh:minCount 1 ] ;
            sh:sparql [ sh:select "SELECT $this ?value { $this <https://example.org/n> ?value FILTER(?value > 3) }" ] .
    """
    data = "_:one a <https://example.org/C> . <https://example.org/x> <https://example.org/n> 5 . _:two <https://example.org/n> 4 ."
    found = check(shapes_text, data + " _:two a <https://example.org/C> ; <https://example.org/name> 'two' .", engine)

    assert {(path, value) for _, path, value in found} == {
        ("https://example.org/name", None),
        (None, '"4"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    }
    assert len(found) == 2
    assert all(focus.startswith("_:") for focus, _, _ in found)


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_result_of_a_nameless_shape_names_the_shape_around_it(engine):
    shapes_graph = parse_graph(
        (
            SHAPES_HEAD + "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
        ).encode()
    )
    report = validate_graph([turtle("<https://example.org/x> a <https://example.org/C> .")], shapes_graph, engine)

    assert [result.shape for result in report.results] == ["https://example.org/S"]


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_characters_beyond_the_basic_plane_count_as_one(engine, tmp_path):
    graph = valid_graph() + turtle(
        "spid:passage-4 a sp:Passage ; oa:hasSource spid:document-1 ; oa:hasSelector spid:q4, spid:p4 . "
        "spid:q4 a oa:TextQuoteSelector ; oa:exact '🚀🛰' . spid:p4 a oa:TextPositionSelector ; oa:start 0 ; oa:end 2 ."
    )

    assert validate(graph, engine=engine).conforms


def test_an_unknown_engine_is_an_error():
    with pytest.raises(KeyError):
        validate(valid_graph(), engine="none")


def test_unreadable_data_is_an_error_that_names_the_file(tmp_path):
    (tmp_path / "broken.ttl").write_text("spid:x a .")
    with pytest.raises(DataError, match=r"broken\.ttl"):
        validate(tmp_path / "broken.ttl")


def test_sorted_results_name_the_gravest_first():
    graph = valid_graph() + turtle("spid:fact-seat sp:confidence 3 . spid:probe skos:prefLabel 'Probe One'@en .")
    severities = [result.severity.rank for result in validate(graph).results]

    assert severities == sorted(severities) and len(set(severities)) == 2


def test_focus_and_shape_are_plain_iris():
    graph = [quad for quad in valid_graph() if quad.subject.value != SPID + "document-2"]
    result = validate(graph).results[0]

    assert result.focus.startswith(SPID) and result.shape.startswith(SPS)
