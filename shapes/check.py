"""Checks a shapes graph before use: shapes in, nothing out, or an error that names each shape and what is wrong.

Engines skip what they do not understand, and a constraint that is skipped looks like one that is met. So every shapes
graph must meet SHACL's own shapes for shapes (appendix C of the W3C Recommendation, in the copy that pySHACL ships),
and a few checks beyond them.
"""

import re
import tempfile
from collections.abc import Collection, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from ontology.namespaces import OWL, RDFS, SH
from shapes.data import write_ntriples
from shapes.engines import fast
from shapes.graph import Graph, parse_graph
from shapes.paths import path_text
from shapes.report import Severity, read_report, shape_name
from shapes.terms import Term, term_of, term_text

_REPORT = """
    conforms detail focusNode result resultMessage resultPath resultSeverity shapesGraphWellFormed sourceConstraint
    sourceConstraintComponent sourceShape value
"""
_CORE = """
    alternativePath and class closed datatype deactivated defaultValue description disjoint entailment equals flags
    group hasValue ignoredProperties in inversePath languageIn lessThan lessThanOrEquals maxCount maxExclusive
    maxInclusive maxLength message minCount minExclusive minInclusive minLength name node nodeKind not oneOrMorePath or
    order path pattern property qualifiedMaxCount qualifiedMinCount qualifiedValueShape qualifiedValueShapesDisjoint
    severity shapesGraph suggestedShapesGraph targetClass targetNode targetObjectsOf targetSubjectsOf uniqueLang xone
    zeroOrMorePath zeroOrOnePath
"""
_SPARQL = """
    ask declare labelTemplate namespace nodeValidator optional parameter prefix prefixes propertyValidator select sparql
    validator
"""
KNOWN_TERMS: Final = frozenset(f"{SH}{name}" for name in f"{_REPORT} {_CORE} {_SPARQL}".split())
"""The properties of SHACL Core and SHACL-SPARQL (W3C Recommendation, 20 July 2017); others are misspelt or skipped."""

