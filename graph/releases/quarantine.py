"""A resolution in, the statements that conform to the shapes, those that do not, and the report out."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from graph.rdf.facts import statement_quads
from graph.rdf.publish import Knowledge, graph_quads
from graph.resolution.model import Resolution, Statement
from ontology.namespaces import SPID
from shapes.validation import Result, ValidationReport, facts_concerned, validate

GRAPH_QUARANTINE = NamedNode(SPID + "graph-quarantine")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of validation.

    `quads` are those of the published statements, each once. `report` has every result, those that led to quarantine included;
    `remaining` are violations that stand in the published graph because they concern no fact.
    """

    published: Sequence[Statement]
    quarantined: Sequence[Statement]
    quads: Sequence[Quad]
    report: ValidationReport
    remaining: Sequence[Result]


def judge(resolution: Resolution, knowledge: Knowledge) -> Verdict:
    """Validates, takes out the statements that violate a shape, and validates what is left until no more statement must go.

    Taking out one fact can make another invalid (an agreement that loses a party), so one round is not enough.
    """
    published, quarantined = list(resolution.statements), list[Statement]()
    results: list[Result] = []
    while True:
        quads = list(dict.fromkeys(graph_quads(resolution, published, knowledge)))
        report = validate(quads)
        results += report.results
        forbidden = {iri.removeprefix(SPID) for iri in facts_concerned(report, quads)}
        out = [statement for statement in published if statement.id in forbidden]
        if not out:
            return Verdict(published, quarantined, quads, ValidationReport.of(results), report.violations)
        quarantined += out
        published = [statement for statement in published if statement.id not in forbidden]


def quarantine_quads(statements: Sequence[Statement]) -> list[Quad]:
    """The statements with their passages, in the graph of the quarantine."""
    quads = (quad for statement in statements for quad in statement_quads(statement))
    return [Quad(quad.subject, quad.predicate, quad.object, GRAPH_QUARANTINE) for quad in quads]
