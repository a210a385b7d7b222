"""The graphs of a release in, the parts in which a store is asked for them out, each with what it shall hold.

Small graphs are asked for whole, several at once; of a larger one the triples of some subjects at a time. Every query names
what it asks for, so a store answers from its indexes, in a time that depends on the part alone (an OFFSET would have it pass
over all that came before). Triples of subjects that the release does not have are seen in the number of a graph's triples.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeVar

from pyoxigraph import RdfFormat, parse

from graph.publishing.content import Content
from graph.publishing.graphs import Graphs

READ: Final = 5_000
"""Triples in a part, unless one subject has more. It does not change, since reading that was broken off goes on by counting them."""
GRAPHS: Final = 100
"""Graphs that one query names: with four times as many Virtuoso takes twenty times as long."""
SUBJECTS: Final = 1_000
"""Subjects that one query names."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Part:
    """Graphs whole, or, where `subjects` (in N-Triples) are given, the triples that one graph has of these."""

    expected: dict[str, Content]
    subjects: tuple[str, ...] = ()

    @property
    def triples(self) -> int:
        """Triples that it shall hold."""
        return sum(content.triples for content in self.expected.values())

    @property
    def query(self) -> str:
        """Asks for graph, subject, predicate and object."""
        subjects = f"VALUES ?s {{ {' '.join(self.subjects)} }} " if self.subjects else ""
        return f"SELECT ?g ?s ?p ?o {{ {named(self.expected)} {subjects}GRAPH ?g {{ ?s ?p ?o }} }}"


def named(graphs: Iterable[str]) -> str:
    """Binds ?g to these graphs."""
    return f"VALUES ?g {{ {' '.join(f'<{graph}>' for graph in graphs)} }}"


def large(graphs: Graphs) -> set[str]:
    """The graphs that are not read back whole."""
    return {graph for graph, content in graphs.expected.items() if content.triples > READ}


def parts(graphs: Graphs) -> Iterator[Part]:
    """All triples of a release, always in the same parts and the same order."""
    divided = large(graphs)
    small = sorted(graphs.expected.keys() - divided)
    for names in _packed(small, lambda graph: graphs.expected[graph].triples, READ, GRAPHS):
        yield Part({graph: graphs.expected[graph] for graph in names})
    for graph, lines in graphs.lines():
        if graph in divided:
            subjects = (list(of) for _, of in groupby(lines, key=_subject))
            for some in _packed(subjects, len, READ, SUBJECTS):
                yield Part({graph: _content(some)}, tuple(_subject(of[0]).decode() for of in some))


def _packed(items: Iterable[_Item], size: Callable[[_Item], int], most: int, number: int) -> Iterator[list[_Item]]:
    """The items, so many at once that they are not larger than `most` together, nor more than `number`."""
    batch, total = list[_Item](), 0
    for item in items:
        if batch and (total + size(item) > most or len(batch) == number):
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += size(item)
    if batch:
        yield batch


def _subject(line: bytes) -> bytes:
    return line.partition(b" ")[0]


def _content(subjects: list[list[bytes]]) -> Content:
    content = Content()
    for lines in subjects:
        for quad in parse(b"".join(lines), format=RdfFormat.N_TRIPLES):
            content.add(*quad.triple)
    return content
