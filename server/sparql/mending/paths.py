"""A query with a path that can have no step, from or to a term, in, the same query so written that the term itself is
found even where the graph does not hold it out.

By SPARQL 1.1 (section 18.4) `<x> :p* ?o` has the solution ?o = <x> whatever the graph holds; the engine has it only where
<x> is a node there. Where it is none, nothing else can match either, so such a pattern becomes VALUES; in `GRAPH ?g`, where
that differs from graph to graph, VALUES in the graphs without it. A pattern that shares a labelled blank node with others is
left as it is, as VALUES cannot hold one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from server.sparql.lexer import UnclearError
from server.sparql.mending.structure import Edit, Element, Group, Kind, Level, Structure

_ALL: Final = re.compile(r"\b(?:SELECT|DISTINCT|REDUCED)\s+\*", re.IGNORECASE)
_MARK: Final = re.compile(r"(?:[\w>)\-:]|\\.)\s*(?:\*|\?(?!\w))")

Ask = Callable[[str], bool]
"""Answers an ASK query on the dataset."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One pattern of several with the same subject, by the first and last token (not with it) of its parts. `steps` are
    numbers of solutions where the term is no node: with a variable at the other end, with the term at both."""

    subject: tuple[int, int]
    verb: tuple[int, int]
    object: tuple[int, int]
    alone: int
    both: int


def may_concern(text: str) -> bool:
    """Whether a query can have a path without steps."""
    return _MARK.search(_ALL.sub("", text)) is not None


def path_edits(query: Structure, ask: Ask) -> list[Edit]:
    """The edits; none where all terms are nodes of their graphs."""
    mender = _Mender(query, ask)
    return [edit for group in query.level.all_groups for edit in mender.group(group, "")]


class _Mender:
    def __init__(self, query: Structure, ask: Ask) -> None:
        self._query = query
        self._ask = ask
        first, level = query.tokens[query.level.form].start, query.level
        self._prologue = query.text[:first]
        self._dataset = " ".join(_dataset(query, level))
        self._labels = Counter(token.text for token in query.tokens if token.text.startswith("_:"))

    def group(self, group: Group, graph: str) -> Iterator[Edit]:
        """The edits of a group whose patterns are evaluated in `graph` ("" for the default graph)."""
        for part in group.select.all_groups if group.select else ():
            yield from self.group(part, graph)
        start: Element | None = None
        for element in group.elements:
            if element.kind is Kind.TRIPLES:
                start = start or element
                yield from self._triples(element, self._query.tokens[start.start].start, graph)
            elif element.kind is not Kind.FILTER:
                start = None
            name = element.name.text if element.kind is Kind.GRAPH else graph
            for inner in element.groups if element.kind is not Kind.SERVICE else ():
                yield from self.group(inner, name)

    def _triples(self, element: Element, before: int, graph: str) -> Iterator[Edit]:
        """The edits of patterns; what takes the place of one goes `before` all that belong together."""
        tokens = self._query.tokens
        for items, end in _Reader(self._query, element).statements():
            if not any(item.alone or item.both for item in items):
                continue
            mended = [self._mended(item, graph) for item in items]
            if any(text is not None for text in mended) and (
                len(items) == 1 or tokens[items[0].subject[0]].text != "["
            ):
                kept = " ".join(f"{self._text(i)} ." for i, text in zip(items, mended, strict=True) if text is None)
                yield before, before, "".join(f"{text} " for text in mended if text)
                yield tokens[items[0].subject[0]].start, tokens[end - 1].end, kept

    def _mended(self, item: _Item, graph: str) -> str | None:
        """What stands for a pattern; None where it stays."""
        ends = [self._query.slice(*item.subject), self._query.slice(*item.object)]
        terms = [end for end in ends if self._is_term(end)]
        others = [end for end in ends if not self._is_term(end)]
        if not (item.alone if others else item.both) or not terms or not all(map(self._is_free, others)):
            return None
        if len(terms) == 2 and not self._is_same(*terms):
            return None
        number = item.alone if others else item.both
        values = self._values(terms[0], others, number)
        if graph[:1] in ("?", "$"):
            nodes = self._query.fresh("node"), self._query.fresh("step")
            absent = " ".join(f"FILTER NOT EXISTS {{ {p} }}" for p in _uses(terms[0], *nodes))
            return f"{{ {self._text(item)} }} UNION {{ GRAPH {graph} {{}} {values} {absent} }}"
        return None if self._holds(terms[0], graph) else self._in(graph, values)

    def _in(self, graph: str, values: str) -> str:
        return f"GRAPH {graph} {{}} {values}" if graph else values

    def _values(self, term: str, others: list[str], number: int) -> str:
        if others and others[0][0] in "?$":
            return f"VALUES {others[0]} {{ {' '.join([term] * number)} }}"
        return f"VALUES () {{ {' '.join(['()'] * number)} }}" if number > 1 else ""

    def _text(self, item: _Item) -> str:
        return " ".join(self._query.slice(*part) for part in (item.subject, item.verb, item.object))

    def _is_term(self, text: str) -> bool:
        return text[0] not in "?$[(" and not text.startswith("_:")

    def _is_free(self, text: str) -> bool:
        """Whether a node can be VALUES' variable, or stands nowhere else."""
        return text[0] in "?$" or text in ("[]", "[ ]") or self._labels[text] == 1

    def _is_same(self, one: str, other: str) -> bool:
        return one == other or self._ask(f"{self._prologue} ASK {{ FILTER(sameTerm({one}, {other})) }}")

    def _holds(self, term: str, graph: str) -> bool:
        asked = (f"GRAPH {graph} {{ {use} }}" if graph else use for use in _uses(term, "?node", "?step"))
        return any(self._ask(f"{self._prologue} ASK {self._dataset} {{ {use} }}") for use in asked)


