"""Tokens of a query in, its shape out: the pieces of its WHERE clause with the places where they stand in the text.

Read are SELECT and ASK with triple patterns, property paths, FILTER, BIND, VALUES, OPTIONAL, MINUS, UNION, GRAPH and
EXISTS; other queries (subqueries, blank nodes, FROM, SERVICE, BASE …) are not planned.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import RDF
from server.sparql.lexer import Token, UnclearError, clear_tokens

_TYPE: Final = f"<{RDF}type>"
_GROUPS: Final = frozenset({"OPTIONAL", "MINUS", "GRAPH"})
_ESCAPE: Final = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Path:
    """What stands between subject and object: `only` is the one predicate or variable where it is no more than that.

    `predicates` are all that are named; `everywhere` tells that it can also match by what is not named: a variable, a
    negated set."""

    text: str
    only: str | None
    predicates: frozenset[str]
    everywhere: bool = False
    empty: bool = False
    """Whether it can match without a step (`*`, `?`)."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern; `subject` and `object` as absolute terms ("?x", "<…>", literals), with their text as
    written."""

    subject: str
    path: Path
    object: str
    text: str

    @property
    def variables(self) -> frozenset[str]:
        """The variables in it."""
        return frozenset(t for t in (self.subject, self.path.only or "", self.object) if t.startswith("?"))


@dataclass(frozen=True, slots=True)
class Piece:
    """FILTER, BIND or VALUES as written; `tokens` are its tokens."""

    kind: str
    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Nested:
    """A group in a group: OPTIONAL, MINUS, GRAPH (with its `name`), EXISTS, or UNION (also of one)."""

    kind: str
    groups: tuple["Group", ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in braces, in order; `start` and `end` are the places inside the braces."""

    elements: tuple[Pattern | Piece | Nested, ...]
    start: int
    end: int

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """Its own triple patterns."""
        return tuple(element for element in self.elements if isinstance(element, Pattern))

    def all_patterns(self) -> Iterator[Pattern]:
        """Its own and those of the groups in it."""
        for element in self.elements:
            if isinstance(element, Pattern):
                yield element
            elif isinstance(element, Nested):
                for group in element.groups:
                    yield from group.all_patterns()


@dataclass(frozen=True, slots=True)
class Query:
    """A query: `form` is SELECT or ASK; `head` are the tokens between form and WHERE, `tail` those after it."""

    text: str
    prologue: str
    form: str
    head: tuple[Token, ...]
    where: Group
    tail: tuple[Token, ...]


def parse(text: str, prefixes: Mapping[str, str]) -> Query:
    """The shape of a query; `prefixes` are those that need no declaration.

    Raises:
        UnclearError: it is not in the part of SPARQL that is read here, or no query.
    """
    return _Reader(text, dict(prefixes)).query()


