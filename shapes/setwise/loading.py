"""Quads in, a store that holds their triples in its default graph out; refused where a store would not keep them as they are."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from pyoxigraph import BlankNode, Literal, Quad, Store, Triple

from ontology.namespaces import RDF, XSD
from shapes.setwise.errors import NotSetwiseError

_SURELY_KEPT: Final = {
    XSD + "string": re.compile(".*", re.DOTALL),
    RDF + "langString": re.compile(".*", re.DOTALL),
    XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    XSD + "decimal": re.compile(r"0|[1-9][0-9]{0,15}|(0|[1-9][0-9]{0,15})[.][0-9]{0,14}[1-9]"),
    XSD + "date": re.compile("[0-9-]*"),
}
"""By datatype, texts that a store keeps as they are; of others a store is asked. It writes "007" as "7", and has no two of a value."""


def load(sources: Iterable[Iterable[Quad]]) -> Store:
    """A store in memory with the triples of all graphs of all sources.

    Raises:
        NotSetwiseError: there is a literal that a store writes anew, or a triple term.
        DataError: a source cannot be read.
    """
    store = Store()
    for source in sources:
        store.bulk_extend(_merged(source))
    return store


def _merged(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        value = quad.object
        if isinstance(value, Literal):
            known = _SURELY_KEPT.get(value.datatype.value)
            if not (known and known.fullmatch(value.value)) and not _is_kept(quad):
                raise NotSetwiseError(f"a store would write {value} anew")
        elif isinstance(value, Triple) or isinstance(quad.subject, Triple):
            raise NotSetwiseError("the data has triple terms")
        yield Quad(quad.subject, quad.predicate, value)


def _is_kept(quad: Quad) -> bool:
    store = Store()
    store.add(quad)
    return quad in list(store)


@contextmanager
def beside(store: Store, triples: Iterable[Triple]) -> Iterator[None]:
    """For a while the default graph of the store has these triples too, but for those with blank nodes."""
    new = put(store, triples)
    try:
        yield
    finally:
        rows = "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in new)
        store.update(f"DELETE DATA {{ {rows} }}")


def put(store: Store, triples: Iterable[Triple]) -> list[Quad]:
    """Puts the triples into the default graph of the store but for those with blank nodes; gives those that were not there."""
    quads = (Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    nodes = BlankNode | Triple
    new = [q for q in quads if not isinstance(q.subject, nodes) and not isinstance(q.object, nodes) and q not in store]
    store.extend(new)
    return new
