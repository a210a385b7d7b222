"""A resolution and the statements chosen from it in, the quads of the published graph out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graph.rdf.facts import ENTITIES, activity_quads, document_quads, statement_quads
from graph.rdf.terms import node
from graph.rdf.things import thing_quads, used_things
from graph.resolution.model import Resolution, Statement
from ontology.authority import Authority
from ontology.namespaces import SPV
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the graph is written with beside the documents: known things and the vocabulary."""

    authority: Authority
    vocabulary: Vocabulary


def graph_quads(resolution: Resolution, chosen: Sequence[Statement], knowledge: Knowledge) -> Iterator[Quad]:
    """Documents, chosen statements, the things they speak of, and the labels of the concepts they use; a quad may come twice.

    Things that no chosen statement speaks of are left out.
    """
    concepts: set[str] = set()
    for quad in _described(resolution, chosen, knowledge.authority):
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(SPV):
            concepts.add(quad.object.value.removeprefix(SPV))
        yield quad
    yield from concept_quads(concepts, knowledge.vocabulary)


def _described(resolution: Resolution, chosen: Sequence[Statement], authority: Authority) -> Iterator[Quad]:
    for document in resolution.documents:
        yield from document_quads(document)
    for statement in chosen:
        yield from statement_quads(statement)
    for thing in used_things(chosen, resolution.things, authority):
        yield from thing_quads(thing)
    yield from activity_quads(statement.fact.rule for statement in chosen)


def concept_quads(ids: Iterable[str], vocabulary: Vocabulary) -> Iterator[Quad]:
    """Class, labels and schemes of the vocabulary's concepts of these ids; an id that the vocabulary lacks is left to the shapes."""
    for key in sorted(set(ids) & vocabulary.by_id.keys()):
        concept, subject = vocabulary.by_id[key], NamedNode(SPV + key)
        yield Quad(subject, node("rdf:type"), node("skos:Concept"), ENTITIES)
        yield Quad(subject, node("skos:prefLabel"), Literal(concept.label, language="en"), ENTITIES)
        for wording in concept.alt_labels:
            yield Quad(subject, node("skos:altLabel"), Literal(wording, language="en"), ENTITIES)
        for scheme in concept.schemes:
            yield Quad(subject, node("skos:inScheme"), NamedNode(SPV + scheme), ENTITIES)
