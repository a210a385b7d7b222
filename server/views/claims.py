"""Facts in, claims out: facts of several documents that say the same become one row of a table, with all their
evidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import SP
from server.views.asof import Standing, first_day, standing
from server.views.columns import COLUMNS
from server.views.decisions import Decision
from server.views.facts import Evidence, Fact, Value, words


@dataclass(frozen=True, slots=True)
class Claim:
    """What one or more facts say alike. `cells` go with the columns of the claim's table; `standing` is how it stands on
    the day that was asked for ("" where none was), `stated` the first and last day on which a document says it."""

    facts: tuple[str, ...]
    cells: tuple[tuple[Value, ...], ...]
    evidence: tuple[Evidence, ...]
    standing: str
    stated: tuple[str, str]
    confidence: str
    rules: tuple[str, ...]
    date: str
    path: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Claims of one kind: headings, and the rows in order."""

    kind: str
    title: str
    columns: tuple[str, ...]
    claims: tuple[Claim, ...]


def table_of(kind: str, facts: Iterable[Fact], about: str = "", day: str = "") -> Table:
    """The table of the facts of a kind. A column that only repeats the thing that the page is about is left out, and
    so is an empty one."""
    columns = COLUMNS.get(kind, ())
    groups: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        said = tuple(fact.values.get(prop, ()) for _, prop in columns)
        groups[said, fact.dates.ended].append(fact)
    rows = [([fact.values.get(prop, ()) for _, prop in columns], group) for (group, fact) in _firsts(groups)]
    shown = [
        index
        for index in range(len(columns))
        if any(cells[index] and any(v.iri != about for v in cells[index]) for cells, _ in rows)
    ]
    claims = [_claim([cells[index] for index in shown], group, day) for cells, group in rows]
    return Table(
        kind=kind,
        title=kind_name(kind),
        columns=tuple(columns[index][0] for index in shown),
        claims=tuple(sorted(claims, key=_order)),
    )


def _firsts(groups: Mapping[object, list[Fact]]) -> list[tuple[list[Fact], Fact]]:
    return [(group, group[0]) for group in groups.values()]


def _order(claim: Claim) -> tuple[int, str, str]:
    """Newest first, then by text."""
    text = " ".join(v.text for cell in claim.cells for v in cell)
    return (1 if claim.standing in (Standing.LATER, Standing.OVER) else 0, _descending(claim.date), text)


def _descending(day: str) -> str:
    return "".join(chr(255 - ord(character)) for character in day) or "\uffff"


def _claim(cells: Sequence[tuple[Value, ...]], group: Sequence[Fact], day: str) -> Claim:
    evidence = tuple(dict.fromkeys(place for fact in group for place in fact.evidence))
    said = sorted(fact.asserted_on for fact in group if fact.asserted_on)
    return Claim(
        facts=tuple(fact.iri for fact in group),
        cells=tuple(cells),
        evidence=tuple(sorted(evidence, key=lambda e: (e.issued or "9999", e.document, e.start))),
        standing=best_standing(group, day) if day else "",
        stated=(said[0], said[-1]) if said else ("", ""),
        confidence=max((fact.confidence for fact in group), default=""),
        rules=tuple(sorted({fact.rule for fact in group if fact.rule})),
        date=next((first_day(fact.not_before) for fact in group if fact.not_before), ""),
        path=group[0].path,
        decisions=tuple(dict.fromkeys(decision for fact in group for decision in fact.decisions)),
    )


_BEST_FIRST: Final = (Standing.HOLDS, Standing.UNDATED, Standing.OVER, Standing.LATER)


def best_standing(facts: Iterable[Fact], day: str) -> Standing:
    """How what the facts say alike stands on a day: it holds where one of them holds."""
    found = {standing(fact.dates, day) for fact in facts}
    return next(one for one in _BEST_FIRST if one in found)


def in_words(fact: Fact) -> str:
    """What a fact says in a line: the things it speaks of and how they stand to each other, without status and dates."""
    shown = (prop for _, prop in COLUMNS.get(fact.kind, ()) if prop != SP + "status")
    said = [v.text for prop in shown for v in fact.values.get(prop, ())[:4] if v.iri]
    return ", ".join(said) or words(fact.kind).capitalize()


_NAMES: Final = {
    "Membership": "Memberships",
    "AgreementAction": "Agreements",
    "Participation": "Missions",
    "Launch": "Launches",
    "Position": "Positions",
    "Event": "Events",
    "Figure": "Figures",
    "Establishment": "Establishment",
    "Seat": "Seats",
    "Coverage": "Topics of agreements",
}


def kind_name(kind: str) -> str:
    """The heading for facts of a kind."""
    return _NAMES.get(kind, words(kind))
