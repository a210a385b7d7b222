"""The test graph and its mutations: valid.ttl and mutations.toml in, graphs with one broken place each out."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ontology.namespaces import EDTF, PREFIXES, RDFS, SH, SKOS, SPID
from shapes.files import schema
from shapes.report import SPS, ValidationReport

DATA = Path(__file__).parent / "data"
PROLOGUE = (
    "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + f"@prefix edtf: <{EDTF[:-4]}> .\n"
)


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


def valid_graph() -> list[Quad]:
    return list(parse(path=DATA / "valid.ttl", format=RdfFormat.TURTLE))


@cache
def needed_schema() -> tuple[Quad, ...]:
    """What our shapes need of the ontology and the vocabulary, read once: the tests validate some hundred graphs."""
    needed = {RDFS + "subClassOf", SKOS + "inScheme", SKOS + "prefLabel"}
    return tuple(quad for quad in schema() if quad.predicate.value in needed)


def mutations() -> list[Mutation]:
    entries = tomllib.loads((DATA / "mutations.toml").read_text(encoding="utf-8"))["mutation"]
    return [_mutation(entry, number) for number, entry in enumerate(entries)]


def _mutation(entry: dict, number: int) -> Mutation:
    shape, component = entry["breaks"].split()
    return Mutation(
        shape=SPS + shape,
        component=f"{SH}{component}ConstraintComponent",
        focus=SPID + entry["focus"],
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


def found(report: ValidationReport) -> set[tuple[str, str, str]]:
    """Shape, component and focus of every result."""
    return {(result.shape, result.component, result.focus) for result in report.results}


def facts_of(document: str, graph: Iterable[Quad]) -> set[str]:
    """The facts that rest on passages of a document."""
    quads = list(graph)
    source, derived = PREFIXES["oa"] + "hasSource", PREFIXES["prov"] + "wasDerivedFrom"
    passages = {q.subject for q in quads if q.predicate.value == source and q.object == NamedNode(SPID + document)}
    return {q.subject.value for q in quads if q.predicate.value == derived and q.object in passages}
