"""A store that was written to in, the same store with its default graph as the merge of its named graphs again out."""

from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store, Triple

from ontology.namespaces import SPID

GRAPH_UPDATES: Final = NamedNode(SPID + "graph-updates")
"""Where triples go that an update writes without naming a graph."""

_ONLY_DEFAULT: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
_ONLY_NAMED: Final = "SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"


def merge_again(store: Store, before: Store) -> None:
    """Bring default and named graphs together after a write; `before` is the store as it was.

    What was written to the default graph alone goes to the graph of updates; what was deleted from the default graph
    alone is deleted
    from every graph; what was written to or deleted from named graphs follows in the default graph.
    """
    for triple in _triples(store, _ONLY_DEFAULT):
        if _in_default(before, triple):
            store.remove(_quad(triple))
        else:
            store.add(_quad(triple, GRAPH_UPDATES))
    for triple in _triples(store, _ONLY_NAMED):
        if _in_default(before, triple):
            for quad in list(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)):
                store.remove(quad)
        else:
            store.add(_quad(triple))


def _triples(store: Store, query: str) -> list[Triple]:
    answer = store.query(query)
    assert isinstance(answer, QuerySolutions)
    return [Triple(row["s"], row["p"], row["o"]) for row in answer]


def _in_default(store: Store, triple: Triple) -> bool:
    return _quad(triple) in store


def _quad(triple: Triple, graph: NamedNode | DefaultGraph | None = None) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph or DefaultGraph())
