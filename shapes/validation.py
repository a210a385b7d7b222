"""`validate()`: data in (quads, a store, RDF files), a report out; by our shapes or the caller's, on one of the engines."""

import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
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
from shapes.setwise.gates import candidates_after, candidates_of
from shapes.setwise.loading import beside, load, put
from shapes.setwise.plan import Candidates, Plan, plan_of
from shapes.setwise.run import results_for
from shapes.setwise.touched import by_predicate, touched
from shapes.setwise.whole import all_results

__all__ = [
    "DataError",
    "Known",
    "Result",
    "Severity",
    "ShapesError",
    "ValidationReport",
    "facts_concerned",
    "prepare",
    "revalidate",
    "validate",
    "validate_file",
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


@dataclass(frozen=True, slots=True)
class Known:
    """What a validation by our shapes has found out, for one of what changes next.

    `candidates` are the only nodes for which some constraints can have results (shapes.setwise.gates); those of others are not known.
    """

    report: ValidationReport
    candidates: Candidates = field(default_factory=dict)


def validate_setwise(sources: Iterable[Iterable[Quad]], shapes: Graph) -> ValidationReport:
    """The same report as `validate_graph` makes, from a store that is asked for all focus nodes at once.

    Raises:
        NotSetwiseError: shapes or data do not allow it.
        ShapesError: the engine refuses the shapes.
        DataError: a source cannot be read.
    """
    return _known(plan_of(shapes), load(sources)).report


def _known(plan: Plan, store: Store, threads: int = 1) -> Known:
    try:
        candidates = candidates_of(plan, store)
        return Known(ValidationReport.of(all_results(plan, store, candidates, threads)), candidates)
    except EngineError as error:
        raise ShapesError((("shapes graph", str(error)),)) from error


def validate_file(path: Path) -> Known:
    """What validating an RDF file by our shapes finds out.

    Raises:
        ShapesError: the engine fails.
        DataError: it cannot be read.
    """
    shapes = read_shapes(shape_files())
    try:
        return _known(plan_of(shapes), load([schema(), quads_of(path)]))
    except NotSetwiseError:
        return Known(validate_graph([schema(), quads_of(path)], shapes))


def validate_store(store: Store, threads: int = 1) -> Known:
    """What our shapes find on the default graph of an open store, as one on disk that a build has filled.

    It takes little memory beside what the store takes: of the data only what may break a shape is ever held. While this runs, the
    ontology and the vocabulary are put into the default graph, and taken out again: the store must not be read by others, and not be
    read-only. Values in results are as the store keeps them.

    Raises:
        ShapesError: the engine fails.
    """
    plan = _plan()
    with beside(store, (quad.triple for quad in schema())):
        try:
            return _known(plan, store, threads)
        except NotSetwiseError:
            return _as_a_whole(store, plan)


def prepare(store: Store) -> None:
    """Puts into the default graph of a store, for good, what `revalidate` puts there, and reads our shapes: for one to whom that matters
    before it is known what changes."""
    _plan()
    put(store, (quad.triple for quad in schema()))


@cache
def _plan() -> Plan:
    return plan_of(read_shapes(shape_files()))


def _as_a_whole(store: Store, plan: Plan) -> Known:
    """What the engine finds on the default graph of a store."""
    return Known(validate_graph([store.quads_for_pattern(None, None, None, DefaultGraph())], plan.shapes))


def revalidate(known: Known, store: Store, removed: Collection[Triple], added: Collection[Triple]) -> Known:
    """What our shapes find on the default graph of a store after a change, from what is known of it before.

    Only the focus nodes that the change can touch are validated; the result is that of a whole validation. `removed` are
    triples that went (and are no longer in the default graph), `added` those that came (and are in it): who has them in
    several graphs takes care that the default graph is the merge. While this runs, the ontology and the vocabulary, and for
    a moment what went, are put into the default graph of the store, and taken out again: it must not be read by others, and
    not be read-only. Values in results are as the store keeps them.

    Raises:
        ShapesError: the engine fails.
    """
    plan = _plan()
    with beside(store, (quad.triple for quad in schema())):
        try:
            changes = by_predicate([*removed, *added])
            with beside(store, removed):
                nodes = touched(plan, store, changes, known.candidates)
            candidates = candidates_after(plan, store, known.candidates, nodes.gates)
            new = results_for(plan, store, nodes.core, nodes.sparql, candidates)
        except NotSetwiseError:
            return _as_a_whole(store, plan)
        except EngineError as error:
            raise ShapesError((("shapes graph", str(error)),)) from error
    kept = (result for result in known.report.results if not nodes.concerns(result))
    return Known(ValidationReport.of([*kept, *new]), candidates)


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
