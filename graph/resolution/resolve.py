"""Extractions of all documents in, one set of things and the statements that speak of them out, with every merge explained."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from graph.decisions.model import Decision
from graph.decisions.things import Corrections, Links
from graph.facts import Extraction
from graph.resolution.clusters import Clusters
from graph.resolution.model import Merge, Resolution, Told, Unsure, spooled
from graph.resolution.naming import Groups, name_things
from graph.resolution.nodes import Node, Nodes
from graph.resolution.same_agreement import Terms, join_agreements, read_terms
from graph.resolution.same_name import Doubt, join_known, join_persons, join_things, kind_conflicts, known_ids
from graph.resolution.statements import statements
from graph.spool import HELD, Spool
from ontology.authority import Authority


def resolve(extractions: Iterable[Extraction], authority: Authority, decisions: Sequence[Decision] = ()) -> Resolution:
    """One thing for each entity that the extractions speak of; the order of the extractions does not matter.

    What people decided about things comes before what names tell.
    """
    found = sorted(extractions, key=lambda extraction: extraction.document.id)
    return resolve_in_order(lambda: found, authority, decisions, len(found))


def resolve_in_order(
    read: Callable[[], Iterable[Extraction]],
    authority: Authority,
    decisions: Sequence[Decision] = (),
    held: int = HELD,
) -> Resolution:
    """As `resolve` does, of extractions that `read` gives twice, both times in the order of the documents' ids.

    Of more than `held` documents what is told goes to a file, and loses texts and blocks."""
    corrections = Corrections(decisions, authority)
    nodes, terms = _nodes(read(), corrections)
    links = Links(nodes, decisions)
    groups, doubts = _compare(nodes, terms, authority, links)
    links.note_corrections(corrections.touched)
    ids, things = name_things(groups)
    return Resolution(
        things={thing.id: thing for thing in sorted(things, key=lambda thing: thing.id)},
        told=spooled(_told(read(), nodes, ids), held),
        merges=_merges(groups, ids),
        unsure=tuple(sorted(_unsure(doubts, ids))),
        decided=tuple(dict.fromkeys((decision, ids[node]) for decision, node in links.done)),
        problems=tuple(links.problems),
    )


def _nodes(extractions: Iterable[Extraction], corrections: Corrections) -> tuple[Nodes, dict[int, Terms]]:
    """The entities of all documents, and the terms of their agreements, with parties by the numbers of their nodes."""
    nodes, found = Nodes(), defaultdict[int, Terms](Terms)
    for extraction in extractions:
        document = extraction.document
        nodes.add(document.id, document.name, corrections.entities(extraction))
        numbers = {node.entity.key: node.index for node in nodes.of(document.id)}
        for key, terms in read_terms(extraction.facts, document.issued, numbers).items():
            found[numbers[key]] = terms
    return nodes, found


def _compare(
    nodes: Nodes, terms: Mapping[int, Terms], authority: Authority, links: Links
) -> tuple[Groups, list[Doubt]]:
    known = links.known(known_ids(nodes.all, authority), authority)
    clusters = Clusters(len(nodes.all))
    join_known(nodes.all, known, clusters)
    links.join(clusters, known)
    unknown: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.all:
        if node.index not in known:
            kind = node.entity.kind
            unknown[kind if kind in {"Person", "Agreement"} else "thing"].append(node)
    doubts = [doubt for part in links.parts(unknown["thing"]) for doubt in join_things(part, clusters)]
    doubts += [doubt for part in links.parts(unknown["Person"]) for doubt in join_persons(part, clusters)]
    for agreement in terms.values():
        agreement.parties = {clusters.root(party) for party in agreement.parties}
    doubts += [doubt for part in links.parts(unknown["Agreement"]) for doubt in join_agreements(part, terms, clusters)]
    doubts += kind_conflicts(nodes.all, clusters)
    return Groups(nodes, clusters, known, terms, authority, links.apart), links.open(doubts, clusters)


def _told(extractions: Iterable[Extraction], nodes: Nodes, ids: Sequence[str]) -> Iterator[Told]:
    for extraction in extractions:
        keys = {node.entity.key: ids[node.index] for node in nodes.of(extraction.document.id)}
        yield Told(extraction.document, tuple(statements(extraction, keys)), extraction.unresolved)


def _merges(groups: Groups, ids: Sequence[str]) -> Spool[Merge]:
    """Sorted by thing."""
    nodes, members = groups.nodes, groups.clusters.groups()

    def merge(root: int, reasons: Sequence[str]) -> Merge:
        named = ((nodes.names[node.document], node.entity.label) for node in map(nodes.all.__getitem__, members[root]))
        return Merge(ids[root], tuple(named), tuple(reasons))

    joined = [(ids[root], root, why) for root, why in groups.clusters.reasons().items() if root not in groups.known]
    return Spool(
        (merge(root, reasons) for _, root, reasons in sorted(joined)),
        lambda merge: [merge.thing, merge.members, merge.reasons],
        lambda row: Merge(row[0], tuple(map(tuple, row[1])), tuple(row[2])),
    )


def _unsure(doubts: Iterable[Doubt], ids: Sequence[str]) -> set[Unsure]:
    found = set()
    for doubt in doubts:
        first, second = sorted((ids[doubt.first], ids[doubt.second]))
        if first != second:
            found.add(Unsure(first, second, doubt.reason))
    return found
