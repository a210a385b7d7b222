"""Published statements in, the short cuts between things out (memberships, parties, participation, cooperation, conflicts)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations

from pyoxigraph import NamedNode, Quad

from graph.dates.values import Date
from graph.derivation.conflicts import BINDING, Conflict, concept, conflicts, said
from graph.facts import EntityRef
from graph.rdf.terms import node, spid
from graph.resolution.model import Statement
from ontology.namespaces import GRAPH_DERIVED

Pair = tuple[str, str]
"""Ids of two things, subject first."""


def derive(statements: Iterable[Statement]) -> Iterator[Quad]:
    """The quads of the derived graph. What a later document supersedes derives nothing."""
    known = list(statements)
    found = conflicts(known)
    outdated = {conflict.second for conflict in found if conflict.supersedes}
    valid = [statement for statement in known if statement.id not in outdated]
    parties, taking_part = party_pairs(valid), participation_pairs(valid)
    yield from pair_quads("org:memberOf", member_pairs(valid))
    yield from pair_quads("sp:hasParty", parties)
    yield from pair_quads("sp:participatesIn", taking_part)
    yield from pair_quads("sp:cooperatesWith", cooperation_pairs(parties | {(m, agent) for agent, m in taking_part}))
    yield from conflict_quads(found)


def member_pairs(statements: Iterable[Statement]) -> set[Pair]:
    """(member, organisation) of every membership that has not ended; an applicant is no member yet."""
    return {
        pair
        for s in statements
        if s.fact.kind == "Membership" and concept(s, "sp:status") not in {"ended", "applicant"}
        for pair in _pairs(s, "org:member", "org:organization")
    }


def party_pairs(statements: Iterable[Statement]) -> set[Pair]:
    """(agreement, party) of every signature, ratification, accession or entry into force that no later exit has undone.

    A plan to sign makes no party. An exit (withdrawal, termination) without a date undoes all; one with a date undoes what is not later.
    """
    bound: dict[Pair, list[Date | None]] = defaultdict(list)
    exits: dict[Pair, list[Date | None]] = defaultdict(list)
    for statement in statements:
        if statement.fact.kind != "AgreementAction":
            continue
        day = said(statement, "sp:date")
        for pair in _pairs(statement, "sp:agreement", "sp:party"):
            if concept(statement, "sp:action") in BINDING:
                bound[pair].append(day if isinstance(day, Date) else None)
            elif concept(statement, "sp:action") in {"withdrawal", "termination"}:
                exits[pair].append(day if isinstance(day, Date) else None)
    return {
        pair for pair, days in bound.items() if any(all(_is_later(day, end) for end in exits[pair]) for day in days)
    }


def _is_later(day: Date | None, end: Date | None) -> bool:
    return day is not None and end is not None and day.not_before > end.not_after


def participation_pairs(statements: Iterable[Statement]) -> set[Pair]:
    """(agent, mission) of every participation that is more than an invitation."""
    return {
        pair
        for s in statements
        if s.fact.kind == "Participation" and concept(s, "org:role") != "invited"
        for pair in _pairs(s, "sp:participant", "sp:mission")
    }


def cooperation_pairs(shared: Iterable[Pair]) -> set[Pair]:
    """Both orders of every two agents that share an agreement or a mission; `shared` has (agreement or mission, agent)."""
    agents: dict[str, set[str]] = defaultdict(set)
    for thing, agent in shared:
        agents[thing].add(agent)
    return {pair for group in agents.values() for pair in permutations(group, 2)}


def _pairs(statement: Statement, first: str, second: str) -> Iterator[Pair]:
    one, other = said(statement, first), said(statement, second)
    if isinstance(one, EntityRef) and isinstance(other, EntityRef) and one != other:
        yield one.key, other.key


def pair_quads(prop: str, pairs: Iterable[Pair]) -> Iterator[Quad]:
    """The pairs as quads of the derived graph."""
    predicate, graph = node(prop), NamedNode(GRAPH_DERIVED)
    for first, second in pairs:
        yield Quad(spid(first), predicate, spid(second), graph)


def conflict_quads(found: Iterable[Conflict]) -> Iterator[Quad]:
    """The conflicts as quads of the derived graph; a contradiction goes both ways."""
    for conflict in found:
        pair = (conflict.first, conflict.second)
        if conflict.supersedes:
            yield from pair_quads("sp:supersedes", [pair])
        else:
            yield from pair_quads("sp:contradicts", [pair, pair[::-1]])
