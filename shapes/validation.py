"""`validate()`: data in (quads, a store, RDF files), a report out; by our shapes or the caller's, on one of the engines."""

import tempfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, Store, Triple

from shapes.check import ShapesError, check_shapes, check_targets
from shapes.concerned import facts_concerned
from shapes.data import Data, DataError, quads_of, write_ntriples
from shapes.engines import ENGINES
from shapes.engines.errors import EngineError
from shapes.files import ontology_shape_files, read_shapes, schema, shape_files
from shapes.graph import Graph
from shapes.report import Result, Severity, ValidationReport, read_report
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.loading import beside, load
from shapes.setwise.plan import Plan, plan_of
from shapes.setwise.run import all_results, results_for
from shapes.setwise.touched import by_predicate, touched

__all__ = [
    "DataError",
    "Result",
    "Severity",
    "ShapesError",
    "ValidationReport",
    "facts_concerned",
    "revalidate",
    "validate",
    "validate_graph",
    "validate_ontology",
    "validate_setwise",
    "validate_store",
]

DEFAULT_ENGINE = "pyshifty"
AUTO = "auto"
"""Set-wise where shapes and data allow it, by the default engine where not: the same report, in less time and memory."""


def validate(data: Data, *, shapes: Sequence[Path] | None = None, engine: str = AUTO) -> ValidationReport:
    """The report on data: all its graphs merged, with the ontology and the vocabulary beside them.

    `shapes` are files or folders in place of ours; they are checked before use, ours are checked by the tests. `engine`
    is `auto`, `pyshifty` (quick) or `pyshacl` (the second opinion).

    Raises:
        ShapesError: the shapes are malformed or for no node, or the engine refuses them.
        DataError: data or shapes cannot be read.
        KeyError: there is no engine of this name.
    """
    graph = read_shapes(shape_files() if shapes is None else shapes)
    if shapes is not None:
        check_shapes(graph)
        check_targets(graph)
    known = data if isinstance(data, Collection | Store | Path) else list(data)
    if engine != AUTO:
        return validate_graph([schema(), quads_of(known)], graph, engine)
    try:
        return validate_setwise([schema(), quads_of(known)], graph)
    except NotSetwiseError:
        return validate_graph([schema(), quads_of(known)], graph)


def validate_setwise(sources: Iterable[Iterable[Quad]], shapes: Graph) -> ValidationReport:
    """The same report as `validate_graph` makes, from a store that is asked for all focus nodes at once.

    Raises:
        NotSetwiseError: shapes or data do not allow it.
        ShapesError: the engine refuses the shapes.
        DataError: a source cannot be read.
    """
    plan = plan_of(shapes)
    store = load(sources)
    try:
        return ValidationReport.of(all_results(plan, store))
    except EngineError as error:
        raise ShapesError((("shapes graph", str(error)),)) from error


def validate_store(store: Store) -> ValidationReport:
    """The report by our shapes on the default graph of an open store, as one on disk that a build has filled.

    It takes little memory beside what the store takes: of the data only what may break a shape is ever held. While this runs, the
    ontology and the vocabulary are put into the default graph, and taken out again: the store must not be read by others, and not be
    read-only. Values in results are as the store keeps them.

    Raises:
        ShapesError: the engine fails.
    """
    plan = plan_of(read_shapes(shape_files()))
    with beside(store, (quad.triple for quad in schema())):
        try:
            return ValidationReport.of(all_results(plan, store))
        except NotSetwiseError:
            return _as_a_whole(store, plan)
        except EngineError as error:
            raise ShapesError((("shapes graph", str(error)),)) from error


def _as_a_whole(store: Store, plan: Plan) -> ValidationReport:
    """The report of the engine on the default graph of a store."""
    return validate_graph([store.quads_for_pattern(None, None, None, DefaultGraph())], plan.shapes)


def revalidate(
    known: ValidationReport, store: Store, removed: Collection[Triple], added: Collection[Triple]
) -> ValidationReport:
    """The report by our shapes on the default graph of a store after a change, from the report before it.

    Only the focus nodes that the change can touch are validated; the result is that of a whole validation. `removed` are
    triples that went (and are no longer in the default graph), `added` those that came (and are in it): who has them in
    several graphs takes care that the default graph is the merge. While this runs, the ontology and the vocabulary, and for
    a moment what went, are put into the default graph of the store, and taken out again: it must not be read by others, and
    not be read-only. Values in results are as the store keeps them.

    Raises:
        ShapesError: the engine fails.
    """
    plan = plan_of(read_shapes(shape_files()))
    with beside(store, (quad.triple for quad in schema())):
        try:
            changes = by_predicate([*removed, *added])
            with beside(store, removed):
                nodes = touched(plan, store, changes)
            new = results_for(plan, store, nodes.core, nodes.sparql)
        except NotSetwiseError:
            return _as_a_whole(store, plan)
        except EngineError as error:
            raise ShapesError((("shapes graph", str(error)),)) from error
    return ValidationReport.of([*(result for result in known.results if not nodes.concerns(result)), *new])


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
