"""Whether a thing may be called by a noun ("the institute", "the Italian agency"): by its names, its kind and its state."""

import re

from graph.facts import Entity, EntityRef
from graph.lexicon import lexicon
from graph.mentions.model import EntityTable, Mention

OF_A_STATE = re.compile(
    r" (?:(?:side|party|partner|delegation|signatory)|(?:(?:space|national) )?(?P<noun>agency|institute|organi[sz]ation|university|company"
    r"|centre|center|academy))\b(?! (?:of|for|in)\b)"
)
"""Behind the adjective of a nation: what is called so."""


def bears(known: Entity, noun: str) -> bool:
    """Whether a thing is called by a noun, or of a kind that is."""
    return is_named(known, noun) or is_of_kind(known, noun, "organisation_kinds")


def is_of_kind(known: Entity, noun: str, table: str) -> bool:
    """Whether a thing is of a kind that a table of the lexicon calls by a noun."""
    return known.kind in lexicon("reference")[table].get(noun, ())


def is_named(known: Entity, noun: str) -> bool:
    """Whether a noun is a word of a thing's names."""
    spelled = {
        noun,
        noun.replace("isation", "ization"),
        noun.replace("ization", "isation"),
        noun.replace("centre", "center"),
        noun.replace("center", "centre"),
    }
    return any(re.search(rf"\b(?:{'|'.join(spelled)})\b", name, re.IGNORECASE) for name in known.names)


def is_called(flat: str, body: Mention, noun: str) -> bool:
    """Whether a body bears a noun where it is named, and not only among its other names."""
    return re.search(rf"\b{noun}\b", flat[body.start : body.end], re.IGNORECASE) is not None


def is_of_nation(table: EntityTable, state: str, adjective: str, what: re.Match[str], entity: str) -> bool:
    """Whether an organisation is of a nation, by what is known of it or by its name, and may be called so."""
    known = table.entities[entity]
    of_it = table.property(entity, "state") == EntityRef(state) or any(
        name.startswith(f"{adjective} ") or name.endswith(f" of {table.entities[state].label}") for name in known.names
    )
    noun = (what["noun"] or "").lower()
    return of_it and (not noun or bears(known, noun))
