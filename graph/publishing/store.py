"""What publishing needs of a SPARQL store, whatever it is and however it is reached."""

from collections.abc import Iterator
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple


class PublishError(RuntimeError):
    """The release is not in the store; the text says why. What was loaded stays, and the next try goes on from there."""


class Store(Protocol):
    """A store that holds named graphs. Every method raises PublishError where the store does not do it."""

    def rows(self, query: str) -> Iterator[tuple[Term | None, ...]]:
        """The rows of a SELECT query, all of them."""
        ...

    def update(self, text: str) -> None:
        """Carry out a SPARQL update."""
        ...

    def add(self, graph: str, triples: bytes) -> None:
        """Add triples, in N-Triples, to a named graph; those that it holds already stay as they are."""
        ...
