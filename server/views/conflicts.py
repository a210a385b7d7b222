"""Facts in, the pairs of which one contradicts or supersedes the other, side by side, out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import SP
from server.engine.select import select
from server.engine.service import Engine, Generation
from server.views.columns import COLUMNS
from server.views.facts import Fact, Value, facts_of, nodes, words

MOST_PAIRS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Line:
    """One property of both sides of a conflict; `differs` where they do not say the same."""

    name: str
    first: tuple[Value, ...]
    second: tuple[Value, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two facts; where `supersedes`, the first holds in the place of the second."""

    kind: str
    supersedes: bool
    first: Fact
    second: Fact
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two facts by IRI."""

    first: str
    second: str
    supersedes: bool
    kind: str


async def all_pairs(engine: Engine, generation: Generation) -> list[Pair]:
    """All conflicts of the release, supersessions last; at most one more than MOST_PAIRS."""
    rows = await select(
        engine,
        generation,
        f"""SELECT DISTINCT ?a ?how ?b ?kind WHERE {{ VALUES ?how {{ sp:contradicts sp:supersedes }} ?a ?how ?b ; a ?kind
  FILTER(STRSTARTS(STR(?kind), STR(sp:)) && ?kind != sp:Fact) FILTER(?how = sp:supersedes || STR(?a) < STR(?b)) }}
ORDER BY ?how ?kind ?a ?b LIMIT {MOST_PAIRS + 1}""",
    )
    return [Pair(r["a"], r["b"], r["how"] == SP + "supersedes", r["kind"].removeprefix(SP)) for r in rows]


async def pairs_of(engine: Engine, generation: Generation, facts: Sequence[str]) -> list[Pair]:
    """The conflicts in which one of these facts has a part; at most 200."""
    if not facts:
        return []
    rows = await select(engine, generation, _OF_FACTS.format(nodes(facts)))
    return [Pair(r["a"], r["b"], r["how"] == SP + "supersedes", "") for r in rows]


async def side_by_side(engine: Engine, generation: Generation, pairs: Sequence[Pair]) -> list[Conflict]:
    """The facts of pairs, line by line."""
    iris = list(dict.fromkeys(iri for pair in pairs for iri in (pair.first, pair.second)))
    found = {fact.iri: fact for fact in await facts_of(engine, generation, iris)}
    return [
        Conflict(
            kind=found[pair.first].kind,
            supersedes=pair.supersedes,
            first=found[pair.first],
            second=found[pair.second],
            lines=_lines(found[pair.first], found[pair.second]),
        )
        for pair in pairs
        if pair.first in found and pair.second in found
    ]


def count_by_kind(pairs: Sequence[Pair]) -> dict[str, int]:
    """How many conflicts there are of each kind of fact."""
    return dict(sorted(Counter(pair.kind for pair in pairs).items()))


def _lines(first: Fact, second: Fact) -> tuple[Line, ...]:
    names = {prop: name for name, prop in COLUMNS.get(first.kind, ())}
    for prop in (*first.values, *second.values):
        names.setdefault(prop, words(prop).capitalize())
    lines = []
    for prop, name in names.items():
        one, other = first.values.get(prop, ()), second.values.get(prop, ())
        if one or other:
            lines.append(Line(name, one, other, one != other))
    return tuple(lines)


_OF_FACTS: Final = """SELECT DISTINCT ?a ?how ?b WHERE {{ VALUES ?fact {{ {0} }}
  {{ ?fact sp:supersedes ?b BIND(?fact AS ?a) BIND(sp:supersedes AS ?how) }}
  UNION {{ ?a sp:supersedes ?fact BIND(?fact AS ?b) BIND(sp:supersedes AS ?how) }}
  UNION {{ ?fact sp:contradicts ?other BIND(sp:contradicts AS ?how)
    BIND(IF(STR(?fact) < STR(?other), ?fact, ?other) AS ?a) BIND(IF(STR(?fact) < STR(?other), ?other, ?fact) AS ?b) }}
}} ORDER BY ?how ?a ?b LIMIT 200"""
