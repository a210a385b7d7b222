"""A place behind the adjective of a state in; where a ministry's description ends that begins there ("the Thai science ministry"), out."""

import re
from functools import lru_cache

from graph.lexicon import lexicon


def ministry_end(flat: str, at: int) -> int | None:
    """Where the fields of a ministry and the word itself end behind `at`, else None."""
    found = _ministry().match(flat, at)
    return found.end() if found else None


@lru_cache(maxsize=1)
def _ministry() -> re.Pattern[str]:
    field = "|".join(lexicon("heads")["ministries"]["fields"])
    return re.compile(rf"[ \t](?:{field})(?:(?:,|,? and)[ \t](?:{field}))*[ \t]ministry\b")
