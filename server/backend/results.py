"""Rows of a store in, the same rows as the standard has them out, one at a time.

Two things are mended: variables are those of the query, without what `scope` or the store has added, and values of
variables that are true or false by the grammar are booleans, where a store sends the numbers 1 and 0.
"""

import io
import json
from collections.abc import Collection, Iterator, Sequence
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from ontology.namespaces import XSD

_BOOLEAN: Final = {"type": "literal", "datatype": XSD + "boolean"}
_TRUTH: Final = {"1": "true", "0": "false", "true": "true", "false": "false"}


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes, as soon as there are some; b"" at the end."""
        while not self._rest:
            if (piece := next(self._pieces, None)) is None:
                return b""
            self._rest = piece
        taken, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return taken


def as_file(pieces: Iterator[bytes]) -> IO[bytes]:
    """A file to read whose content comes in pieces."""
    return cast(IO[bytes], _Pieces(pieces))


def mended(rows: ox.QuerySolutions, names: Sequence[str], booleans: Collection[str]) -> ox.QuerySolutions:
    """The rows with these variables, and with booleans in place of 1 and 0 in those named."""
    there = [variable.value for variable in rows.variables]
    if there == list(names) and not booleans:
        return rows
    written = _written(rows, names, frozenset(there), booleans)
    answer = ox.parse_query_results(as_file(written), format=ox.QueryResultsFormat.JSON)
    assert isinstance(answer, ox.QuerySolutions)
    return answer


def _written(
    rows: ox.QuerySolutions, names: Sequence[str], there: Collection[str], booleans: Collection[str]
) -> Iterator[bytes]:
    yield b'{"head":{"vars":' + json.dumps(names).encode() + b'},"results":{"bindings":['
    known = [name for name in names if name in there]
    for number, row in enumerate(rows):
        bindings = {name: _term(row[name], name in booleans) for name in known if row[name] is not None}
        yield (b"," if number else b"") + json.dumps(bindings).encode()
    yield b"]}}"


def _term(term: Any, boolean: bool) -> dict[str, Any]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal(language=str(language)):
            return {"type": "literal", "value": term.value, "xml:lang": language}
        case ox.Literal():
            if boolean and term.value in _TRUTH and term.datatype.value in (XSD + "integer", XSD + "boolean"):
                return {**_BOOLEAN, "value": _TRUTH[term.value]}
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    return {"type": "triple", "value": {name: _term(part, False) for name, part in parts}}
