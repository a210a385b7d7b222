"""`validate()`: data in (quads, a store, RDF files), a report out; by our shapes or the caller's, on either engine."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from pyoxigraph import Quad

from shapes.check import ShapesError, check_shapes
from shapes.concerned import facts_concerned
from shapes.data import Data, DataError, quads_of, write_ntriples
from shapes.engines import ENGINES
from shapes.engines.errors import EngineError
from shapes.files import ontology_shape_files, read_shapes, schema, shape_files
from shapes.graph import Graph
from shapes.report import Result, Severity, ValidationReport, read_report

__all__ = [
    "DataError",
    "Result",
    "Severity",
    "ShapesError",
    "ValidationReport",
    "facts_concerned",
    "validate",
    "validate_graph",
    "validate_ontology",
]

DEFAULT_ENGINE = "pyshifty"


def validate(data: Data, *, shapes: Sequence[Path] | None = None, engine: str = DEFAULT_ENGINE) -> ValidationReport:
    """The report on data: all its graphs merged, with the ontology and the vocabulary beside them.

    `shapes` are files or folders in place of ours; they are checked before use, ours are checked by the tests. `engine`
    is `pyshifty` (quick) or `pyshacl` (the second opinion).

    Raises:
        ShapesError: the shapes are malformed, or the engine refuses them.
        DataError: data or shapes cannot be read.
        KeyError: there is no engine of this name.
    """
    graph = read_shapes(shape_files() if shapes is None else shapes)
    if shapes is not None:
        check_shapes(graph)
    return validate_graph([schema(), quads_of(data)], graph, engine)


def validate_ontology(engine: str = DEFAULT_ENGINE) -> ValidationReport:
    """The report on our ontology and vocabulary themselves.

    Raises:
        KeyError: there is no engine of this name.
    """
    return validate_graph([schema()], read_shapes(ontology_shape_files()), engine)


def validate_graph(sources: Iterable[Iterable[Quad]], shapes: Graph, engine: str = DEFAULT_ENGINE) -> ValidationReport:
    """The report on the union of the sources and nothing else, by shapes that are taken to be well-formed.

    Raises:
        ShapesError: the engine refuses the shapes.
        DataError: a source cannot be read.
        KeyError: there is no engine of this name.
    """
    run = ENGINES[engine]
    with tempfile.TemporaryDirectory(prefix="spacepact-") as folder:
        file = write_ntriples(sources, Path(folder) / "data.nt")
        try:
            return read_report(run(file, shapes), shapes)
        except EngineError as error:
            raise ShapesError((("shapes graph", str(error)),)) from error
