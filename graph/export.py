"""A release's graph in, one of six RDF formats out, with stable bytes: datasets keep the named graphs, plain formats merge them."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from ontology.namespaces import PREFIXES

DATASETS: Final[Mapping[str, RdfFormat]] = {
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
GRAPHS: Final[Mapping[str, RdfFormat]] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}
FORMATS: Final = (*sorted(GRAPHS), *sorted(DATASETS))
"""The names of the formats."""

_PREFIXED: Final = {
    RdfFormat.TURTLE: re.compile(rb"^@prefix [^\n]*\n", re.MULTILINE),
    RdfFormat.TRIG: re.compile(rb"^@prefix [^\n]*\n", re.MULTILINE),
    RdfFormat.RDF_XML: re.compile(rb' xmlns:\w+="[^"]*"'),
}
_HEAD: Final = 100 * len(PREFIXES)
"""Bytes within which the prefixes are declared."""


def export(release: Path, name: str, output: IO[bytes]) -> None:
    """Writes the graph of a release in the format `name`, one of `FORMATS`.

    Datasets are sorted by graph and subject; the other formats hold each triple of any graph once, sorted by subject.

    Raises:
        KeyError: there is no such format.
        OSError: the graph cannot be read or the output not written.
    """
    file = release / "graph.nq"
    if name == "nquads":
        output.write(file.read_bytes())
        return
    quads: Iterator[Quad] = parse(path=file, format=RdfFormat.N_QUADS)
    if name in DATASETS:
        _write(sorted(quads, key=lambda q: (str(q.graph_name), *_order(q))), DATASETS[name], output)
    else:
        _write(sorted({quad.triple for quad in quads}, key=_order), GRAPHS[name], output)


def _order(statement: Quad | Triple) -> tuple[str, bool, str, str]:
    """By subject, the classes of a subject first."""
    is_class = statement.predicate.value == PREFIXES["rdf"] + "type"
    return str(statement.subject), not is_class, statement.predicate.value, str(statement.object)


def _write(statements: Iterable[Quad] | Iterable[Triple], rdf_format: RdfFormat, output: IO[bytes]) -> None:
    if rdf_format in _PREFIXED:
        write_prefixed(statements, rdf_format, output)
    else:
        serialize(statements, output, format=rdf_format)


def write_prefixed(statements: Iterable[Quad] | Iterable[Triple], rdf_format: RdfFormat, output: IO[bytes]) -> None:
    """Writes Turtle, TriG or RDF/XML with our prefixes, sorted: the serialiser lists them in another order in every run."""
    buffer = io.BytesIO()
    serialize(statements, buffer, format=rdf_format, prefixes=PREFIXES)
    content = buffer.getbuffer()
    declaration = _PREFIXED[rdf_format]
    head = bytes(content[:_HEAD])
    found = list(declaration.finditer(head))
    output.write(head[: found[0].start()])
    output.write(b"".join(sorted(match[0] for match in found)))
    output.write(content[found[-1].end() :])
