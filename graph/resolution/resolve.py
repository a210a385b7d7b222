"""Extractions of all documents in, one set of things and the statements that speak of them out, with every merge explained."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.decisions.model import Decision
from graph.decisions.things import Links, corrected
from graph.facts import Extraction
from graph.resolution.clusters import Clusters
from graph.resolution.model import Merge, Resolution, Statement, Unsure
from graph.resolution.naming import Groups, name_things
from graph.resolution.same_agreement import Terms, join_agreements, read_terms
from graph.resolution.same_name import Doubt, Node, join_known, join_persons, join_things, kind_conflicts, known_ids
from graph.resolution.statements import statements
from ontology.authority import Authority


def resolve(extractions: Iterable[Extraction], authority: Authority, decisions: Sequence[Decision] = ()) -> Resolution:
    """One thing for each entity that the extractions speak of; the order of the extractions does not matter.

    What people decided about things comes before what names tell.
    """
    found = sorted(extractions, key=lambda extraction: extraction.document.id)
    ordered, touched = corrected(found, decisions, authority)
    groups, doubts, links = _compare(ordered, authority, decisions)
    links.note_corrections(touched)
    ids, things = name_things(groups)
    return Resolution(
        things={thing.id: thing for thing in sorted(things, key=lambda thing: thing.id)},
        documents=tuple(extraction.document for extraction in ordered),
        statements=tuple(_statements(ordered, groups, ids)),
        merges=tuple(_merges(ordered, groups, ids)),
        unsure=tuple(sorted(_unsure(doubts, ids))),
        unresolved={e.document.id: e.unresolved for e in ordered if e.unresolved},
        decided=tuple(dict.fromkeys((decision, ids[node]) for decision, node in links.done)),
        problems=tuple(links.problems),
    )


def _compare(
    ordered: Sequence[Extraction], authority: Authority, decisions: Sequence[Decision]
) -> tuple[Groups, list[Doubt], Links]:
    pairs = [(e.document.id, entity) for e in ordered for entity in sorted(e.entities, key=lambda entity: entity.key)]
    nodes = [Node(number, document, entity) for number, (document, entity) in enumerate(pairs)]
    index = {(node.document, node.entity.key): node.index for node in nodes}
    links = Links(nodes, {e.document.id: e.document.name for e in ordered}, decisions)
    known = links.known(known_ids(nodes, authority), authority)
    clusters = Clusters(len(nodes))
    join_known(nodes, known, clusters)
    links.join(clusters, known)
    unknown: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.index not in known:
            kind = node.entity.kind
            unknown[kind if kind in {"Person", "Agreement"} else "thing"].append(node)
    doubts = [doubt for part in links.parts(unknown["thing"]) for doubt in join_things(part, clusters)]
    doubts += [doubt for part in links.parts(unknown["Person"]) for doubt in join_persons(part, clusters)]
    terms = _terms(ordered, index, clusters)
    doubts += [doubt for part in links.parts(unknown["Agreement"]) for doubt in join_agreements(part, terms, clusters)]
    doubts += kind_conflicts(nodes, clusters)
    return Groups(nodes, index, clusters, known, terms, authority), links.open(doubts, clusters), links


def _terms(
    ordered: Sequence[Extraction], index: Mapping[tuple[str, str], int], clusters: Clusters
) -> Mapping[int, Terms]:
    found: dict[int, Terms] = defaultdict(Terms)
    for extraction in ordered:
        document = extraction.document
        roots = {entity.key: clusters.root(index[document.id, entity.key]) for entity in extraction.entities}
        for key, terms in read_terms(extraction.facts, document.issued, roots).items():
            found[index[document.id, key]] = terms
    return found


def _statements(ordered: Sequence[Extraction], groups: Groups, ids: Mapping[int, str]) -> Iterable[Statement]:
    for extraction in ordered:
        document = extraction.document.id
        keys = {entity.key: ids[groups.index[document, entity.key]] for entity in extraction.entities}
        yield from statements(extraction, keys)


def _merges(ordered: Sequence[Extraction], groups: Groups, ids: Mapping[int, str]) -> list[Merge]:
    names = {extraction.document.id: extraction.document.name for extraction in ordered}
    members = groups.clusters.groups()
    found = [
        Merge(
            ids[root],
            tuple((names[n.document], n.entity.label) for n in map(groups.nodes.__getitem__, members[root])),
            tuple(reasons),
        )
        for root, reasons in groups.clusters.reasons().items()
        if root not in groups.known
    ]
    return sorted(found, key=lambda merge: merge.thing)


def _unsure(doubts: Iterable[Doubt], ids: Mapping[int, str]) -> set[Unsure]:
    found = set()
    for doubt in doubts:
        first, second = sorted((ids[doubt.first], ids[doubt.second]))
        if first != second:
            found.add(Unsure(first, second, doubt.reason))
    return found
