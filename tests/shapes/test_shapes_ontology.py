"""The shapes for the ontology and the vocabulary: both meet them, and every constraint fires when something is broken."""

import pytest
from mutated_graphs import constraints_of, found, mutated, mutations, valid_graph

from shapes.check import check_shapes
from shapes.files import ontology_shape_files, read_shapes
from shapes.graph import Graph
from shapes.validation import validate_graph, validate_ontology


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return read_shapes(ontology_shape_files())


def test_our_ontology_and_vocabulary_meet_their_shapes():
    assert validate_ontology().results == ()


def test_the_small_ontology_meets_them(shapes):
    assert validate_graph([valid_graph("valid_ontology")], shapes).results == ()


@pytest.mark.parametrize("mutation", mutations("mutations_ontology"), ids=lambda mutation: mutation.id)
def test_a_broken_term_is_found(mutation, shapes):
    report = validate_graph([mutated(valid_graph("valid_ontology"), mutation)], shapes)

    assert (mutation.shape, mutation.component, mutation.focus) in found(report)
    assert any(mutation.says in result.message for result in report.results if result.shape == mutation.shape)


def test_every_constraint_on_the_ontology_has_a_mutation(shapes):
    covered = {(mutation.shape, mutation.component) for mutation in mutations("mutations_ontology")}

    assert covered == constraints_of(shapes)


def test_the_shapes_for_the_ontology_are_well_formed(shapes):
    check_shapes(shapes)


def test_both_engines_agree_on_a_broken_ontology(shapes):
    graph = valid_graph("valid_ontology")
    for mutation in mutations("mutations_ontology")[9:24:5]:
        graph = mutated(graph, mutation)

    assert validate_graph([graph], shapes, "pyshifty") == validate_graph([graph], shapes, "pyshacl")
