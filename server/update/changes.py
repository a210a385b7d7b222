"""A store before and after a write and the lines that only one of them has in, what became of each fact, as a build writes it down, out.

What changed was changed by the update, except that facts which validation put aside have that as their cause.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.namespaces import GRAPH_DERIVED, OA, PROV, RDF, SKOS, SP, SPID
from server.update.counts import ABOUT_FACTS

PER_GROUP: Final = 50
"""Facts that are listed of each group; the others are counted."""
_TYPE: Final = NamedNode(RDF + "type")
_FACT: Final = NamedNode(SP + "Fact")
_LABEL: Final = NamedNode(SKOS + "prefLabel")
_EVIDENCE: Final = (NamedNode(PROV + "wasDerivedFrom"), NamedNode(OA + "hasSelector"), NamedNode(OA + "exact"))
_DERIVED: Final = f" <{GRAPH_DERIVED}> .\n".encode()
_SORTS: Final = ("added", "withdrawn", "changed")


@dataclass(frozen=True, slots=True)
class Written:
    """A write: the stores, the lines that only one of them has, the IRIs of facts put aside, and names of documents by id."""

    before: Store
    after: Store
    gone: Collection[bytes]
    new: Collection[bytes]
    aside: Collection[str]
    documents: Mapping[str, str]


def changes(written: Written) -> dict[str, Any]:
    """The record, as `changes.json` has it, without the ids of the releases."""
    subjects = [NamedNode(iri) for iri in sorted(_subjects(written.gone) | _subjects(written.new))]
    groups: dict[tuple[str, str], list[NamedNode]] = {}
    things = dict.fromkeys(_SORTS, 0)
    for node in subjects:
        if sort := _sort(node, _FACT, _TYPE, written):
            aside = sort == "withdrawn" and node.value in written.aside
            groups.setdefault((sort, "shapes" if aside else "update"), []).append(node)
        elif sort := _sort(node, None, _LABEL, written):
            things[sort] += 1
    counts = {sort: sum(len(nodes) for (s, _), nodes in groups.items() if s == sort) for sort in _SORTS}
    return {
        "counts": counts | {"restated": 0},
        "versions": [],
        "documents": {sort: [] for sort in _SORTS},
        "things": things,
        "derived": {"added": _derived(written.new), "withdrawn": _derived(written.gone)},
        "groups": [_group(sort, cause, groups[sort, cause], written) for sort, cause in sorted(groups, key=_order)],
    }


def _subjects(lines: Iterable[bytes]) -> set[str]:
    """IRIs of which lines tell something; the graph of short cuts follows from the others."""
    found = (line[: line.index(b" ")] for line in lines if not line.endswith(_DERIVED))
    return {name[1:-1].decode() for name in found if name.startswith(b"<") and name.endswith(b">")}


def _sort(node: NamedNode, value: NamedNode | None, predicate: NamedNode, written: Written) -> str:
    """What became of something that has a property; "" where neither store has it with that."""
    was, now = (
        next(store.quads_for_pattern(node, predicate, value, None), None) is not None
        for store in (written.before, written.after)
    )
    return {(False, True): "added", (True, False): "withdrawn", (True, True): "changed"}.get((was, now), "")


def _order(group: tuple[str, str]) -> tuple[int, str]:
    return _SORTS.index(group[0]), group[1]


def _derived(lines: Iterable[bytes]) -> int:
    return sum(line.endswith(_DERIVED) for line in lines)


def _group(sort: str, cause: str, nodes: list[NamedNode], written: Written) -> dict[str, Any]:
    facts = [_shown(sort, node, written) for node in nodes[:PER_GROUP]]
    detail = "violates a shape" if cause == "shapes" else ""
    return {"change": sort, "cause": cause, "detail": detail, "total": len(nodes), "facts": facts}


def _shown(sort: str, node: NamedNode, written: Written) -> dict[str, Any]:
    before, after = (_Fact.of(store, node) for store in (written.before, written.after))
    fact, store = (before, written.before) if sort == "withdrawn" else (after, written.after)
    return {
        "fact": node.value,
        "kind": fact.kind,
        "values": [{"property": name, "value": value} for name, value in fact.values],
        "document": written.documents.get(fact.graph, fact.graph),
        "quote": _quote(store, node),
        "differences": list(_differences(before, after)) if sort == "changed" else [],
    }


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact as people read it: its kind, its values by property, and the local name of its graph."""

    kind: str
    values: tuple[tuple[str, str], ...]
    graph: str

    @classmethod
    def of(cls, store: Store, node: NamedNode) -> "_Fact":
        quads = list(store.quads_for_pattern(node, None, None, None))
        classes = (q.object for q in quads if q.predicate == _TYPE and q.object != _FACT)
        said = {(q.predicate.value, _text(store, q)) for q in quads if q.predicate.value not in ABOUT_FACTS}
        graphs = sorted(q.graph_name.value for q in quads if isinstance(q.graph_name, NamedNode))
        return cls(
            min(
                (_local(c.value) for c in classes if isinstance(c, NamedNode) and c.value.startswith(SP)),
                default="Fact",
            ),
            tuple((_local(name), value) for name, value in sorted(said)),
            graphs[0].removeprefix(SPID) if graphs else "",
        )

    def value(self, name: str) -> str:
        return " | ".join(value for prop, value in self.values if prop == name)


def _differences(before: _Fact, after: _Fact) -> Iterator[dict[str, str]]:
    if before.values == after.values:
        yield {"property": "evidence or certainty", "before": "", "after": ""}
    for name in sorted({name for name, _ in (*before.values, *after.values)}):
        was, now = before.value(name), after.value(name)
        if was != now:
            yield {"property": name, "before": was, "after": now}


def _quote(store: Store, node: NamedNode) -> str:
    """The first sentence that a fact was derived from."""
    nodes: list[Any] = [node]
    for predicate in _EVIDENCE:
        nodes = [
            q.object for n in nodes if not isinstance(n, Literal) for q in store.quads_for_pattern(n, predicate, None)
        ]
    return min((one.value for one in nodes if isinstance(one, Literal)), default="")


def _text(store: Store, quad: Quad) -> str:
    value = quad.object
    if isinstance(value, Literal):
        return value.value
    if not isinstance(value, NamedNode):
        return str(value)
    labels = (q.object for q in store.quads_for_pattern(value, _LABEL, None, None))
    return min((label.value for label in labels if isinstance(label, Literal)), default=_local(value.value))


def _local(iri: str) -> str:
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
