"""SPARQL tokens in, the groups of a query and what stands in them out, by their places among the tokens.

The whole of SPARQL 1.1 queries is read, triples as one piece each; what is in an expression, only as far as it has
groups (EXISTS).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from server.sparql.lexer import Token, UnclearError, tokens

Edit = tuple[int, int, str]
"""Text to put in place of what stands from one offset to another."""
AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_FORMS: Final = frozenset({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"})
_END: Final = Token("end", "", -1, -1)


class Kind(Enum):
    """What an element of a group is; JOINED is a group or several in UNION."""

    TRIPLES = ""
    JOINED = "{"
    FILTER = "FILTER"
    BIND = "BIND"
    VALUES = "VALUES"
    OPTIONAL = "OPTIONAL"
    MINUS = "MINUS"
    GRAPH = "GRAPH"
    SERVICE = "SERVICE"


_KINDS: Final = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Element:
    """Tokens `start` to `end` (not with it); the groups in them; `name` is the graph's of GRAPH."""

    kind: Kind
    start: int
    end: int
    groups: tuple["Group", ...] = ()
    name: Token = _END


@dataclass(frozen=True, slots=True)
class Group:
    """The tokens `start` and `end` are its braces; with `select` it is a subquery and has no elements."""

    start: int
    end: int
    elements: tuple[Element, ...]
    select: "Level | None" = None


@dataclass(frozen=True, slots=True)
class Level:
    """A query or subquery: the token of its form, the tokens between that and its pattern, the groups in these, the
    pattern (None where there is none), and the tokens after it up to `end`."""

    form: int
    head: range
    inside: tuple[Group, ...]
    where: Group | None
    tail: range

    @property
    def all_groups(self) -> tuple[Group, ...]:
        """The groups of the head, the pattern and the tail."""
        return (*self.inside, *((self.where,) if self.where else ()))


