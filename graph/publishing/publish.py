"""A release and a store in, the release available there out, and older ones gone.

A release's graphs have names of their own, so the one that is served is never touched. They are loaded part by part, read
back in parts and compared with the release; one triple in the catalogue then makes it available. What a broken-off run has
loaded is counted, how far it has read back is noted, and the next goes on from there. One run at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from graph.publishing.graphs import Graphs, graphs_of
from graph.publishing.store import PublishError, Store
from graph.publishing.verify import Progress, counts, differing, forgotten, text
from ontology.namespaces import VOID, XSD
from ontology.published import AVAILABLE, CATALOGUE, COPY_OF, IDENTIFIER, Copies

_DROPS: Final = 50
"""Graphs that one update removes."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was done: triples that the release has in the store (its graphs and their merge), those sent in this run, the hash
    of the merged graph as it was read back, and the releases that were removed."""

    release: str
    graphs: int
    triples: int
    sent: int
    hash: str
    removed: tuple[str, ...]


def publish(release: Path, store: Store, keep: int, progress: Progress) -> Published:
    """Makes a release available in a store, and removes all but it and the last `keep` before it.

    Raises:
        PublishError: the store refuses, fails, or gives back something else than was loaded.
    """
    progress("reading the release", 0, 1, "")
    graphs = graphs_of(release)
    copies = graphs.copies
    known = _catalogue(store)
    is_new = copies.release not in known
    if is_new:
        store.update(_insert(f'<{copies.iri}> <{IDENTIFIER}> "{copies.release}"'))
    sent = _load(store, graphs, {} if is_new else counts(store, graphs), progress)
    _verify(store, graphs, progress)
    if known.get(copies.release):
        store.update(forgotten(copies))
    else:
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        facts = f'<{AVAILABLE}> "{now}"^^<{XSD}dateTime> ; <{VOID}triples> {graphs.expected[copies.merged].triples}'
        store.update(f"{forgotten(copies)} ;\n{_insert(f'<{copies.iri}> {facts}')}")
    removed = tuple(_surplus(known, copies.release, keep))
    for other in removed:
        progress("removing", 0, 1, other)
        remove(store, other)
    merged = graphs.expected[copies.merged].hash
    return Published(copies.release, len(graphs.originals), graphs.triples, sent, merged, removed)


def remove(store: Store, release: str) -> None:
    """Removes a release: from the catalogue's available ones first, so that no server takes it up, its names last, so that a
    broken-off run can be done again."""
    copies = Copies(release)
    store.update(_unavailable(copies))
    named = [str(row[0]) for row in store.rows(f"SELECT ?g {{ GRAPH <{copies.names}> {{ ?g <{COPY_OF}> ?of }} }}")]
    _drop(store, (*named, f"<{copies.merged}>", f"<{copies.names}>"))
    store.update(f"DELETE WHERE {{ GRAPH <{CATALOGUE}> {{ <{copies.iri}> ?p ?o }} }}")


def _load(store: Store, graphs: Graphs, done: dict[str, int], progress: Progress) -> int:
    """Loads what is missing; `done` is how many triples of each graph are there. Of a release that is not listed nothing is."""
    too_much = [graph for graph, number in done.items() if number > graphs.expected[graph].triples]
    done |= dict.fromkeys(too_much, 0)
    sent, total = 0, graphs.triples - sum(done.values())
    if total:
        store.update(forgotten(graphs.copies))
    _drop(store, (f"<{graph}>" for graph in too_much))
    progress("loading", 0, total, "")
    for graph, lines in graphs.parts(done):
        store.add(graph, b"".join(lines))
        sent += len(lines)
        progress("loading", min(sent, total), total, graph.removeprefix(graphs.copies.iri))
    return sent


def _verify(store: Store, graphs: Graphs, progress: Progress) -> None:
    """Reads everything back; graphs that differ are removed."""
    wrong = differing(store, graphs, progress)
    if wrong:
        store.update(f"{_unavailable(graphs.copies)} ;\n{forgotten(graphs.copies)}")
        _drop(store, (f"<{graph}>" for graph in sorted(wrong)))
        first = min(wrong)
        raise PublishError(
            f"{len(wrong)} of {len(graphs.expected)} graphs are not read back as they were loaded; <{first}> {wrong[first]}; "
            "they are removed, and the next run loads them again"
        )


def _catalogue(store: Store) -> dict[str, str]:
    """When each release in the store became available; "" for those that are not whole."""
    query = (
        f"SELECT ?id ?when {{ GRAPH <{CATALOGUE}> {{ ?r <{IDENTIFIER}> ?id OPTIONAL {{ ?r <{AVAILABLE}> ?when }} }} }}"
    )
    return {text(key): text(when) for key, when in store.rows(query)}


def _surplus(known: dict[str, str], release: str, keep: int) -> Iterable[str]:
    """The releases to remove: those that are not whole, and all but the last `keep` of the others."""
    others = sorted((when, key) for key, when in known.items() if key != release)
    whole = [key for when, key in others if when]
    kept = set(whole[-keep:]) if keep else set()
    return [key for _, key in others if key not in kept]


def _insert(triples: str) -> str:
    return f"INSERT DATA {{ GRAPH <{CATALOGUE}> {{ {triples} }} }}"


def _unavailable(copies: Copies) -> str:
    return f"DELETE WHERE {{ GRAPH <{CATALOGUE}> {{ <{copies.iri}> <{AVAILABLE}> ?when }} }}"


def _drop(store: Store, graphs: Iterable[str]) -> None:
    rest = iter(graphs)
    while batch := list(islice(rest, _DROPS)):
        store.update(" ;\n".join(f"DROP SILENT GRAPH {graph}" for graph in batch))
