"""Every constraint of our shapes: a graph that meets it, and one that breaks it and is found out."""

import re

import pytest
from mutated_graphs import (
    NOT_CONSTRAINTS,
    PARAMETERS,
    constraints_of,
    facts_of,
    found,
    mutated,
    mutations,
    needed_schema,
    reported_shapes,
    valid_graph,
)
from pyoxigraph import NamedNode

from ontology.namespaces import SH
from shapes.check import check_shapes
from shapes.files import read_shapes, shape_files
from shapes.graph import Graph
from shapes.report import SPS
from shapes.validation import Severity, facts_concerned, validate, validate_graph


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return read_shapes(shape_files())


def test_the_valid_graph_meets_all_shapes():
    assert validate(valid_graph()).results == ()


@pytest.mark.parametrize("mutation", mutations(), ids=lambda mutation: mutation.id)
def test_a_broken_constraint_is_found(mutation, shapes):
    graph = mutated(valid_graph(), mutation)
    report = validate_graph([needed_schema(), graph], shapes)

    assert (mutation.shape, mutation.component, mutation.focus) in found(report)
    hits = [
        r
        for r in report.results
        if (r.shape, r.component, r.focus) == (mutation.shape, mutation.component, mutation.focus)
    ]
    assert any(mutation.says in hit.message for hit in hits), [hit.message for hit in hits]
    if mutation.concerns is None:
        violation = any(hit.severity is Severity.VIOLATION for hit in hits)
        expected = {mutation.focus} if violation else set()
        assert expected <= facts_concerned(report, graph)
    elif isinstance(mutation.concerns, str):
        assert facts_concerned(report, graph) == facts_of(mutation.concerns.removeprefix("all of "), graph)
    else:
        assert {iri.rpartition("/")[2] for iri in facts_concerned(report, graph)} == set(mutation.concerns)


def test_every_constraint_has_a_mutation(shapes):
    covered = {(mutation.shape, mutation.component) for mutation in mutations()}
    constraints = constraints_of(shapes)

    assert constraints - covered == set()
    assert covered - constraints == set()


def test_every_term_of_shacl_that_the_shapes_use_is_known_to_these_tests(shapes):
    used = {t.predicate.value.removeprefix(SH) for t in shapes if t.predicate.value.startswith(SH)}

    assert used <= PARAMETERS.keys() | NOT_CONSTRAINTS


def test_shapes_have_names_and_say_what_is_wrong(shapes):
    for node in reported_shapes(shapes):
        assert isinstance(node, NamedNode) and node.value.startswith(SPS)
        label = shapes.text(node, SH + "name") or shapes.text(node, "http://www.w3.org/2000/01/rdf-schema#label")
        assert label, f"{node} has no name"
    for node in reported_shapes(shapes):
        names = {t.predicate.value.removeprefix(SH) for t in shapes.about(node)}
        if names & (PARAMETERS.keys() - {"sparql"}):
            assert "message" in names, f"{node} has no message"


def test_every_node_shape_says_what_it_is_for(shapes):
    for node in shapes.instances(SH + "NodeShape"):
        comment = shapes.text(node, "http://www.w3.org/2000/01/rdf-schema#comment")
        assert comment and comment.endswith("."), node


def test_messages_are_sentences(shapes):
    for triple in shapes:
        if triple.predicate.value == SH + "message":
            assert re.match(r"[A-Z0-9{]", triple.object.value) and triple.object.value.endswith("."), triple.object


def test_every_class_of_the_contract_has_a_shape(shapes):
    targets = {
        t.object.value.rpartition("#")[2].rpartition("/")[2] for t in shapes if t.predicate.value == SH + "targetClass"
    }

    classes = """
        State Organization Person Mission Agreement Document Passage Fact Membership AgreementAction Coverage Participation Launch
        Position Establishment Seat Event Figure Place TextQuoteSelector TextPositionSelector
    """
    assert targets >= set(classes.split())


def test_our_shapes_are_well_formed(shapes):
    check_shapes(shapes)
