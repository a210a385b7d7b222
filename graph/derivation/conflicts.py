"""Statements of several documents in, the pairs that contradict or supersede each other out; one function a rule."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from graph.dates.values import Date
from graph.facts import Concept
from graph.resolution.model import Statement
from graph.resolution.same_agreement import PLANS

BINDING: Final = frozenset({"signature", "ratification", "accession", "entry-into-force"})
"""Actions by which a party is bound, or has at least signed."""
_ROLES_THAT_AGREE: Final = frozenset({"member", "founding-member", "full-member", "chair"})


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """Two statements of different documents that cannot both hold now, by their ids.

    The first supersedes the second, or, where `supersedes` is False, each contradicts the other (listed once, the smaller id first).
    """

    first: str
    second: str
    supersedes: bool


Rule = Callable[[Statement, Statement], bool | None]
"""Two statements on one subject in. None: they agree, or it is for the call with the two swapped to say.
True: the first makes the second obsolete, whatever the documents' dates. False: they differ, and the later document decides."""


def launch_dates(first: Statement, second: Statement) -> bool | None:
    """A launch that took place makes every plan of it obsolete. Two plans, or two launches, differ when their dates cannot be one day.

    "Launched" and "failed" differ on the same day too.
    """
    statuses = {concept(first, "sp:status"), concept(second, "sp:status")}
    if "planned" in statuses and len(statuses) > 1:
        return True if concept(second, "sp:status") == "planned" else None
    return False if apart(first, second) or len(statuses) > 1 else None


def signatures(first: Statement, second: Statement) -> bool | None:
    """A party's signature makes its plan to sign or negotiate obsolete. Two signatures differ when their dates cannot be one day."""
    one, other = concept(first, "sp:action"), concept(second, "sp:action")
    if one in BINDING and other in PLANS:
        return True
    return False if one == other == "signature" and apart(first, second) else None


def figures(first: Statement, second: Statement) -> bool | None:
    """Two numbers for one measure of one subject differ when they are not equal."""
    return False if said(first, "sp:value") != said(second, "sp:value") else None


def memberships(first: Statement, second: Statement) -> bool | None:
    """Two memberships of one member differ in role (member, full, founding member and chair go together) or in having ended."""
    roles = {concept(first, "org:role"), concept(second, "org:role")} - {None}
    ended = (concept(first, "sp:status") == "ended") != (concept(second, "sp:status") == "ended")
    return False if ended or (len(roles) > 1 and not roles <= _ROLES_THAT_AGREE) else None


def positions(first: Statement, second: Statement) -> bool | None:
    """Two statements on one person's position differ in status: incoming, current, former."""
    one, other = (concept(statement, "sp:status") or "current" for statement in (first, second))
    return False if one != other else None


def establishments(first: Statement, second: Statement) -> bool | None:
    """Two dates of establishment differ when they cannot be one day."""
    return False if apart(first, second) else None


RULES: Final[Mapping[str, tuple[tuple[str, ...], Rule]]] = {
    "Launch": (("sp:mission",), launch_dates),
    "AgreementAction": (("sp:agreement", "sp:party"), signatures),
    "Figure": (("sp:subject", "sp:measure", "sp:unit"), figures),
    "Membership": (("org:member", "org:organization"), memberships),
    "Position": (("org:member", "org:organization", "sp:title"), positions),
    "Establishment": (("sp:subject",), establishments),
}
"""For each kind of fact the properties that tell its subject (statements are compared when these are equal), and its rule."""


def conflicts(statements: Iterable[Statement]) -> list[Conflict]:
    """All conflicts, sorted. Statements of one document never conflict: what one text says, it says together."""
    blocks: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in statements:
        if key := block(statement):
            blocks[key].append(statement)
    found = (c for block in blocks.values() for c in _in_block(block, RULES[block[0].fact.kind][1]))
    return sorted(set(found))


def block(statement: Statement) -> tuple[object, ...] | None:
    """What tells the statements that a statement is compared with: they have the same. None for kinds without a rule."""
    kind = statement.fact.kind
    return (kind, *(said(statement, prop) for prop in RULES[kind][0])) if kind in RULES else None


def _in_block(block: Sequence[Statement], rule: Rule) -> Iterator[Conflict]:
    for one, other in combinations(block, 2):
        if one.document.id == other.document.id:
            continue
        for first, second in ((one, other), (other, one)):
            outcome = rule(first, second)
            if outcome:
                yield Conflict(first.id, second.id, True)
            elif outcome is False:
                yield _by_date(first, second)


def _by_date(one: Statement, other: Statement) -> Conflict:
    """The later document supersedes the earlier; documents of one day or without a date contradict each other."""
    a, b = one.document.issued, other.document.issued
    if a and b and a.not_before > b.not_after:
        return Conflict(one.id, other.id, True)
    if a and b and b.not_before > a.not_after:
        return Conflict(other.id, one.id, True)
    return Conflict(min(one.id, other.id), max(one.id, other.id), False)


def said(statement: Statement, prop: str) -> object:
    """The value of a property, None where the statement has none."""
    return next((value for name, value in statement.fact.values if name == prop), None)


def concept(statement: Statement, prop: str) -> str | None:
    """The local name of a property's concept, None where there is none."""
    value = said(statement, prop)
    return value.name if isinstance(value, Concept) else None


def apart(one: Statement, other: Statement) -> bool:
    """Have both statements a date (sp:date), and is there no day that both can mean?"""
    a, b = said(one, "sp:date"), said(other, "sp:date")
    return isinstance(a, Date) and isinstance(b, Date) and (a.not_before > b.not_after or b.not_before > a.not_after)
