"""A release and filters in, who cooperates with whom out: agents, and what binds them (agreements and missions), each
with the address of its evidence."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import anyio.to_thread

from ontology.namespaces import SP
from server.engine.select import Row, select
from server.engine.service import Engine, Generation
from server.linked import path_of, short
from server.views.facts import words
from server.views.memo import Memo

MOST_ROWS: Final = 60_000
MOST_AGENTS: Final = 120
"""Agents that a drawing shows; those with most ties are kept."""
MOST_BONDS: Final = 200
_AGENT_KINDS: Final = (
    "state",
    "space agency",
    "intergovernmental organization",
    "international body",
    "government body",
    "scientific society",
    "research institution",
    "university",
    "company",
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is to be shown: kinds of agents (none: all), kind of bond, a topic, a period (ISO days, "" open), one agent
    and what binds it."""

    kinds: frozenset[str] = frozenset()
    bond: str = ""
    topic: str = ""
    since: str = ""
    until: str = ""
    about: str = ""
    undated: bool = True


@dataclass(frozen=True, slots=True)
class Agent:
    """A state or organisation; `ties` counts what binds it to others here, `short` is its acronym if it has one."""

    iri: str
    label: str
    short: str
    kind: str
    path: str
    ties: int


@dataclass(frozen=True, slots=True)
class Tie:
    """An agent's part in a bond: what it did or is, and when first."""

    agent: str
    label: str
    part: str
    date: str


