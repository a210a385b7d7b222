"""The W3C SHACL test suite (98 tests of SHACL Core, 22 of SHACL-SPARQL), run through our own function with the default engine."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from ontology.namespaces import RDF
from shapes.check import ShapesError, check_shapes
from shapes.graph import Graph
from shapes.report import Result, ValidationReport, read_report
from shapes.terms import Subject, Term
from shapes.validation import DEFAULT_ENGINE, validate_graph

SUITE = Path(__file__).parents[2].parent / "shared" / "w3c" / "shacl"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
REFUSED = {
    "core/path/path-strange-002": "sh:XoneConstraintComponent",
    "core/property/qualifiedValueShape-001": "sh:nodeShape is not a property",
}
"""Shapes graphs of the suite that the check refuses: a path that SHACL's own shapes find malformed, and a misspelt property."""

pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(), reason="the W3C SHACL suite is not beside the checkout (../shared/w3c/shacl)"
)


@dataclass(frozen=True)
class SuiteTest:
    """A test of the suite: its file as a graph (data and shapes are often the same file), and its node there."""

    file: Path
    graph: Graph
    node: Term

    @property
    def id(self) -> str:
        return self.file.relative_to(SUITE).with_suffix("").as_posix()


def read(path: Path) -> Graph:
    return Graph(parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri()))


def suite(manifest: Path) -> list[SuiteTest]:
    """All tests of a manifest and those that it includes, in their order."""
    graph, tests = read(manifest), []
    for included in graph.subjects(RDF + "type", NamedNode(MF + "Manifest")):
        for item in graph.objects(included, MF + "include"):
            tests += suite(Path(item.value.removeprefix("file://")))
        for entries in graph.objects(included, MF + "entries"):
            tests += [SuiteTest(manifest, graph, entry) for entry in graph.items(entries)]
    return tests


def graph_of(test: SuiteTest, action: Term, name: str) -> Graph:
    iri = test.graph.value(action, SHT + name)
    path = Path(iri.value.removeprefix("file://"))
    return test.graph if path == test.file else read(path)


def without_message(report: ValidationReport) -> set[tuple[str | None, ...]]:
    def named(result: Result) -> str:
        return "" if result.shape.startswith("_:") else result.shape

    return {(r.focus, r.path, r.value, r.severity, named(r), r.component) for r in report.results}


def unlabelled(results: set[tuple[str | None, ...]]) -> list[tuple[str | None, ...]]:
    """The same, blank nodes without their labels: those of the expected results may come from another file."""
    return sorted(tuple("_:" if str(term).startswith("_:") else str(term) for term in result) for result in results)


def expected(test: SuiteTest, shapes: Graph) -> ValidationReport:
    node = test.graph.value(test.node, MF + "result")
    described = _reachable(test.graph, node)
    return read_report(Graph(t for t in test.graph if t.subject in described), shapes)


def _reachable(graph: Graph, node: Term) -> set[Subject]:
    """The node and the blank nodes below it."""
    found, waiting = set(), [node]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += [t.object for t in graph.about(current) if isinstance(t.object, BlankNode)]
    return found


TESTS = suite(SUITE / "manifest.ttl") if SUITE.is_dir() else []


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_w3c_shacl(test):
    action = test.graph.value(test.node, MF + "action")
    data, shapes = graph_of(test, action, "dataGraph"), graph_of(test, action, "shapesGraph")
    quads = [Quad(t.subject, t.predicate, t.object) for t in data]

    if test.graph.value(test.node, MF + "result") == NamedNode(SHT + "Failure"):
        with pytest.raises(ShapesError):
            check_shapes(shapes)
            validate_graph([quads], shapes, DEFAULT_ENGINE)
        return
    report = validate_graph([quads], shapes, DEFAULT_ENGINE)
    assert unlabelled(without_message(report)) == unlabelled(without_message(expected(test, shapes)))


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_the_check_of_shapes_lets_well_formed_shapes_pass(test):
    action = test.graph.value(test.node, MF + "action")
    shapes = graph_of(test, action, "shapesGraph")
    if test.graph.value(test.node, MF + "result") == NamedNode(SHT + "Failure"):
        pytest.skip("the test is about malformed shapes")
    if test.id in REFUSED:
        with pytest.raises(ShapesError, match=REFUSED[test.id]):
            check_shapes(shapes)
    else:
        check_shapes(shapes)


def test_the_suite_is_complete():
    tests = suite(SUITE / "manifest.ttl")

    assert [sum(test.id.startswith(part) for test in tests) for part in ("core/", "sparql/")] == [98, 22]
