"""A document in; what the letters in its tables of treaty status stand for ("R = ratification, S = signature only"), out."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from graph.layout.standing import actions_of

USUAL: Final[Mapping[str, str]] = {"R": "ratification", "A": "accession", "S": "signature"}
"""As in the tables of the United Nations Office for Outer Space Affairs, where no key is given."""
_KEY: Final = re.compile(
    r"(?<![\w(])(?P<code>[A-Za-z]{1,2})[ \t]*(?:=|:|–|[ \t]-[ \t]|[ \t](?:means|stands for)[ \t])[ \t]*"
    r"(?P<words>[a-z][^=:;.\n]{2,60}?)(?=[;.\n]|,?[ \t]+[A-Za-z]{1,2}[ \t]*[=:–]|$)"
)


@lru_cache(maxsize=1)
def legend(text: str) -> Mapping[str, str]:
    """Letter → the action about an agreement; the usual letters where the text has no key."""
    found = {m["code"]: actions[0] for m in _KEY.finditer(text) if (actions := actions_of(m["words"]))}
    return found or USUAL
