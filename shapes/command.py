"""What `spacepact validate` does: a file, folder or endpoint and options in, the text to print and whether it failed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from shapes.data import Data, DataError, quads_of, rdf_files
from shapes.endpoint import endpoint_quads, is_endpoint
from shapes.explained import failed
from shapes.files import read_shapes, shape_files
from shapes.lines import first_lines
from shapes.render import FORMATS, render
from shapes.report import Severity, ValidationReport
from shapes.validation import AUTO, ShapesError, validate

__all__ = ["FORMATS", "DataError", "Options", "Outcome", "Severity", "ShapesError", "validate_target"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to validate and report. `shapes` are files or folders in place of ours; `output_format` is one of `FORMATS`."""

    shapes: Sequence[Path] = ()
    engine: str = AUTO
    output_format: str = "text"
    fail_on: Severity = Severity.VIOLATION


@dataclass(frozen=True, slots=True)
class Outcome:
    """The report, its text in the format asked for, and whether it has a result as grave as `fail_on`."""

    report: ValidationReport
    text: str
    failed: bool


def validate_target(target: Path | str, options: Options) -> Outcome:
    """Validates a release, an RDF file, a folder of RDF files, or a SPARQL endpoint (an http or https address).

    Raises:
        DataError: data or shapes cannot be read, or the endpoint sends less than it has.
        ShapesError: the shapes are malformed or nested too deep, or the engine refuses them.
        KeyError: there is no such engine or format.
    """
    try:
        return _outcome(target, options)
    except RecursionError as error:
        raise ShapesError((("shapes graph", "its shapes or paths are nested too deep to be followed"),)) from error


def _outcome(target: Path | str, options: Options) -> Outcome:
    is_remote = isinstance(target, str) and is_endpoint(target)
    data: Data = _fetched(str(target)) if is_remote else Path(target)
    report = validate(data, shapes=options.shapes or None, engine=options.engine)
    graph = read_shapes(options.shapes or shape_files())
    files = () if isinstance(data, Store) or not isinstance(data, Path) else rdf_files(data)
    lines = first_lines(files, {result.focus for result in report.results})
    text = render(report, data, graph, options.output_format, fail_on=options.fail_on, lines=lines)
    return Outcome(report, text, failed(report, options.fail_on))


def _fetched(address: str) -> Store:
    store = Store()
    store.bulk_extend(quads_of(endpoint_quads(address)))
    return store
