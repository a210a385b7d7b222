"""A release and a store in, the graphs that differ there out: all triples are counted, read back part by part, and hashed.

How far the reading has come is noted in the catalogue, so that a run that was broken off goes on from there.
"""

from collections.abc import Callable
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.publishing.content import Content
from graph.publishing.graphs import Graphs
from graph.publishing.parts import Part, large, named, parts
from graph.publishing.store import Store, Term
from ontology.published import CATALOGUE, COPY_OF, READ_BACK, Copies

Progress = Callable[[str, int, int, str], None]
"""Stage, done, of how many, and what is worked on."""
NOTED: Final = 20
"""Parts after which it is noted how far the reading has come."""


def counts(store: Store, graphs: Graphs) -> dict[str, int]:
    """Triples that the store has of the graphs of a release; those of which it has none may be missing.

    The graphs are those that the graph of names has, which is loaded first. So two queries count all, however many they are; each graph
    by its name took Virtuoso 16 ms.
    """
    copies, found = graphs.copies, dict[str, int]()
    for where in (named([copies.names, copies.merged]), f"GRAPH <{copies.names}> {{ ?g <{COPY_OF}> ?of }}"):
        query = f"SELECT ?g (COUNT(*) AS ?n) {{ {where} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
        found |= {text(graph): int(text(number)) for graph, number in store.rows(query) if graph is not None}
    return {graph: number for graph, number in found.items() if graph in graphs.expected}


def differing(store: Store, graphs: Graphs, progress: Progress) -> dict[str, str]:
    """The graphs that are not as the release has them, and how they differ, in words."""
    copies, divided = graphs.copies, large(graphs)
    have = counts(store, graphs)
    wrong = {
        graph: f"has {have.get(graph, 0):,} triples, where {graphs.expected[graph].triples:,} were loaded"
        for graph in divided
        if have.get(graph, 0) != graphs.expected[graph].triples
    }
    begin, done = _noted(store, copies), 0
    progress("reading back", 0, graphs.triples - begin, "")
    for number, part in enumerate(parts(graphs), 1):
        done += part.triples
        if done <= begin:
            continue
        wrong = _compared(store, part) | wrong
        if number % NOTED == 0 and not wrong:
            store.update(f"{forgotten(copies)} ;\n{_note(copies, done)}")
        progress(
            "reading back", done - begin, graphs.triples - begin, next(iter(part.expected)).removeprefix(copies.iri)
        )
    return wrong


def forgotten(copies: Copies) -> str:
    """The update after which everything is read back again."""
    return f"DELETE WHERE {{ GRAPH <{CATALOGUE}> {{ <{copies.iri}> <{READ_BACK}> ?triples }} }}"


def text(term: Term | None) -> str:
    """What a name or literal says; nothing for anything else."""
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _compared(store: Store, part: Part) -> dict[str, str]:
    """Reads a part back; of each graph in which it differs, how."""
    found = {graph: Content() for graph in part.expected}
    for graph, subject, predicate, value in store.rows(part.query):
        assert subject and predicate and value
        found.setdefault(text(graph), Content()).add(subject, predicate, value)
    return {graph: _told(found[graph], content) for graph, content in part.expected.items() if found[graph] != content}


def _told(found: Content, expected: Content) -> str:
    return (
        f"gives {found.triples:,} triples with the hash {found.hash[:16]}, where {expected.triples:,} with "
        f"{expected.hash[:16]} were loaded"
    )


def _noted(store: Store, copies: Copies) -> int:
    """Triples that were read back by the run before, if that was broken off."""
    query = f"SELECT ?triples {{ GRAPH <{CATALOGUE}> {{ <{copies.iri}> <{READ_BACK}> ?triples }} }}"
    return max((int(text(row[0])) for row in store.rows(query)), default=0)


def _note(copies: Copies, triples: int) -> str:
    return f"INSERT DATA {{ GRAPH <{CATALOGUE}> {{ <{copies.iri}> <{READ_BACK}> {triples} }} }}"
