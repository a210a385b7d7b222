"""A report for readers and tools: what was validated in, text for the terminal or one of five formats out."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Final

from shapes.data import Data
from shapes.explained import Explained, details, groups, summary
from shapes.findings import findings
from shapes.graph import Graph
from shapes.markup import as_html, as_junit, as_markdown
from shapes.report import Severity, ValidationReport

SHOWN: Final = 10
"""Findings of one group that the terminal shows; the other formats hold all."""


def as_text(explained: Explained) -> str:
    """For the terminal: groups with their number, then what each finding is about, its fact and its sentence."""
    lines = [summary(explained.report)]
    for group in groups(explained.findings):
        lines += ["", f"{group.severity.upper()} {group.shape} ({len(group.findings)})", f"  {group.message}"]
        for finding in group.findings[:SHOWN]:
            lines += [f"  - {finding.focus}", *(f"      {line}" for line in details(explained, finding))]
        if len(group.findings) > SHOWN:
            lines.append(f"  … and {len(group.findings) - SHOWN} more")
    return "\n".join(lines) + "\n"


def as_json(explained: Explained) -> str:
    """As JSON: the counts, and each result with the names, the fact and the sentence that explain it."""
    results = []
    for finding in explained.findings:
        content = asdict(finding)
        result = content.pop("result")
        names = {f"{name}_name" if name in result else name: text for name, text in content.items()}
        results.append({**result, **names, "place": explained.place(finding)})
    counts = {severity.value: count for severity, count in explained.report.counts.items()}
    content = {"conforms": explained.report.conforms, "counts": counts, "results": results}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_turtle(explained: Explained) -> str:
    """As a standard SHACL report."""
    return explained.report.to_turtle()


def render(
    report: ValidationReport,
    data: Data,
    shapes: Graph,
    output_format: str = "text",
    *,
    fail_on: Severity = Severity.VIOLATION,
    lines: dict[str, str] | None = None,
) -> str:
    """The report in a format of `FORMATS`. `data` is what was validated (it is read again), `shapes` the shapes graph.

    Raises:
        KeyError: there is no such format.
        DataError: the data cannot be read.
    """
    return FORMATS[output_format](Explained(report, findings(report, data, shapes), shapes, fail_on, lines))


FORMATS: Final[Mapping[str, Callable[[Explained], str]]] = {
    "text": as_text,
    "turtle": as_turtle,
    "json": as_json,
    "junit": as_junit,
    "markdown": as_markdown,
    "html": as_html,
}
"""The formats that a report can be written in."""
