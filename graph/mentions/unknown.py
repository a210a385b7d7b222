"""A document's mentions in; the names that no authority knows, each once, where it stands first, out: a work list."""

from collections.abc import Iterator, Sequence

from graph.documents import Span
from graph.facts import Unresolved
from graph.mentions.model import EntityTable, Mention


def unknown(mentions: Sequence[Mention], table: EntityTable, text: str) -> Iterator[Unresolved]:
    """The organisations, missions and agreements with a name but no entry, in order of place."""
    seen: set[str] = set()
    for m in mentions:
        entity = table.entities[m.entities[0]] if m.letter in "OMA" and m.form == "name" else None
        if entity and entity.authority is None and entity.key not in seen:
            seen.add(entity.key)
            yield Unresolved(Span(m.start, m.end), text[m.start : m.end], entity.kind, "no authority knows this name")
