"""Focus nodes and a store in, a store in memory with all that the core constraints look at from these nodes out."""

from collections.abc import Iterable, Iterator, Sequence, Set

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.paths import Route, Step
from shapes.setwise.reads import Read
from shapes.terms import Term


def surroundings(reads: Iterable[Read], store: Store, nodes: Iterable[Term]) -> Store:
    """What is looked at from the nodes.

    Of predicates that are followed any number of times (rdfs:subClassOf) there are all triples.

    Raises:
        NotSetwiseError: there is a triple about a triple.
    """
    walk = _Walk(store, nodes)
    for read in sorted(set(reads), key=str):
        if read.repeats:
            walk.found.update(store.quads_for_pattern(None, NamedNode(read.predicate), None, DefaultGraph()))
        else:
            walk.triples(read.route, read.predicate, read.inverse)
    near = Store()
    near.bulk_extend(walk.found)
    return near


class _Walk:
    """Goes along routes from the nodes, and keeps the triples that it meets; no route and no predicate is asked for twice."""

    def __init__(self, store: Store, nodes: Iterable[Term]) -> None:
        self._store = store
        self._ends: dict[Route, Set[Term]] = {(): frozenset(nodes)}
        self._triples: dict[tuple[Route, str, bool], Sequence[Quad]] = {}
        self._told: dict[str, list[Quad]] = {}
        for node in self._ends[()]:
            if isinstance(node, NamedNode | BlankNode):
                for quad in store.quads_for_pattern(node, None, None, DefaultGraph()):
                    self._told.setdefault(quad.predicate.value, []).append(quad)
        self.found: set[Quad] = set()

    def triples(self, route: Route, predicate: str, inverse: bool) -> Sequence[Quad]:
        """The triples with a predicate of the nodes to which a route leads, or leading to these."""
        key = route, predicate, inverse
        if key not in self._triples:
            near = route or inverse
            quads = list(self._of(self._to(route), predicate, inverse)) if near else self._told.get(predicate, [])
            self._triples[key] = quads
            self.found.update(quads)
        return self._triples[key]

    def _to(self, route: Route) -> Set[Term]:
        """The nodes to which a route leads."""
        if route not in self._ends:
            *before, step = route
            if step.closure:
                self._ends[route] = self._closed(self._to(tuple(before)), step)
            else:
                found = (self.triples(tuple(before), predicate, step.inverse) for predicate in step.predicates)
                self._ends[route] = {_end(quad, step) for quads in found for quad in quads}
        return self._ends[route]

    def _closed(self, nodes: Set[Term], step: Step) -> set[Term]:
        """What any number of steps leads to."""
        found: set[Term] = set()
        waiting = set(nodes)
        while waiting:
            found |= waiting
            next_ = [quad for predicate in step.predicates for quad in self._of(waiting, predicate, step.inverse)]
            self.found.update(next_)
            waiting = {_end(quad, step) for quad in next_} - found
        return found

    def _of(self, nodes: Set[Term], predicate: str, inverse: bool) -> Iterator[Quad]:
        here, named = DefaultGraph(), NamedNode(predicate)
        for node in nodes:
            if inverse:
                yield from self._store.quads_for_pattern(None, named, node, here)
            elif isinstance(node, NamedNode | BlankNode):
                yield from self._store.quads_for_pattern(node, named, None, here)


def _end(quad: Quad, step: Step) -> Term:
    end = quad.subject if step.inverse else quad.object
    if isinstance(end, Triple):
        raise NotSetwiseError("the data has triple terms")
    return end
