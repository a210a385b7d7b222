"""Reports as Markdown, as one self-contained HTML page, and as JUnit XML: an explained report in, text out."""

from html import escape
from itertools import groupby
from typing import Final
from xml.sax.saxutils import quoteattr

from ontology.namespaces import RDFS, SH
from shapes.explained import Explained, Group, broken_rule, details, groups, summary
from shapes.findings import Finding, local_name
from shapes.report import Severity

_STYLE: Final = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; --line: #8886; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; }
details { border: 1px solid var(--line); border-left: .3rem solid; border-radius: .2rem; padding: .5rem 1rem; margin: .6rem 0; }
.violation { border-left-color: #c62828; }
.warning { border-left-color: #b57500; }
.info { border-left-color: #1565c0; }
summary { cursor: pointer; }
ul { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid var(--line); margin-top: .6rem; padding-top: .6rem; }
p { margin: .2rem 0; }
.message { display: block; }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: .2rem solid var(--line); }
.place { font-size: .85rem; opacity: .8; }
"""
_TARGETS: Final = tuple(SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))


def as_markdown(explained: Explained) -> str:
    """As Markdown: a heading for each severity, a list for each shape and message."""
    lines = ["# Validation report", "", summary(explained.report)]
    for severity, found in groupby(groups(explained.findings), key=lambda group: group.severity):
        lines += ["", f"## {severity.capitalize()}s" if severity is not Severity.INFO else "## Infos"]
        for group in found:
            lines += ["", f"### {_inline(group.shape)} ({len(group.findings)})", "", _inline(group.message), ""]
            for finding in group.findings:
                lines.append(f"- **{_inline(finding.focus)}**")
                lines += [f"  - {_inline(line)}" for line in details(explained, finding)]
    return "\n".join(lines) + "\n"


def _inline(text: str) -> str:
    """Text in which Markdown and HTML find nothing to interpret."""
    plain = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~" else char for char in plain)


def as_html(explained: Explained) -> str:
    """As one HTML page without scripts and without anything to load: a folding section for each shape and message."""
    sections = "\n".join(_section(explained, group) for group in groups(explained.findings))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Validation report</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>Validation report</h1>\n<p>{escape(summary(explained.report))}</p>\n{sections}\n</body>\n</html>\n"
    )


def _section(explained: Explained, group: Group) -> str:
    opened = " open" if group.severity is Severity.VIOLATION else ""
    items = "\n".join(_item(explained, finding) for finding in group.findings)
    return (
        f'<details class="{escape(group.severity)}"{opened}>\n'
        f"<summary><strong>{escape(group.severity)}: {escape(group.shape)}</strong> ({len(group.findings)})"
        f'<span class="message">{escape(group.message)}</span></summary>\n<ul>\n{items}\n</ul>\n</details>'
    )


def _item(explained: Explained, finding: Finding) -> str:
    parts = [f"<strong>{escape(finding.focus)}</strong>"]
    if rule := broken_rule(finding):
        parts.append(f"<p>{escape(rule)}</p>")
    if finding.fact and finding.fact != finding.focus:
        parts.append(f"<p>{escape(finding.fact)}</p>")
    if finding.sentence:
        parts.append(f"<blockquote>{escape(finding.sentence)} <cite>{escape(finding.document)}</cite></blockquote>")
    place = explained.place(finding)
    at = f" at {escape(place)}" if place else ""
    return f'<li>{"".join(parts)}<p class="place"><code>{escape(finding.result.focus)}</code>{at}</p></li>'


def as_junit(explained: Explained) -> str:
    """As JUnit XML: each shape with a target is a test case; it fails by what is as grave as `fail_on`, and tells the rest."""
    cases = _cases(explained)
    failures = sum(any(_fails(explained, finding) for finding in found) for found in cases.values())
    body = "\n".join(_case(explained, name, found) for name, found in cases.items())
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counts}>\n'
        f'<testsuite name="shapes" {counts}>\n{body}\n</testsuite>\n</testsuites>\n'
    )


def _cases(explained: Explained) -> dict[str, list[Finding]]:
    """The shapes with a target by name, and the findings of each; findings of a property shape go to the shape around it."""
    shapes = explained.shapes
    names = {node: _case_name(explained, node.value) for predicate in _TARGETS for node, _, _ in shapes.rows(predicate)}
    cases: dict[str, list[Finding]] = {name: [] for name in sorted(names.values())}
    owners = {value.value: names[node] for node in names for value in (*shapes.objects(node, SH + "property"), node)}
    for finding in explained.findings:
        cases.setdefault(owners.get(finding.result.shape) or finding.shape, []).append(finding)
    return cases


def _case_name(explained: Explained, iri: str) -> str:
    node = next(node for node, _, _ in explained.shapes.rows(*_TARGETS) if node.value == iri)
    label = explained.shapes.text(node, RDFS + "label")
    return f"{local_name(iri)} ({label})" if label else local_name(iri)


def _fails(explained: Explained, finding: Finding) -> bool:
    return finding.result.severity.rank <= explained.fail_on.rank


def _case(explained: Explained, name: str, found: list[Finding]) -> str:
    failing = [finding for finding in found if _fails(explained, finding)]
    other = [finding for finding in found if not _fails(explained, finding)]
    parts = []
    if failing:
        message = f"{failing[0].result.message} ({len(failing)})"
        parts.append(f"<failure message={_attribute(message)}>{_lines(explained, failing)}</failure>")
    if other:
        parts.append(f"<system-out>{_lines(explained, other)}</system-out>")
    return f'<testcase classname="shapes" name={_attribute(name)}>{"".join(parts)}</testcase>'


def _lines(explained: Explained, found: list[Finding]) -> str:
    texts = [
        "\n".join([f"{finding.result.severity}: {finding.result.message}", finding.focus, *details(explained, finding)])
        for finding in found
    ]
    return escape(_xml_characters("\n\n".join(texts)), quote=False)


def _attribute(text: str) -> str:
    return quoteattr(_xml_characters(text))


def _xml_characters(text: str) -> str:
    """The text without what XML 1.0 cannot hold (section 2.2)."""
    return "".join(
        char if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff") else "\ufffd" for char in text
    )
