"""A release folder in, its SHACL report grouped by shape out."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from server.linked import path_of, short
from server.releases import Release
from server.views.facts import Value
from shapes.report import SPS, Result, ValidationReport

MOST_BYTES: Final = 30_000_000
PER_SHAPE: Final = 50


@dataclass(frozen=True, slots=True)
class Finding:
    """One result: what it is about, the value that is wrong (None where there is none), and the message."""

    focus: Value
    value: Value | None
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class ShapeFindings:
    """The results of one shape, the first PER_SHAPE of `total`."""

    shape: str
    severity: str
    findings: tuple[Finding, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """The report by shape, gravest first; `problem` says why there is none."""

    conforms: bool
    counts: dict[str, int]
    shapes: tuple[ShapeFindings, ...]
    problem: str = ""


def read_results(release: Release) -> tuple[Result, ...]:
    """The results of a release's report; none where it has no report.

    Raises:
        ValueError: the report cannot be read, or is too long to be read for a page.
    """
    path = release.path / "report.ttl"
    if not path.is_file():
        return ()
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(
            f"the report has more than {MOST_BYTES // 1_000_000} MB; see report.ttl in the release's folder"
        )
    try:
        return ValidationReport.from_turtle(path.read_text("utf-8")).results
    except SyntaxError as error:
        raise ValueError(f"the report cannot be read: {error}") from error


def read_report(release: Release) -> Report:
    """The report of a release, grouped."""
    try:
        results = read_results(release)
    except ValueError as error:
        return Report(False, {}, (), str(error))
    groups: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        groups[result.shape, result.severity.value].append(result)
    counts: dict[str, int] = {}
    for result in results:
        counts[result.severity.value] = counts.get(result.severity.value, 0) + 1
    shapes = tuple(
        ShapeFindings(_shape(shape), severity, tuple(_finding(r) for r in found[:PER_SHAPE]), len(found))
        for (shape, severity), found in groups.items()
    )
    return Report(not results, counts, shapes)


def _shape(iri: str) -> str:
    return iri.removeprefix(SPS) if iri.startswith(SPS) else short(iri)


def _finding(result: Result) -> Finding:
    value = _value(result.value) if result.value else None
    return Finding(_value(result.focus), value, short(result.path or ""), result.message)


def _value(text: str) -> Value:
    if not text.startswith(("http://", "https://")):
        return Value("", text)
    return Value(text, short(text).removeprefix("spid:"), path_of(text) or "")


def things_in(report: Report) -> list[str]:
    """The IRIs that the findings name."""
    values = (v for shape in report.shapes for f in shape.findings for v in (f.focus, f.value) if v is not None)
    return sorted({value.iri for value in values if value.iri})
