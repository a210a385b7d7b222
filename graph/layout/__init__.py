"""What a document's layout says: headings, lines that introduce lists, items, captions and tables in; facts out."""

from collections.abc import Iterator, Sequence

from graph.extraction.page import Page
from graph.facts import Fact
from graph.layout.agreement_items import read_agreement_items
from graph.layout.careers import read_careers
from graph.layout.completions import Completed, completed
from graph.layout.delegations import read_delegations
from graph.layout.directories import read_directory
from graph.layout.factsheets import FactSheets
from graph.layout.gatherings import read_gatherings
from graph.layout.grids import grid_of
from graph.layout.headed_shares import read_headed_shares
from graph.layout.labels import Labels
from graph.layout.outline import Outline
from graph.layout.partners import read_partners
from graph.layout.rosters import Rosters
from graph.layout.sections import in_their_sections
from graph.layout.selections import read_selections
from graph.layout.sheet_items import read_cards
from graph.layout.signature_blocks import read_signature_blocks
from graph.layout.statuses import read_statuses
from graph.layout.subjects import Subjects
from graph.layout.tables import read_grid
from graph.sentences import Sentence

__all__ = ["Completed", "Outline", "completed", "in_their_sections", "read_layout"]


def read_layout(page: Page, outline: Outline, sentences: Sequence[Sentence]) -> Iterator[Fact]:
    """The facts that lists and tables state."""
    subjects = Subjects(page)
    rosters = Rosters(page, outline, subjects)
    sheets = FactSheets(page, outline, subjects)
    yield from rosters.read()
    yield from Labels(page, outline, subjects, rosters).read(sentences)
    yield from sheets.items()
    yield from read_agreement_items(page, outline, subjects)
    yield from read_cards(page, outline, subjects)
    yield from read_statuses(page, outline, subjects)
    yield from read_headed_shares(page, outline, subjects)
    yield from read_partners(page, outline)
    yield from read_careers(page, outline)
    yield from read_gatherings(page, outline, subjects)
    yield from read_signature_blocks(page, outline, subjects)
    yield from read_selections(page, outline)
    yield from read_delegations(page, outline, subjects)
    for table in outline.tables:
        if sheets.is_sheet(table):
            yield from sheets.table(table)
        elif sheets.is_comparison(table):
            yield from sheets.compared(table)
        elif grid := grid_of(page, outline, subjects, rosters, table):
            yield from read_grid(grid)
            yield from read_directory(grid, sheets)
