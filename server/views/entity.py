"""An IRI and a day in, all that the page about it shows out: names, claims by kind with their evidence, roster,
conflicts, timeline, neighbours. Programs get the same at `/entities/…`."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import DCTERMS, GRAPH_DERIVED, ORG, RDF, RDFS, SKOS, SP, SPID
from server.engine.select import Row, select
from server.engine.service import Engine, Generation
from server.linked import short
from server.views import conflicts
from server.views.asof import Standing
from server.views.claims import Table, kind_name, table_of
from server.views.decisions import Decision, decisions_of
from server.views.facts import (
    INFLUENCED,
    KINDS,
    MOST_INDEXED,
    Evidence,
    Mention,
    Value,
    evidence_of,
    facts_of,
    is_fact,
    mentions,
    nodes,
    value_of,
    words,
)
from server.views.roster import MOST_ROWS, Change, Roster, Statement, roster_on, statements
from server.views.roster import changes as changes_between
from server.views.timeline import Timeline, timeline

MOST_ENTRIES: Final = 150
"""Entries of a roster that a page shows."""
QUOTED: Final = 4
"""Facts of an entry whose sentences are shown with it; the others are behind a link."""
PER_KIND: Final = 60
"""Facts of one kind that a page shows at once."""
_NAMES: Final = frozenset({SKOS + "altLabel", SP + "acronym", SP + "formerName"})
_HIDDEN: Final = (
    frozenset({RDF + "type", SKOS + "prefLabel", SKOS + "inScheme", SP + "demonym", SP + "ambiguousName"})
    | {SP + "cooperatesWith", SP + "hasParty", SP + "participatesIn", ORG + "memberOf"}
    | _NAMES
)
_BROAD: Final = frozenset({"agent", "entity", "organization", "country", "concept", "fact", "named individual"})
_LINKS: Final = (
    (SP + "cooperatesWith", "Cooperates with", False),
    (ORG + "memberOf", "Member of", False),
    (ORG + "memberOf", "Members", True),
    (SP + "hasParty", "Party to", True),
    (SP + "hasParty", "Parties", False),
    (SP + "participatesIn", "Takes part in", False),
    (SP + "participatesIn", "Participants", True),
)


@dataclass(frozen=True, slots=True)
class Section:
    """The facts of one kind: a table of claims, how many facts there are, and which page of them this is."""

    kind: str
    title: str
    table: Table
    total: int
    page: int
    pages: int
    later: int


@dataclass(frozen=True, slots=True)
class RosterView:
    """Members of an organisation, or memberships, on the day, and what changed since the day compared with.

    `evidence` is that of the newest facts of each entry; `capped`: not all statements could be read.
    """

    title: str
    side: str
    roster: Roster
    compared: Roster | None
    changes: tuple[Change, ...]
    evidence: Mapping[str, tuple[Evidence, ...]]
    capped: bool


@dataclass(frozen=True, slots=True)
class EntityView:
    """What a page about one thing shows. `capped`: it has more facts than are counted."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    former_names: tuple[str, ...]
    decisions: tuple[Decision, ...]
    properties: tuple[tuple[str, tuple[Value, ...]], ...]
    total: int
    capped: bool
    rosters: tuple[RosterView, ...]
    sections: tuple[Section, ...]
    conflicts: tuple[conflicts.Conflict, ...]
    timeline: Timeline | None
    neighbours: tuple[tuple[str, tuple[Value, ...], int], ...]
    day: str
    compare: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked about a thing: a day, a day to compare with, and for one kind of fact a page ("" and 1 else)."""

    day: str = ""
    compare: str = ""
    kind: str = ""
    page: int = 1


async def view(engine: Engine, generation: Generation, iri: str, wanted: Wanted) -> EntityView | None:
    """The view of a thing; None where the graph does not speak of it.

    Raises:
        ValueError: it is no IRI.
        QueryError: a query failed.
        BusyError: no query process is free.
    """
    node = nodes([iri])
    own, spoken, near = await asyncio.gather(
        select(engine, generation, _OWN.format(node)),
        mentions(engine, generation, iri),
        select(engine, generation, _NEAR.format(node, GRAPH_DERIVED)),
    )
    if not own and not spoken and not near:
        return None
    kinds = tuple(sorted({words(row["o"]) for row in own if row["p"] == RDF + "type"} - _BROAD))
    deciding = {row["o"] for row in own if row["p"] == INFLUENCED and row["o@type"] == "iri"}
    sections, (rosters, found), decisions = await asyncio.gather(
        _sections(engine, generation, iri, spoken, wanted),
        _rosters_and_conflicts(engine, generation, iri, spoken, wanted),
        decisions_of(engine, generation, deciding),
    )
    return EntityView(
        iri=iri,
        label=_label(iri, own, spoken),
        kinds=kinds,
        names=_texts(own, SKOS + "altLabel", SP + "acronym"),
        former_names=_texts(own, SP + "formerName"),
        decisions=tuple(sorted(decisions.values(), key=lambda decision: (decision.day, decision.iri))),
        properties=() if is_fact(iri) else _properties([row for row in own if row["o"] not in decisions]),
        total=min(len(spoken), MOST_INDEXED),
        capped=len(spoken) > MOST_INDEXED,
        rosters=rosters,
        sections=sections,
        conflicts=found,
        timeline=timeline((section.table for section in sections), wanted.day),
        neighbours=_neighbours(near),
        day=wanted.day,
        compare=wanted.compare,
    )


async def _sections(
    engine: Engine, generation: Generation, iri: str, spoken: Sequence[Mention], wanted: Wanted
) -> tuple[Section, ...]:
    by_kind: dict[str, list[Mention]] = defaultdict(list)
    for mention in spoken:
        by_kind[mention.kind].append(mention)
    shown = {kind: _page(by_kind[kind], wanted, kind) for kind in KINDS if kind in by_kind}
    facts = {
        fact.iri: fact for fact in await facts_of(engine, generation, [m.iri for ms in shown.values() for m in ms])
    }
    sections = []
    for kind, listed in shown.items():
        table = table_of(kind, [facts[m.iri] for m in listed if m.iri in facts], iri, wanted.day)
        later = sum(claim.standing == Standing.LATER for claim in table.claims)
        total = len(by_kind[kind])
        page = wanted.page if wanted.kind == kind else 1
        sections.append(Section(kind, kind_name(kind), table, total, page, -(-total // PER_KIND), later))
    return tuple(sections)


def _page(listed: Sequence[Mention], wanted: Wanted, kind: str) -> Sequence[Mention]:
    start = (wanted.page - 1) * PER_KIND if wanted.kind == kind else 0
    return listed[start : start + PER_KIND]


async def _rosters_and_conflicts(
    engine: Engine, generation: Generation, iri: str, spoken: Sequence[Mention], wanted: Wanted
) -> tuple[tuple[RosterView, ...], tuple[conflicts.Conflict, ...]]:
    pairs = await conflicts.pairs_of(engine, generation, [m.iri for m in spoken[:1_000]])
    side_by_side = await conflicts.side_by_side(engine, generation, pairs[:25])
    rosters = []
    if not is_fact(iri) and any(m.kind == "Membership" for m in spoken):
        for side, title in (("organization", "Members"), ("member", "Memberships")):
            said = await statements(engine, generation, iri, side)
            if said:
                rosters.append(await _roster_view(engine, generation, said, side, title, wanted))
    return tuple(rosters), tuple(side_by_side)


async def _roster_view(
    engine: Engine, generation: Generation, said: Sequence[Statement], side: str, title: str, wanted: Wanted
) -> RosterView:
    now = roster_on(said, wanted.day, side)
    then = roster_on(said, wanted.compare, side) if wanted.compare else None
    changed = tuple(changes_between(then, now)) if then else ()
    listed = [change.facts for change in changed] + [entry.facts for entry in now.entries[:MOST_ENTRIES]]
    newest = [fact for facts in listed for fact in facts[:QUOTED]]
    evidence = await evidence_of(engine, generation, list(dict.fromkeys(newest)))
    return RosterView(title, side, now, then, changed, evidence, len(said) >= MOST_ROWS)


def _label(iri: str, own: Sequence[Row], spoken: Sequence[Mention]) -> str:
    for prop in (SKOS + "prefLabel", DCTERMS + "title", RDFS + "label"):
        found = next((row["o"] for row in own if row["p"] == prop), "")
        if found:
            return found
    if is_fact(iri) and spoken:
        return f"{words(SP + spoken[0].kind).capitalize()}, as a document states it"
    return short(iri)


def _texts(own: Sequence[Row], *props: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["o"] for row in own if row["p"] in props))


def _properties(own: Sequence[Row]) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    found: dict[str, list[Value]] = defaultdict(list)
    for row in own:
        if row["p"] not in _HIDDEN and not row["o"].startswith(SPID + "fact-"):
            found[words(row["p"])].append(value_of(row))
    return tuple((name, tuple(values)) for name, values in found.items())


def _neighbours(near: Sequence[Row]) -> tuple[tuple[str, tuple[Value, ...], int], ...]:
    groups: Mapping[tuple[str, bool], dict[str, Value]] = defaultdict(dict)
    for row in near:
        groups[row["p"], row["inward"] == "true"].setdefault(row["o"], value_of(row))
    counts = Counter({key: len(values) for key, values in groups.items()})
    listed = []
    for prop, title, inward in _LINKS:
        values = sorted(groups[prop, inward].values(), key=lambda v: v.text) if (prop, inward) in counts else []
        if values:
            listed.append((title, tuple(values[:60]), len(values)))
    return tuple(listed)


_OWN: Final = (
    "SELECT ?p ?o ?label WHERE {{ {0} ?p ?o OPTIONAL {{ ?o skos:prefLabel ?name }} OPTIONAL {{ ?o rdfs:label ?called }}"
    " BIND(COALESCE(?name, ?called) AS ?label) }} ORDER BY ?p ?o LIMIT 500"
)
_NEAR: Final = """SELECT ?p ?o ?label ?inward WHERE {{
  {{ GRAPH <{1}> {{ ?o ?p {0} }} BIND(true AS ?inward) }} UNION {{ GRAPH <{1}> {{ {0} ?p ?o }} BIND(false AS ?inward) }}
  FILTER(?p NOT IN (sp:contradicts, sp:supersedes)) OPTIONAL {{ ?o skos:prefLabel ?label }}
}} LIMIT 4000"""
