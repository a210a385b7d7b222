"""Tables of office holders, and the signers that a table of parties names: name, title and organisation in; positions out."""

import re
from collections.abc import Iterator

from graph.documents import Span
from graph.facts import Concept, EntityRef, Fact
from graph.layout.cells import date_of, person_of, person_with_title, says_nothing, title_behind
from graph.layout.grids import Grid, Row
from graph.layout.making import Values, fact
from graph.names.people import title_pattern

_CONTACTS = re.compile(r"\b(?:contacts?|press|media|credits?|authors?)\b", re.I)
_FORMER = re.compile(r"\b(?:former|past|previous)\b", re.I)


def is_people(grid: Grid) -> bool:
    """Whether the rows are people with their posts."""
    name = people_column(grid)
    title = _title_column(grid, name)
    if name is None or title is None or any(_CONTACTS.search(grid.page.words(s)) for s in _near(grid)):
        return False
    return grid.share(title, re.compile(rf"\b{title_pattern()}\b", re.I)) >= 0.5


def people_column(grid: Grid) -> int | None:
    """The column of people: the one so headed, or one of delegates and representatives in which people are named."""
    headed = grid.columns.first("person")
    if headed is not None:
        return headed
    return next((i for i in grid.columns.all("contact") if grid.mentions(i, "P") >= _NAMED), None)


_NAMED = 0.5
"""The share of the cells that name people in a column of people."""


def _title_column(grid: Grid, name: int | None) -> int | None:
    """The column of what the people in that of names are."""
    return grid.columns.first("title", "standing", "contribution", but=name)


def _near(grid: Grid) -> tuple[Span, ...]:
    above = grid.outline.above(grid.rows[0].block)
    return (*((above,) if above else ()), *grid.context[:2])


def read_people(grid: Grid) -> Iterator[Fact]:
    """A position for each row whose organisation is named in the row, or by the headings above."""
    name = people_column(grid)
    title = _title_column(grid, name)
    assert name is not None and title is not None
    affiliation = grid.columns.first("affiliation", "state", "member", but=name)
    above = grid.subjects.named_organization(grid.context)
    for row in grid.rows:
        words = grid.words(row, title)
        person = person_of(grid.page, row.cell(name))
        employer = _employer(grid, row, affiliation) or (above if affiliation is None else None)
        if person and employer and words and not says_nothing(words):
            former = bool(_FORMER.search(words)) or any(_FORMER.search(grid.page.words(s)) for s in grid.context[:1])
            former = former or _is_over(grid, row)
            yield position(grid, row, person[0], employer[0], row.cell(title), former, employer[1])


def _is_over(grid: Grid, row: Row) -> bool:
    """Whether the row tells a day that lies behind until which the post was held."""
    column, issued = grid.columns.first("until"), grid.page.document.issued
    until = date_of(grid.page, row.cell(column)) if column is not None else None
    return until is not None and (issued is None or until.not_before <= issued.not_after)


def position(grid: Grid, row: Row, person: str, employer: str, title: Span, former: bool, named: Span) -> Fact:
    """A position whose title is a slice of the text."""
    grid.page.table.set_property(person, "employer", EntityRef(employer))
    words = re.sub(r"^(?:former|past|the)\s+", "", grid.page.document.slice(title), flags=re.I).strip(" ,")
    values: Values = [
        ("org:member", EntityRef(person)),
        ("org:organization", EntityRef(employer)),
        ("sp:title", words),
        ("sp:status", Concept("former" if former else "current")),
    ]
    return fact("Position", "layout-table-of-people", values, row.span, (grid.header, named), "0.9")


def read_representatives(grid: Grid) -> Iterator[Fact]:
    """A position for each row with a cell such as "Ada Holm, Managing Director", at the organisation or state that the row names first."""
    for column in range(len(grid.columns.header)):
        if "signer" in grid.columns.kinds[column] or _CONTACTS.search(grid.page.words(grid.head(column))):
            continue
        found = [(row, who) for row in grid.rows if (who := person_with_title(grid.page, row.cell(column)))]
        if len(found) < _LEAST or 2 * len(found) < len(grid.rows):
            continue
        for row, (person, title) in found:
            owner = next((o for i in range(len(row.cells)) if i != column and (o := _employer(grid, row, i))), None)
            if owner:
                yield position(grid, row, person, owner[0], title, False, owner[1])


_LEAST = 2
"""Cells with a person and a title that make a column one of representatives."""


def signers(grid: Grid, row: Row, party: str) -> Iterator[tuple[str, Fact | None]]:
    """The people in the column "Signed by", each with the position that the cell gives ("Omar Paganini, Foreign Minister")."""
    column = grid.columns.first("signer")
    if column is None:
        return
    cell = row.cell(column)
    at = cell.start
    while at < cell.end and (found := person_of(grid.page, Span(at, cell.end))):
        person, end = found
        rest = grid.page.flat[end : cell.end]
        title = title_behind().match(rest)
        if title:
            span = Span(end + title.start(1), end + title.end(1))
            yield person, position(grid, row, person, party, span, False, grid.head(column))
            end = span.end
        else:
            yield person, None
        joined = re.match(r"(?:,? and |[;,] )", grid.page.flat[end : cell.end])
        if not joined:
            return
        at = end + joined.end()


def _employer(grid: Grid, row: Row, column: int | None) -> tuple[str, Span] | None:
    cell = row.cell(column)
    found = [m for m in grid.page.mentions_in(cell.start, cell.end) if m.letter in "OS"]
    return (found[0].entities[0], Span(found[0].start, found[0].end)) if found else None
