"""Names of spacecraft and a text in; spans of what in it differs from one of them by its number or letter only, or has none, out."""

import re
from collections.abc import Iterable, Iterator

from graph.names.english import is_word
from graph.names.occurrences import places_of

_MEMBER = re.compile(
    r"((?:[A-Z][\w-]* ){0,2}[A-Z][\w-]*(?:-|(?<=[A-Z])|[ ]))(?:\d{1,2}[A-Z]?|[A-H]|[IVX]{1,4}|Low|Mid|High|North|South|East|West)"
)
"""A name that ends in a number or letter ("Polaris-2", "MTG-I2", "Marmot B"); the group is what its siblings share."""
_TOKEN = re.compile(
    r"[A-Z](?<![\w-].)[\w-]{0,40}?[A-Za-z](?:[- ]?\d{1,2}[A-Z]?|-(?:[A-H]|Low|Mid|High|North|South|East|West)|[- ][IVX]{1,4})(?![\w-]|\.\d)"
)
_LETTERED = re.compile(r"[A-Z](?<![\w-].)[\w-]{2,40}? [B-H](?=[,;:]| (?:is|was|will|has|in|on|to|and|by)\b)")
_GOES_ON = re.compile(r"-| (?:\d|Inc|Ltd|plc|GmbH)")
_SHORTEST = 4
"""Letters at least of a name without a number that is a sibling's ("Marmot" beside "Marmot-2")."""


def find_siblings(flat: str, names: Iterable[str], unseen: Iterable[str] = ()) -> Iterator[tuple[int, int]]:
    """Spans of what has the same name up to the number ("Argan-0" where the text has the spacecraft Argan-1); for names that only the text
    tells, of what has a number or none, too ("Argan-2" beside Argan, and the other way round)."""
    given = set(names)
    own = set(unseen)
    stems = _stems(given)
    whole = {name for name in own if len(name) >= _SHORTEST and " " not in name} | {
        name for name in given if "-" in name
    }
    if not stems and not whole:
        return
    for pattern in (_TOKEN, _LETTERED):
        for match in pattern.finditer(flat):
            found = _MEMBER.fullmatch(match[0])
            if found and (found[1] in stems or found[1].rstrip(" -") in whole):
                yield match.span()
    bare = {name for stem in _stems(own) if len(name := stem.rstrip(" -")) >= _SHORTEST and not is_word(name)}
    for start, end in places_of(sorted(bare - given), flat):
        if not _GOES_ON.match(flat, end):
            yield start, end


def _stems(names: Iterable[str]) -> set[str]:
    return {found[1] for name in names if (found := _MEMBER.fullmatch(name)) and len(found[1]) >= _SHORTEST}