@dataclass(frozen=True, slots=True)
class Structure:
    """A query: its text, its tokens and its outermost level."""

    text: str
    tokens: tuple[Token, ...]
    level: Level

    def slice(self, start: int, end: int, edits: Iterable[Edit] = ()) -> str:
        """The text of the tokens `start` to `end` (not with it), with the edits that lie in it."""
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        return (
            ""
            if end <= start
            else edited(self.text[:last], [e for e in edits if first <= e[0] and e[1] <= last])[first:]
        )

    def variables(self, places: Iterable[int]) -> dict[str, None]:
        """The variables among tokens, with "?", in their order."""
        return {f"?{self.tokens[i].text[1:]}": None for i in places if self.tokens[i].kind == "variable"}

    def words(self, places: Iterable[int]) -> set[str]:
        """The keywords among tokens, in capitals."""
        return {self.tokens[i].text.upper() for i in places if self.tokens[i].kind == "word"}

    def fresh(self, name: str) -> str:
        """A variable that the query does not have."""
        while name in self.text:
            name += "_"
        return f"?{name}"


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits; of two at one place the first comes first."""
    parts, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]


def groups_of(level: Level) -> Iterator[Group]:
    """All groups of a query, each before those in it."""
    waiting = list(level.all_groups)
    while waiting:
        group = waiting.pop()
        yield group
        waiting += [inner for element in group.elements for inner in element.groups]
        waiting += group.select.all_groups if group.select else ()


def read(text: str) -> Structure:
    """The structure of a query.

    Raises:
        UnclearError: it is no query of SPARQL 1.1 that can be read here.
    """
    found = (*tokens(text), Token("end", "", len(text), len(text)))
    form = next((i for i, token in enumerate(found) if token.kind == "word" and token.text.upper() in _FORMS), None)
    if form is None or "\\u" in text or "\\U" in text:
        raise UnclearError("no query, or one with escaped characters")
    reader = _Reader(found, form)
    level = reader.level()
    if reader.at != len(found) - 1:
        raise UnclearError("something stands behind the query")
    return Structure(text, found, level)


class _Reader:
    def __init__(self, found: Sequence[Token], at: int) -> None:
        self._tokens = found
        self.at = at

    def level(self) -> Level:
        form = self.at
        self.at += 1
        if self._tokens[form].is_word("CONSTRUCT") and self._here.text == "{":
            self._skip_braces()
        start = self.at
        inside = list(self._outside({"WHERE"}))
        head = range(start, self.at)
        if self._here.is_word("WHERE"):
            self.at += 1
        where = self.group() if self._here.text == "{" else None
        start = self.at
        while (more := self._tail()) is not None:
            inside += more
        return Level(form, head, tuple(inside), where, range(start, self.at))

    def _tail(self) -> list[Group] | None:
        """What stands behind the pattern, up to VALUES; None at the end."""
        found = list(self._outside({"VALUES"}))
        if self._here.is_word("VALUES"):
            self._values()
            return found
        return found or None

    def group(self) -> Group:
        start = self.at
        self._expect("{")
        if self._here.is_word("SELECT"):
            select = self.level()
            self._expect("}")
            return Group(start, self.at - 1, (), select)
        elements: list[Element] = []
        while self._here.text != "}":
            if self._here.text == ".":
                self.at += 1
            else:
                elements.append(self._element())
        self.at += 1
        return Group(start, self.at - 1, tuple(elements))

    def _element(self) -> Element:
        start, first = self.at, self._here
        kind = _KINDS.get(first.text.upper(), Kind.TRIPLES) if first.kind in ("word", "other") else Kind.TRIPLES
        name, groups = _END, []
        match kind:
            case Kind.TRIPLES:
                self._triples()
            case Kind.JOINED:
                groups.append(self.group())
                while self._here.is_word("UNION"):
                    self.at += 1
                    groups.append(self.group())
            case Kind.VALUES:
                self._values()
            case Kind.FILTER | Kind.BIND:
                self.at += 1
                groups += self._constraint()
            case _:
                self.at += 2 if self._tokens[self.at + 1].is_word("SILENT") else 1
                if kind in (Kind.GRAPH, Kind.SERVICE):
                    name = self._here
                    self.at += 1
                groups.append(self.group())
        return Element(kind, start, self.at, tuple(groups), name)

    def _constraint(self) -> list[Group]:
        while self._here.kind in ("word", "name", "iri"):
            self.at += 1
        return [self.group()] if self._here.text == "{" else list(self._brackets())

    def _triples(self) -> None:
        while self._here.text not in ("{", "}") and not self._begins_other():
            if self._here.text in ("(", "["):
                if list(self._brackets()):
                    raise UnclearError("a group in triples")
            elif self._here.kind == "end":
                raise UnclearError("a group without its end")
            else:
                self.at += 1

    def _begins_other(self) -> bool:
        return self._here.kind == "word" and self._here.text.upper() in _KINDS

    def _values(self) -> None:
        while self._here.text != "{":
            self._step()
        self._skip_braces()

    def _skip_braces(self) -> None:
        while self._here.text != "}":
            self._step()
        self.at += 1

    def _brackets(self) -> Iterator[Group]:
        """Go behind the bracket that closes the one that opens here; the groups between them."""
        opened = 0
        while True:
            if self._here.text == "{":
                yield self.group()
                continue
            opened += (self._here.text in ("(", "[")) - (self._here.text in (")", "]"))
            self._step()
            if opened <= 0:
                return

    def _outside(self, words: set[str]) -> Iterator[Group]:
        """Go on to a brace or one of the words outside brackets, or the end; the groups in brackets before it, and
        those of EXISTS."""
        while self._here.kind != "end" and self._here.text not in ("{", "}"):
            if self._here.kind == "word" and self._here.text.upper() in words:
                return
            if self._here.text == "(":
                yield from self._brackets()
            elif self._here.is_word("EXISTS"):
                self.at += 1
                yield self.group()
            else:
                self.at += 1

    @property
    def _here(self) -> Token:
        return self._tokens[self.at]

    def _step(self) -> None:
        if self._here.kind == "end":
            raise UnclearError("a bracket is open")
        self.at += 1

    def _expect(self, text: str) -> None:
        if self._here.text != text:
            raise UnclearError(f"{text} expected")
        self.at += 1
