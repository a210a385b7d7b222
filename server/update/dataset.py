"""A store that was written to and the quads from before in, what has changed out, with the default graph as the merge
of the named graphs again.

The work grows with the change: the quads of the release are compared as lines of text, and only what differs is looked
at in the store.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from ontology.namespaces import SPID

GRAPH_UPDATES: Final = NamedNode(SPID + "graph-updates")
"""Where triples go that an update writes without naming a graph."""


@dataclass(frozen=True, slots=True)
class Change:
    """The triples that were written or deleted in any graph, and the lines of the release that are not true of the
    store any more in their old form."""

    triples: frozenset[Triple]
    gone: frozenset[bytes]


def merge_again(store: Store, before: frozenset[bytes]) -> Change:
    """Bring default and named graphs together after a write; `before` are the lines of the named graphs (N-Quads) as
    they were.

    What was written to the default graph alone goes to the graph of updates; what was deleted from the default graph
    alone is deleted from every graph; what was written to or deleted from named graphs follows in the default graph.
    """
    now = frozenset((store.dump(format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    merged = frozenset(map(_without_graph, before))
    written = _read(now - before - merged)
    gone = _read(before - now)
    deleted = {quad.triple for quad in _read(merged - now)}
    for triple in deleted:
        if not is_default(store, triple):
            _remove(store, _named(store, triple))
    for quad in written:
        if _named(store, quad.triple):
            store.add(_quad(quad.triple))
        elif quad.triple not in deleted:
            store.add(_quad(quad.triple, GRAPH_UPDATES))
    for quad in gone:
        if not _named(store, quad.triple):
            store.remove(_quad(quad.triple))
    triples = frozenset(quad.triple for quad in (*written, *gone)) | deleted
    return Change(triples, before - now)


def lines_after(store: Store, before: frozenset[bytes], change: Change) -> bytes:
    """The sorted lines of the named graphs of a store in which nothing but the change is new."""
    plain = (Quad(triple.subject, triple.predicate, triple.object) for triple in change.triples)
    changed = frozenset((serialize(plain, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    kept = {line for line in before - change.gone if _without_graph(line) not in changed}
    found = (quad for triple in change.triples for quad in _named(store, triple))
    new = (serialize(found, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return b"".join(sorted(kept.union(new)))


def _without_graph(line: bytes) -> bytes:
    return line.rsplit(b" ", 2)[0] + b" .\n"


def _read(lines: Iterable[bytes]) -> list[Quad]:
    return list(parse(b"".join(lines), RdfFormat.N_QUADS))


def _named(store: Store, triple: Triple) -> list[Quad]:
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return [quad for quad in found if isinstance(quad.graph_name, NamedNode)]


def is_default(store: Store, triple: Triple) -> bool:
    """Whether the default graph of a store has a triple."""
    return _quad(triple) in store


def _remove(store: Store, quads: Iterable[Quad]) -> None:
    for quad in quads:
        store.remove(quad)


def _quad(triple: Triple, graph: NamedNode | DefaultGraph | None = None) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph or DefaultGraph())
