"""What every format of a report is written from: findings with their report in, groups, counts and lines of text out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from shapes.findings import Finding, local_name
from shapes.graph import Graph
from shapes.report import Severity, ValidationReport

_CAPITALS: Final = re.compile(r"([A-Z])")


@dataclass(frozen=True, slots=True)
class Explained:
    """All that a format is written from: the report, its findings in the same order, the shapes, and what counts as a failure."""

    report: ValidationReport
    findings: Sequence[Finding]
    shapes: Graph
    fail_on: Severity = Severity.VIOLATION
    lines: dict[str, str] | None = None
    """File and line of a focus node ("facts.nq:17"), where the input has lines."""

    def place(self, finding: Finding) -> str:
        """Where the focus of a finding stands in the input; empty where that is not known."""
        return (self.lines or {}).get(finding.result.focus, "")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one shape with one message, gravest groups first."""

    severity: Severity
    shape: str
    message: str
    findings: Sequence[Finding]


def groups(found: Sequence[Finding]) -> list[Group]:
    """The findings by severity, shape and message, in their order."""

    def key(finding: Finding) -> tuple[int, str, str]:
        return finding.result.severity.rank, finding.shape, finding.result.message

    grouped = [list(members) for _, members in groupby(sorted(found, key=key), key=key)]
    return [Group(g[0].result.severity, g[0].shape, g[0].result.message, g) for g in grouped]


def failed(report: ValidationReport, fail_on: Severity) -> bool:
    """Whether a report has a result as grave as `fail_on` or graver: the exit status."""
    return bool(report.at_least(fail_on))


def summary(report: ValidationReport) -> str:
    """The counts in one line."""
    if report.conforms:
        return "conforms: no findings"
    counts = [f"{count} {severity}{'s' * (count != 1)}" for severity, count in report.counts.items() if count]
    return ", ".join(counts)


def details(explained: Explained, finding: Finding) -> list[str]:
    """What is known of a finding beside the name of its focus: rule, value, fact, sentence with its document, IRI, place."""
    found = [broken_rule(finding)] if broken_rule(finding) else []
    if finding.fact and finding.fact != finding.focus:
        found.append(finding.fact)
    if finding.sentence:
        found.append(f"“{finding.sentence}” ({finding.document})" if finding.document else f"“{finding.sentence}”")
    place = explained.place(finding)
    found.append(f"{finding.result.focus} at {place}" if place else finding.result.focus)
    return found


def broken_rule(finding: Finding) -> str:
    """The constraint in words with the value that broke it ("max inclusive: 3"); the value alone where a query found it."""
    component = local_name(finding.result.component).removesuffix("ConstraintComponent")
    rule = "" if component == "SPARQL" else _CAPITALS.sub(r" \1", component).strip().lower()
    return ": ".join(text for text in (rule or "value", finding.value) if text) if rule or finding.value else ""
