"""Reconciliation queries in, candidates with their scores out: by name, and by the values of properties where the table tells some."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import anyio.to_thread
from pyoxigraph import NamedNode
from rapidfuzz import fuzz

from ontology.namespaces import PREFIXES, SPID
from server.engine.select import select
from server.engine.service import Engine, Generation
from server.http.problems import ProblemError
from server.search.index import Index, Thing, fold

MOST: Final = 25
"""Candidates of one name."""
SURE: Final = 95.0
"""Score from which the only candidate is a match."""
_NAME_WEIGHS: Final = 2
"""A name counts as much as so many properties."""
_STRICT: Final = frozenset({"any", "should", "all"})

Values = Mapping[tuple[str, str], Sequence[str]]
"""Folded texts (of a literal, or the names and the id of a thing) by subject and property."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for one cell: a name ("" for none), classes (all of them with `strict` = all, one of them with any,
    better one of them with should), property IRIs with folded values, and how many candidates at most."""

    name: str
    kinds: frozenset[str]
    strict: str
    properties: tuple[tuple[str, tuple[str, ...]], ...]
    limit: int

    def takes(self, thing: Thing) -> bool:
        """Whether a thing is of the classes asked for."""
        if self.strict == "all":
            return self.kinds <= set(thing.kinds)
        return not self.kinds or self.strict == "should" or not self.kinds.isdisjoint(thing.kinds)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing, how well it fits (0 to 100), and how well its name and each property do."""

    thing: Thing
    score: float
    features: tuple[tuple[str, float], ...]


def wanted(query: Any) -> Wanted:
    """A query of the protocol, read.

    Raises:
        ProblemError: 400 where it is none.
    """
    if not isinstance(query, dict) or not (isinstance(query.get("query"), str) or query.get("properties")):
        raise ProblemError(400, "each reconciliation query is an object with the member query, or with properties")
    kinds = query.get("type") or []
    kinds = [kinds] if isinstance(kinds, str) else kinds
    strict, limit, properties = query.get("type_strict", "any"), query.get("limit", 5), query.get("properties") or []
    if not isinstance(kinds, list) or not isinstance(properties, list) or strict not in _STRICT:
        raise ProblemError(400, "type is a text or a list, properties a list, type_strict any, should or all")
    return Wanted(
        str(query.get("query", ""))[:500],
        frozenset(iri_of(str(kind)) for kind in kinds),
        strict,
        tuple(_property(item) for item in properties[:20]),
        max(1, min(int(limit), MOST)) if isinstance(limit, int | float) and limit > 0 else 5,
    )


async def candidates(
    engine: Engine, generation: Generation, index: Index, queries: Sequence[Wanted]
) -> list[list[Candidate]]:
    """The candidates of each query, best first.

    Raises:
        QueryError: the values of properties could not be read.
        BusyError: no query process is free.
    """
    found: list[list[tuple[Thing, float | None]]] = []
    for query in queries:
        if query.name:
            names = await anyio.to_thread.run_sync(index.names, query.name, MOST)
            found.append([(item.thing, item.score) for item in names])
        else:
            found.append([(thing, None) for thing in await _holders(engine, generation, index, query)])
    values = await _values(engine, generation, queries, {thing.iri for one in found for thing, _ in one})
    return [_ranked(query, one, values) for query, one in zip(queries, found, strict=True)]


def _ranked(query: Wanted, found: Iterable[tuple[Thing, float | None]], values: Values) -> list[Candidate]:
    ranked = [_candidate(query, thing, score, values) for thing, score in found if query.takes(thing)]
    aside = query.kinds if query.strict == "should" else frozenset()
    ranked.sort(key=lambda one: (bool(aside) and aside.isdisjoint(one.thing.kinds), -one.score))
    return ranked[: query.limit]


def _candidate(query: Wanted, thing: Thing, name: float | None, values: Values) -> Candidate:
    features = [] if name is None else [("name", name)]
    for iri, texts in query.properties:
        held = values.get((thing.iri, iri), ())
        likeness = max((fuzz.ratio(one, other) for one in texts for other in held), default=0.0)
        features.append((iri, round(likeness, 1)))
    weights = [_NAME_WEIGHS if feature == "name" else 1 for feature, _ in features]
    total = sum(weight * value for weight, (_, value) in zip(weights, features, strict=True))
    return Candidate(thing, round(total / sum(weights), 1), tuple(features))


async def _values(engine: Engine, generation: Generation, queries: Sequence[Wanted], things: set[str]) -> Values:
    properties = {iri for query in queries for iri, _ in query.properties}
    if not properties or not things:
        return {}
    query = f"""SELECT DISTINCT ?s ?p ?o ?name {{ VALUES ?s {{ {_nodes(things)} }} VALUES ?p {{ {_nodes(properties)} }}
      ?s ?p ?o OPTIONAL {{ ?o skos:prefLabel|skos:altLabel|sp:acronym ?name }} }}"""
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in await select(engine, generation, query):
        held[row["s"], row["p"]] += [fold(row["o"].removeprefix(SPID)), fold(row.get("name", ""))]
    return held


async def _holders(engine: Engine, generation: Generation, index: Index, query: Wanted) -> list[Thing]:
    """The things that have the first property with one of its values, for a query without a name."""
    if not query.properties:
        return []
    iri, texts = query.properties[0]
    select_all = (
        f"""SELECT DISTINCT ?s ?o ?name {{ ?s {_nodes([iri])} ?o OPTIONAL {{ ?o skos:prefLabel|sp:acronym ?name }} }}"""
    )
    rows = await select(engine, generation, select_all)
    subjects = dict.fromkeys(
        row["s"] for row in rows if {fold(row["o"].removeprefix(SPID)), fold(row.get("name", ""))} & set(texts)
    )
    return [index.things[subject] for subject in subjects if subject in index.things]


def _property(item: Any) -> tuple[str, tuple[str, ...]]:
    if not isinstance(item, dict) or not isinstance(item.get("pid"), str) or "v" not in item:
        raise ProblemError(400, "each property of a reconciliation query has the members pid and v")
    values = item["v"] if isinstance(item["v"], list) else [item["v"]]
    texts = (str(value.get("id", "")) if isinstance(value, dict) else str(value) for value in values[:20])
    return checked(iri_of(item["pid"])), tuple(fold(text[:500].removeprefix(SPID)) for text in texts)


def iri_of(text: str) -> str:
    """The IRI of an id, a prefixed name or an IRI."""
    prefix, colon, local = text.partition(":")
    if not colon:
        return SPID + text
    return PREFIXES[prefix] + local if prefix in PREFIXES else text


def checked(iri: str) -> str:
    """The IRI.

    Raises:
        ProblemError: 400 where it is none.
    """
    try:
        return NamedNode(iri).value
    except ValueError:
        raise ProblemError(400, f"{iri} is no IRI") from None


def _nodes(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris))
