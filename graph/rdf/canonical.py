"""Quads or a file of sorted N-Quads in, their canonical form by RDFC-1.0 and its SHA-256 out, by which anyone can verify a copy.

W3C RDF Dataset Canonicalization (2024): blank nodes get names that depend on the dataset alone, and the canonical N-Quads are
sorted by code point. A dataset without blank nodes, as every release is, only needs the sorting.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from graph.rdf.nquads import sorted_nquads
from shapes.nesting import DEEPEST, file_nests_too_deep

ALGORITHM: Final = "RDFC-1.0, SHA-256"
_AT_ONCE: Final = 4_000


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Number of statements, and SHA-256 of the canonical N-Quads, of a dataset and of the merge of its graphs."""

    quads: int
    quads_sha256: str
    triples: int
    triples_sha256: str

    def as_json(self) -> dict[str, str | int]:
        """As it stands in a manifest."""
        return {
            "algorithm": ALGORITHM,
            "quads": self.quads,
            "quads_sha256": self.quads_sha256,
            "triples": self.triples,
            "triples_sha256": self.triples_sha256,
        }


def canonical(
    quads: Iterable[Quad], algorithm: CanonicalizationAlgorithm = CanonicalizationAlgorithm.RDFC_1_0
) -> bytes:
    """The canonical N-Quads. RDFC-1.0 hashes with SHA-256 unless another algorithm is asked for, which gives blank nodes other names.

    The time grows exponentially with the number of blank nodes that nothing tells apart; datasets can be made to exploit this.
    """
    statements: Iterable[Quad] = list(quads)
    if any(isinstance(term, BlankNode) for q in statements for term in (q.subject, q.object, q.graph_name)):
        dataset = Dataset(statements)
        dataset.canonicalize(algorithm)
        statements = dataset
    return sorted_nquads(statements)


class Output(Protocol):
    """Where lines go, some thousand at once."""

    def write(self, content: bytes, /) -> object:
        """Takes whole lines."""
        ...


def fingerprint(lines: Iterable[bytes], output: Output | None = None, merged: Output | None = None) -> Fingerprint:
    """The fingerprint of canonical N-Quads, in one reading; every line has a named graph and no blank node.

    `output` is where they are written, each once: of equal lines, which stand together, only the first counts. `merged` is where the
    triples of all graphs are written, as N-Triples.
    """
    quads, merge = _Tally(output), _Tally(merged)
    line, triple = b"", b""
    for one in lines:
        if one == line:
            continue
        line = one
        quads.add(line)
        said = line.rsplit(b" ", 2)[0]
        if said != triple:
            triple = said
            merge.add(triple + b" .\n")
    return Fingerprint(*quads.told(), *merge.told())


class _Tally:
    """Counts and hashes lines, some thousand at once, and writes them."""

    def __init__(self, output: Output | None) -> None:
        self.number = 0
        self._digest = hashlib.sha256()
        self._waiting: list[bytes] = []
        self._output = output

    def add(self, line: bytes) -> None:
        self._waiting.append(line)
        if len(self._waiting) == _AT_ONCE:
            self._flush()

    def told(self) -> tuple[int, str]:
        """Number and hash of all lines, once they are all there."""
        self._flush()
        return self.number, self._digest.hexdigest()

    def _flush(self) -> None:
        content = b"".join(self._waiting)
        self._digest.update(content)
        if self._output is not None:
            self._output.write(content)
        self.number += len(self._waiting)
        self._waiting.clear()


def fingerprint_of_file(file: Path, apart_from: NamedNode | None = None) -> tuple[int, str]:
    """Number of statements and SHA-256 of the canonical N-Quads of an RDF file in any format; those about `apart_from` do not count.

    Raises:
        ValueError: nothing tells the format: the ending is not known.
        SyntaxError: the file is not well-formed, or nested too deep.
        OSError: it cannot be read.
    """
    rdf_format = RdfFormat.from_extension(file.suffix.removeprefix("."))
    if rdf_format is None:
        raise ValueError(f"{file.name}: no RDF format has the ending {file.suffix!r}")
    if file_nests_too_deep(file, rdf_format):
        raise SyntaxError(f"{file.name}: nested in more than {DEEPEST} levels")
    quads = parse(path=file, format=rdf_format)
    content = canonical(quad for quad in quads if quad.subject != apart_from)
    return content.count(b"\n"), hashlib.sha256(content).hexdigest()
