"""Decisions about things in; which entities of the documents they make one, keep apart or describe anew out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.decisions.model import CLASH, UNKNOWN, Action, Decision, Problem, ThingKey
from graph.documents import Document
from graph.facts import Entity, Extraction
from graph.identifiers import name_key
from graph.resolution.clusters import Clusters
from graph.resolution.nodes import Node, Nodes
from graph.resolution.same_name import Doubt
from ontology.authority import Authority


class Corrections:
    """What people set of the things that documents name; `touched` are the entities, (document id, key), that each decision has changed."""

    def __init__(self, decisions: Iterable[Decision], authority: Authority) -> None:
        actions = (Action.CORRECT, Action.SPLIT)
        self._chosen = [d for d in decisions if isinstance(d.key, ThingKey) and d.action in actions]
        self._authority = authority
        self.touched: dict[Decision, set[tuple[str, str]]] = {}

    def entities(self, extraction: Extraction) -> tuple[Entity, ...]:
        """Its entities with the kinds and labels that people set, and those that a split takes from the authority as unknown ones."""
        if not self._chosen:
            return extraction.entities
        return tuple(self._corrected(entity, extraction.document) for entity in extraction.entities)

    def _corrected(self, entity: Entity, document: Document) -> Entity:
        for decision in self._chosen:
            changed = _changed(entity, decision, document.name, self._authority)
            if changed is not None:
                self.touched.setdefault(decision, set()).add((document.id, entity.key))
                entity = changed
        return entity


def _changed(entity: Entity, decision: Decision, document: str, authority: Authority) -> Entity | None:
    key = decision.key
    if not isinstance(key, ThingKey) or not key.bears((entity.label, *entity.names), entity.kind, document):
        return None
    if decision.action is Action.CORRECT and entity.authority is None:
        change = dict(decision.change)
        label = change.get("label", entity.label)
        names = tuple(dict.fromkeys((label, *entity.names)))
        return replace(entity, kind=change.get("kind", entity.kind), label=label, names=names)
    if decision.action is Action.SPLIT and key.documents and entity.authority is not None:
        entry = authority.by_id.get(entity.authority)
        others = {name_key(name) for name in entry.names} if entry else set()
        named = {name_key(name) for name in key.names}
        names = tuple(n for n in entity.names if name_key(n) in named or name_key(n) not in others) or key.names[:1]
        return replace(entity, authority=None, label=names[0], names=names)
    return None


@dataclass(slots=True)
class Links:
    """What people decided about which nodes are one: `joins` of merges, `apart` (node → the part that a split puts it in)."""

    nodes: Nodes
    decisions: Sequence[Decision]
    apart: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    done: list[tuple[Decision, int]] = field(default_factory=list)
    """Each decision with a node that it concerned."""

    def __post_init__(self) -> None:
        for decision in self._chosen(Action.SPLIT):
            for number, key in enumerate(_parts(decision)):
                members = self.members(key)
                self.apart |= dict.fromkeys(members, f"{decision.id}/{number}")
                self.done += [(decision, member) for member in members]
            if not any(self.members(ThingKey((name,), *_where(decision))) for name in _key(decision).names):
                self._unknown(decision)

    def known(self, known: Mapping[int, str], authority: Authority) -> dict[int, str]:
        """The authority ids of nodes, with those that merges give and splits take."""
        found = {node: entry for node, entry in known.items() if node not in self.apart}
        for decision in self._chosen(Action.MERGE):
            members = self.members(_key(decision))
            entries = {found[m] for m in members if m in found} or _entries(_key(decision), authority)
            if len(entries) == 1:
                found |= dict.fromkeys(members, entries.pop())
        return found

    def join(self, clusters: Clusters, known: Mapping[int, str]) -> None:
        """Joins what people say is one."""
        for decision in self._chosen(Action.MERGE):
            members = self.members(_key(decision))
            entries = {known[m] for m in members if m in known}
            if not members:
                self._unknown(decision)
            elif len(entries) > 1:
                message = f"{' and '.join(sorted(entries))} are two entries of the authority data"
                self.problems.append(Problem(CLASH, decision, message))
            else:
                clusters.join_all(members, f"decided by {decision.reason()}")
                self.done += [(decision, member) for member in members]

    def parts(self, nodes: Iterable[Node]) -> list[list[Node]]:
        """The nodes that may be compared with one another."""
        found: dict[str, list[Node]] = {}
        for node in nodes:
            found.setdefault(self.apart.get(node.index, ""), []).append(node)
        return list(found.values())

    def open(self, doubts: Iterable[Doubt], clusters: Clusters) -> list[Doubt]:
        """The doubts that no one has decided."""
        groups = clusters.groups()
        splits = list(self._chosen(Action.SPLIT))

        def is_open(doubt: Doubt) -> bool:
            first, second = (groups[clusters.root(item)] for item in (doubt.first, doubt.second))
            return first != second and not any(self._decides(decision, first, second) for decision in splits)

        return [doubt for doubt in doubts if is_open(doubt)]

    def _decides(self, split: Decision, first: Sequence[int], second: Sequence[int]) -> bool:
        key = _key(split)
        if key.documents:
            inside = set(self.members(key))
            return bool(inside & set(first)) != bool(inside & set(second))
        bearers = [set(self.members(ThingKey((name,), key.kind))) for name in key.names]
        pairs = [(a, b) for i, a in enumerate(bearers) for j, b in enumerate(bearers) if i != j or len(bearers) == 1]
        return any(a & set(first) and b & set(second) for a, b in pairs)

    def members(self, key: ThingKey) -> list[int]:
        """The nodes that a key names."""
        names = self.nodes.names
        return [n.index for n in self.nodes.all if key.bears(_names(n), n.entity.kind, names[n.document])]

    def _chosen(self, action: Action) -> Iterable[Decision]:
        return (d for d in self.decisions if d.action is action and isinstance(d.key, ThingKey))

    def note_corrections(self, touched: Mapping[Decision, set[tuple[str, str]]]) -> None:
        """Takes account of the corrections of things: which nodes they changed, and those that changed none."""
        for decision in self._chosen(Action.CORRECT):
            if found := touched.get(decision):
                self.done += [(decision, self.nodes.index(*place)) for place in sorted(found)]
            elif self.members(_key(decision)):
                self.problems.append(Problem(CLASH, decision, "the authority data describes this thing"))
            else:
                self._unknown(decision)

    def _unknown(self, decision: Decision) -> None:
        self.problems.append(Problem(UNKNOWN, decision, f"nothing is called {' or '.join(_key(decision).names)}"))


def _names(node: Node) -> tuple[str, ...]:
    return (node.entity.label, *node.entity.names)


def _key(decision: Decision) -> ThingKey:
    assert isinstance(decision.key, ThingKey), decision
    return decision.key


def _where(decision: Decision) -> tuple[str | None, tuple[str, ...]]:
    return _key(decision).kind, _key(decision).documents


def _parts(split: Decision) -> list[ThingKey]:
    """What a split sets apart from all else: the name in its documents, else every name but the first."""
    key = _key(split)
    return [key] if key.documents else [ThingKey((name,), key.kind) for name in key.names[1:]]


def _entries(key: ThingKey, authority: Authority) -> set[str]:
    wanted = {name_key(name) for name in key.names}
    return {
        entry.id
        for entry in authority.entries
        if entry.kind == key.kind and any(name_key(n) in wanted for n in set(entry.names) - entry.ambiguous)
    }
