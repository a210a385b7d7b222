"""Rosters in a document's layout: what a heading, a line that introduces a list, or a table's columns say of the rows below; facts out."""

from collections.abc import Callable, Iterator

from graph.documents import Document
from graph.facts import Fact
from graph.mentions import EntityTable, Mention

MentionsIn = Callable[[int, int], list[Mention]]


def read_rosters(document: Document, flat: str, mentions_in: MentionsIn, table: EntityTable) -> Iterator[Fact]:
    """The facts that lists and tables state."""
    return iter(())
