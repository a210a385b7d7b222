"""Triples in, their number and a hash that does not depend on their order out, one triple at a time.

The hash is the sum of the SHA-256 of every triple as a line of N-Triples, modulo 2^256 (AdHash: Bellare and Micciancio,
Eurocrypt 1997). Terms that are the same by RDF 1.1 count as the same however a store writes them: language tags are
compared in lower case; numbers and booleans by their value, with their datatype.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.publishing.store import Term
from ontology.namespaces import XSD

_WIDTH: Final = 1 << 256


def _number(text: str) -> str:
    return str(Decimal(text).normalize() + 0)


def _truth(text: str) -> str:
    return {"1": "true", "0": "false"}.get(text, text)


def _binary(text: str) -> str:
    return repr(float(text))


_BY_VALUE: Final[Mapping[str, Callable[[str], str]]] = {
    XSD + "integer": _number,
    XSD + "decimal": _number,
    XSD + "double": _binary,
    XSD + "float": _binary,
    XSD + "boolean": _truth,
}


@dataclass(slots=True)
class Content:
    """What was counted so far."""

    triples: int = 0
    total: int = 0

    def add(self, subject: Term, predicate: Term, value: Term) -> None:
        """Count one triple."""
        line = f"{subject} {predicate} {canonical(value)}"
        self.triples += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(line.encode()).digest())) % _WIDTH

    @property
    def hash(self) -> str:
        """The hash, in hexadecimal digits."""
        return f"{self.total:064x}"


def canonical(term: Term) -> str:
    """A term as it is compared."""
    if not isinstance(term, Literal):
        return str(term)
    if term.language is not None:
        return str(Literal(term.value, language=term.language.lower()))
    by_value = _BY_VALUE.get(term.datatype.value)
    if by_value is None:
        return str(term)
    try:
        return str(Literal(by_value(term.value), datatype=NamedNode(term.datatype.value)))
    except (InvalidOperation, ValueError):
        return str(term)
