"""A release's graph as it is drafted in, the statements that conform to the shapes, those that do not, and the report out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from graph.rdf.facts import TYPE
from graph.resolution.model import Statement, Statements
from ontology.namespaces import SPID
from shapes.concerned import EVIDENCE
from shapes.terms import term_of
from shapes.validation import Result, ValidationReport, facts_concerned

GRAPH_QUARANTINE = NamedNode(SPID + "graph-quarantine")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of validation.

    `report` has every result, those that led to quarantine included; `last` is that on the published graph. Its violations, which stand
    there because they concern no fact, are `remaining`.
    """

    published: Statements
    quarantined: Sequence[Statement]
    report: ValidationReport
    last: ValidationReport

    @property
    def remaining(self) -> Sequence[Result]:
        """The violations in the published graph."""
        return self.last.violations


def judge(published: Statements, draft: Callable[[Statements], tuple[Path, ValidationReport]]) -> Verdict:
    """Has a graph drafted (its store, and the report on it), takes out the statements that violate a shape, and has it drafted anew until
    no more statement must go.

    Taking out one fact can make another invalid (an agreement that loses a party), so one round is not enough.
    """
    quarantined, results = list[Statement](), list[Result]()
    while True:
        store, report = draft(published)
        results += report.results
        concerned = facts_concerned(report, _around(store, report)) if report.violations else set()
        forbidden = {iri.removeprefix(SPID) for iri in concerned}
        out = [statement for statement in published if statement.id in forbidden] if forbidden else []
        if not out:
            return Verdict(published, quarantined, ValidationReport.of(results), report)
        quarantined += out
        published = Statements(published.told, published.without | {statement.id for statement in out})


def _around(folder: Path, report: ValidationReport) -> Iterator[Quad]:
    """What leads to the nodes of violations, by evidence any number of steps back, and the classes of these nodes: all that tells which
    facts a violation concerns."""
    store = Store.read_only(str(folder))
    waiting = {term for r in report.violations for term in (r.focus, r.value) if term}
    seen = set(waiting)
    while waiting:
        term = term_of(waiting.pop())
        if isinstance(term, NamedNode):
            yield from store.quads_for_pattern(term, TYPE, None, DefaultGraph())
        for quad in store.quads_for_pattern(None, None, term, DefaultGraph()):
            yield quad
            if isinstance(quad.subject, NamedNode):
                yield from store.quads_for_pattern(quad.subject, TYPE, None, DefaultGraph())
                if quad.predicate.value in EVIDENCE and quad.subject.value not in seen:
                    seen.add(quad.subject.value)
                    waiting.add(quad.subject.value)


def in_quarantine(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads in the graph of the quarantine."""
    return (Quad(quad.subject, quad.predicate, quad.object, GRAPH_QUARANTINE) for quad in quads)
