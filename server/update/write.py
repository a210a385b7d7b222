"""An order and a copy of the current store in, the copy changed as ordered out."""

from collections.abc import Callable
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from ontology.namespaces import PREFIXES
from server.engine.evaluate import UNKNOWN_FUNCTION, RefusedError, refuse_unsafe
from server.sparql.syntax import syntax_failure
from server.update.order import Order, Outcome
from server.update.using import DatasetConflictError, with_dataset
from shapes.nesting import DEEPEST, nests_too_deep

_MOST_FUNCTIONS: Final = 100
Term = NamedNode | BlankNode | Literal | Triple


class WriteError(Exception):
    """The order is not carried out; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.detail)
        self.outcome = outcome


def write(store: Store, order: Order, merges: bool) -> int:
    """Carry out an order on a store; returns the HTTP status of success. `merges` as in `Release`.

    Raises:
        WriteError: it cannot be carried out; the store may then be half changed.
    """
    if order.kind == "update":
        update(store, order)
        return 200
    if merges and order.graph is None and order.kind != "post":
        raise WriteError(Outcome(409, "the default graph is the merge of the named graphs; name the graph to write to"))
    graph = NamedNode(order.graph) if order.graph is not None else DefaultGraph()
    exists = next(store.quads_for_pattern(None, None, None, graph), None) is not None
    if order.exists is not None and order.exists != exists:
        raise WriteError(Outcome(412, "there is no such graph" if order.exists else "there is such a graph already"))
    if order.kind == "delete":
        if not exists:
            raise WriteError(Outcome(404, "there is no such graph"))
        store.remove_graph(graph)
        return 200
    if order.kind == "patch":
        _patch(store, order, graph)
        return 200
    quads = _read(order, graph)
    if order.kind == "put" and exists:
        store.remove_graph(graph)
    store.extend(quads)
    return (204 if order.kind == "put" else 200) if exists else 201


def update(store: Store, order: Order) -> None:
    """Carry out an update, whole or not at all; a function that the engine does not know is an error of its expression.

    Raises:
        WriteError: syntax error, call to another host, nested too deep, or a fault of the engine.
    """
    functions: dict[NamedNode, Callable[..., Term | None]] = {}
    try:
        refuse_unsafe(order.text, True, order.service_hosts)
        text = order.text
        if order.using is not None or order.using_named is not None:
            text = with_dataset(text, order.using or (), order.using_named or ())
        while True:
            try:
                store.update(text, base_iri=order.base, prefixes=PREFIXES, custom_functions=functions)
                return
            except RuntimeError as error:
                unknown = UNKNOWN_FUNCTION.fullmatch(str(error))
                if not unknown or len(functions) >= _MOST_FUNCTIONS:
                    raise WriteError(Outcome(409, str(error))) from None
                functions[NamedNode(unknown[1])] = lambda *_: None
    except RefusedError as error:
        status = 403 if error.failure.reason == "refused" else 400
        raise WriteError(Outcome(status, str(error), error.failure.line, error.failure.column)) from None
    except DatasetConflictError as error:
        raise WriteError(Outcome(400, str(error))) from None
    except SyntaxError as error:
        failure = syntax_failure(order.text, True, str(error))
        raise WriteError(Outcome(400, failure.message, failure.line, failure.column)) from None
    except (ValueError, OSError) as error:
        raise WriteError(Outcome(400, str(error))) from None


def _patch(store: Store, order: Order, graph: NamedNode | DefaultGraph) -> None:
    """Apply an update to one graph as if it were all there is (Graph Store Protocol, section 5.7)."""
    alone = Store()
    alone.extend(Quad(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(None, None, None, graph))
    update(alone, order)
    if next(alone.named_graphs(), None) is not None:
        raise WriteError(Outcome(422, "a patch changes its own graph only, so it must not name graphs"))
    store.remove_graph(graph)
    store.extend(Quad(q.subject, q.predicate, q.object, graph) for q in alone)


def _read(order: Order, graph: NamedNode | DefaultGraph) -> list[Quad]:
    quads: list[Quad] = []
    for part in order.parts:
        form = RdfFormat.from_extension(part.extension) or RdfFormat.TURTLE
        if nests_too_deep(part.content, form):
            raise WriteError(Outcome(400, f"nested in more than {DEEPEST} levels"))
        try:
            found = list(
                parse(part.content, form, base_iri=order.base, without_named_graphs=True, rename_blank_nodes=True)
            )
        except SyntaxError as error:
            raise WriteError(Outcome(400, str(error), error.lineno, error.offset)) from None
        except ValueError as error:
            raise WriteError(Outcome(400, str(error))) from None
        quads.extend(Quad(q.subject, q.predicate, q.object, graph) for q in found)
    return quads