@dataclass(frozen=True, slots=True)
class Bond:
    """An agreement or a mission with those it binds. `evidence` is the address of its evidence."""

    iri: str
    label: str
    kind: str
    path: str
    date: str
    topics: tuple[str, ...]
    ties: tuple[Tie, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Network:
    """What fits the filters: agents by number of ties, bonds newest first; `left_out` agents and bonds that did not
    fit; `capped` where not all of the release was read."""

    agents: tuple[Agent, ...]
    bonds: tuple[Bond, ...]
    left_out_agents: int
    left_out_bonds: int
    capped: bool
    topics: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    thing: str
    agent: str
    part: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class _Base:
    """All parts of a release, with labels, kinds and topics."""

    parts: Sequence[_Part]
    labels: Mapping[str, str]
    acronyms: Mapping[str, str]
    kinds: Mapping[str, str]
    topics: Mapping[str, frozenset[str]]
    capped: bool
    missions: frozenset[str]


class Networks:
    """Networks of the release that is served; what they are made from is read once."""

    def __init__(self, engine: Engine, memo: Memo) -> None:
        self._engine = engine
        self._memo = memo

    async def find(self, generation: Generation, filters: Filters) -> Network:
        """The network that fits the filters.

        Raises:
            QueryError: a query failed.
            BusyError: no query process is free.
        """
        return await anyio.to_thread.run_sync(select_network, await self.prepare(generation), filters)

    async def prepare(self, generation: Generation) -> "_Base":
        """What all networks of a release are made from; the errors are those of `find`."""
        return await self._memo.get(generation.release, "network", lambda: self._read(generation))

    async def _read(self, generation: Generation) -> _Base:
        async def rows(query: str) -> list[Row]:
            return await select(self._engine, generation, query, 5 * MOST_ROWS)

        parts = [_parts(_AGREED), _parts(_FLOWN), _periods(_AGREED), _periods(_FLOWN)]
        queries = (*parts, _TIES, _NAMES, _TOPICS)
        agreed, flown, signed_on, flown_on, ties, names, topics = await asyncio.gather(*map(rows, queries))
        dated = [*signed_on, *flown_on]
        return await anyio.to_thread.run_sync(_base, agreed, flown, dated, ties, names, topics)


def select_network(base: _Base, filters: Filters) -> Network:
    """The part of a release's cooperation that fits the filters."""
    by_thing: dict[str, list[_Part]] = defaultdict(list)
    for part in base.parts:
        if _fits(part, base, filters):
            by_thing[part.thing].append(part)
    whole = {
        thing: parts
        for thing, parts in by_thing.items()
        if len({part.agent for part in parts}) > 1
        and (not filters.about or any(part.agent == filters.about for part in parts))
    }
    degrees = Counter(agent for parts in whole.values() for agent in {part.agent for part in parts})
    ranked = sorted(degrees, key=lambda agent: (agent != filters.about, -degrees[agent], base.labels.get(agent, agent)))
    kept = frozenset(ranked[:MOST_AGENTS])
    bonds = [_bond(thing, parts, base, kept) for thing, parts in whole.items()]
    shown = sorted((b for b in bonds if len(b.ties) > 1), key=lambda b: (b.date, b.label), reverse=True)
    return Network(
        agents=tuple(_agent(iri, base, degrees[iri]) for iri in ranked[:MOST_AGENTS]),
        bonds=tuple(shown[:MOST_BONDS]),
        left_out_agents=len(ranked) - len(kept),
        left_out_bonds=len(whole) - min(len(shown), MOST_BONDS),
        capped=base.capped,
        topics=tuple(
            sorted({(t, base.labels.get(t, short(t))) for ts in base.topics.values() for t in ts}, key=_label)
        ),
        kinds=tuple(kind for kind in _AGENT_KINDS if kind in set(base.kinds.values())),
    )


def _label(pair: tuple[str, str]) -> str:
    return pair[1]


def _fits(part: _Part, base: _Base, filters: Filters) -> bool:
    if filters.bond and (filters.bond == "mission") != (part.thing in base.missions):
        return False
    if filters.kinds and part.agent != filters.about and base.kinds.get(part.agent, "") not in filters.kinds:
        return False
    if filters.topic and filters.topic not in base.topics.get(part.thing, ()):
        return False
    if not part.since:
        return filters.undated or not (filters.since or filters.until)
    return (not filters.until or part.since <= filters.until) and (not filters.since or part.until >= filters.since)


def _agent(iri: str, base: _Base, ties: int) -> Agent:
    label = base.labels.get(iri, short(iri))
    return Agent(iri, label, base.acronyms.get(iri, ""), base.kinds.get(iri, ""), path_of(iri) or iri, ties)


def _bond(thing: str, parts: Iterable[_Part], base: _Base, kept: frozenset[str]) -> Bond:
    by_agent: dict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        if part.agent in kept:
            by_agent[part.agent].append(part)
    ties = tuple(
        Tie(
            agent=agent,
            label=base.labels.get(agent, short(agent)),
            part=", ".join(sorted({part.part for part in own if part.part})),
            date=min((part.since for part in own if part.since), default=""),
        )
        for agent, own in sorted(by_agent.items(), key=lambda item: base.labels.get(item[0], item[0]))
    )
    return Bond(
        iri=thing,
        label=base.labels.get(thing, short(thing)),
        kind="mission" if thing in base.missions else "agreement",
        path=path_of(thing) or thing,
        date=max((tie.date for tie in ties), default=""),
        topics=tuple(sorted(base.labels.get(topic, short(topic)) for topic in base.topics.get(thing, ()))),
        ties=ties,
        evidence=f"/evidence?about={short(thing)}",
    )


def _base(
    agreed: Sequence[Row],
    flown: Sequence[Row],
    dated: Sequence[Row],
    ties: Sequence[Row],
    names: Sequence[Row],
    topics: Sequence[Row],
) -> _Base:
    periods = {_key(row): row for row in dated}
    bound = {(row["thing"], row["agent"]) for row in ties}
    labels = {row["s"]: row["name"] for row in names}
    kinds: dict[str, str] = {}
    for row in names:
        kind = words(row["kind"]) if row.get("kind", "").startswith(SP) else ""
        if kind in _AGENT_KINDS or row["s"] not in kinds:
            kinds[row["s"]] = kind
    by_thing: dict[str, set[str]] = defaultdict(set)
    for row in topics:
        by_thing[row["thing"]].add(row["topic"])
        labels[row["topic"]] = row.get("name") or short(row["topic"])
    return _Base(
        parts=[
            _part(row, periods.get(_key(row), {})) for row in (*agreed, *flown) if (row["thing"], row["agent"]) in bound
        ],
        labels=labels,
        acronyms=_acronyms(names, kinds),
        kinds=kinds,
        topics={thing: frozenset(found) for thing, found in by_thing.items()},
        capped=max(len(agreed), len(flown)) > MOST_ROWS,
        missions=frozenset(row["thing"] for row in flown),
    )


def _key(row: Row) -> tuple[str, str, str]:
    return row["thing"], row["agent"], row.get("as", "")


def _part(row: Row, period: Row) -> _Part:
    part = words(row["as"]) if "as" in row else ""
    return _Part(row["thing"], row["agent"], part, period.get("first", ""), period.get("last", ""))


def _acronyms(names: Sequence[Row], kinds: Mapping[str, str]) -> dict[str, str]:
    """The shortest acronym of each organisation, without full stops; states go by their names."""
    found: dict[str, str] = {}
    for row in names:
        acronym = row.get("acronym", "")
        if acronym and "." not in acronym and kinds.get(row["s"]) != "state":
            found[row["s"]] = min(found.get(row["s"], acronym), acronym, key=lambda text: (len(text), text))
    return found


_AGREED: Final = """?fact sp:agreement ?thing ; sp:party ?agent ; sp:action ?as .
  FILTER(?as NOT IN (spv:withdrawal, spv:termination, spv:planned-signature, spv:negotiation))"""
_FLOWN: Final = "?fact sp:mission ?thing ; sp:participant ?agent . OPTIONAL { ?fact org:role ?as }"
_DATED: Final = "?fact sp:notBefore ?from ; sp:notAfter ?to"


def _parts(facts: str) -> str:
    """All parts that such facts tell."""
    return f"SELECT DISTINCT ?thing ?agent ?as WHERE {{ {facts} }} LIMIT {MOST_ROWS + 1}"


def _periods(facts: str) -> str:
    """The periods of those that tell one; asked for apart, since engines differ in the least of values that are not all there."""
    return f"""SELECT ?thing ?agent ?as (MIN(?from) AS ?first) (MAX(?to) AS ?last) WHERE {{ {facts} {_DATED} }}
    GROUP BY ?thing ?agent ?as LIMIT {MOST_ROWS + 1}"""


_TIES: Final = f"""SELECT ?thing ?agent WHERE {{ {{ ?thing sp:hasParty ?agent }} UNION {{ ?agent sp:participatesIn ?thing }} }}
LIMIT {2 * MOST_ROWS}"""
_NAMES: Final = f"""SELECT DISTINCT ?s ?name ?kind ?acronym WHERE {{
  {{ SELECT DISTINCT ?s WHERE {{ {{ ?s sp:hasParty ?x }} UNION {{ ?x sp:hasParty ?s }} UNION {{ ?s sp:participatesIn ?x }}
     UNION {{ ?x sp:participatesIn ?s }} }} LIMIT {MOST_ROWS} }}
  ?s skos:prefLabel ?name
  OPTIONAL {{ ?s a ?kind FILTER(STRSTARTS(STR(?kind), STR(sp:))) }} OPTIONAL {{ ?s sp:acronym ?acronym }}
}} LIMIT {4 * MOST_ROWS}"""
_TOPICS: Final = f"""SELECT DISTINCT ?thing ?topic ?name WHERE {{ ?fact a sp:Coverage ; sp:agreement ?thing ; sp:topic ?topic
  OPTIONAL {{ ?topic skos:prefLabel ?name }} }} LIMIT {MOST_ROWS}"""
