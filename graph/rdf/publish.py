"""A resolution and the statements chosen from it in, the quads of the published graph out: each document's, and those of the things."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from graph.documents import Document
from graph.facts import Concept, EntityRef
from graph.knowledge import Knowledge
from graph.rdf.facts import ENTITIES, activity_quads, document_quads, statement_quads
from graph.rdf.terms import node
from graph.rdf.things import thing_quads, used_things
from graph.resolution.model import Statement, Thing
from ontology.namespaces import SPV
from ontology.vocabulary import Vocabulary


def quads_of_document(document: Document, statements: Iterable[Statement]) -> Iterator[Quad]:
    """The graph of a document: what is known of it, and its statements; a quad may come twice. It depends on nothing else."""
    yield from document_quads(document)
    for statement in statements:
        yield from statement_quads(statement)


def quads_of_things(things: Mapping[str, Thing], chosen: Iterable[Statement], knowledge: Knowledge) -> Iterator[Quad]:
    """The things that the chosen statements speak of, what made the statements, and the labels of concepts that are used; a quad may
    come twice.

    Things that no chosen statement speaks of are left out.
    """
    used, concepts, rules = set[str](), set[str](), set[str]()
    for fact in (statement.fact for statement in chosen):
        rules.add(fact.rule)
        used |= {value.key for _, value in fact.values if isinstance(value, EntityRef)}
        concepts |= {value.name for _, value in fact.values if isinstance(value, Concept)}
    for thing in used_things(used, things, knowledge.authority):
        for quad in thing_quads(thing):
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(SPV):
                concepts.add(quad.object.value.removeprefix(SPV))
            yield quad
    yield from activity_quads(rules)
    yield from concept_quads(concepts, knowledge.vocabulary)


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
