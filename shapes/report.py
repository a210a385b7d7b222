"""The outcome of a validation: results in; out the standard SHACL report in Turtle (stable bytes), or JSON."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode

from ontology.namespaces import PREFIXES, SH
from shapes.graph import Graph, parse_graph
from shapes.paths import path_text, path_turtle
from shapes.terms import Term, term_of, term_text

SPS = "https://w3id.org/spacepact/shapes#"
"""Namespace of our shapes, prefix `sps:`."""

_LOCAL_NAME = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


class Severity(StrEnum):
    """How grave a result is. Violation: must not be published. Warning: published and reported. Info: worth knowing."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)

    @property
    def iri(self) -> str:
        """The severity as SHACL names it."""
        return SH + self.value.capitalize()


def severity_of(iri: str) -> Severity:
    """The severity that an IRI names; one that SHACL does not define counts as a violation, to be on the safe side."""
    return next((severity for severity in Severity if severity.iri == iri), Severity.VIOLATION)


@dataclass(frozen=True, slots=True)
class Result:
    """One finding. Terms are texts as `shapes.terms` writes them: an IRI, `_:label`, or a literal in N-Triples.

    `path` is an IRI or a SPARQL path expression. `shape` is the shape that was not met; where that has no name of its
    own, the nearest named shape that it belongs to.
    """

    focus: str
    path: str | None
    value: str | None
    severity: Severity
    shape: str
    component: str
    message: str

    @property
    def sort_key(self) -> tuple[int, str, str, str, str, str, str]:
        """Gravest first, then by shape, focus, path, value, component and message."""
        return (
            self.severity.rank,
            self.shape,
            self.focus,
            self.path or "",
            self.value or "",
            self.component,
            self.message,
        )


@dataclass(frozen=True)
class ValidationReport:
    """All results of one validation, each once, sorted.

    `conforms` is SHACL's: True only where there is no result of any severity. What must not be published: `violations`.
    """

    results: tuple[Result, ...]

    @classmethod
    def of(cls, results: Iterable[Result]) -> "ValidationReport":
        """The report of results in any order, with repetitions."""
        return cls(tuple(sorted(set(results), key=lambda result: result.sort_key)))

    @property
    def conforms(self) -> bool:
        """No result at all (SHACL, section 3.6.1)."""
        return not self.results

    @cached_property
    def violations(self) -> tuple[Result, ...]:
        """The results that stand in the way of publishing."""
        return self.at_least(Severity.VIOLATION)

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """The number of results of each severity, gravest first, zeros included."""
        found = Counter(result.severity for result in self.results)
        return {severity: found[severity] for severity in Severity}

    def at_least(self, severity: Severity) -> tuple[Result, ...]:
        """The results that are as grave as this or graver."""
        return tuple(result for result in self.results if result.severity.rank <= severity.rank)

    def to_json(self) -> str:
        """The report as JSON: conforms, counts by severity, results with the fields of `Result`."""
        content = {
            "conforms": self.conforms,
            "counts": {severity.value: count for severity, count in self.counts.items()},
            "results": [asdict(result) for result in self.results],
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def to_turtle(self) -> str:
        """The report as a `sh:ValidationReport` in Turtle; the same results give the same bytes."""
        prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted({**PREFIXES, "sps": SPS}.items()))
        results = " ,".join(_result_turtle(result) for result in self.results)
        conforms = "true" if self.conforms else "false"
        ending = f" ;\n    sh:result{results} ." if results else " ."
        return f"{prefixes}\n[] a sh:ValidationReport ;\n    sh:conforms {conforms}{ending}\n"

    @classmethod
    def from_turtle(cls, text: str) -> "ValidationReport":
        """The report that a Turtle text holds.

        Raises:
            SyntaxError: the text is no Turtle.
            ValueError: a result lacks a property that SHACL requires of it.
        """
        return read_report(parse_graph(text.encode()))


def _result_turtle(result: Result) -> str:
    rows = [
        ("sh:focusNode", _turtle(result.focus)),
        (
            "sh:resultPath",
            path_turtle(result.path) if result.path and result.path[0] in "<(^" else _turtle(result.path),
        ),
        ("sh:value", _turtle(result.value)),
        ("sh:resultSeverity", _turtle(result.severity.iri)),
        ("sh:sourceShape", _turtle(result.shape or None)),
        ("sh:sourceConstraintComponent", _turtle(result.component)),
        ("sh:resultMessage", str(Literal(result.message))),
    ]
    return (
        " [\n        a sh:ValidationResult"
        + "".join(f" ;\n        {name} {value}" for name, value in rows if value)
        + "\n    ]"
    )


def _turtle(text: str | None) -> str:
    """A term in Turtle, with a prefix where it has one; nothing for nothing."""
    if text is None:
        return ""
    term = term_of(text)
    if isinstance(term, NamedNode):
        for prefix, iri in (*PREFIXES.items(), ("sps", SPS)):
            if text.startswith(iri) and _LOCAL_NAME.fullmatch(text, len(iri)):
                return f"{prefix}:{text[len(iri) :]}"
    return str(term)


def read_report(report: Graph, shapes: Graph | None = None) -> ValidationReport:
    """The results of a report graph. `shapes` is the shapes graph that it speaks of, blank nodes under the same labels.

    Raises:
        ValueError: a result lacks a property that SHACL requires of it, or its path is not well-formed.
    """
    nodes = (
        node for parent in report.instances(SH + "ValidationReport") for node in report.objects(parent, SH + "result")
    )
    return ValidationReport.of(_read_result(report, shapes or Graph(()), node) for node in nodes)


def _read_result(report: Graph, shapes: Graph, node: Term) -> Result:
    def required(name: str) -> Term:
        if (value := report.value(node, SH + name)) is None:
            raise ValueError(f"a result of the report has no sh:{name}")
        return value

    value = report.value(node, SH + "value")
    shape = report.value(node, SH + "sourceShape")
    return Result(
        focus=term_text(required("focusNode")),
        path=_path(report, shapes, report.value(node, SH + "resultPath")),
        value=None if value is None else term_text(value),
        severity=severity_of(required("resultSeverity").value),
        shape="" if shape is None else shape_name(shapes, shape),
        component=term_text(required("sourceConstraintComponent")),
        message=_message(report, node),
    )


def _path(report: Graph, shapes: Graph, node: Term | None) -> str | None:
    """The path of a result: engines give a longer one by its node, whose triples may stand in the shapes graph only."""
    if node is None:
        return None
    try:
        return path_text(report, node)
    except ValueError:
        return path_text(shapes, node)


def _message(report: Graph, node: Term) -> str:
    """The message of a result: without language or in English before others, then the first by text."""
    messages = [value for value in report.objects(node, SH + "resultMessage") if isinstance(value, Literal)]
    messages.sort(key=lambda text: (text.language not in (None, "en"), text.language or "", text.value))
    return messages[0].value if messages else ""


def shape_name(shapes: Graph, node: Term) -> str:
    """The name of a shape, or of the nearest named node that leads to it; its label where none does."""
    seen: set[Term] = set()
    level: list[Term] = [node]
    while level:
        named = sorted(term.value for term in level if isinstance(term, NamedNode))
        if named:
            return named[0]
        seen.update(level)
        level = [above for term in level for above in shapes.leading_to(term) if above not in seen]
    return str(node) if isinstance(node, BlankNode) else term_text(node)
