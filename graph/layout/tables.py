"""Tables with a header: each read by what its columns hold, as people, missions, agreements, members or parts in a mission; facts out."""

from collections.abc import Iterator

from graph.facts import Fact
from graph.layout.gatherings import is_gatherings, read_table_of_gatherings
from graph.layout.grids import Grid
from graph.layout.tables_agreements import is_agreements, read_agreements
from graph.layout.tables_members import is_members, lists_members, read_members
from graph.layout.tables_missions import is_missions, is_parts, read_missions, read_parts
from graph.layout.tables_people import is_people, read_people, read_representatives

_READINGS = (
    (is_people, read_people),
    (is_missions, read_missions),
    (is_agreements, read_agreements),
    (is_members, read_members),
    (is_parts, read_parts),
    (is_gatherings, read_table_of_gatherings),
)


def read_grid(grid: Grid) -> Iterator[Fact]:
    """The facts of a table, by the first reading that its columns allow, and the posts of the people beside its organisations; those
    of people whose organisations are listed as members are read as members too."""
    read = next((read for fits, read in _READINGS if fits(grid)), None)
    if read:
        yield from read(grid)
    if read is not read_people:
        yield from read_representatives(grid)
    elif lists_members(grid):
        yield from read_members(grid)
