"""The ontology contradicts nothing: by itself, and together with the graph built from the sample documents.

A full OWL RL closure takes the reasoner (owlrl, on rdflib) about a second per 3,000 triples, too long for a whole
release in every test run, since it derives every entailed triple. A contradiction needs far less. So two checks stand
side by side. `contradictions` looks at every triple of the release for the ways in which a graph can contradict this
ontology (disjoint classes, functional, irreflexive and asymmetric properties, literals outside a range or of broken
form), with types inferred by subclass, subproperty, domain and range. The full closure runs over the ontology, the
vocabulary and some instances of every class with all that is said of them. What both can see, both must find in the
broken examples below.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef, term
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.namespaces import PREFIXES
from ontology.resources import ontology_file, schema_files

REASONER_ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#").error
"""How owlrl reports a contradiction."""
DECIMALS = {rdflib.XSD.decimal, rdflib.XSD.integer, rdflib.XSD.nonNegativeInteger, rdflib.XSD.long, rdflib.XSD.int}
INSTANCES = 20
"""Instances of each class that the full closure looks at."""

TURTLE_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
Triple = tuple[Node, Node, Node]


class Schema:
    """What the ontology rules out, in the form that the check needs."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        members = [Collection(graph, head) for head in graph.objects(None, OWL.members)]
        pairs = [pair for group in members for pair in combinations(group, 2)]
        self.disjoint = {frozenset(pair) for pair in [*pairs, *graph.subject_objects(OWL.disjointWith)]}

    def above(self, term: Node, relation: URIRef) -> set[Node]:
        return {above for above in self.graph.transitive_objects(term, relation) if above is not None}

    def characteristic(self, kind: URIRef) -> set[Node]:
        return set(self.graph.subjects(RDF.type, kind))

    def implied(self, prop: Node, relation: URIRef) -> set[URIRef]:
        """The named classes in the domain or range (`relation`) of a property and of the properties above it."""
        above = self.above(prop, RDFS.subPropertyOf)
        return {cls for p in above for cls in self.graph.objects(p, relation) if isinstance(cls, URIRef)}


def contradictions(triples: Iterable[Triple], schema: Schema) -> list[str]:
    """What in the triples contradicts the schema, in words; empty where nothing does."""
    by_property: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
    for subject, prop, value in triples:
        by_property[prop].append((subject, value))
    return [*_disjoint(by_property, schema), *_characteristics(by_property, schema), *_literals(by_property, schema)]


def _types(by_property: dict[Node, list[tuple[Node, Node]]], schema: Schema) -> dict[Node, set[Node]]:
    types: dict[Node, set[Node]] = defaultdict(set)
    for prop, pairs in by_property.items():
        domain, range_ = schema.implied(prop, RDFS.domain), schema.implied(prop, RDFS.range)
        for subject, value in pairs:
            types[subject] |= domain
            if not isinstance(value, Literal):
                types[value] |= range_
            if prop == RDF.type:
                types[subject].add(value)
    return types


def _disjoint(by_property: dict[Node, list[tuple[Node, Node]]], schema: Schema) -> Iterator[str]:
    checked: dict[frozenset[Node], list[str]] = {}
    for subject, types in _types(by_property, schema).items():
        key = frozenset(types)
        if key not in checked:
            closure = set().union(*(schema.above(cls, RDFS.subClassOf) for cls in types))
            checked[key] = [" and ".join(sorted(map(str, pair))) for pair in schema.disjoint if pair <= closure]
        yield from (f"{subject} is both {pair}" for pair in checked[key])


def _characteristics(by_property: dict[Node, list[tuple[Node, Node]]], schema: Schema) -> Iterator[str]:
    for prop in schema.characteristic(OWL.FunctionalProperty) & by_property.keys():
        values: dict[Node, set[Node]] = defaultdict(set)
        for subject, value in by_property[prop]:
            values[subject].add(value.toPython() if isinstance(value, Literal) else value)
        yield from (f"{s} has {len(found)} values of {prop}" for s, found in values.items() if len(found) > 1)
    for prop in schema.characteristic(OWL.IrreflexiveProperty) & by_property.keys():
        yield from (f"{s} {prop} itself" for s, value in by_property[prop] if s == value)
    for prop in schema.characteristic(OWL.AsymmetricProperty) & by_property.keys():
        pairs = set(by_property[prop])
        yield from (f"{s} {prop} {value} and back" for s, value in pairs if s != value and (value, s) in pairs)


def _literals(by_property: dict[Node, list[tuple[Node, Node]]], schema: Schema) -> Iterator[str]:
    objects = schema.characteristic(OWL.ObjectProperty)
    for prop, pairs in by_property.items():
        ranges = schema.implied(prop, RDFS.range)
        for subject, value in pairs:
            if not isinstance(value, Literal):
                continue
            if prop in objects:
                yield f"{subject} {prop} has the text {value!r} for a thing"
            if value.ill_typed or any(not _fits(value, datatype) for datatype in ranges):
                yield f"{subject} {prop} {value!r} is no {', '.join(ranges) or value.datatype}"


def _fits(value: Literal, datatype: URIRef) -> bool:
    if datatype == RDFS.Literal:
        return True
    actual = value.datatype or (RDF.langString if value.language else rdflib.XSD.string)
    if datatype == rdflib.XSD.nonNegativeInteger:
        return actual in DECIMALS and value.toPython() >= 0
    return actual in DECIMALS if datatype == rdflib.XSD.decimal else actual == datatype