_NO_KEYWORDS: Final = re.compile(r"""<[^<>\s]*>|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\#[^\n]*|[?$]\w+""")
_FORBIDDEN: Final = re.compile(r"\b(?:MINUS|SERVICE|VALUES)\b")
_PLACE: Final = re.compile(r"error at (\d+):(\d+)")
_PREFIXED: Final = re.compile(r"(?<![\w:.-])([A-Za-z][\w.-]*|):\w")
_DECLARED: Final = re.compile(r"(?i)\bPREFIX\s+([\w.-]*):")
_REFERENCES: Final = (SH + "node", SH + "property", SH + "qualifiedValueShape", SH + "not")
_LISTS: Final = (SH + "and", SH + "or", SH + "xone")
_TARGETS: Final = tuple(SH + name for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf"))


class ShapesError(Exception):
    """The shapes graph is malformed. `problems` are (shape, what is wrong) pairs, sorted; the message lists them."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__("\n".join(f"{shape}: {problem}" for shape, problem in problems))
        self.problems = problems


def check_shapes(shapes: Graph) -> None:
    """Returns when the shapes graph is well-formed.

    Raises:
        ShapesError: it is not; every shape at fault is named.
    """
    checks = (_unknown_terms, _meta_shapes, _undefined_shapes, _bad_severities, _bad_paths, _bad_patterns, _bad_queries)
    problems = {(shape_name(shapes, node), problem) for check in checks for node, problem in check(shapes)}
    if problems:
        raise ShapesError(tuple(sorted(problems)))


def check_targets(shapes: Graph) -> None:
    """Returns when a shape says which nodes it is for: where none does, all data would pass unseen.

    Raises:
        ShapesError: none does.
    """
    classes = {*shapes.instances(RDFS + "Class"), *shapes.instances(OWL + "Class")}
    implicit = classes & {*shapes.instances(SH + "NodeShape"), *shapes.instances(SH + "PropertyShape")}
    if not implicit and not any(shapes.rows(*_TARGETS)):
        raise ShapesError((("shapes graph", "no shape has a target, so nothing would be checked"),))


Problems = Iterator[tuple[Term, str]]


def _unknown_terms(shapes: Graph) -> Problems:
    for node, name, _ in shapes.rows():
        if name.startswith(SH) and name not in KNOWN_TERMS:
            yield node, f"{_short(name)} is not a property of SHACL Core or SHACL-SPARQL and would be skipped"


def _meta_shapes(shapes: Graph) -> Problems:
    meta = parse_graph((Path(str(files("pyshacl"))) / "assets" / "shacl-shacl.ttl").read_bytes())
    with tempfile.TemporaryDirectory(prefix="spacepact-") as folder:
        quads = (Quad(triple.subject, triple.predicate, triple.object) for triple in shapes)
        data = write_ntriples([quads], Path(folder) / "shapes.nt")
        report = read_report(fast.run(data, meta), meta)
    for result in report.results:
        where = f" at {_short(result.path)}" if result.path else ""
        value = f" {result.value}" if result.value is not None and not result.value.startswith("_:") else ""
        yield term_of(result.focus), f"malformed{where}:{value} ({_short(result.shape)}, {_short(result.component)})"


def _short(iri: str) -> str:
    return f"sh:{iri.removeprefix(SH)}" if iri.startswith(SH) else iri.rpartition("#")[2] or iri


def _undefined_shapes(shapes: Graph) -> Problems:
    for node, name, target in shapes.rows(*_REFERENCES):
        if isinstance(target, NamedNode) and not shapes.about(target):
            yield node, f"{_short(name)} points at {target.value}, which the shapes graph does not describe"
    for node, name, head in shapes.rows(*_LISTS):
        for item in _members(shapes, head):
            if not shapes.about(item):
                yield node, f"{_short(name)} lists {term_text(item)}, which the shapes graph does not describe"


def _members(shapes: Graph, head: Term) -> list[Term]:
    try:
        return shapes.items(head)
    except ValueError:
        return []  # the shapes for shapes report it


def _bad_severities(shapes: Graph) -> Problems:
    """A severity may be any IRI (SHACL, section 2.1.4), but of SHACL's own namespace only one that SHACL defines."""
    for node, _, severity in shapes.rows(SH + "severity"):
        if severity.value.startswith(SH) and severity.value not in {known.iri for known in Severity}:
            known = ", ".join(_short(known.iri) for known in Severity)
            yield node, f"{_short(severity.value)} is no severity of SHACL, which has {known}"


def _bad_paths(shapes: Graph) -> Problems:
    for node, _, path in shapes.rows(SH + "path"):
        try:
            path_text(shapes, path)
        except ValueError as error:
            yield node, f"malformed sh:path: {error}"


def _bad_patterns(shapes: Graph) -> Problems:
    """sh:pattern is SPARQL's REGEX, which gives an error, an unbound variable, for what is no regular expression."""
    for node, _, pattern in shapes.rows(SH + "pattern"):
        flags = shapes.text(node, SH + "flags") or ""
        rows = Store().query(f"SELECT (REGEX('', {Literal(pattern.value)}, {Literal(flags)}) AS ?ok) {{}}")
        if isinstance(rows, QuerySolutions) and all(row["ok"] is None for row in rows):
            yield node, f"sh:pattern {pattern.value!r} with flags {flags!r} is not a regular expression"


def _bad_queries(shapes: Graph) -> Problems:
    """A constraint has a query, which must parse and not hold what SHACL-SPARQL forbids (SHACL, section 5.2.1, appendix A)."""
    for node, _, constraint in shapes.rows(SH + "sparql"):
        if shapes.value(constraint, SH + "select") is None:
            yield node, "a constraint of sh:sparql has no sh:select"
    for node, name, query in shapes.rows(SH + "select", SH + "ask"):
        if forbidden := sorted(set(_FORBIDDEN.findall(_NO_KEYWORDS.sub(" ", query.value).upper()))):
            yield node, f"the query of {_short(name)} uses {', '.join(forbidden)}, which SHACL does not allow"
            continue
        prefixes = prefixes_of(shapes, node)
        prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())
        try:
            Store().query(prologue + query.value.replace("$PATH", "<urn:path>"))
        except SyntaxError as error:
            yield node, f"the query of {_short(name)} does not parse{_why(str(error), query.value, prefixes)}"


def _why(message: str, query: str, prefixes: Collection[str]) -> str:
    """The place in the query, without the engine's list of all that could stand there, and the prefixes that nothing declares."""
    place = _PLACE.match(message)
    where = f" at line {int(place[1]) - len(prefixes)}, column {place[2]}" if place else f": {message}"
    plain = _NO_KEYWORDS.sub(" ", query)
    lacking = sorted(set(_PREFIXED.findall(plain)) - set(prefixes) - set(_DECLARED.findall(plain)))
    names = ", ".join(f"{prefix}:" for prefix in lacking)
    return f"{where}; sh:prefixes leads to no declaration of {names}" if lacking else where


def prefixes_of(shapes: Graph, node: Term) -> dict[str, str]:
    """The prefixes that a query can use: those that sh:prefixes leads to, by owl:imports too (SHACL, section 5.2.1)."""
    owners: list[Term] = list(shapes.objects(node, SH + "prefixes"))
    for owner in owners:
        owners += [imported for imported in shapes.objects(owner, OWL + "imports") if imported not in owners]
    declared = [entry for owner in owners for entry in shapes.objects(owner, SH + "declare")]
    return {shapes.text(entry, SH + "prefix") or "": shapes.text(entry, SH + "namespace") or "" for entry in declared}
