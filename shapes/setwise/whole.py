"""A plan and a store in, the results of all focus nodes out: queries are asked by several threads, since they do not hold Python's lock."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import Final, TypeVar

from pyoxigraph import Store

from shapes.report import Result
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.plan import Candidates, Constraint, Plan
from shapes.setwise.run import classes_of, core_results, focus_nodes, sparql_results
from shapes.setwise.suspects import suspect_queries

FOR_THE_ENGINE: Final = 1000
"""Focus nodes that the engine is given at once: it takes some 30 kB for each."""
Item = TypeVar("Item")
Found = TypeVar("Found")


def all_results(plan: Plan, store: Store, candidates: Candidates, threads: int = 1) -> set[Result]:
    """The results of validating the default graph of the store.

    Raises:
        NotSetwiseError: a focus node is a blank node.
        EngineError: the engine fails.
    """
    classes = classes_of(plan, store)

    def suspects(query: str) -> set[str]:
        return set(focus_nodes(store, query))

    def broken(constraint: Constraint) -> set[Result]:
        return sparql_results(replace(plan, constraints=(constraint,)), store, None, candidates, classes)

    with ThreadPoolExecutor(threads) as pool:
        suspected = pool.map(_in_a_thread(suspects), suspect_queries(plan.core, classes))
        by_sparql = pool.map(_in_a_thread(broken), plan.constraints)
        batches = _batches(set[str]().union(*suspected))
        by_core = pool.map(lambda nodes: core_results(plan, store, nodes), batches)
        return set[Result]().union(*by_core, *by_sparql)


def _batches(nodes: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(sorted(nodes))
    while some := list(islice(waiting, FOR_THE_ENGINE)):
        yield some


def _in_a_thread(work: Callable[[Item], Found]) -> Callable[[Item], Found]:
    """The work, with an error that does not hold on to what was being read: only the thread that asked may let go of answers."""

    def done(item: Item) -> Found:
        try:
            return work(item)
        except NotSetwiseError as error:
            told = str(error)
        raise NotSetwiseError(told)

    return done
