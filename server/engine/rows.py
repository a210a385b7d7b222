"""Serialised answers in, chunk by chunk, the number of rows in them out; where a chunk ends inside a mark, a row is
counted late or not, never twice."""

import re
from typing import Final

_JSON_ROW: Final = re.compile(rb'(?:\[|\},)\{"[^},:]')
"""Where a row of SPARQL JSON begins. In a string a quote is escaped, so `},{"` can only end one, and then `}`, `,` or
`:` follows."""
_HEADED: Final = frozenset({"csv", "tsv"})


class RowCounter:
    """Counts the rows (or triples, one per line) of an answer in the format of a file extension; 0 for formats
    without a mark per row."""

    def __init__(self, extension: str) -> None:
        self._extension = extension
        self._in_quotes = False
        self.rows = -1 if extension in _HEADED else 0

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        if self._extension == "srj":
            self.rows += len(_JSON_ROW.findall(data))
        elif self._extension == "srx":
            self.rows += data.count(b"<result>")
        elif self._extension == "csv":
            self._feed_csv(data)
        elif self._extension in ("tsv", "nt", "nq"):
            self.rows += data.count(b"\n")

    def _feed_csv(self, data: bytes) -> None:
        parts = data.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[self._in_quotes :: 2])
        self._in_quotes ^= len(parts) % 2 == 0
