"""The addresses of a SPARQL store in, a store to load into out: queries, updates, and graphs by the Graph Store Protocol."""

from collections.abc import Iterator
from time import monotonic
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox

from server.backend.client import Client, Credentials, StoreError
from server.backend.remote import refuse_partial, results_of

Row = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]
_FORM: Final = "application/x-www-form-urlencoded"
_PATIENCE: Final = 600.0
"""Seconds without a byte after which a store that takes data counts as gone."""
_ANSWER: Final = 300.0
"""Seconds within which the answer to a query has to be there, whole."""


class RemoteStore:
    """A store with an address for queries, one for updates, and, where graphs go by the Graph Store Protocol, one for these.

    All methods raise StoreError, or RefusedError where an answer cannot be read.
    """

    def __init__(self, query: str, update: str, graphs: str, credentials: Credentials) -> None:
        self._query = Client(query, credentials, _ANSWER)
        self._update = Client(update, credentials, _PATIENCE)
        self._graphs = Client(graphs, credentials, _PATIENCE) if graphs else None

    def rows(self, query: str) -> Iterator[Row]:
        """The rows of a SELECT query; they may take 300 s in all."""
        until = monotonic() + _ANSWER
        headers = {"Accept": "application/sparql-results+json", "Content-Type": _FORM}
        answer = self._query.send("POST", urlencode({"query": query}).encode(), headers)
        refuse_partial(answer)
        found = results_of(answer, ox.QuerySolutions)
        assert isinstance(found, ox.QuerySolutions)
        for row in found:
            if monotonic() > until:
                self._query.close()
                raise StoreError("time", f"the store has not given its whole answer within {_ANSWER:.0f} s")
            yield tuple(row)

    def update(self, text: str) -> None:
        """Carry out an update."""
        self._update.send("POST", urlencode({"update": text}).encode(), {"Content-Type": _FORM}).read()

    def add(self, graph: str, triples: bytes) -> None:
        """Add N-Triples to a graph, by the Graph Store Protocol where that has an address, else by an update."""
        if self._graphs is None:
            self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples.decode()}}} }}")
            return
        headers = {"Content-Type": "application/n-triples"}
        self._graphs.send("POST", triples, headers, urlencode({"graph": graph})).read()
