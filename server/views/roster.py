"""An organisation or a member and a day in, who was a member of what on that day, with the documents that say so, out.

A membership that tells its own dates counts by them. One that tells none counts from the day of the document that says
it, until another says that it has ended or changed. For a day before the first statement, the first statement is what
is shown, marked as such.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ontology.namespaces import SPV
from server.engine.select import Row, select
from server.engine.service import Engine, Generation
from server.linked import path_of, short
from server.views.asof import OVER, Dates, Standing, earliest, first_day, standing
from server.views.facts import nodes

MOST_ROWS: Final = 10_000
_ROLES: Final = (
    "chair",
    "full-member",
    "founding-member",
    "member",
    "signatory-member",
    "associate-member",
    "observer",
)


class Basis(StrEnum):
    """On what ground an entry stands in a roster."""

    DATED = "dated"
    """By the dates that the membership itself tells."""
    STATED = "stated"
    """A document of that day or before says so."""
    UNDATED = "undated"
    """A document without a date says so."""
    EARLIEST = "earliest"
    """No document is as old as the day; the oldest one says so."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact's word on a membership."""

    fact: str
    member: str
    member_label: str
    organisation: str
    organisation_label: str
    role: str
    role_label: str
    status: str
    since: str
    until: str
    dates: Dates


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a roster: who, in which role, and the facts that it rests on, newest first."""

    iri: str
    label: str
    path: str
    role: str
    role_label: str
    status: str
    since: str
    until: str
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is a member on a day ("" for no day: what the documents say now). `first` is the first day of any
    statement."""

    day: str
    entries: tuple[Entry, ...]
    first: str
    basis: str

    def count(self) -> dict[str, int]:
        """Entries by role label, in the order of the roster."""
        counts: dict[str, int] = {}
        for entry in self.entries:
            counts[entry.role_label] = counts.get(entry.role_label, 0) + 1
        return counts


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two days: joined, left, or another role."""

    iri: str
    label: str
    path: str
    what: str
    before: str
    after: str
    facts: tuple[str, ...]


async def statements(engine: Engine, generation: Generation, iri: str, side: str) -> list[Statement]:
    """The statements (at most MOST_ROWS) on the members of an organisation (side "organization") or the memberships of a member
    ("member").

    Raises:
        ValueError: it is no IRI.
        QueryError: the query failed.
        BusyError: no query process is free.
    """
    query = _QUERY.format(node=nodes([iri]), side=side, most=MOST_ROWS)
    rows = await select(engine, generation, query, MOST_ROWS)
    seen: dict[str, Row] = {}
    for row in rows:
        seen.setdefault(row["fact"], row)
    named = sorted({row[name] for row in rows for name in ("member", "organisation", "role") if name in row})
    found = await select(engine, generation, _LABELS.format(nodes(named))) if named else []
    labels = {row["s"]: row["name"] for row in found}
    return [_statement(row, labels) for row in seen.values()]


def roster_on(said: Sequence[Statement], day: str, side: str) -> Roster:
    """The roster of a day; without a day, of the newest statements."""
    when = day or "9999-12-31"
    first = earliest(first_day(s.dates.asserted_on) for s in said)
    chosen, basis = _chosen(said, when)
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in chosen:
        groups[statement.member if side == "organization" else statement.organisation].append(statement)
    entries = [entry for iri, group in groups.items() for entry in _entries(iri, group, when, side, basis)]
    return Roster(day, tuple(sorted(entries, key=_order)), first, basis)


def changes(before: Roster, after: Roster) -> list[Change]:
    """Who joined, left or changed role from one roster to the other."""
    old, new = _by_iri(before), _by_iri(after)
    found = []
    for iri in {**new, **old}:
        was, now = old.get(iri, ()), new.get(iri, ())
        before_text, after_text = _roles(was), _roles(now)
        if before_text == after_text:
            continue
        entry = (now or was)[0]
        what = "joined" if not was else "left" if not now else "changed"
        found.append(Change(iri, entry.label, entry.path, what, before_text, after_text, entry.facts))
    return sorted(found, key=lambda c: (("joined", "changed", "left").index(c.what), c.label))


def _by_iri(roster: Roster) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in roster.entries:
        found[entry.iri] = (*found.get(entry.iri, ()), entry)
    return found


def _roles(entries: Iterable[Entry]) -> str:
    return ", ".join(sorted({entry.role_label or "member" for entry in entries}))


def _chosen(said: Sequence[Statement], when: str) -> tuple[list[Statement], str]:
    """The statements that speak for a day, and on what ground: those that hold; else undated; else the first."""
    by_standing: dict[Standing, list[Statement]] = defaultdict(list)
    for statement in said:
        by_standing[standing(statement.dates, when)].append(statement)
    held = by_standing[Standing.HOLDS] + by_standing[Standing.OVER]
    if any(not s.dates.not_before for s in held):
        return held + by_standing[Standing.UNDATED], Basis.STATED
    if by_standing[Standing.UNDATED]:
        return held + by_standing[Standing.UNDATED], Basis.UNDATED
    later = [s for s in by_standing[Standing.LATER] if not s.dates.not_before]
    if later:
        first = earliest(first_day(s.dates.asserted_on) for s in later)
        return held + [s for s in later if first_day(s.dates.asserted_on) == first], Basis.EARLIEST
    return held, Basis.DATED


def _entries(iri: str, group: Sequence[Statement], when: str, side: str, basis: str) -> Iterable[Entry]:
    """One entry for each role that the newest word on this member gives it; none where that is that it has ended."""
    newest = max((_said_on(s) for s in group), default="")
    current = [s for s in group if _said_on(s) == newest]
    roles: dict[str, list[Statement]] = defaultdict(list)
    for statement in current:
        over = standing(statement.dates, when) is Standing.OVER or (statement.dates.ended and not statement.until)
        if not over:
            roles[statement.role].append(statement)
    for role, speaking in roles.items():
        support = [s for s in group if s.role == role]
        one = next((s for s in speaking if s.since), speaking[0])
        label = one.member_label if side == "organization" else one.organisation_label
        dated = any(s.dates.not_before for s in speaking)
        yield Entry(
            iri=iri,
            label=label,
            path=path_of(iri) or "",
            role=role,
            role_label=one.role_label,
            status=one.status,
            since=next((s.since for s in support if s.since), ""),
            until=one.until,
            basis=Basis.DATED if dated else Basis(basis) if newest else Basis.UNDATED,
            facts=tuple(s.fact for s in sorted(support, key=_said_on, reverse=True)),
        )


def _said_on(statement: Statement) -> str:
    return first_day(statement.dates.asserted_on)


def _order(entry: Entry) -> tuple[int, str, str]:
    role = entry.role.removeprefix(SPV)
    return (_ROLES.index(role) if role in _ROLES else len(_ROLES), role, entry.label)


def _statement(row: Row, labels: Mapping[str, str]) -> Statement:
    status = row.get("status", "")
    ended = "until" in row or status in OVER
    return Statement(
        fact=row["fact"],
        member=row["member"],
        member_label=labels.get(row["member"]) or short(row["member"]),
        organisation=row["organisation"],
        organisation_label=labels.get(row["organisation"]) or short(row["organisation"]),
        role=row.get("role", ""),
        role_label=labels.get(row.get("role", ""), ""),
        status=status.removeprefix(SPV).replace("-", " "),
        since=row.get("since", ""),
        until=row.get("until", ""),
        dates=Dates("Membership", row.get("from", ""), row.get("to", ""), row.get("said", ""), ended),
    )


_QUERY: Final = """SELECT ?fact ?member ?organisation ?role ?status ?since ?until ?from ?to ?said WHERE {{
  ?fact org:{side} {node} ; a sp:Membership ; org:member ?member ; org:organization ?organisation .
  OPTIONAL {{ ?fact org:role ?role }} OPTIONAL {{ ?fact sp:status ?status }}
  OPTIONAL {{ ?fact schema:startDate ?since }} OPTIONAL {{ ?fact schema:endDate ?until }}
  OPTIONAL {{ ?fact sp:notBefore ?from }} OPTIONAL {{ ?fact sp:notAfter ?to }} OPTIONAL {{ ?fact sp:assertedOn ?said }}
}} LIMIT {most}"""
_LABELS: Final = "SELECT ?s ?name WHERE {{ VALUES ?s {{ {0} }} ?s skos:prefLabel ?name }}"
