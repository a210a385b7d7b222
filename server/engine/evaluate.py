"""A store and a job in, the engine's answer out: dataset, prefixes, unknown functions and refusals as the standards
have them."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from server.engine.counts import GRAPH_COUNTS
from server.engine.frames import Failure, Job
from server.engine.planner import Plan
from server.engine.stores import Stores
from server.sparql.guard import DEEPEST, nested_deeper, network_calls
from server.sparql.lexer import dataset_clauses
from server.sparql.mending.mend import mended
from server.sparql.syntax import syntax_failure

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

UNKNOWN_FUNCTION: Final = re.compile(r"The custom (?:aggregate )?function <(.*)> is not supported")
_MOST_FUNCTIONS: Final = 100


class RefusedError(Exception):
    """The job is not run, or has no answer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def evaluate(stores: Stores, job: Job) -> Answer:
    """Start a query; rows come as they are read.

    Raises:
        RefusedError: syntax error, a call to another host, or nested too deep.
    """
    refuse_unsafe(job.query, False, job.service_hosts)
    plan, dataset = _dataset(stores, job)
    settings = {"prefixes": PREFIXES, "base_iri": job.base or None, **dataset}
    text = mended(plan.text, lambda asked: bool(plan.store.query(asked, **settings)))
    functions: dict[ox.NamedNode, Callable[..., Term | None]] = {}
    while True:
        try:
            return plan.store.query(text, custom_functions=functions, **settings)
        except SyntaxError as error:
            if text != job.query:
                plan = plan if plan.text == job.query else stores.as_written(job.query)
                text = job.query
                continue
            raise RefusedError(syntax_failure(job.query, False, str(error))) from None
        except (ValueError, OSError) as error:
            raise RefusedError(Failure("engine", str(error))) from None
        except RuntimeError as error:
            unknown = UNKNOWN_FUNCTION.fullmatch(str(error))
            if not unknown or len(functions) >= _MOST_FUNCTIONS:
                raise RefusedError(Failure("engine", str(error))) from None
            functions[ox.NamedNode(unknown[1])] = _error


def refuse_unsafe(text: str, update: bool, allowed: tuple[str, ...]) -> None:
    """Refuse a query or update that could reach another host, or is nested so deep that it could end its process.

    Raises:
        RefusedError: with the place of the first such call or bracket.
    """
    if deep := nested_deeper(text, DEEPEST):
        message = f"brackets are nested deeper than {DEEPEST}, which is as deep as this server reads"
        raise RefusedError(Failure("request", message, *deep))
    if calls := network_calls(text, update, allowed):
        first = calls[0]
        message = f"{first.keyword} {first.target} is refused: this server makes no requests to other hosts"
        raise RefusedError(Failure("refused", message, first.line, first.column))


def _dataset(stores: Stores, job: Job) -> tuple[Plan, dict[str, Any]]:
    """What to ask and the engine's dataset arguments for a job; the protocol's dataset goes before the query's own."""
    if job.default_graphs is None and job.named_graphs is None:
        clauses = dataset_clauses(job.query, PREFIXES, job.base)
        if len(clauses.default) < 2 and (stores.counts is None or GRAPH_COUNTS not in clauses.default + clauses.named):
            return stores.plan(job.query), {}
        default, named = clauses.default, clauses.named
    else:
        default, named = job.default_graphs or (), job.named_graphs or ()
    try:
        graphs = [ox.NamedNode(iri) for iri in named]
        defaults = [ox.NamedNode(iri) for iri in default]
    except ValueError as error:
        raise RefusedError(Failure("request", f"a graph of the dataset has a name that is no IRI: {error}")) from None
    wanted = {*default, *named}
    holders = [stores.counts] if stores.counts is not None and GRAPH_COUNTS in wanted else []
    if not holders or wanted != {GRAPH_COUNTS}:
        holders.append(stores.full)
    if len(set(default)) < 2 and len(holders) == 1:
        return Plan(holders[0], job.query), {"default_graph": defaults, "named_graphs": graphs}
    merged = Plan(_merged(holders, default, named), job.query)
    return merged, {"default_graph": ox.DefaultGraph(), "named_graphs": graphs}


def _merged(stores: Iterable[ox.Store], default: tuple[str, ...], named: tuple[str, ...]) -> ox.Store:
    """A store whose default graph is the merge of the graphs: the engine would return a triple once for each graph
    that holds it."""
    merged = ox.Store()
    for store in stores:
        for iri in default:
            merged.bulk_extend(
                ox.Quad(q.subject, q.predicate, q.object)
                for q in store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
            )
        for iri in named:
            merged.bulk_extend(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))
    return merged


def _error(*_: Term) -> None:
    """What an unknown function returns: an error of its expression."""
