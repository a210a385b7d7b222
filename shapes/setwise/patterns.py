"""A SPARQL query of a constraint in; which triples it looks at, and whether it can be asked for all focus nodes at once, out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from ontology.namespaces import RDF
from shapes.setwise.errors import NotSetwiseError
from shapes.setwise.paths import PathReader, Step

THIS: Final = "?this"
_TOKEN: Final = re.compile(
    r"""\s+ | \#[^\n]* | (?P<symbol> <[^<>"{}|^`\\\s]*>
    | (?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')(?:@[\w-]+|\^\^(?:<[^>]*>|[\w-]*:[\w.-]*))?
    | [?$]\w+ | [\w-]*:[\w-]* | \w[\w.]*\w|\w | &&|\|\||!=|<=|>=|[{}()\[\].;,/|^*+?=<>!-] )""",
    re.VERBOSE,
)
_REFUSED: Final = frozenset({"MINUS", "SERVICE", "VALUES", "GRAPH", "LIMIT", "OFFSET"})
_PREBOUND: Final = frozenset({"?PATH", "?shapesGraph", "?currentShape"})
_CHANGING: Final = frozenset({"EXISTS", "NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern of one step; terms are variables (`?name`) or SPARQL terms."""

    subject: str
    step: Step
    value: str

    @property
    def text(self) -> str:
        """The pattern in SPARQL."""
        return f"{self.subject} {self.step.text} {self.value} ."

    @property
    def variables(self) -> set[str]:
        """Its variables."""
        return {term for term in (self.subject, self.value) if term.startswith("?")}


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression of variables and terms alone: what it says of their values does not change with the data."""

    text: str
    variables: frozenset[str]


@dataclass(slots=True)
class Group:
    """A group of a query: its own patterns and filters, and the groups in it, with what they are to it."""

    patterns: list[Pattern] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    """Those that are read: without EXISTS, and with nothing that is another at the next call."""
    children: list[tuple[str, "Group"]] = field(default_factory=list)
    """select, join, union, optional; holds: after a FILTER EXISTS; exists: in any other expression."""
    said: set[str] = field(default_factory=set)
    """The variables of its filters and bindings."""

    def binds(self, variable: str) -> bool:
        """Whether each solution of the group has a value for the variable."""
        if any(variable in (pattern.subject, pattern.value) for pattern in self.patterns):
            return True
        branches = [child.binds(variable) for kind, child in self.children if kind == "union"]
        joined = (child.binds(variable) for kind, child in self.children if kind in ("join", "select"))
        return any(joined) or (bool(branches) and all(branches))


@dataclass(frozen=True, slots=True)
class Query:
    """A constraint's query: its text with prefixes, the places after `WHERE {` where focus nodes can be put in, its outermost group.

    `gate` is set where the query joins a SELECT with HAVING: it asks for the nodes that this finds. Others have no solutions.
    """

    text: str
    openings: tuple[int, ...]
    root: Group
    gate: "Gate | None" = None

    def for_nodes(self, nodes: str) -> str:
        """The query for these nodes (IRIs in angle brackets) only."""
        text = self.text
        for opening in sorted(self.openings, reverse=True):
            text = f"{text[:opening]} VALUES {THIS} {{ {nodes} }} {text[opening:]}"
        return text


@dataclass(frozen=True, slots=True)
class Gate:
    """A part of a query as a query of its own, and the group that it is there."""

    query: Query
    group: Group


def read_query(prologue: Mapping[str, str], text: str) -> Query:
    """The query of a constraint, `text`, with the prefixes it may use (prefix → namespace).

    Raises:
        NotSetwiseError: asked for all focus nodes at once it might answer something else than for each of them.
    """
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prologue.items())
    reader = _Reader(text, prologue, len(head))
    root = reader.select()
    _check("select", root)
    joined = [inner for kind, child in root.children if kind == "join" for _, inner in child.children]
    gates = (
        Gate(read_query(prologue, f"SELECT DISTINCT $this {{ {{ {text[start:end]} }} }}"), group)
        for group, start, end in reader.limited
        if root.patterns and any(group is inner for inner in joined)
    )
    return Query(head + text, tuple(reader.openings), root, next(gates, None))


def _check(kind: str, group: Group) -> None:
    """What a group after EXISTS says of $this is said of the node around it; any other group has to find the node itself."""
    if (kind == "select" or (kind not in ("exists", "holds") and THIS in group.said)) and not group.binds(THIS):
        raise NotSetwiseError("a group of the query uses $this without a triple pattern that binds it")
    for inner, child in group.children:
        _check(inner, child)


class _Reader:
    """Recursive descent over the tokens of a query."""

    def __init__(self, text: str, prologue: Mapping[str, str], offset: int) -> None:
        self._tokens = [(m["symbol"], m.start(), m.end()) for m in _tokens(text)]
        self._place = 0
        self._prefixes = prologue
        self._offset = offset
        self._fresh = count()
        self._renamed: list[tuple[int, set[str]]] = []
        self.openings: list[int] = []
        self.limited: list[tuple[Group, int, int]] = []
        """The groups of SELECTs with HAVING, and where these stand in the text."""

    def select(self) -> Group:
        """A whole SELECT query: of the constraint, or in a group of it."""
        start = self._start
        self._expect("SELECT")
        shown, words = self._until("{")
        if THIS not in shown or "*" in words or "?failure" in shown:
            raise NotSetwiseError("a SELECT of the query does not name $this, or names everything or a failure")
        self._renamed.append((next(self._fresh), shown))
        opening = self._tokens[self._place][2] + self._offset
        group = self._group()
        if [kind for kind, _ in group.children] != ["select"] or group.patterns:
            self.openings.append(opening)
        self._renamed.pop()
        grouped, rest = self._until("}", "")
        if _REFUSED & set(rest):
            raise NotSetwiseError(f"the query uses {', '.join(sorted(_REFUSED & set(rest)))}")
        if ("GROUP" in rest and THIS not in grouped) or ("GROUP" not in rest and _AGGREGATES & set(words)):
            raise NotSetwiseError("the query counts over all focus nodes")
        if "HAVING" in rest:
            self.limited.append((group, start, self._start))
        return group

    @property
    def _next(self) -> str:
        return self._tokens[self._place][0] if self._place < len(self._tokens) else ""

    @property
    def _start(self) -> int:
        """Where the next symbol starts in the text; the end of the text where there is none."""
        return self._tokens[self._place][1] if self._place < len(self._tokens) else self._tokens[-1][2]

    @property
    def _word(self) -> str:
        return self._next.upper()

    def _take(self) -> str:
        symbol = self._next
        self._place += 1
        return symbol

    def _expect(self, symbol: str) -> None:
        if self._take().upper() != symbol:
            raise NotSetwiseError(f"the query is not read: {symbol} expected")

    def _until(self, *ends: str) -> tuple[set[str], list[str]]:
        """The variables up to a symbol, which stays: those named by themselves or after AS, in the names of the query; the words."""
        shown: set[str] = set()
        words: list[str] = []
        depth = 0
        while (symbol := self._next) not in ends:
            depth += (symbol == "(") - (symbol == ")")
            if symbol[0] in "?$" and len(symbol) > 1 and (depth == 0 or words[-1] == "AS"):
                shown.add(f"?{symbol[1:]}")
            words.append(self._word)
            self._take()
        return shown, words

    def _group(self) -> Group:
        self._expect("{")
        if self._word == "SELECT":
            inner = self.select()
            self._expect("}")
            return Group(children=[("select", inner)])
        group = Group()
        while self._next != "}":
            self._part(group)
        self._take()
        return group

    def _part(self, group: Group) -> None:
        word = self._word
        if word in _REFUSED or not word:
            raise NotSetwiseError(f"the query uses {word or 'what is not read'}")
        if word in ("FILTER", "BIND"):
            self._take()
            start = self._place
            self._expression(group)
            if word == "FILTER":
                group.filters += self._filters([symbol for symbol, _, _ in self._tokens[start : self._place]])
        elif word == "OPTIONAL":
            self._take()
            group.children.append(("optional", self._group()))
        elif word == "{":
            branches = [self._group()]
            while self._word == "UNION":
                self._take()
                branches.append(self._group())
            group.children += [("join" if len(branches) == 1 else "union", branch) for branch in branches]
        elif word == ".":
            self._take()
        else:
            self._triples(group)

    def _expression(self, group: Group) -> None:
        """A filter's or binding's expression, up to its end; groups after EXISTS are read. One that is all of a filter has to hold."""
        depth = 0
        kind = "holds" if self._word == "EXISTS" else "exists"
        while True:
            symbol = self._next
            if not symbol:
                raise NotSetwiseError("an expression of the query has no end")
            if self._word == "EXISTS":
                self._take()
                group.children.append((kind, self._group()))
                if depth == 0:
                    return
                continue
            if symbol[0] in "?$" and len(symbol) > 1:
                group.said.add(self._variable(symbol))
            self._take()
            depth += (symbol == "(") - (symbol == ")")
            if symbol == ")" and depth == 0:
                return

    def _filters(self, symbols: Sequence[str]) -> Iterator[Filter]:
        """The filter of these symbols, with names as patterns have them; none where it is not to be read."""
        if any(symbol.upper() in _CHANGING or "^^" in symbol for symbol in symbols):
            return
        variables = {s: self._variable(s) for s in symbols if s[0] in "?$" and len(s) > 1}
        words = (
            variables[s] if s in variables else self._iri(s) if ":" in s and s[0] not in "\"'<" else s for s in symbols
        )
        yield Filter(f"FILTER({' '.join(words)})", frozenset(variables.values()))

    def _triples(self, group: Group) -> None:
        subject = self._term()
        while True:
            routes = self._path()
            while True:
                self._add(group, subject, routes, self._term())
                if self._next != ",":
                    break
                self._take()
            if self._next != ";":
                return
            self._take()

    def _path(self) -> list[tuple[Step, ...]]:
        tokens: list[str] = []
        depth = 0
        while True:
            symbol = self._next
            if depth == 0 and tokens and tokens[-1] not in ("/", "|", "^", "(") and symbol not in _IN_PATHS:
                return PathReader(tokens).whole()
            if symbol[:1] in ("?", "$") and len(symbol) > 1:
                raise NotSetwiseError("the query has a variable in the place of a predicate")
            depth += (symbol == "(") - (symbol == ")")
            tokens.append(symbol if symbol in _IN_PATHS or symbol in "(^" else self._iri(symbol))
            self._take()

    def _add(self, group: Group, subject: str, routes: list[tuple[Step, ...]], value: str) -> None:
        if len(routes) > 1:
            steps = {(step.inverse, step.closure) for route in routes for step in route}
            if any(len(route) != 1 for route in routes) or len(steps) != 1:
                raise NotSetwiseError("the query has a choice of longer paths")
            (inverse, closure), predicates = steps.pop(), tuple(p for route in routes for p in route[0].predicates)
            routes = [(Step(predicates, inverse, closure),)]
        nodes = [subject, *(f"?step{next(self._fresh)}" for _ in routes[0][1:]), value]
        group.patterns += [
            Pattern(start, step, end) for start, step, end in zip(nodes, routes[0], nodes[1:], strict=False)
        ]

    def _term(self) -> str:
        symbol = self._take()
        if symbol[:1] in ("?", "$"):
            return self._variable(symbol)
        return symbol if symbol[:1] in "\"'" or symbol[:1].isdigit() else self._iri(symbol)

    def _variable(self, symbol: str) -> str:
        """The variable under a name of its own where a SELECT around it does not show it."""
        name = f"?{symbol[1:]}"
        if name in _PREBOUND:
            raise NotSetwiseError(f"the query uses ${name[1:]}")
        for number, shown in reversed(self._renamed[1:]):
            if name not in shown:
                return f"{name}_{number}"
        return name

    def _iri(self, symbol: str) -> str:
        if symbol == "a":
            return f"<{RDF}type>"
        prefix, colon, local = symbol.partition(":")
        if symbol.startswith("<"):
            return symbol
        if not colon or prefix not in self._prefixes:
            raise NotSetwiseError(f"the query has {symbol!r} where a term is looked for")
        return f"<{self._prefixes[prefix]}{local}>"


_IN_PATHS: Final = frozenset({"/", "|", ")", "*", "+", "?"})


def _tokens(text: str) -> Iterator[re.Match[str]]:
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise NotSetwiseError(f"the query is not read from {text[place : place + 20]!r} on")
        place = match.end()
        if match["symbol"]:
            yield match
