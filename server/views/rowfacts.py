"""A query and rows of its answer in, for each row the facts that it rests on out.

A fact speaks for a row where the query's pattern matched it on the way to that row, shown or not. Where the pattern
matched none (short cuts such as `org:memberOf`, names), the facts that speak of two things of the row, or of one and a
thing that the query names, do.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from ontology.namespaces import PREFIXES, SPID
from server.engine.frames import Job
from server.engine.run import QueryError
from server.engine.select import Row, select
from server.engine.service import Engine, Generation
from server.sparql.lexer import tokens
from server.views.asking import Binding, ask
from server.views.facts import is_fact, nodes
from server.views.solutions import SelectQuery, dissect, for_rows

MOST_ROWS: Final = 500
"""Rows that are asked for at once."""
PER_ROW: Final = 20
"""Facts that are named for one row."""
MOST_SOLUTIONS: Final = 20_000
MOST_THINGS: Final = 12
"""Things of one row that are looked at in pairs."""
MOST_PAIRS: Final = 3_000


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """Facts of one row, the first PER_ROW of `total`."""

    facts: tuple[str, ...]
    total: int


class BadRowError(ValueError):
    """A row is not as SPARQL's JSON has it."""


async def facts_of_rows(
    engine: Engine, generation: Generation, text: str, names: Sequence[str], rows: Sequence[Binding], job: Job
) -> list[RowEvidence]:
    """The facts of each row; `job` has the dataset and base of the query.

    Raises:
        BadRowError: a row is malformed.
        QueryError: a query failed.
        BusyError: no query process is free.
    """
    plain = [_plain(row, names) for row in rows]
    query = dissect(text)
    solutions = await _solutions(engine, generation, query, names, rows, job) if query else None
    matched = [_direct(row) for row in plain]
    things: list[set[str]] = [_things(row.values()) for row in plain]
    for index, found in enumerate(_per_row(plain, names, query, solutions or ())):
        for solution in found:
            matched[index].update(dict.fromkeys(value for value in solution.values() if is_fact(value)))
            things[index] |= _things(solution.values())
    missing = [index for index, found in enumerate(matched) if not found]
    constants = _constants(text)
    shared = await _shared(engine, generation, [things[i] for i in missing], constants)
    for index, extra in zip(missing, shared, strict=True):
        matched[index].update(dict.fromkeys(extra))
    return [RowEvidence(tuple(found)[:PER_ROW], len(found)) for found in matched]


async def _solutions(
    engine: Engine, generation: Generation, query: SelectQuery, names: Sequence[str], rows: Sequence[Binding], job: Job
) -> list[Row] | None:
    terms = [{name: _term(cell) for name, cell in row.items() if cell.get("type") != "bnode"} for row in rows]
    try:
        text = for_rows(query, names, terms, MOST_SOLUTIONS)
        reply = await ask(engine, generation, replace(job, query=text, max_rows=MOST_SOLUTIONS + 1))
    except QueryError as error:
        if error.failure.reason in ("syntax", "engine"):
            return None
        raise
    return [{name: str(cell["value"]) for name, cell in row.items()} for row in reply.rows]


def _per_row(
    rows: Sequence[Mapping[str, str]], names: Sequence[str], query: SelectQuery | None, solutions: Iterable[Row]
) -> list[list[Row]]:
    """The solutions of each row: those that agree with it in all that is not computed by an aggregate."""
    free = {e.name for e in query.expressions if e.aggregate} if query else set()
    kept = [name for name in names if name not in free]
    by_key: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for solution in solutions:
        by_key[tuple(solution.get(name, "") for name in kept)].append(solution)
    return [by_key.get(tuple(row.get(name, "") for name in kept), []) for row in rows]


def _plain(row: Binding, names: Sequence[str]) -> dict[str, str]:
    try:
        return {name: str(row[name]["value"]) for name in names if name in row}
    except (KeyError, TypeError):
        raise BadRowError("a row is an object of terms with type and value") from None


def _direct(row: Mapping[str, str]) -> dict[str, None]:
    return dict.fromkeys(value for value in row.values() if is_fact(value))


def _things(values: Iterable[str]) -> set[str]:
    return {
        v for v in values if v.startswith(SPID) and not re.match(r"(?:fact|passage|document|graph)-", v[len(SPID) :])
    }


def _constants(text: str) -> set[str]:
    """The things that a query names."""
    found = set()
    for token in tokens(text):
        if token.kind == "iri":
            found.add(token.text[1:-1])
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            found.add(PREFIXES.get(prefix, "") + local)
    return _things(found)


async def _shared(
    engine: Engine, generation: Generation, groups: Sequence[set[str]], constants: set[str]
) -> list[list[str]]:
    """For each group of things, the facts that speak of two of them, or of one and a constant."""
    wanted = [_pairs(group, constants) for group in groups]
    pairs = sorted({pair for listed in wanted for pair in listed})[:MOST_PAIRS]
    if not pairs:
        return [[] for _ in groups]
    values = " ".join(f"({nodes(pair)})" for pair in pairs)
    query = f"""SELECT DISTINCT ?a ?b ?fact WHERE {{ VALUES (?a ?b) {{ {values} }}
  ?fact ?p ?a ; ?q ?b ; prov:wasDerivedFrom ?passage }} LIMIT {MOST_SOLUTIONS}"""
    by_pair: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in await select(engine, generation, query):
        by_pair[row["a"], row["b"]].append(row["fact"])
    return [sorted({fact for pair in listed for fact in by_pair.get(pair, ())}) for listed in wanted]


def _pairs(group: set[str], constants: set[str]) -> list[tuple[str, str]]:
    """Pairs of things, the one named by the row first."""
    own = sorted(group)[:MOST_THINGS]
    named = [(a, b) for a in own for b in sorted(constants - group)]
    return named + [(a, b) for index, a in enumerate(own) for b in own[index + 1 :]]


def _term(cell: Mapping[str, Any]) -> str:
    """A term as SPARQL writes it.

    Raises:
        BadRowError: it is none.
    """
    try:
        value = str(cell["value"])
        if cell["type"] == "uri":
            return str(NamedNode(value))
        if language := cell.get("xml:lang"):
            return str(Literal(value, language=str(language)))
        datatype = cell.get("datatype")
        return str(Literal(value, datatype=NamedNode(str(datatype))) if datatype else Literal(value))
    except (KeyError, ValueError) as error:
        raise BadRowError(f"a cell is no term: {error}") from None
