"""Sorted N-Quads in, their statements as terms of N-Quads, and those grouped by subject, out: one at a time, whatever the size.

In a file sorted by line the lines of a subject stand together, and so do those of a triple that several graphs have.
Every quad of a release is in a named graph, so the last term of a line is the graph.
"""

import heapq
import io
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Final, NamedTuple

from pyoxigraph import Quad, RdfFormat, serialize

from ontology.namespaces import RDF

TYPE: Final = f"<{RDF}type>".encode()
AT_ONCE: Final = 100_000
"""Lines that are sorted in memory; more go through files."""


class Node(NamedTuple):
    """A subject and what is said of it: (predicate, object) pairs, each once, its classes first.

    Where graphs are merged, `graph` is the one in which the subject's class stands: for facts and evidence that of their document.
    """

    graph: bytes
    subject: bytes
    pairs: list[tuple[bytes, bytes]]


def lines_of(quads: Iterable[Quad]) -> list[bytes]:
    """The quads as lines of N-Quads, in their order."""
    buffer = io.BytesIO()
    serialize(quads, buffer, format=RdfFormat.N_QUADS)
    return buffer.getvalue().splitlines(keepends=True)


def sorted_nquads(quads: Iterable[Quad]) -> bytes:
    """The quads as N-Quads, each once, sorted by line."""
    return b"".join(sorted(set(lines_of(quads))))


def merged(lines: Iterable[bytes]) -> Iterator[Node]:
    """The nodes of all graphs taken as one, by subject; the lines are sorted."""
    current, of, classes, others = b"", b"", list[tuple[bytes, bytes]](), list[tuple[bytes, bytes]]()
    last = b"", b""
    for line in lines:
        subject, predicate, rest = line.split(b" ", 2)
        value, graph, _ = rest.rsplit(b" ", 2)
        pair = predicate, value
        if subject != current:
            if current:
                yield Node(of, current, classes + others)
            current, of, classes, others = subject, graph, [], []
        elif pair == last:
            continue
        last = pair
        if predicate == TYPE:
            of = of if classes else graph
            classes.append(pair)
        else:
            others.append(pair)
    if current:
        yield Node(of, current, classes + others)


def by_graph(lines: Iterable[bytes]) -> Iterator[Node]:
    """The nodes of each graph, sorted by graph and subject; the lines are sorted."""
    current, pairs = (b"", b""), list[tuple[bytes, bytes]]()
    for line in _sorted_by_graph(lines):
        graph, subject, predicate, rest = line.split(b" ", 3)
        if (graph, subject) != current:
            if pairs:
                yield Node(*current, _classes_first(pairs))
            current, pairs = (graph, subject), []
        pairs.append((predicate, rest[:-1]))
    if pairs:
        yield Node(*current, _classes_first(pairs))


def _classes_first(pairs: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [pair for pair in pairs if pair[0] == TYPE] + [pair for pair in pairs if pair[0] != TYPE]


def triples(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The triples of all graphs as lines of N-Triples, each once, sorted; the lines are sorted."""
    last = b""
    for line in lines:
        triple = line.rsplit(b" ", 2)[0]
        if triple != last:
            last = triple
            yield triple + b" .\n"


def in_order(lines: Iterable[bytes], most: int = 0) -> Iterator[bytes]:
    """The lines sorted: so many at once in memory (`AT_ONCE` where nothing is said), through files where there are more."""
    at_once = most or AT_ONCE
    waiting = iter(lines)
    batch = sorted(islice(waiting, at_once))
    if len(batch) < at_once:
        yield from batch
        return
    with tempfile.TemporaryDirectory() as folder:
        files: list[IO[bytes]] = []
        try:
            while batch:
                files.append((Path(folder) / str(len(files))).open("w+b"))
                files[-1].writelines(batch)
                files[-1].seek(0)
                batch = sorted(islice(waiting, at_once))
            yield from heapq.merge(*files)
        finally:
            for file in files:
                file.close()


def _sorted_by_graph(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines `graph subject predicate object`, sorted."""
    return in_order(b"%s %s\n" % (graph, rest) for rest, graph, _ in (line.rsplit(b" ", 2) for line in lines))
