"""Things and concepts in, quads of the entities' graph out: kinds, names, states, and whatever they point to."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from graph.facts import Concept, EntityRef, Value
from graph.rdf.facts import ENTITIES, TYPE
from graph.rdf.terms import node, spid, term, thing_classes
from graph.resolution.model import Thing
from ontology.authority import Authority, AuthorityEntry
from ontology.namespaces import SPV


def used_things(ids: Iterable[str], things: Mapping[str, Thing], authority: Authority) -> list[Thing]:
    """The things of these ids, and those that they point to (state, parent organisation), sorted by id."""
    waiting = set(ids)
    found: dict[str, Thing] = {}
    while waiting:
        key = waiting.pop()
        thing = things.get(key) or of_entry(authority.by_id[key])
        found[key] = thing
        waiting |= {value.key for _, value in statements_of(thing) if isinstance(value, EntityRef)} - found.keys()
    return [found[key] for key in sorted(found)]


def of_entry(entry: AuthorityEntry) -> Thing:
    """The thing that an authority entry describes."""
    return Thing(entry.id, entry.kind, entry.label, entry.names[1:], entry=entry)


def statements_of(thing: Thing) -> Iterator[tuple[str, Value]]:
    """What is said of a thing beside its names: by the documents, and by its authority entry."""
    yield from thing.properties
    entry = thing.entry
    if entry is None:
        return
    for prop, local in (("sp:ofState", entry.state), ("org:subOrganizationOf", entry.parent)):
        if local:
            yield prop, EntityRef(local)
    for prop, local in (
        ("dcterms:type", entry.mission_type),
        ("sp:target", entry.target),
        ("sp:agreementType", entry.agreement_type),
    ):
        if local:
            yield prop, Concept(local)
    if entry.iso3:
        yield "sp:iso3", entry.iso3
    for prop, texts in (
        ("sp:acronym", entry.acronyms),
        ("sp:formerName", entry.former),
        ("sp:demonym", entry.demonyms),
    ):
        for text in texts:
            yield prop, text


def thing_quads(thing: Thing) -> Iterator[Quad]:
    """A thing's classes, names and properties."""
    subject = spid(thing.id)
    for cls in thing_classes(thing.kind):
        yield Quad(subject, TYPE, cls, ENTITIES)
    yield Quad(subject, node("skos:prefLabel"), Literal(thing.label, language="en"), ENTITIES)
    for name in thing.names:
        yield Quad(subject, node("skos:altLabel"), Literal(name), ENTITIES)
    if thing.kind == "Topic":
        yield Quad(subject, node("skos:inScheme"), NamedNode(SPV + "topics"), ENTITIES)
    for prop, value in statements_of(thing):
        yield Quad(subject, node(prop), term(value), ENTITIES)
    for iri in thing.entry.exact_matches if thing.entry else ():
        yield Quad(subject, node("skos:exactMatch"), NamedNode(iri), ENTITIES)