class _Reader:
    def __init__(self, text: str, prefixes: dict[str, str]) -> None:
        self._text = text
        self._prefixes = prefixes
        self._tokens = clear_tokens(text)
        self._at = 0

    def query(self) -> Query:
        while self._peek().text == "PREFIX":
            self._prefix()
        prologue = self._text[: self._peek().start]
        form = self._take()
        if form.text not in ("SELECT", "ASK"):
            raise UnclearError("only SELECT and ASK are read")
        first = self._at
        while self._peek().text not in ("WHERE", "{", ""):
            if self._take().text in ("FROM", "BASE"):
                raise UnclearError("a dataset")
        head = tuple(self._tokens[first : self._at])
        if self._peek().text == "WHERE":
            self._take()
        where = self._group()
        tail = tuple(self._tokens[self._at : -1])
        if any(token.text in "{}" for token in tail):
            raise UnclearError("VALUES or EXISTS behind the pattern")
        return Query(self._text, prologue, form.text, head, where, tail)

    def _prefix(self) -> None:
        self._take()
        label, iri = self._take(), self._take()
        if label.kind != "name" or not label.text.endswith(":") or iri.kind != "iri":
            raise UnclearError("a prefix")
        self._prefixes[label.text[:-1]] = iri.text[1:-1]

    def _group(self) -> Group:
        self._expect("{")
        start = self._tokens[self._at - 1].end
        elements: list[Pattern | Piece | Nested] = []
        while self._peek().text != "}":
            word = self._peek()
            if word.kind == "word" and word.text in ("FILTER", "BIND", "VALUES"):
                elements.append(self._piece())
            elif word.kind == "word" and word.text in _GROUPS:
                elements.append(self._nested(self._take().text))
            elif word.text == "{":
                elements.append(self._union())
            else:
                elements.extend(self._triples())
            if self._peek().text == "." and not isinstance(elements[-1], Pattern):
                self._take()
        end = self._take().start
        return Group(tuple(elements), start, end)

    def _nested(self, kind: str) -> Nested:
        name = self._node() if kind == "GRAPH" else ""
        return Nested(kind, (self._group(),), name)

    def _union(self) -> Nested:
        groups = [self._group()]
        while self._peek().text == "UNION":
            self._take()
            groups.append(self._group())
        return Nested("UNION", tuple(groups))

    def _piece(self) -> Piece | Nested:
        first = self._at
        kind = self._take().text
        if kind == "VALUES":
            while self._peek().text not in ("{", ""):
                self._take()
            self._balanced("{", "}")
        else:
            if self._peek().text == "NOT" or self._peek().text == "EXISTS":
                if self._take().text == "NOT" and self._take().text != "EXISTS":
                    raise UnclearError("NOT without EXISTS")
                return Nested("EXISTS", (self._group(),))
            if self._peek().kind in ("word", "name", "iri"):
                self._take()
            self._balanced("(", ")")
        tokens = tuple(self._tokens[first : self._at])
        if kind != "VALUES" and any(token.text == "{" for token in tokens):
            raise UnclearError("EXISTS in an expression")
        return Piece(kind, self._text[tokens[0].start : tokens[-1].end], tokens)

    def _balanced(self, opening: str, closing: str) -> None:
        self._expect(opening)
        depth = 1
        while depth:
            token = self._take()
            if token.kind == "other":
                depth += (token.text == opening) - (token.text == closing)
            elif token.kind == "end":
                raise UnclearError("a bracket is open")

    def _triples(self) -> list[Pattern]:
        """The patterns of one subject, and the dot after them."""
        found: list[Pattern] = []
        subject_start = self._peek().start
        subject = self._node()
        subject_text = self._text[subject_start : self._tokens[self._at - 1].end]
        while True:
            path = self._path()
            while True:
                start = self._peek().start
                value = self._term()
                written = self._text[start : self._tokens[self._at - 1].end]
                found.append(Pattern(subject, path, value, f"{subject_text} {path.text} {written} ."))
                if self._peek().text != ",":
                    break
                self._take()
            while self._peek().text == ";":
                self._take()
            if self._peek().text == "." or self._peek().text == "}" or self._tokens[self._at - 1].text != ";":
                break
        if self._peek().text == ".":
            self._take()
        elif self._peek().text != "}" and self._peek().text not in _GROUPS | {"FILTER", "BIND", "VALUES", "{"}:
            raise UnclearError("a pattern without its end")
        return found

    def _path(self) -> Path:
        start = self._peek()
        if start.kind == "variable":
            self._take()
            return Path(start.text, start.text, frozenset(), everywhere=True)
        predicates: set[str] = set()
        marks = self._alternatives(predicates)
        text = self._text[start.start : self._tokens[self._at - 1].end]
        only = next(iter(predicates)) if not marks and len(predicates) == 1 else None
        return Path(text, only, frozenset(predicates), "!" in marks, "*" in marks or "?" in marks)

    def _alternatives(self, predicates: set[str]) -> set[str]:
        """Read a path; returns the marks in it."""
        marks = self._step(predicates)
        while self._peek().kind == "other" and self._peek().text in "/|":
            marks |= {self._take().text} | self._step(predicates)
        return marks

    def _step(self, predicates: set[str]) -> set[str]:
        marks: set[str] = set()
        while self._peek().text in ("^", "!"):
            marks.add(self._take().text)
        if self._peek().text == "(":
            marks |= {self._take().text} | self._alternatives(predicates)
            self._expect(")")
        else:
            predicates.add(self._predicate())
        if self._peek().kind == "other" and self._peek().text in "+*?":
            marks.add(self._take().text)
        return marks

    def _predicate(self) -> str:
        token = self._peek()
        if token.kind == "word" and self._text[token.start : token.end] == "a":
            self._take()
            return _TYPE
        if token.kind not in ("iri", "name"):
            raise UnclearError("a path")
        return self._term()

    def _node(self) -> str:
        """A variable or IRI."""
        term = self._term()
        if term[0] not in "?<":
            raise UnclearError("a literal in the wrong place")
        return term

    def _term(self) -> str:
        """A variable, IRI or literal as an absolute term."""
        token = self._take()
        if token.kind in ("variable", "iri"):
            return token.text
        if token.kind == "name":
            return self._resolve(token)
        if token.kind == "string":
            following = self._peek()
            if following.kind == "language":
                return token.text + self._take().text
            if following.text == "^^":
                self._take()
                kind = self._term()
                if not kind.startswith("<"):
                    raise UnclearError("a datatype")
                return f"{token.text}^^{kind}"
            return token.text
        raise UnclearError(f"{token.text!r} where a term is read")

    def _resolve(self, token: Token) -> str:
        prefix, _, local = token.text.partition(":")
        if prefix not in self._prefixes:
            raise UnclearError("an unknown prefix")
        return "<" + self._prefixes[prefix] + _ESCAPE.sub(r"\1", local) + ">"

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _expect(self, text: str) -> None:
        if self._take().text != text:
            raise UnclearError(f"{text} expected")
