"""Statements and things in, quads out, as the ontology contract has them: each document's facts in its graph, with their passages."""

from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.dates.values import Date
from graph.documents import Document, Span
from graph.facts import Concept, Fact
from graph.identifiers import digest, slug
from graph.rdf.terms import (
    XSD_INTEGER,
    date_literal,
    day_literal,
    decimal_literal,
    fact_classes,
    node,
    spid,
    term,
)
from graph.resolution.model import Statement
from ontology.namespaces import GRAPH_ENTITIES

CONTEXT: Final = 32
"""Characters of text before and after a quote that go with it (oa:prefix, oa:suffix)."""
SOFTWARE: Final = spid("spacepact")
ENTITIES: Final = NamedNode(GRAPH_ENTITIES)

TYPE: Final = node("rdf:type")
_DERIVED: Final = node("prov:wasDerivedFrom")
_ONGOING: Final = frozenset({"Membership", "Position"})
_ENDED: Final = frozenset({Concept("ended"), Concept("former")})


def document_quads(document: Document) -> Iterator[Quad]:
    """What is known of a document, in the document's own graph."""
    subject = spid(document.id)

    def say(prop: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, node(prop), value, subject)

    for cls in ("sp:Document", "foaf:Document", "prov:Entity"):
        yield say("rdf:type", node(cls))
    yield say("dcterms:identifier", Literal(document.name))
    yield say("sp:sha256", Literal(document.sha256))
    for prop, text in (
        ("dcterms:title", document.title),
        ("dcterms:publisher", document.publisher),
        ("dcterms:language", document.language),
        ("dcterms:source", document.source),
    ):
        if text:
            yield say(prop, Literal(text))
    if document.issued:
        yield say("dcterms:issued", date_literal(document.issued))


def statement_quads(statement: Statement) -> Iterator[Quad]:
    """A fact with its values, dates and evidence, in the graph of its document."""
    subject, document, fact = spid(statement.id), statement.document, statement.fact
    graph = spid(document.id)
    for cls in fact_classes(fact.kind):
        yield Quad(subject, TYPE, cls, graph)
    for prop, value in fact.values:
        yield Quad(subject, node(prop), term(value), graph)
    if bounds := validity(fact, document.issued):
        yield Quad(subject, node("sp:notBefore"), day_literal(bounds[0]), graph)
        yield Quad(subject, node("sp:notAfter"), day_literal(bounds[1]), graph)
    yield Quad(subject, node("sp:confidence"), decimal_literal(fact.confidence), graph)
    yield Quad(subject, node("prov:wasGeneratedBy"), activity(fact.rule), graph)
    if document.issued:
        yield Quad(subject, node("sp:assertedOn"), date_literal(document.issued), graph)
    for evidence in fact.evidence:
        passage = passage_node(document, evidence.span)
        yield Quad(subject, _DERIVED, passage, graph)
        yield from passage_quads(document, evidence.span)
        for antecedent in evidence.antecedents:
            yield Quad(passage, node("sp:antecedent"), passage_node(document, antecedent), graph)
            yield from passage_quads(document, antecedent)


def validity(fact: Fact, issued: Date | None) -> tuple[date, date] | None:
    """First and last day that the dates of a fact can mean, None where it has no date.

    A membership or position that began and has not ended is good until the document's own date: what comes later the document cannot know.
    """
    dates = {prop: value for prop, value in fact.values if isinstance(value, Date)}
    if not dates:
        return None
    first, last = min(d.not_before for d in dates.values()), max(d.not_after for d in dates.values())
    ended = "schema:endDate" in dates or any(value in _ENDED for _, value in fact.values)
    if issued and fact.kind in _ONGOING and not ended:
        last = max(last, issued.not_after)
    return first, last


def passage_node(document: Document, span: Span) -> NamedNode:
    """The IRI of a passage."""
    return spid(f"passage-{digest(document.id, span.start, span.end)}")


def passage_quads(document: Document, span: Span) -> Iterator[Quad]:
    """A passage with its quote and its place in the document's normalised text.

    Raises:
        ValueError: the span is empty or reaches beyond the text.
    """
    exact = document.slice(span)
    if not exact or len(exact) != span.end - span.start:
        raise ValueError(f"{document.name}: no passage at {span.start}-{span.end} of {len(document.text)} characters")
    graph, passage = spid(document.id), passage_node(document, span)
    quote, place = (NamedNode(f"{passage.value}-{part}") for part in ("quote", "position"))
    for subject, prop, value in (
        (passage, "rdf:type", node("sp:Passage")),
        (passage, "rdf:type", node("prov:Entity")),
        (passage, "oa:hasSource", graph),
        (passage, "oa:hasSelector", quote),
        (passage, "oa:hasSelector", place),
        (quote, "rdf:type", node("oa:TextQuoteSelector")),
        (quote, "oa:exact", Literal(exact)),
        (quote, "oa:prefix", Literal(document.text[max(0, span.start - CONTEXT) : span.start])),
        (quote, "oa:suffix", Literal(document.text[span.end : span.end + CONTEXT])),
        (place, "rdf:type", node("oa:TextPositionSelector")),
        (place, "oa:start", _integer(span.start)),
        (place, "oa:end", _integer(span.end)),
    ):
        yield Quad(subject, node(prop), value, graph)


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD_INTEGER)


def activity(rule: str) -> NamedNode:
    """The IRI of the activity that makes facts by a rule."""
    return spid(f"activity-{slug(rule)}")


def activity_quads(rules: Iterable[str]) -> Iterator[Quad]:
    """The extraction activities of the rules, and the software that carried them out."""
    for subject, prop, value in (
        (SOFTWARE, "rdf:type", node("prov:SoftwareAgent")),
        (SOFTWARE, "rdfs:label", Literal("spacepact")),
        (SOFTWARE, "schema:softwareVersion", Literal(version("spacepact"))),
    ):
        yield Quad(subject, node(prop), value, ENTITIES)
    for rule in sorted(set(rules)):
        for prop, value in (
            ("rdf:type", node("prov:Activity")),
            ("rdfs:label", Literal(f"Extraction by the rule {rule}")),
            ("sp:rule", Literal(rule)),
            ("prov:wasAssociatedWith", SOFTWARE),
        ):
            yield Quad(activity(rule), node(prop), value, ENTITIES)
