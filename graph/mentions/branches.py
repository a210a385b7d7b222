"""The mentions of a document in order in; those of companies with the state of their branch behind as one ("Corvid Ruritania"), out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.mentions.model import EntityTable, Mention


def with_branches(flat: str, mentions: Sequence[Mention], table: EntityTable) -> Iterator[Mention]:
    """All mentions; a state's right behind a company's, is part of the name."""
    at = 0
    while at < len(mentions):
        m = mentions[at]
        state = mentions[at + 1] if at + 1 < len(mentions) else None
        is_company = m.letter == "O" and len(m.entities) == 1 and table.entities[m.entities[0]].kind == "Company"
        if state and is_company and state.letter == "S" and state.start == m.end + 1 and flat[m.end] == " ":
            m = replace(m, end=state.end)
            at += 1
        yield m
        at += 1
