"""SPARQL property paths in parts: tokens or text in, alternatives of plain steps out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from shapes.setwise.errors import NotSetwiseError

_TOKEN: Final = re.compile(r"<[^>]*>|[()/|^*+?]")


@dataclass(frozen=True, slots=True)
class Step:
    """One step from node to node: along one of the predicates, or against it; any number of times where `closure` is set."""

    predicates: tuple[str, ...]
    inverse: bool = False
    closure: bool = False

    @property
    def text(self) -> str:
        """The step as a SPARQL path."""
        one = "|".join(f"<{iri}>" for iri in self.predicates)
        return f"{'^' if self.inverse else ''}({one}){'*' if self.closure else ''}"


Route = tuple[Step, ...]
"""Steps one after the other; the empty route leads nowhere."""


def route_text(route: Route) -> str:
    """The route as a SPARQL path; of no steps there is none."""
    return "/".join(step.text for step in route)


def routes_of(path: str) -> list[Route]:
    """The ways through a path as `shapes.paths.path_text` writes it: one for each choice of alternatives.

    Raises:
        NotSetwiseError: it repeats more than a choice of predicates.
    """
    tokens = _TOKEN.findall(path) if path.startswith(("<", "(", "^")) else [f"<{path}>"]
    return PathReader(tokens).whole()


class PathReader:
    """Recursive descent over the tokens of a path, IRIs in angle brackets; each method returns the routes of what it read."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens: Iterator[str] = iter(tokens)
        self._next: str | None = next(self._tokens, None)

    def whole(self) -> list[Route]:
        """All of it.

        Raises:
            NotSetwiseError: it repeats more than a choice of predicates, or is no path.
        """
        routes = self._alternatives()
        if self._next is not None:
            raise NotSetwiseError(f"unexpected {self._next} in a path")
        return routes

    def _take(self) -> str | None:
        token, self._next = self._next, next(self._tokens, None)
        return token

    def _alternatives(self) -> list[Route]:
        routes = self._sequence()
        while self._next == "|":
            self._take()
            routes += self._sequence()
        return routes

    def _sequence(self) -> list[Route]:
        routes = self._step()
        while self._next == "/":
            self._take()
            ends = self._step()
            routes = [start + end for start in routes for end in ends]
        return routes

    def _step(self) -> list[Route]:
        symbol = self._take() or ""
        if symbol == "^":
            return [_turned(route) for route in self._step()]
        if symbol == "(":
            routes = self._alternatives()
            if self._take() != ")":
                raise NotSetwiseError("a parenthesis of a path is not closed")
        elif symbol.startswith("<"):
            routes = [(Step((symbol[1:-1],)),)]
        else:
            raise NotSetwiseError(f"unexpected {symbol!r} in a path")
        if self._next not in ("*", "+", "?"):
            return routes
        return _repeated(routes, self._take() or "")


def _turned(route: Route) -> Route:
    return tuple(Step(step.predicates, not step.inverse, step.closure) for step in reversed(route))


def _repeated(routes: list[Route], sign: str) -> list[Route]:
    if sign == "?":
        return [(), *routes]
    inverse = {step.inverse for route in routes for step in route}
    if any(len(route) != 1 or route[0].closure for route in routes) or len(inverse) != 1:
        raise NotSetwiseError("a path repeats more than a choice of predicates")
    predicates = tuple(iri for route in routes for iri in route[0].predicates)
    many = Step(predicates, inverse.pop(), closure=True)
    return [(many,)] if sign == "*" else [(Step(predicates, many.inverse), many)]
