"""A release folder in, what is loaded of it out: its graphs under the names of their copies, in lines of N-Triples."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.publishing.content import Content
from graph.publishing.store import PublishError
from graph.rdf.nquads import by_graph, triples
from graph.releases.release import read_manifest
from ontology.published import COPY_OF, Copies

PART: Final = 5_000
"""Triples that are sent at once. It does not change, since a load that was broken off goes on by counting them."""

_KEPT: Final = (NamedNode, Literal)
"""Kinds of terms that every store keeps as they are."""


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs of a release: of each copy's name the content that it shall have, the merged graph and names included."""

    copies: Copies
    quads: Path
    originals: tuple[str, ...]
    expected: dict[str, Content]

    @property
    def triples(self) -> int:
        """Triples to load in all."""
        return sum(content.triples for content in self.expected.values())

    def parts(self, done: dict[str, int]) -> Iterator[tuple[str, list[bytes]]]:
        """Graph and lines, part by part; of each graph without the parts that it has whole by the numbers in `done`."""
        for graph, lines in self.lines():
            have = done.get(graph, 0)
            if have < self.expected[graph].triples:
                rest = itertools.islice(lines, have // PART * PART, None)
                while part := list(itertools.islice(rest, PART)):
                    yield graph, part

    def lines(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Graph by graph its triples as lines of N-Triples, those of a subject together."""
        names = (f"<{self.copies.copy_of(graph)}> <{COPY_OF}> <{graph}> .\n".encode() for graph in self.originals)
        yield self.copies.names, names
        with self.quads.open("rb") as lines:
            for graph, nodes in itertools.groupby(by_graph(lines), key=lambda node: node.graph):
                yield (
                    self.copies.copy_of(graph.decode()[1:-1]),
                    (b"%s %s %s .\n" % (n.subject, predicate, value) for n in nodes for predicate, value in n.pairs),
                )
        with self.quads.open("rb") as lines:
            yield self.copies.merged, triples(lines)


def graphs_of(release: Path) -> Graphs:
    """Reads a release once, and counts and hashes what shall be loaded.

    Raises:
        PublishError: it holds what stores keep in ways of their own: blank nodes, quoted triples, or triples in no named graph.
    """
    copies, quads = Copies(read_manifest(release)["id"]), release / "graph.nq"
    expected = {copies.merged: Content(), copies.names: Content()}
    originals: set[str] = set()
    last: Triple | None = None
    with quads.open("rb") as file:
        for quad in parse(file, format=RdfFormat.N_QUADS):
            if not all(isinstance(term, _KEPT) for term in (quad.subject, quad.object, quad.graph_name)):
                raise PublishError(f"release {copies.release} has a statement that stores keep differently: {quad}")
            graph, triple = quad.graph_name.value, quad.triple
            originals.add(graph)
            expected.setdefault(copies.copy_of(graph), Content()).add(*triple)
            if triple != last:
                expected[copies.merged].add(*triple)
            last = triple
    for graph in originals:
        expected[copies.names].add(NamedNode(copies.copy_of(graph)), NamedNode(COPY_OF), NamedNode(graph))
    return Graphs(copies, quads, tuple(sorted(originals)), expected)
