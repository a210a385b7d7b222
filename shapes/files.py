"""Where our shapes lie and what they are checked together with: nothing in, paths and quads out."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Quad

from ontology.resources import schema_files
from shapes.data import DataError, read_quads
from shapes.graph import Graph

COMMON_SHAPES = "common.ttl"
"""The file with the prefixes of SPARQL constraints, and what several shapes refer to."""
ONTOLOGY_SHAPES = "ontology.ttl"
"""The file of shapes for the ontology and the vocabulary themselves; all others are for data."""


def shape_files() -> tuple[Path, ...]:
    """Our shapes for data, sorted by name."""
    return tuple(path for path in sorted(_folder().glob("*.ttl")) if path.name != ONTOLOGY_SHAPES)


def ontology_shape_files() -> tuple[Path, ...]:
    """Our shapes for the ontology and the vocabulary, with what they share with those for data."""
    return _folder() / COMMON_SHAPES, _folder() / ONTOLOGY_SHAPES


def _folder() -> Path:
    return Path(str(files("shapes")))


def schema() -> Iterator[Quad]:
    """The ontology and the vocabulary: the class hierarchy and the concept schemes that the shapes rely on."""
    for path in schema_files():
        yield from read_quads(path)


def read_shapes(paths: Sequence[Path]) -> Graph:
    """The shapes graph of files or folders.

    Raises:
        DataError: a file cannot be read.
    """
    if not paths:
        raise DataError("no shapes given")
    return Graph(quad for path in paths for quad in read_quads(path))
