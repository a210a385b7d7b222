"""A SELECT query in, the query for all variables of its pattern out: so that a row can be asked for the facts that it
was made from, which the query itself does not show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from server.sparql.lexer import Token, tokens

_AGGREGATE: Final = re.compile(r"\b(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\(", re.IGNORECASE)
_OPENING: Final = {"(": ")", "{": "}", "[": "]"}


@dataclass(frozen=True, slots=True)
class Expression:
    """`(text AS ?name)` of a SELECT or GROUP BY clause."""

    name: str
    text: str
    aggregate: bool


@dataclass(frozen=True, slots=True)
class SelectQuery:
    """A SELECT query in parts: prologue, dataset clauses, pattern with its braces, trailing VALUES; names that it
    computes."""

    prologue: str
    dataset: str
    pattern: str
    values: str
    expressions: tuple[Expression, ...]


def dissect(text: str) -> SelectQuery | None:
    """The parts of a SELECT query; None for another form, or where the parts cannot be told apart."""
    stream = list(tokens(text))
    select = next((i for i, token in enumerate(stream) if token.kind == "word" and not _in_prologue(stream, i)), None)
    if select is None or not stream[select].is_word("SELECT"):
        return None
    opening = _first_outside(stream, select, "{")
    closing = _closing(stream, opening) if opening is not None else None
    if opening is None or closing is None:
        return None
    clauses = next((i for i in range(select, opening) if stream[i].is_word("FROM")), opening)
    where = opening - 1 if stream[opening - 1].is_word("WHERE") else opening
    trailing = next((i for i in range(closing, len(stream)) if stream[i].is_word("VALUES")), len(stream))
    heads = (*_expressions(text, stream, select, clauses), *_expressions(text, stream, closing + 1, trailing))
    return SelectQuery(
        prologue=text[: stream[select].start],
        dataset=text[stream[clauses].start : stream[where].start] if clauses < opening else "",
        pattern=text[stream[opening].start : stream[closing].start + 1],
        values=text[stream[trailing].start :] if trailing < len(stream) else "",
        expressions=heads,
    )


def for_rows(query: SelectQuery, names: Sequence[str], rows: Sequence[Mapping[str, str]], limit: int) -> str:
    """The query for all variables of the solutions from which rows were made. `rows` have terms as SPARQL writes them.

    Computed names that are aggregates say nothing of a single solution and are left free.
    """
    free = {e.name for e in query.expressions if e.aggregate}
    bound = [e for e in query.expressions if not e.aggregate]
    kept = [name for name in names if name not in free]
    binds = " ".join(f"BIND({e.text} AS ?{e.name})" for e in bound if e.name in kept)
    lines = {" ".join(row.get(name, "UNDEF") for name in kept) for row in rows}
    values = ""
    if kept and rows:
        variables = " ".join(f"?{name}" for name in kept)
        values = f"VALUES ({variables}) {{ {' '.join(f'({line})' for line in sorted(lines))} }}"
    return f"{query.prologue}SELECT * {query.dataset} WHERE {{ {query.pattern} {binds} {values} }} LIMIT {limit} {query.values}"


def _in_prologue(stream: Sequence[Token], index: int) -> bool:
    token = stream[index]
    return token.text.upper() in ("PREFIX", "BASE", "VERSION")


def _first_outside(stream: Sequence[Token], start: int, wanted: str) -> int | None:
    depth = 0
    for index in range(start, len(stream)):
        text = stream[index].text
        if stream[index].kind != "other":
            continue
        if text == wanted and depth == 0:
            return index
        depth += (text == "(") - (text == ")")
    return None


def _closing(stream: Sequence[Token], start: int) -> int | None:
    opening = stream[start].text
    depth = 0
    for index in range(start, len(stream)):
        if stream[index].kind == "other":
            depth += (stream[index].text == opening) - (stream[index].text == _OPENING[opening])
            if depth == 0:
                return index
    return None


def _expressions(text: str, stream: Sequence[Token], start: int, stop: int) -> tuple[Expression, ...]:
    found = []
    index = start
    while index < stop:
        if stream[index].text != "(" or (end := _closing(stream, index)) is None:
            index += 1
            continue
        if stream[end - 2].is_word("AS") and stream[end - 1].kind == "variable":
            inner = text[stream[index].start + 1 : stream[end - 2].start].strip()
            found.append(Expression(stream[end - 1].text[1:], inner, bool(_AGGREGATE.search(inner))))
        index = end + 1
    return tuple(found)


def with_day(text: str, day: str) -> str:
    """The query with `?asOf` replaced by a day, as `xsd:date`; without a day, the query as it is."""
    if not day:
        return text
    pieces, end = [], 0
    for token in tokens(text):
        if token.kind == "variable" and token.text[1:] == "asOf":
            pieces += [text[end : token.start], f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>']
            end = token.start + len(token.text)
    return "".join(pieces) + text[end:]
