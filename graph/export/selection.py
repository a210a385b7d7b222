"""A release and what is wanted of it in, the sorted N-Quads of that out: facts and things with evidence, names, and what follows."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from graph.derivation.asof import holds
from graph.derivation.derive import derive
from graph.derivation.stated import days_of, is_fact, statement_of
from graph.rdf.nquads import TYPE, Node, merged, sorted_nquads
from graph.releases.release import read_documents
from ontology.namespaces import GRAPH_DERIVED, GRAPH_ENTITIES, PROV, SPID, SPV

_DERIVED: Final = f" <{GRAPH_DERIVED}> .\n".encode()
_ENTITIES: Final = f"<{GRAPH_ENTITIES}>".encode()
_BY_WHOM: Final = tuple(f"<{PROV}{name}>".encode() for name in ("wasAssociatedWith", "wasInfluencedBy"))
_OURS: Final = (f"<{SPID}".encode(), f"<{SPV}".encode())

Lines = Callable[[], Iterable[bytes]]
"""Gives the sorted lines from the first on, each time that it is called."""


class SelectionError(Exception):
    """The release has nothing of what is wanted; the message says what."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of a release; all of it where nothing is given, and what fits every part that is given.

    `classes` (IRIs) of facts or things; `documents` by name or id: what these state; `day`: facts that are known to hold or to have
    happened on it. Facts come with their evidence, with what is told of the things that they speak of, and with what is derived from
    these facts alone. `graphs` (IRIs): these named graphs; alone, exactly their quads.
    """

    classes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    day: date | None = None

    def text(self) -> str:
        """The selection in words, for the head of a file; empty for all of the release."""
        parts = (
            ("class", ", ".join(self.classes)),
            ("document", ", ".join(self.documents)),
            ("graph", ", ".join(self.graphs)),
            ("as of", self.day.isoformat() if self.day else ""),
        )
        return "; ".join(f"{name} {value}" for name, value in parts if value)


def selected(release: Path, selection: Selection) -> Lines:
    """The lines of a release that are wanted.

    Raises:
        SelectionError: there is none.
        OSError: the graph cannot be read.
    """
    file = release / "graph.nq"
    if selection == Selection():
        return lambda: _read(file)
    graphs = _graphs(release, selection)
    if not selection.classes and not selection.documents and selection.day is None:
        lines: Lines = lambda: _of_graphs(_read(file), graphs)  # noqa: E731
    else:
        lines = _related(file, selection, graphs)
    if not any(True for _ in lines()):
        raise SelectionError(f"the release has nothing of: {selection.text()}")
    return lines


def _read(file: Path) -> Iterator[bytes]:
    with file.open("rb") as lines:
        yield from lines


def _of_graphs(lines: Iterable[bytes], graphs: frozenset[bytes]) -> Iterator[bytes]:
    return (line for line in lines if line.rsplit(b" ", 2)[1] in graphs)


def _stated(file: Path) -> Iterator[bytes]:
    """What is not derived."""
    return (line for line in _read(file) if not line.endswith(_DERIVED))


def _graphs(release: Path, selection: Selection) -> frozenset[bytes]:
    """The graphs that are wanted, as terms: those of the documents, and those named."""
    ids: Mapping[str, list[str]] = {}
    if selection.documents:
        records = [(record["id"], record["name"]) for record in read_documents(release)]
        ids = {wanted: [key for key, name in records if wanted in (key, name)] for wanted in selection.documents}
    for wanted, found in ids.items():
        if not found:
            raise SelectionError(f"the release has no document {wanted}")
    named = [*selection.graphs, *(SPID + key for found in ids.values() for key in found)]
    return frozenset(f"<{iri}>".encode() for iri in named)


def _related(file: Path, selection: Selection, graphs: frozenset[bytes]) -> Lines:
    """The lines about what is wanted and what belongs to it, merged with what is derived from the facts among it."""
    wanted = _closure(file, _roots(file, selection, graphs))

    def about() -> Iterator[bytes]:
        return (line for line in _stated(file) if line[: line.index(b" ")] in wanted)

    derived = sorted_nquads(list(derive(statement_of(node) for node in merged(about()) if is_fact(node))))
    return lambda: heapq.merge(about(), derived.splitlines(keepends=True))


def _roots(file: Path, selection: Selection, graphs: frozenset[bytes]) -> set[bytes]:
    """The subjects that are wanted themselves."""
    classes = {f"<{iri}>".encode() for iri in selection.classes}

    def wanted(node: Node) -> bool:
        if graphs and node.graph not in graphs:
            return False
        if classes and not any(predicate == TYPE and value in classes for predicate, value in node.pairs):
            return False
        if is_fact(node):
            return selection.day is None or holds(days_of(node), selection.day)
        return bool(classes) or node.subject in graphs

    return {node.subject for node in merged(_stated(file)) if wanted(node)}


def _closure(file: Path, roots: set[bytes]) -> set[bytes]:
    """The roots, and whatever they lead to: evidence down to the document, things and concepts with their names, rules and decisions."""
    wanted, done = set(roots), set[bytes]()
    while True:
        found = set[bytes]()
        for node in merged(_stated(file)):
            if node.subject not in done and (node.subject in wanted or node.subject in found):
                done.add(node.subject)
                found.update(_leads_to(node))
        if found <= wanted:
            return wanted
        wanted |= found


def _leads_to(node: Node) -> Iterator[bytes]:
    """What is described with a node. Things lead no further, or else a fact would bring the whole graph."""
    of_thing = node.graph == _ENTITIES
    for predicate, value in node.pairs:
        if value.startswith(_OURS) and (not of_thing or predicate in _BY_WHOM):
            yield value
