"""SHACL property paths as text and back: a path node in, a SPARQL 1.1 path out (a plain IRI where it is one)."""

import re
from collections.abc import Callable, Iterator

from pyoxigraph import BlankNode, NamedNode

from ontology.namespaces import SH, expand
from shapes.graph import FIRST, Graph
from shapes.terms import Term

_PREDICATES = {"*": "sh:zeroOrMorePath", "+": "sh:oneOrMorePath", "?": "sh:zeroOrOnePath"}
_TOKEN = re.compile(r"<[^>]*>|[()/|^*+?]")


def path_text(graph: Graph, node: Term) -> str:
    """The path at a node of a shapes graph: an IRI as it is, anything longer as a SPARQL path such as `<a>/^<b>`.

    Raises:
        ValueError: the node is no well-formed SHACL path (SHACL, section 2.3.1).
    """
    return node.value if isinstance(node, NamedNode) else _expression(graph, node, frozenset())


def _expression(graph: Graph, node: Term, above: frozenset[Term]) -> str:
    if isinstance(node, NamedNode):
        return f"<{node.value}>"
    if not isinstance(node, BlankNode) or node in above:
        raise ValueError(f"{node} is not a property path")
    above |= {node}
    if graph.value(node, FIRST) is not None:
        return "/".join(_member(graph, item, above) for item in _at_least_two(graph, node))
    if (inverse := graph.value(node, SH + "inversePath")) is not None:
        return "^" + _member(graph, inverse, above)
    if (options := graph.value(node, SH + "alternativePath")) is not None:
        return "|".join(_member(graph, item, above) for item in _at_least_two(graph, options))
    for suffix, predicate in _PREDICATES.items():
        if (inner := graph.value(node, expand(predicate))) is not None:
            return _member(graph, inner, above) + suffix
    raise ValueError(f"{node} is not a property path")


def _member(graph: Graph, node: Term, above: frozenset[Term]) -> str:
    text = _expression(graph, node, above)
    return text if text.startswith("<") and text.count("<") == 1 and text.endswith(">") else f"({text})"


def _at_least_two(graph: Graph, head: Term) -> list[Term]:
    items = graph.items(head)
    if len(items) < 2:
        raise ValueError(f"the path at {head} has fewer than two members")
    return items


def path_turtle(text: str) -> str:
    """The Turtle of a path that `path_text` wrote, to stand as the object of `sh:path` or `sh:resultPath`.

    Raises:
        ValueError: the text is no such path.
    """
    return _Reader(_TOKEN.findall(text)).whole() if text.startswith(("<", "(", "^")) else f"<{text}>"


class _Reader:
    """Recursive descent over the tokens of a path expression; each method returns the Turtle of what it read."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens: Iterator[str] = iter(tokens)
        self._next: str | None = next(self._tokens, None)

    def whole(self) -> str:
        turtle = self._alternatives()
        if self._next is not None:
            raise ValueError(f"unexpected {self._next!r} in a path")
        return turtle

    def _take(self) -> str | None:
        token, self._next = self._next, next(self._tokens, None)
        return token

    def _alternatives(self) -> str:
        parts = self._parts("|", self._sequence)
        return parts[0] if len(parts) == 1 else f"[ sh:alternativePath ( {' '.join(parts)} ) ]"

    def _sequence(self) -> str:
        parts = self._parts("/", self._step)
        return parts[0] if len(parts) == 1 else f"( {' '.join(parts)} )"

    def _parts(self, separator: str, part: Callable[[], str]) -> list[str]:
        parts = [part()]
        while self._next == separator:
            self._take()
            parts.append(part())
        return parts

    def _step(self) -> str:
        symbol = self._take()
        if symbol == "^":
            return f"[ sh:inversePath {self._step()} ]"
        if symbol == "(":
            turtle = self._alternatives()
            if self._take() != ")":
                raise ValueError("a parenthesis of a path is not closed")
        elif symbol is not None and symbol.startswith("<"):
            turtle = symbol
        else:
            raise ValueError(f"unexpected {symbol!r} in a path")
        for suffix, predicate in _PREDICATES.items():
            if self._next == suffix:
                self._take()
                return f"[ {predicate} {turtle} ]"
        return turtle
