"""What a document's layout says: headings, lines that introduce lists, items, captions and tables in; facts out."""

from collections.abc import Iterator, Sequence

from graph.facts import Fact
from graph.layout.outline import Outline
from graph.layout.rosters import Rosters
from graph.layout.subjects import Subjects
from graph.page import Page
from graph.sentences import Sentence


def read_layout(page: Page, sentences: Sequence[Sentence]) -> Iterator[Fact]:
    """The facts that lists and tables state."""
    outline = Outline(page.document)
    subjects = Subjects(page)
    rosters = Rosters(page, outline, subjects)
    yield from rosters.read(sentences)
