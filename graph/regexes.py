"""The text of a regular expression in, the compiled expression out, compiled once for each installation.

To compile one of our rules takes longer than to search a document with all of them. What `re` compiles a text to is a list of numbers,
which is kept (`ontology.kept`) and handed to the same function that `re` hands it to.
"""

import _sre  # type: ignore[import-not-found]
import re
from array import array
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

from ontology.kept import kept


def compiled(name: str, text: str, flags: int = 0) -> "re.Pattern[str]":
    """As `re.compile(text, flags)`; `name` is that under which the code is kept.

    Raises:
        re.error: the text is no regular expression.
    """
    try:
        code, told, groups, names = kept(name, f"{_sre.MAGIC} {flags} {text}", lambda: _code(text, flags))
        indexes: list[str | None] = [None] * (groups + 1)
        for group, number in names.items():
            indexes[number] = group
        found: re.Pattern[str] = _sre.compile(text, told, array("I", code).tolist(), groups, names, tuple(indexes))
        return found
    except (AttributeError, TypeError, RuntimeError):  # a Python in which `re` goes about it differently
        return re.compile(text, flags)


def _code(text: str, flags: int) -> tuple[bytes, int, int, dict[str, int]]:
    """The code with the flags, the number of groups and their names: what `re._compiler.compile` makes of a text."""
    parsed: Any = _parser.parse(text, flags)
    code = array("I", _compiler._code(parsed, flags))
    return code.tobytes(), flags | parsed.state.flags, parsed.state.groups - 1, dict(parsed.state.groupdict)
