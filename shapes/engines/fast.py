"""The quick engine (pyshifty, in Rust): data file and shapes in, report graph out, with what it gets wrong put right.

pyshifty 0.5.1 binds `$this` in SPARQL constraints as SPARQL text, where a blank node means any node: such a constraint
gives wrong results for a focus that is a blank node. Data with blank nodes is therefore validated twice when the shapes
have SPARQL constraints, the second time with IRIs in the place of blank nodes; results that come from SPARQL are taken
from the second run, all others from the first.

It renames blank nodes of the shapes whose labels the data has too, and then its report speaks of nodes that nobody knows: they
are given labels of their own beforehand. And it takes sh:uniqueLang "1"^^xsd:boolean for true, which the W3C suite does not
(core/property/uniqueLang-002): such a triple is left out.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from shifty._shifty import PreparedValidator

from ontology.namespaces import SH
from shapes.data import DataFile, write_ntriples
from shapes.engines.errors import EngineError
from shapes.graph import Graph, parse_graph
from shapes.terms import Term

_BRACKETS: Final = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>")
SHAPE_LABEL: Final = "spacepact-shape-"
"""Start of the labels of blank nodes of the shapes, while they are with the engine."""
STAND_IN: Final = "urn:spacepact:blank-node:"
"""Start of the IRIs that stand for blank nodes in the second run."""


def run(data: DataFile, shapes: Graph) -> Graph:
    """The report on the data.

    Raises:
        EngineError: pyshifty refuses the shapes, or would skip a part of them.
    """
    try:
        validator = PreparedValidator(_labelled(shapes).ntriples(), None, "ntriples", None)
        report = _report(validator, data.path)
        if not (data.blank_nodes and _has_sparql(shapes)):
            return report
        with tempfile.TemporaryDirectory(prefix="spacepact-") as folder:
            named = write_ntriples([_without_blank_nodes(data.path)], Path(folder) / "data.nt")
            second = _report(validator, named.path)
    except ValueError as error:
        raise EngineError(str(error)) from error
    return Graph(
        [*_results(report, sparql=False), *(_with_blank_nodes(triple) for triple in _results(second, sparql=True))]
    )


def _labelled(shapes: Graph) -> Graph:
    """The shapes with blank node labels that no data has, without sh:uniqueLang that is not the literal `true`."""

    def label(term: Term) -> Term:
        return BlankNode(SHAPE_LABEL + term.value) if isinstance(term, BlankNode) else term

    return Graph(
        Triple(
            BlankNode(SHAPE_LABEL + subject.value) if isinstance(subject, BlankNode) else subject,
            NamedNode(predicate),
            label(value),
        )
        for subject, predicate, value in shapes.rows()
        if predicate != SH + "uniqueLang" or value.value == "true"
    )


def _report(validator: PreparedValidator, data: Path) -> Graph:
    """One validation: no inference, on the data alone, every severity, an error for what it does not support."""
    outcome = validator.validate_w3c(None, str(data), "ntriples", "data", None, False, "info", False, "error", False)
    report = parse_graph(outcome._report_ntriples.replace(f"_:{SHAPE_LABEL}", "_:").encode(), RdfFormat.N_TRIPLES)
    return Graph(_plain_message(triple) for triple in report)


def _plain_message(triple: Triple) -> Triple:
    """A message with IRIs as they are: pyshifty puts those that a query has found in angle brackets."""
    value = triple.object
    if triple.predicate.value != SH + "resultMessage" or not isinstance(value, Literal) or "<" not in value.value:
        return triple
    text = _BRACKETS.sub(r"\1", value.value)
    return Triple(
        triple.subject, triple.predicate, Literal(text, language=value.language) if value.language else Literal(text)
    )


def _has_sparql(shapes: Graph) -> bool:
    return any(triple.predicate.value in (SH + "select", SH + "ask") for triple in shapes)


def _results(report: Graph, *, sparql: bool) -> Iterator[Triple]:
    """The part of a report that comes from SPARQL (or the other part), the report node's own triples included."""
    for node in report.instances(SH + "ValidationReport"):
        yield from (triple for triple in report.about(node) if triple.predicate.value != SH + "result")
        for result in report.objects(node, SH + "result"):
            component = report.text(result, SH + "sourceConstraintComponent") or ""
            if (component == SH + "SPARQLConstraintComponent" or not component.startswith(SH)) == sparql:
                yield Triple(node, NamedNode(SH + "result"), result)
                yield from report.about(result)


def _without_blank_nodes(path: Path) -> Iterator[Quad]:
    for quad in parse(path=path, format=RdfFormat.N_TRIPLES):
        subject = NamedNode(STAND_IN + quad.subject.value) if isinstance(quad.subject, BlankNode) else quad.subject
        value = NamedNode(STAND_IN + quad.object.value) if isinstance(quad.object, BlankNode) else quad.object
        yield Quad(subject, quad.predicate, value)


def _with_blank_nodes(triple: Triple) -> Triple:
    value = triple.object
    if isinstance(value, NamedNode) and value.value.startswith(STAND_IN):
        return Triple(triple.subject, triple.predicate, BlankNode(value.value.removeprefix(STAND_IN)))
    if isinstance(value, Literal) and STAND_IN in value.value:
        return Triple(triple.subject, triple.predicate, Literal(value.value.replace(STAND_IN, "_:")))
    return triple
