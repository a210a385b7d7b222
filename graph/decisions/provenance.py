"""Decisions and what they changed in, quads out: each decision as an activity of a person, with its time, reason and outcome."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.decisions.facts import Overlay
from graph.decisions.model import Action, Decision
from graph.facts import EntityRef
from graph.identifiers import slug
from graph.rdf.facts import ENTITIES, statement_quads
from graph.rdf.terms import node, spid
from graph.releases.quarantine import GRAPH_QUARANTINE
from graph.resolution.model import Statement
from ontology.namespaces import XSD

_CLASSES: Final = {Action.ACCEPT: "schema:AcceptAction", Action.REJECT: "schema:RejectAction"}
"""What schema.org calls the action; all others change something."""


def published_quads(overlay: Overlay, published: Iterable[Statement]) -> list[Quad]:
    """The decisions behind published facts and the things they speak of, in the graph of the things."""
    if not (overlay.kept or overlay.resolution.decided):
        return []
    there, used = set[str](), set[str]()
    for statement in published:
        there.add(statement.id)
        used |= {value.key for _, value in statement.fact.values if isinstance(value, EntityRef)}
    quads: list[Quad] = []
    for key, decision in overlay.kept.items():
        if key in there:
            quads += decision_quads(decision, ENTITIES)
            quads.append(Quad(spid(key), node("prov:wasInfluencedBy"), spid(decision.id), ENTITIES))
            if original := overlay.replaced.get(key):
                quads.append(Quad(spid(key), node("dcterms:replaces"), spid(original), ENTITIES))
    for decision, thing in overlay.resolution.decided:
        if thing not in used:
            continue
        quads += decision_quads(decision, ENTITIES)
        quads.append(Quad(spid(thing), node("prov:wasInfluencedBy"), spid(decision.id), ENTITIES))
    return list(dict.fromkeys(quads))


def rejected_quads(overlay: Overlay) -> list[Quad]:
    """The facts that people rejected or put another in place of, with their passages and the decision, in the graph of the quarantine."""
    quads: list[Quad] = []
    for statement, decision in overlay.rejected:
        quads += [Quad(q.subject, q.predicate, q.object, GRAPH_QUARANTINE) for q in statement_quads(statement)]
        quads += decision_quads(decision, GRAPH_QUARANTINE)
        quads.append(Quad(spid(statement.id), node("prov:wasInvalidatedBy"), spid(decision.id), GRAPH_QUARANTINE))
    for new, original in overlay.replaced.items():
        quads.append(Quad(spid(original), node("dcterms:isReplacedBy"), spid(new), GRAPH_QUARANTINE))
    return list(dict.fromkeys(quads))


def decision_quads(decision: Decision, graph: NamedNode) -> Iterator[Quad]:
    """A decision: what was done, by whom, when and why."""
    subject, person = spid(decision.id), spid(f"agent-{slug(decision.by)}")
    time = decision.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for about, prop, value in (
        (subject, "rdf:type", node("prov:Activity")),
        (subject, "rdf:type", node(_CLASSES.get(decision.action, "schema:UpdateAction"))),
        (subject, "rdfs:label", Literal(f"Decision to {decision.action}")),
        (subject, "rdfs:comment", Literal(decision.why)),
        (subject, "prov:wasAssociatedWith", person),
        (subject, "prov:endedAtTime", Literal(time, datatype=NamedNode(XSD + "dateTime"))),
        (person, "rdf:type", node("prov:Agent")),
        (person, "rdfs:label", Literal(decision.by)),
    ):
        yield Quad(about, node(prop), value, graph)
