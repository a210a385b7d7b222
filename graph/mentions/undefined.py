"""A text and the names found in it in; the acronyms that it uses for one of them without ever defining it, each with what it means, out."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection

from graph.mentions.model import EntityTable
from graph.names.acronyms import initials
from graph.names.folding import plain

_ACRONYM = re.compile(r"[A-Z](?<![\w-].)(?=[A-Za-z]{0,9}[A-Z])[A-Za-z]{2,9}(?![\w'-]{0,40}[a-z-])")
_PART = re.compile(r"[A-Z][a-z]*")
_MOST = 50
"""Names with one first letter that are looked at."""


def undefined(
    flat: str, table: EntityTable, free: Callable[[int, int], bool], terms: Collection[str] = ()
) -> dict[str, str]:
    """Acronym → the one thing with a name of which it takes the first letters of every large word, in order ("PhilSA", "Philippine Space
    Agency"), for acronyms that stand for nothing else in the text; those of common terms stand for no organisation."""
    tokens = {found[0] for found in _ACRONYM.finditer(flat) if free(found.start(), found.end())}
    if not tokens:
        return {}
    names: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for key, known in table.entities.items():
        for name in known.names if table.letter(key) in "OM" and known.kind != "Event" else ():
            words = [word for word in initials(plain(name)) if word[0].isupper()]
            if len(words) > 1:
                names[words[0][0]].append((words, key))
    meant: dict[str, str] = {}
    for token in sorted(tokens):
        found_keys = {key for words, key in names[token[0]][:_MOST] if _takes(token, words)}
        if len(found_keys) == 1 and not (token in terms and table.letter(min(found_keys)) == "O"):
            meant[token] = found_keys.pop()
    return meant


def _takes(token: str, words: list[str]) -> bool:
    parts = _PART.findall(token)
    return len(parts) == len(words) and all(
        word.lower().startswith(part.lower()) for part, word in zip(parts, words, strict=True)
    )
