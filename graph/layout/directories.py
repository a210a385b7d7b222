"""Tables of organisations ("Agency | Est. | HQ | Head | IAF"): each row a fact sheet about the body that leads it; foundings, seats, posts,
figures, memberships of the bodies and actions about the agreements that head columns out."""

import re
from collections.abc import Iterator

from graph.facts import Fact
from graph.layout.cells import says_nothing, says_yes
from graph.layout.columns import kinds_of
from graph.layout.entries import entries
from graph.layout.factsheets import FactSheets
from graph.layout.grids import Grid, Row
from graph.layout.making import Standing, action, membership
from graph.layout.sheet_parts import Pair
from graph.layout.sheet_people import is_title
from graph.layout.standing import annotation_standing, is_negated

_TOLD = frozenset({"headquarters", "established"})
_COUNTED = re.compile(
    r"(?:(?:no|nr|number)\.? of )?(?:members?(?: states?)?|states parties|staff|employees|observers|member organi[sz]ations)",
    re.I,
)
_NUMBER = re.compile(r"^\W*\d[\d., ]*\W*$")
_NAMED = 0.5
"""The share of rows that an organisation leads, from which on a table is one of organisations."""


def read_directory(grid: Grid, sheets: FactSheets) -> Iterator[Fact]:
    """What the columns of seats, foundings, posts and of other bodies and agreements tell of the body that leads each row."""
    if grid.mentions(0, "O") < _NAMED or len(grid.columns.header) < 2:
        return
    keys = [i for i in range(1, len(grid.columns.header)) if _is_key(grid, i)]
    bodies = {i: named for i in range(1, len(grid.columns.header)) if (named := _headed(grid, i))}
    if not any(_TOLD & kinds_of(grid.page.words(grid.head(i)), whole=True) for i in keys):
        return
    for row in grid.rows:
        led = entries(grid.page, row.cell(0))
        if len(led) != 1:
            continue
        yield from sheets.row(
            [Pair(grid.head(i), row.cell(i), row.block) for i in keys if i < len(row.cells)], led[0].name
        )
        for i, (letter, entity) in bodies.items():
            yield from _with(grid, row, i, letter, entity, led[0].entity)


def _is_key(grid: Grid, column: int) -> bool:
    """Whether a column tells a seat, a founding, who holds a post, or a number of members."""
    words = grid.page.words(grid.head(column))
    counts = bool(_COUNTED.fullmatch(words.strip())) and grid.share(column, _NUMBER) >= _NAMED
    return bool(_TOLD & kinds_of(words, whole=True)) or is_title(words) or counts


def _headed(grid: Grid, column: int) -> tuple[str, str] | None:
    """The body or agreement whose name alone heads a column, with its letter."""
    head = grid.head(column)
    named = [m for m in grid.page.mentions_in(head.start, head.end) if m.letter in "OA" and len(m.entities) == 1]
    alone = len(named) == 1 and not grid.page.words(head).replace(
        grid.page.flat[named[0].start : named[0].end], ""
    ).strip(" ?.:")
    return (named[0].letter, named[0].entities[0]) if alone else None


def _with(grid: Grid, row: Row, column: int, letter: str, entity: str, own: str) -> Iterator[Fact]:
    """How the body of a row stands to that, or to the agreement, that heads a column: by a tick, a date or a standing."""
    cell = row.cell(column)
    words = grid.words(row, column)
    tagged = grid.page.tagged(cell.start, cell.end)
    said = annotation_standing(tagged, tagged.text)
    first = words.split("(")[0].strip(" ,;:")
    if says_nothing(words) or is_negated(words) or first.lower() == "no" or own == entity:
        return
    if not (says_yes(first) or said.role or said.since):
        return
    if letter == "O":
        yield membership(own, entity, said.over(Standing("member")), row.span, (grid.head(column),), "layout-directory")
    else:
        yield action(entity, own, "signature", said.since, row.span, (grid.head(column),), "layout-directory")
