"""Reports: standard Turtle that reads back as the same report, stable bytes, JSON, counts."""

import json
import random

import pytest
from mutated_graphs import mutated, mutations, valid_graph
from pyoxigraph import NamedNode

from ontology.namespaces import RDF, SH
from shapes.graph import parse_graph
from shapes.paths import path_text, path_turtle
from shapes.report import Result, Severity, ValidationReport, severity_of
from shapes.terms import plain, term_of, term_text
from shapes.validation import validate

EX = "https://example.org/"


def result(focus: str, severity: Severity = Severity.VIOLATION, **changes: str | None) -> Result:
    values = {
        "path": EX + "p",
        "value": None,
        "shape": EX + "S",
        "component": SH + "MinCountConstraintComponent",
        "message": "No.",
    }
    return Result(focus=focus, severity=severity, **(values | changes))


ODD = ValidationReport.of(
    [
        result(
            EX + "a",
            path=f"<{EX}a>/(^<{EX}b>)",
            value='"say \\"hi\\"\\n"@en-gb',
            message='A "quoted" message\nin two lines.',
        ),
        result(EX + "a", Severity.WARNING, path=None, value=EX + "v#1/2"),
        result('"3.0"^^<http://www.w3.org/2001/XMLSchema#decimal>', Severity.INFO),
        result(EX + "b", path=f"<{EX}a>|((<{EX}b>/<{EX}c>)+)"),
    ]
)


def test_a_report_reads_back_from_its_turtle():
    assert ValidationReport.from_turtle(ODD.to_turtle()) == ODD


def test_the_report_of_a_broken_graph_reads_back_from_its_turtle():
    report = validate(mutated(valid_graph(), mutations()[0]))

    assert report.results and ValidationReport.from_turtle(report.to_turtle()) == report


def test_the_turtle_is_a_standard_report():
    graph = parse_graph(ODD.to_turtle().encode())
    (node,) = graph.subjects(RDF + "type", NamedNode(SH + "ValidationReport"))

    assert graph.text(node, SH + "conforms") == "false"
    assert len(graph.objects(node, SH + "result")) == 4
    for found in graph.objects(node, SH + "result"):
        for name in ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape", "resultMessage"):
            assert graph.value(found, SH + name) is not None


def test_an_empty_report_conforms():
    report = ValidationReport.of([])

    assert report.conforms and "sh:conforms true" in report.to_turtle()
    assert ValidationReport.from_turtle(report.to_turtle()) == report


def test_a_warning_alone_does_not_conform_and_is_no_violation():
    report = ValidationReport.of([result(EX + "a", Severity.WARNING)])

    assert not report.conforms and report.violations == ()
    assert report.counts == {Severity.VIOLATION: 0, Severity.WARNING: 1, Severity.INFO: 0}


def test_the_order_of_data_and_of_results_does_not_matter():
    graph = mutated(valid_graph(), mutations()[5])
    texts = set()
    for seed in range(3):
        random.Random(seed).shuffle(graph)
        texts.add(validate(graph).to_turtle())
    shuffled = list(ODD.results) * 2
    random.Random(1).shuffle(shuffled)

    assert len(texts) == 1
    assert ValidationReport.of(shuffled).to_turtle() == ODD.to_turtle()


def test_json_has_the_fields_of_the_results():
    content = json.loads(ODD.to_json())

    assert content["conforms"] is False
    assert content["counts"] == {"violation": 2, "warning": 1, "info": 1}
    assert [entry["focus"] for entry in content["results"]] == [entry.focus for entry in ODD.results]
    assert set(content["results"][0]) == {"focus", "path", "value", "severity", "shape", "component", "message"}


def test_at_least_keeps_what_is_as_grave_or_graver():
    assert [len(ODD.at_least(severity)) for severity in Severity] == [2, 3, 4]


def test_an_unknown_severity_counts_as_a_violation():
    assert severity_of(EX + "Disaster") is Severity.VIOLATION
    assert severity_of(SH + "Info") is Severity.INFO


def test_a_result_without_a_focus_is_an_error():
    with pytest.raises(ValueError, match="sh:focusNode"):
        ValidationReport.from_turtle(
            f"@prefix sh: <{SH}> . [] a sh:ValidationReport ; sh:result [ a sh:ValidationResult ] ."
        )


@pytest.mark.parametrize(
    "text", [EX + "a", "_:b1", '"x"', '"x"@en', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"a\\"b\\n"']
)
def test_terms_read_back_from_their_text(text):
    assert term_text(term_of(text)) == text


@pytest.mark.parametrize("text", ['"x', '"x" .\n<a:b> <a:c> "y"', '"x"^^'])
def test_what_is_no_literal_is_an_error(text):
    with pytest.raises(ValueError):
        term_of(text)


def test_plain_text_of_a_literal_is_its_content():
    assert (plain('"a\\"b"@en'), plain(EX)) == ('a"b', EX)


@pytest.mark.parametrize(
    "turtle",
    [
        "ex:a",
        "[ sh:inversePath ex:a ]",
        "( ex:a ex:b )",
        "( ex:a [ sh:inversePath ex:b ] ex:c )",
        "[ sh:alternativePath ( ex:a ( ex:b ex:c ) ) ]",
        "[ sh:zeroOrMorePath [ sh:inversePath ( ex:a ex:b ) ] ]",
        "( [ sh:oneOrMorePath ex:a ] [ sh:zeroOrOnePath [ sh:alternativePath ( ex:b ex:c ) ] ] )",
        "[ sh:inversePath [ sh:zeroOrMorePath ex:a ] ]",
    ],
)
def test_paths_read_back_from_their_text(turtle):
    def text_of(path: str) -> str:
        graph = parse_graph(f"@prefix sh: <{SH}> . @prefix ex: <{EX}> . ex:s sh:path {path} .".encode())
        return path_text(graph, graph.objects(NamedNode(EX + "s"), SH + "path")[0])

    assert text_of(path_turtle(text_of(turtle))) == text_of(turtle)


@pytest.mark.parametrize("text", ["<a:b>/", "(<a:b>", "^", "<a:b><a:c>", "<a:b>|/<a:c>", "<a:b>)"])
def test_what_is_no_path_is_an_error(text):
    with pytest.raises(ValueError):
        path_turtle(text)


@pytest.mark.parametrize(
    "path", ['"x"', "( ex:a )", "[ sh:inversePath 3 ]", "[ sh:alternativePath ex:a ]", "[ ex:a ex:b ]"]
)
def test_malformed_path_nodes_are_errors(path):
    graph = parse_graph(f"@prefix sh: <{SH}> . @prefix ex: <{EX}> . ex:s sh:path {path} .".encode())
    with pytest.raises(ValueError):
        path_text(graph, graph.objects(NamedNode(EX + "s"), SH + "path")[0])
