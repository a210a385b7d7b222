"""The triples of an answer in, Turtle with our prefixes in a stable order out."""

import io
import re
from collections.abc import Iterable
from typing import IO, Final

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from ontology.namespaces import PREFIXES

_DECLARATION: Final = re.compile(rb"^@prefix [^\n]*\n", re.MULTILINE)
_HEAD: Final = 100 * len(PREFIXES)
"""Bytes within which the prefixes are declared."""


def write_prefixed(statements: Iterable[Quad] | Iterable[Triple], output: IO[bytes]) -> None:
    """Writes Turtle with the declarations sorted: the serialiser lists them in another order in every run."""
    buffer = io.BytesIO()
    serialize(statements, buffer, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    content = buffer.getbuffer()
    found = list(_DECLARATION.finditer(bytes(content[:_HEAD])))
    output.write(b"".join(sorted(match[0] for match in found)))
    output.write(content[found[-1].end() :])