def reasoner_errors(graph: Graph) -> list[str]:
    """The contradictions that the full OWL RL closure of a graph has; the graph gets the closure.

    owlrl teaches rdflib to compare years with numbers and leaves it so; other tests shall find rdflib as it was.
    """
    conversions, rules = dict(term._toPythonMapping), list(term._GenericPythonToXSDRules)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, datatype_axioms=False).expand(graph)
    term._toPythonMapping.clear()
    term._toPythonMapping.update(conversions)
    term._GenericPythonToXSDRules[:] = rules
    return sorted(str(message) for message in graph.objects(None, REASONER_ERROR))


def some_instances(graph: Graph, count: int) -> Graph:
    """All that is said of the first `count` instances of each class, and of what these point to."""
    chosen: set[Node] = set()
    for cls in set(graph.objects(None, RDF.type)):
        chosen |= set(sorted(graph.subjects(RDF.type, cls), key=str)[:count])
    chosen |= {value for subject in chosen for value in graph.objects(subject) if isinstance(value, URIRef)}
    part = Graph()
    for subject in chosen:
        for triple in graph.triples((subject, None, None)):
            part.add(triple)
    return part


def read_release(release: Path) -> Graph:
    """The published quads of a release as one graph."""
    graph = Graph()
    for quad in ox.parse(path=release / "graph.nq", format=ox.RdfFormat.N_QUADS):
        graph.add((_term(quad.subject), URIRef(quad.predicate.value), _term(quad.object)))
    return graph


def _term(term: object) -> Node:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal():
            datatype = None if term.language else URIRef(term.datatype.value)
            return Literal(term.value, lang=term.language, datatype=None if datatype == rdflib.XSD.string else datatype)
    raise TypeError(f"no RDF term of the graph: {term!r}")


@pytest.fixture(scope="module")
def schema_graph() -> Graph:
    graph = Graph()
    for path in schema_files():
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def schema(schema_graph: Graph) -> Schema:
    return Schema(schema_graph)


SOUND = """
spid:fact-1 a sp:Position ; org:member spid:someone ; org:organization spid:peru ; sp:confidence 0.9 .
spid:fact-1 sp:notBefore "2024-01-01"^^xsd:date ; sp:notAfter "2024-12-31"^^xsd:date .
spid:peru a sp:State ; sp:iso3 "PER" .
spid:fact-2 a sp:Seat ; org:organization spid:apsco ; sp:place spid:peru ; sp:contradicts spid:fact-3 .
spid:apsco a sp:IntergovernmentalOrganization, sp:SpaceAgency ; sp:cooperatesWith spid:peru .
"""
BROKEN: dict[str, str] = {
    "an agent that is a mission": "spid:x a sp:Company, sp:Mission .",
    "a party that is an agreement": "spid:f sp:party spid:x . spid:x a sp:Agreement .",
    "a member of an organisation that is a fact": "spid:f org:member spid:x . spid:x a sp:Membership .",
    "a membership that is a launch": "spid:f a sp:Membership, sp:Launch .",
    "a person that is a company": "spid:f sp:signedBy spid:x . spid:x a sp:Company .",
    "a place that is a topic": "spid:f sp:topic spid:x . spid:g sp:place spid:x .",
    "an activity that is a fact": "spid:f prov:wasGeneratedBy spid:x . spid:x a sp:Launch .",
    "cooperation with oneself": "spid:x sp:cooperatesWith spid:x .",
    "a fact that contradicts itself": "spid:f sp:contradicts spid:f .",
    "two facts that supersede each other": "spid:f sp:supersedes spid:g . spid:g sp:supersedes spid:f .",
}
BROKEN_LITERALS = {
    "two confidences": "spid:f sp:confidence 0.5, 0.6 .",
    "two codes of one state": 'spid:x sp:iso3 "ABC", "DEF" .',
    "a day that is a year": 'spid:f sp:notBefore "2024"^^xsd:gYear .',
    "a number in words": 'spid:f sp:value "fourteen" .',
    "a thing in words": 'spid:f sp:party "Peru" .',
    "a day that does not exist": 'spid:f sp:date "2024-02-31"^^xsd:date .',
    "an offset below zero": "spid:p oa:start -1 .",
}
"""owlrl does not compare the values of literals, so only `contradictions` is held to these."""


def parse(turtle: str) -> Graph:
    return Graph().parse(data=TURTLE_PREFIXES + turtle, format="turtle")


def test_the_sound_example_contradicts_nothing(schema: Schema) -> None:
    assert contradictions(parse(SOUND), schema) == []


@pytest.mark.parametrize("turtle", [*BROKEN.values(), *BROKEN_LITERALS.values()], ids=[*BROKEN, *BROKEN_LITERALS])
def test_the_quick_check_finds_what_is_broken(schema: Schema, turtle: str) -> None:
    assert contradictions(parse(turtle), schema)


@pytest.fixture(scope="module")
def ontology_graph() -> Graph:
    return Graph().parse(ontology_file())


def test_the_reasoner_finds_nothing_in_the_sound_example(ontology_graph: Graph) -> None:
    assert reasoner_errors(ontology_graph + parse(SOUND)) == []


@pytest.mark.parametrize("turtle", BROKEN.values(), ids=BROKEN)
def test_the_reasoner_finds_what_is_broken(ontology_graph: Graph, turtle: str) -> None:
    assert reasoner_errors(ontology_graph + parse(turtle))


def test_the_ontology_and_its_vocabulary_contradict_nothing(schema_graph: Graph, schema: Schema) -> None:
    assert contradictions(schema_graph, schema) == []
    assert reasoner_errors(Graph() + schema_graph) == []


def test_the_samples_graph_contradicts_nothing(sample_release: Path, schema: Schema) -> None:
    assert contradictions([*read_release(sample_release), *schema.graph], schema) == []


def test_the_reasoner_finds_nothing_in_instances_of_every_class(sample_release: Path, schema_graph: Graph) -> None:
    instances = some_instances(read_release(sample_release), INSTANCES)
    assert reasoner_errors(schema_graph + instances) == []
