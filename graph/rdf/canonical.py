"""Quads or a file of sorted N-Quads in, their canonical form by RDFC-1.0 and its SHA-256 out, by which anyone can verify a copy.

W3C RDF Dataset Canonicalization (2024): blank nodes get names that depend on the dataset alone, and the canonical N-Quads are
sorted by code point. A dataset without blank nodes, as every release is, only needs the sorting.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)

from graph.rdf.nquads import triples

ALGORITHM: Final = "RDFC-1.0, SHA-256"


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
    buffer = io.BytesIO()
    serialize(statements, buffer, format=RdfFormat.N_QUADS)
    return b"".join(sorted(set(buffer.getvalue().splitlines(keepends=True))))


def fingerprint(lines: Iterable[bytes]) -> Fingerprint:
    """The fingerprint of canonical N-Quads, in one reading; every line has a named graph and no blank node."""
    counted = _Counted(lines)
    merge = hashlib.sha256()
    number = 0
    for triple in triples(counted):
        merge.update(triple)
        number += 1
    return Fingerprint(counted.number, counted.digest.hexdigest(), number, merge.hexdigest())


def fingerprint_of_file(file: Path, apart_from: NamedNode | None = None) -> tuple[int, str]:
    """Number of statements and SHA-256 of the canonical N-Quads of an RDF file in any format; those about `apart_from` do not count.

    Raises:
        ValueError: nothing tells the format: the ending is not known.
        SyntaxError: the file is not well-formed.
        OSError: it cannot be read.
    """
    rdf_format = RdfFormat.from_extension(file.suffix.removeprefix("."))
    if rdf_format is None:
        raise ValueError(f"{file.name}: no RDF format has the ending {file.suffix!r}")
    quads = parse(path=file, format=rdf_format)
    content = canonical(quad for quad in quads if quad.subject != apart_from)
    return content.count(b"\n"), hashlib.sha256(content).hexdigest()


class _Counted:
    """Lines as they come, counted and hashed on the way."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.lines, self.number, self.digest = lines, 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for line in self.lines:
            self.number += 1
            self.digest.update(line)
            yield line
