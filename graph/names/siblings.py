"""Names of spacecraft and a text in; spans of what in it differs from one of them by its number or letter only, out."""

import re
from collections.abc import Iterable, Iterator

_MEMBER = re.compile(r"([A-Z][\w-]*(?:-|(?<=[A-Z])|[ ]))(?:\d{1,2}[A-Z]?|[A-H]|[IVX]{1,4})")
"""A name that ends in a number or letter ("Polaris-2", "MTG-I2", "Marmot B"); the group is what its siblings share."""
_TOKEN = re.compile(r"[A-Z](?<![\w-].)[\w-]{0,40}?[A-Za-z](?:[- ]?\d{1,2}[A-Z]?|-[A-H]|[- ][IVX]{1,4})(?![\w-])")


def find_siblings(flat: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Spans of what has the same name up to the number ("Argan-0" where the text has the spacecraft Argan-1)."""
    stems = {found[1] for name in names if (found := _MEMBER.fullmatch(name)) and len(found[1]) > 3}
    if stems:
        for match in _TOKEN.finditer(flat):
            found = _MEMBER.fullmatch(match[0])
            if found and found[1] in stems:
                yield match.span()