def _uses(term: str, node: str, step: str) -> tuple[str, ...]:
    """The patterns that a term matches where it is a node; a literal is no subject."""
    as_object = f"{node} {step} {term}"
    return (
        (f"{term} {step} {node}", as_object)
        if term[0] == "<" or (":" in term and term[0] not in "\"'")
        else (as_object,)
    )


def _dataset(query: Structure, level: Level) -> Iterator[str]:
    """The FROM clauses."""
    for i in level.head:
        if query.tokens[i].is_word("FROM"):
            yield query.slice(i, i + (3 if query.tokens[i + 1].is_word("NAMED") else 2))


class _Reader:
    """Reads triples: subjects, paths and objects, and what stands in their brackets as one piece."""

    def __init__(self, query: Structure, element: Element) -> None:
        self._tokens = query.tokens
        self._at = element.start
        self._end = element.end

    def statements(self) -> Iterator[tuple[list[_Item], int]]:
        """The patterns of one subject after the other, and the token behind them and their dot.

        Raises:
            UnclearError: these are no triples.
        """
        while self._at < self._end:
            subject = self._node()
            items: list[_Item] = []
            while self._text not in (".", ""):
                items += self._verb(subject)
                while self._text == ";":
                    self._at += 1
            while self._text == ".":
                self._at += 1
            yield items, self._at

    def _verb(self, subject: tuple[int, int]) -> Iterator[_Item]:
        start = self._at
        alone, both = self._alternatives()
        verb = (start, self._at)
        while True:
            yield _Item(subject, verb, self._node(), alone, both)
            if self._text != ",":
                return
            self._at += 1

    def _node(self) -> tuple[int, int]:
        start, opened = self._at, 0
        while True:
            opened += (self._text in ("(", "[")) - (self._text in (")", "]"))
            self._step()
            if opened <= 0:
                break
        if self._at < self._end and self._tokens[self._at].kind == "language":
            self._at += 1
        elif self._text == "^^":
            self._at += 2
        elif self._tokens[start].text in ("+", "-"):
            self._step()
        return start, self._at

    def _alternatives(self) -> tuple[int, int]:
        alone, both = self._sequence()
        while self._text == "|":
            self._at += 1
            more = self._sequence()
            alone, both = alone + more[0], both + more[1]
        return alone, both

    def _sequence(self) -> tuple[int, int]:
        parts = [self._part()]
        while self._text == "/":
            self._at += 1
            parts.append(self._part())
        if len(parts) == 1:
            return parts[0]
        return 0, parts[0][0] * parts[1][0] if len(parts) == 2 else 0

    def _part(self) -> tuple[int, int]:
        while self._text == "^":
            self._at += 1
        found = self._primary()
        if self._text in ("*", "?"):
            self._at += 1
            return 1, 1
        if self._text == "+":
            self._at += 1
            return min(found[0], 1), min(found[0], 1)
        return found

    def _primary(self) -> tuple[int, int]:
        if self._text == "!":
            self._at += 1
            if self._text == "^":
                self._at += 1
            self._node()
            return 0, 0
        if self._text == "(":
            self._at += 1
            found = self._alternatives()
            if self._text != ")":
                raise UnclearError("a path without its end")
            self._at += 1
            return found
        return self._step(), 0

    @property
    def _text(self) -> str:
        return self._tokens[self._at].text if self._at < self._end else ""

    def _step(self) -> int:
        if self._at >= self._end:
            raise UnclearError("a pattern without its end")
        self._at += 1
        return 0
