"""Groups of entities in, things with a label and an id out; what no document names gets a label built from its type and parties."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.facts import Concept, Entity, EntityRef, Value
from graph.identifiers import slug
from graph.resolution.clusters import Clusters
from graph.resolution.model import Thing
from graph.resolution.nodes import Node, Nodes
from graph.resolution.same_agreement import Terms
from ontology.authority import Authority

NAMED_PARTIES: Final = 4
"""How many parties the label of a nameless agreement lists; the others are counted."""


@dataclass(frozen=True)
class Groups:
    """The outcome of the comparison: nodes, their groups, the authority id of each known node, and the nodes that people set apart."""

    nodes: Nodes
    clusters: Clusters
    known: Mapping[int, str]
    terms: Mapping[int, Terms]
    authority: Authority
    apart: Collection[int] = ()

    def entities(self, items: Iterable[int]) -> list[Entity]:
        """The entities of the nodes."""
        return [self.nodes.all[item].entity for item in items]


def name_things(groups: Groups) -> tuple[list[str], list[Thing]]:
    """The id of each node, by its number, and the things. Ids do not depend on the order of documents.

    An unknown thing's id is the slug of its label; where that is taken, by an authority entry too, it gets the suffix -2, -3 …
    What people set apart comes last, so that the other thing keeps its id.
    """
    members = groups.clusters.groups()
    nameless = {root: items for root, items in members.items() if _is_nameless(groups, items)}
    labels = {root: _label(groups, items) for root, items in members.items() if root not in nameless}
    taken = set(groups.authority.by_id)
    roots = _assign(groups, labels, {root: slug(label) for root, label in labels.items()}, taken)
    bases: dict[int, str] = {}
    for root, items in nameless.items():
        labels[root], bases[root] = _built(groups, items, labels, roots)
    roots |= _assign(groups, labels, bases, taken)
    ids = [roots[groups.clusters.root(item)] for item in range(len(groups.nodes.all))]
    return ids, [_thing(groups, items, ids, labels[root]) for root, items in members.items()]


def _is_nameless(groups: Groups, items: Sequence[int]) -> bool:
    entities = groups.entities(items)
    return entities[0].kind == "Agreement" and items[0] not in groups.known and not any(e.names for e in entities)


def _label(groups: Groups, items: Sequence[int]) -> str:
    entry = groups.authority.by_id.get(groups.known.get(items[0], ""))
    if entry:
        return entry.label
    counts = Counter(entity.label for entity in groups.entities(items))
    return min(counts, key=lambda label: (-counts[label], -len(label), label))


def _built(groups: Groups, items: Sequence[int], labels: Mapping[int, str], ids: Mapping[int, str]) -> tuple[str, str]:
    """Label and slug of a nameless agreement: its type and parties, or its description where it has fewer than two parties."""
    entities = groups.entities(items)
    parties = {groups.clusters.root(party) for item in items for party in groups.terms[item].parties}
    if len(parties) < 2 or not parties <= ids.keys():
        label = min(entity.label for entity in entities)
        return label, slug(label)
    stated = _properties(entity.properties for entity in entities).get("sp:agreementType")
    kind = stated.name if isinstance(stated, Concept) else "agreement"
    names = sorted(labels[party] for party in parties)
    shown, more = names[:NAMED_PARTIES], len(names) - NAMED_PARTIES
    last = f"{more} others" if more > 0 else shown.pop()
    label = f"{kind.replace('-', ' ').capitalize()} between {', '.join(shown)} and {last}"
    return label, slug(f"{kind} {' '.join(sorted(ids[party] for party in parties))}")


def _assign(groups: Groups, labels: Mapping[int, str], bases: Mapping[int, str], taken: set[str]) -> dict[int, str]:
    def order(root: int) -> tuple[bool, str, str, str, str]:
        node = groups.nodes.all[root]
        return root in groups.apart, node.entity.kind, labels[root], node.document, node.entity.key

    ids: dict[int, str] = {}
    for root in sorted(bases, key=order):
        ids[root] = groups.known.get(root) or _free(bases[root], taken)
        taken.add(ids[root])
    return ids


def _free(base: str, taken: set[str]) -> str:
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _thing(groups: Groups, items: Sequence[int], ids: Sequence[str], label: str) -> Thing:
    entry = groups.authority.by_id.get(groups.known.get(items[0], ""))
    if entry:
        return Thing(entry.id, entry.kind, entry.label, entry.names[1:], entry=entry)
    names = sorted({name for entity in groups.entities(items) for name in entity.names} - {label})
    nodes = groups.nodes.all
    properties = _properties(_global(groups, nodes[item], ids) for item in items)
    return Thing(ids[items[0]], nodes[items[0]].entity.kind, label, tuple(names), tuple(sorted(properties.items())))


def _global(groups: Groups, node: Node, ids: Sequence[str]) -> list[tuple[str, Value]]:
    return [
        (prop, EntityRef(ids[groups.nodes.index(node.document, value.key)]) if isinstance(value, EntityRef) else value)
        for prop, value in node.entity.properties
    ]


def _properties(stated: Iterable[Iterable[tuple[str, Value]]]) -> dict[str, Value]:
    """One value of each property: the one that most documents give."""
    counts: dict[str, Counter[Value]] = defaultdict(Counter)
    for pairs in stated:
        for prop, value in pairs:
            counts[prop][value] += 1
    return {prop: min(found, key=lambda value: (-found[value], repr(value))) for prop, found in counts.items()}
