"""Entities of several documents in, the groups that bear one name out: things by name and kind, persons by full name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph import identifiers
from graph.facts import Entity
from graph.identifiers import is_acronym, name_key, person_tokens
from graph.names import folding
from graph.resolution.clusters import Clusters
from graph.resolution.nodes import Node
from ontology.authority import Authority
from ontology.kept import MANY, digest, kept


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two nodes that may be one thing and are kept apart, with the reason."""

    first: int
    second: int
    reason: str


def known_ids(nodes: Iterable[Node], authority: Authority) -> dict[int, str]:
    """The authority id of each node that has one: given by the document, or by a full name that one entry of its kind alone bears.

    A name that the authority data declares as ambiguous, or as an ordinary word, identifies nothing.
    """
    bearers = _bearers(authority)
    found: dict[int, str] = {}
    for node in nodes:
        ids = {node.entity.authority} if node.entity.authority else _bearing(node.entity, bearers)
        if len(ids) == 1:
            found[node.index] = ids.pop()
    return found


def _bearers(authority: Authority) -> Mapping[tuple[str, str], set[str]]:
    """The ids of the entries by kind and name; of an authority of the size of ours this is kept."""

    def made() -> dict[tuple[str, str], set[str]]:
        bearers: dict[tuple[str, str], set[str]] = {}
        for entry in authority.entries:
            for name in set(entry.names) - entry.ambiguous - entry.common:
                if not is_acronym(name):
                    bearers.setdefault((entry.kind, name_key(name)), set()).add(entry.id)
        return bearers

    if len(authority.entries) < MANY:
        return made()
    code = [Path(__file__), Path(identifiers.__file__), Path(folding.__file__)]
    return kept("bearers", digest(code) + authority.digest, made)


def _bearing(entity: Entity, bearers: Mapping[tuple[str, str], set[str]]) -> set[str]:
    keys = {name_key(name) for name in entity.names if not is_acronym(name)}
    return {entry for key in keys for entry in bearers.get((entity.kind, key), ())}


def join_known(nodes: Iterable[Node], known: Mapping[int, str], clusters: Clusters) -> None:
    """Joins all nodes of one authority entry."""
    members: dict[str, list[int]] = defaultdict(list)
    for node in nodes:
        if node.index in known:
            members[known[node.index]].append(node.index)
    for entry, items in members.items():
        clusters.join_all(items, f"authority entry {entry}")


def join_things(nodes: Iterable[Node], clusters: Clusters) -> list[Doubt]:
    """Joins nodes of one kind that share a full name, then nodes known by an acronym alone to the only thing that has it.

    Two things with different full names and one acronym stay apart.
    """
    full: dict[tuple[str, str], list[Node]] = defaultdict(list)
    short: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        for name in dict.fromkeys(node.entity.names):
            if key := name_key(name):
                (short if is_acronym(name) else full)[node.entity.kind, key].append(node)
    for sharing in full.values():
        clusters.join_all((node.index for node in sharing), f"shared name {_shown(sharing)}")
    doubts: list[Doubt] = []
    for sharing in short.values():
        doubts += _join_acronym(sharing, clusters)
    return doubts


def _join_acronym(sharing: list[Node], clusters: Clusters) -> list[Doubt]:
    spelt = clusters.roots(node.index for node in sharing if not all(map(is_acronym, node.entity.names)))
    alone = [node.index for node in sharing if clusters.root(node.index) not in spelt]
    acronym = next(name for name in sharing[0].entity.names if is_acronym(name))
    clusters.join_all(alone, f"shared acronym {acronym}")
    if len(spelt) == 1:
        clusters.join_all([*spelt, *alone], f"shared acronym {acronym}")
    if len(spelt) < 2:
        return []
    apart = sorted({*spelt, *clusters.roots(alone)})
    return [Doubt(a, b, f"share the acronym {acronym} only") for i, a in enumerate(apart) for b in apart[i + 1 :]]


def _shown(sharing: list[Node]) -> str:
    keys = [{name_key(name): name for name in node.entity.names} for node in sharing]
    common = set.intersection(*(set(names) for names in keys))
    return "“" + min(keys[0][key] for key in common) + "”"


def join_persons(nodes: Iterable[Node], clusters: Clusters) -> list[Doubt]:
    """Joins persons of one full name. A surname alone joins nothing; another order or middle name is a doubt."""
    by_name: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        for words in dict.fromkeys(map(person_tokens, node.entity.names)):
            if len(words) > 1:
                by_name[words].append(node)
    for words, sharing in by_name.items():
        clusters.join_all((node.index for node in sharing), f"shared name “{' '.join(words).title()}”")
    alike: dict[frozenset[str], set[int]] = defaultdict(set)
    for words, sharing in by_name.items():
        alike[frozenset((words[0], words[-1]))] |= {node.index for node in sharing}
    doubts: list[Doubt] = []
    for items in alike.values():
        roots = clusters.roots(items)
        doubts += [Doubt(a, b, "full names alike but not equal") for i, a in enumerate(roots) for b in roots[i + 1 :]]
    return doubts


def kind_conflicts(nodes: Iterable[Node], clusters: Clusters) -> list[Doubt]:
    """The groups that share a full name but differ in kind. A topic or a place may bear the name of anything."""
    by_name: dict[str, dict[int, Node]] = defaultdict(dict)
    for node in nodes:
        if node.entity.kind in {"Topic", "Place"}:
            continue
        for name in node.entity.names:
            if not is_acronym(name) and (key := name_key(name)):
                by_name[key].setdefault(clusters.root(node.index), node)
    doubts: list[Doubt] = []
    for sharing in by_name.values():
        apart = sorted(sharing.items())
        for i, (a, first) in enumerate(apart):
            for b, second in apart[i + 1 :]:
                kinds = sorted((first.entity.kind, second.entity.kind))
                if kinds[0] != kinds[1]:
                    doubts.append(Doubt(a, b, f"same name, different kinds: {kinds[0]} and {kinds[1]}"))
    return doubts
