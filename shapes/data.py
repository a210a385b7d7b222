"""Data for a validation: quads, a store, or RDF files of any format in, one N-Triples file (every graph merged) out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Quad, RdfFormat, Store, Triple, parse, serialize

from shapes.nesting import DEEPEST, file_nests_too_deep

Data = Iterable[Quad] | Store | Path

FORMATS = {
    suffix: RdfFormat.from_extension(suffix) for suffix in ("ttl", "nt", "nq", "trig", "rdf", "xml", "jsonld", "n3")
}
FORMATS |= {"owl": RdfFormat.RDF_XML, "json": RdfFormat.JSON_LD}


class DataError(Exception):
    """The data cannot be read; the message names the file, the line and the reason."""


def rdf_files(path: Path) -> tuple[Path, ...]:
    """The RDF files that a path stands for: itself, a release's `graph.nq` (it has a manifest), or every RDF file below a folder, sorted.

    Raises:
        DataError: there is none.
    """
    if path.is_file():
        return (path,)
    if (path / "graph.nq").is_file() and (path / "manifest.json").is_file():
        return (path / "graph.nq",)
    found = tuple(sorted(file for file in path.rglob("*") if file.is_file() and file.suffix.lstrip(".") in FORMATS))
    if not found:
        raise DataError(f"{path}: no RDF file there")
    return found


def read_quads(path: Path) -> Iterator[Quad]:
    """The quads of an RDF file or of all RDF files of a folder; blank nodes of two files stay apart.

    Raises:
        DataError: a file is not in the format that its ending says, or nested too deep, or there is no file.
    """
    files = rdf_files(path)
    for file in files:
        rdf_format = FORMATS.get(file.suffix.lstrip("."))
        if rdf_format is None:
            raise DataError(f"{file}: not an RDF file by its ending")
        try:
            if file_nests_too_deep(file, rdf_format):
                raise DataError(f"{file}: nested in more than {DEEPEST} levels")
            yield from parse(
                path=file, format=rdf_format, base_iri=file.resolve().as_uri(), rename_blank_nodes=len(files) > 1
            )
        except (OSError, SyntaxError, ValueError) as error:
            raise DataError(f"{file}: {getattr(error, 'msg', error)}") from error


def quads_of(data: Data) -> Iterable[Quad]:
    """The quads of any kind of data."""
    return read_quads(data) if isinstance(data, Path) else data


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data graph ready for an engine: an N-Triples file, and whether it has blank nodes."""

    path: Path
    blank_nodes: bool


def write_ntriples(sources: Iterable[Iterable[Quad]], target: Path) -> DataFile:
    """Writes the triples of all graphs of all sources, a line each, in their order, in constant memory."""
    writer = _Writer()
    with target.open("wb") as file:
        serialize(writer.triples(sources), output=file, format=RdfFormat.N_TRIPLES)
    return DataFile(target, writer.blank_nodes)


class _Writer:
    """Turns quads into triples and notes on the way whether there is a blank node."""

    def __init__(self) -> None:
        self.blank_nodes = False

    def triples(self, sources: Iterable[Iterable[Quad]]) -> Iterator[Triple]:
        for source in sources:
            for quad in source:
                if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                    self.blank_nodes = True
                yield quad.triple
