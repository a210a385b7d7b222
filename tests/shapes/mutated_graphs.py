"""The test graph and its mutations: valid.ttl and mutations.toml in, graphs with one broken place each out."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ontology.namespaces import EDTF, PREFIXES, RDFS, SH, SKOS, SPID, expand
from shapes.files import schema
from shapes.graph import Graph
from shapes.report import SPS, ValidationReport

DATA = Path(__file__).parent / "data"
PROLOGUE = (
    "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + f"@prefix edtf: <{EDTF[:-4]}> .\n"
)


PARAMETERS = {
    "minCount": "MinCount", "maxCount": "MaxCount", "datatype": "Datatype", "class": "Class", "nodeKind": "NodeKind", "node": "Node",
    "minInclusive": "MinInclusive", "maxInclusive": "MaxInclusive", "minExclusive": "MinExclusive", "maxExclusive": "MaxExclusive",
    "minLength": "MinLength", "maxLength": "MaxLength", "pattern": "Pattern", "languageIn": "LanguageIn", "uniqueLang": "UniqueLang",
    "equals": "Equals", "disjoint": "Disjoint", "lessThan": "LessThan", "lessThanOrEquals": "LessThanOrEquals", "in": "In",
    "hasValue": "HasValue", "and": "And", "or": "Or", "xone": "Xone", "not": "Not", "closed": "Closed", "sparql": "SPARQL",
    "qualifiedMinCount": "QualifiedMinCount", "qualifiedMaxCount": "QualifiedMaxCount",
}  # fmt: skip
NOT_CONSTRAINTS = {
    "path", "name", "description", "message", "severity", "property", "targetClass", "targetSubjectsOf", "targetObjectsOf",
    "qualifiedValueShape", "declare", "prefixes", "select", "prefix", "namespace", "inversePath", "alternativePath",
}  # fmt: skip
TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")


@dataclass(frozen=True)
class Mutation:
    """One broken place. `concerns` is None where the entry leaves it to the rule, a text where it names a document."""

    shape: str
    component: str
    focus: str
    remove: str
    add: str
    says: str
    concerns: list[str] | str | None
    number: int

    @property
    def id(self) -> str:
        return f"{self.number}-{self.shape.removeprefix(SPS)}-{self.component.removeprefix(SH)}"


def turtle(text: str) -> list[Quad]:
    return list(parse(PROLOGUE + text, format=RdfFormat.TURTLE))


def valid_graph(name: str = "valid") -> list[Quad]:
    return list(parse(path=DATA / f"{name}.ttl", format=RdfFormat.TURTLE))


@cache
def needed_schema() -> tuple[Quad, ...]:
    """What our shapes need of the ontology and the vocabulary, read once: the tests validate some hundred graphs."""
    needed = {RDFS + "subClassOf", SKOS + "inScheme", SKOS + "prefLabel"}
    return tuple(quad for quad in schema() if quad.predicate.value in needed)


def mutations(name: str = "mutations") -> list[Mutation]:
    entries = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["mutation"]
    return [_mutation(entry, number) for number, entry in enumerate(entries)]


def _mutation(entry: dict, number: int) -> Mutation:
    shape, component = entry["breaks"].split()
    return Mutation(
        shape=SPS + shape,
        component=f"{SH}{component}ConstraintComponent",
        focus=expand(entry["focus"]) if ":" in entry["focus"] else SPID + entry["focus"],
        remove=entry.get("remove", ""),
        add=entry.get("add", ""),
        says=entry.get("says", ""),
        concerns=entry.get("concerns"),
        number=number,
    )


def mutated(graph: Iterable[Quad], mutation: Mutation) -> list[Quad]:
    """The graph with the mutation made; taking out what is not there is an error in the test data."""
    kept = list(graph)
    if mutation.remove:
        pattern = mutation.remove.split()
        subject, predicate = (
            turtle(f"{pattern[0]} {pattern[1]} 1 .")[0].subject,
            turtle(f"{pattern[0]} {pattern[1]} 1 .")[0].predicate,
        )
        value = None if pattern[2] == "?" else turtle(f"{pattern[0]} {pattern[1]} {pattern[2]} .")[0].object
        gone = [q for q in kept if q.subject == subject and q.predicate == predicate and value in (None, q.object)]
        assert gone, f"nothing to remove: {mutation.remove}"
        kept = [quad for quad in kept if quad not in gone]
    return kept + turtle(mutation.add)


def reported_shapes(shapes: Graph) -> set[NamedNode]:
    """The shapes that results can name: those with a target and their property shapes."""
    targeted = {t.subject for t in shapes if t.predicate.value in {SH + target for target in TARGETS}}
    return targeted | {value for node in targeted for value in shapes.objects(node, SH + "property")}


def constraints_of(shapes: Graph) -> set[tuple[str, str]]:
    """Shape and component of every constraint that a result can name."""
    return {
        (triple.subject.value, f"{SH}{PARAMETERS[name]}ConstraintComponent")
        for triple in shapes
        if triple.subject in reported_shapes(shapes) and (name := triple.predicate.value.removeprefix(SH)) in PARAMETERS
    }


def found(report: ValidationReport) -> set[tuple[str, str, str]]:
    """Shape, component and focus of every result."""
    return {(result.shape, result.component, result.focus) for result in report.results}


def facts_of(document: str, graph: Iterable[Quad]) -> set[str]:
    """The facts that rest on passages of a document."""
    quads = list(graph)
    source, derived = PREFIXES["oa"] + "hasSource", PREFIXES["prov"] + "wasDerivedFrom"
    passages = {q.subject for q in quads if q.predicate.value == source and q.object == NamedNode(SPID + document)}
    return {q.subject.value for q in quads if q.predicate.value == derived and q.object in passages}
