"""A release's graph in, one of six RDF formats out, with stable bytes: datasets keep the named graphs, plain formats merge them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

from pyoxigraph import RdfFormat

from graph.export.head import Head
from graph.export.jsonld import jsonld_text
from graph.export.rdfxml import rdfxml_text
from graph.export.selection import Selection, selected
from graph.export.turtle import trig_text, turtle_text
from graph.rdf.canonical import Fingerprint, fingerprint
from graph.rdf.nquads import by_graph, merged, triples
from graph.releases.release import read_manifest

Lines = Iterable[bytes]
"""Sorted N-Quads."""

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
ALL: Final = Selection()


def _commented(write: Callable[[Lines], Iterable[bytes]]) -> Callable[[Lines, Head], Iterator[bytes]]:
    """A writer of a format in which lines that start with # are comments."""

    def writer(lines: Lines, head: Head) -> Iterator[bytes]:
        yield head.comment()
        yield from write(lines)

    return writer


_WRITERS: Final[Mapping[str, Callable[[Lines, Head], Iterator[bytes]]]] = {
    "turtle": _commented(lambda lines: turtle_text(merged(lines))),
    "trig": _commented(lambda lines: trig_text(by_graph(lines))),
    "ntriples": _commented(triples),
    "nquads": _commented(lambda lines: lines),
    "jsonld": lambda lines, head: jsonld_text(by_graph(lines), head),
    "rdfxml": lambda lines, head: rdfxml_text(merged(lines), head),
}


def export(release: Path, name: str, output: IO[bytes], selection: Selection = ALL) -> None:
    """Writes the graph of a release, or a selection of it, in the format `name`, one of `FORMATS`.

    Datasets are sorted by graph and subject (nquads by line); the other formats hold each triple of any graph once, sorted by
    subject. The memory does not grow with the release, but for what a selection has to remember.

    Raises:
        KeyError: there is no such format.
        SelectionError: the selection names what the release has not.
        NotXmlError: the format is rdfxml, and the graph has what it cannot say.
        OSError: the graph cannot be read or the output not written.
    """
    writer = _WRITERS[name]
    manifest = read_manifest(release)
    lines = selected(release, selection)
    found = (_known(manifest) if selection == ALL else None) or fingerprint(lines())
    counted = (found.quads, found.quads_sha256) if name in DATASETS else (found.triples, found.triples_sha256)
    output.writelines(writer(lines(), Head.of(manifest, selection.text(), *counted)))


def _known(manifest: Mapping[str, Any]) -> Fingerprint | None:
    """The fingerprint that a manifest tells; those of old releases have none."""
    told = manifest.get("canonical")
    return Fingerprint(*(told[name] for name in Fingerprint.__slots__)) if told else None
