"""A release's graph as it is drafted in, the statements that conform to the shapes, those that do not, and the report out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.resolution.model import Statement
from ontology.namespaces import GRAPH_DERIVED, SPID
from shapes.validation import Result, ValidationReport, facts_concerned

GRAPH_QUARANTINE = NamedNode(SPID + "graph-quarantine")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of validation.

    `report` has every result, those that led to quarantine included; `last` is that on the published graph. Its violations, which stand
    there because they concern no fact, are `remaining`.
    """

    published: Sequence[Statement]
    quarantined: Sequence[Statement]
    report: ValidationReport
    last: ValidationReport

    @property
    def remaining(self) -> Sequence[Result]:
        """The violations in the published graph."""
        return self.last.violations


def judge(
    statements: Sequence[Statement], draft: Callable[[Sequence[Statement]], tuple[Path, ValidationReport]]
) -> Verdict:
    """Has a graph drafted, takes out the statements that violate a shape, and has it drafted anew until no more statement must go.

    Taking out one fact can make another invalid (an agreement that loses a party), so one round is not enough.
    """
    published, quarantined = list(statements), list[Statement]()
    results: list[Result] = []
    while True:
        graph, report = draft(published)
        results += report.results
        forbidden = {iri.removeprefix(SPID) for iri in facts_concerned(report, _quads(graph))}
        out = [statement for statement in published if statement.id in forbidden]
        if not out:
            return Verdict(published, quarantined, ValidationReport.of(results), report)
        quarantined += out
        published = [statement for statement in published if statement.id not in forbidden]


def _quads(graph: Path) -> Iterator[Quad]:
    """What a fact can rest on: not what was derived from facts."""
    quads = parse(path=graph, format=RdfFormat.N_QUADS)
    return (quad for quad in quads if quad.graph_name != NamedNode(GRAPH_DERIVED))


def in_quarantine(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads in the graph of the quarantine."""
    return (Quad(quad.subject, quad.predicate, quad.object, GRAPH_QUARANTINE) for quad in quads)
