"""The text of a regular expression in, the compiled expression out, compiled once for each installation.

To compile one of our rules takes longer than to search a document with all of them, and to compile those that stand in our modules a
tenth of a second. What `re` compiles a text to is a list of numbers, which is kept (`ontology.kept`) and handed to the same function that
`re` hands it to.
"""

import _sre  # type: ignore[import-not-found]
import re
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

from ontology.kept import find, keep, kept

_Code = tuple[bytes, int, int, dict[str, int]]
"""What a text is compiled to, the flags, the number of groups, and the numbers of those that have names."""


def compiled(name: str, text: str, flags: int = 0) -> "re.Pattern[str]":
    """As `re.compile(text, flags)`; `name` is that under which the code is kept.

    Raises:
        re.error: the text is no regular expression.
    """
    try:
        found: re.Pattern[str] = _made(text, kept(name, f"{_sre.MAGIC} {flags} {text}", lambda: _code(text, flags)))
        return found
    except _DIFFERENT:
        return re.compile(text, flags)


@contextmanager
def remembered(name: str) -> Iterator[None]:
    """What `re` compiles in here it compiles once for each installation; `name` is that under which the codes are kept."""
    version = str(getattr(_sre, "MAGIC", ""))
    known: dict[tuple[str | bytes, int], _Code] = find(name, version) or {}
    used: dict[tuple[str | bytes, int], _Code] = {}
    as_usual = _compiler.compile

    def compile_once(text: str | bytes, flags: int = 0) -> Any:
        key = text, int(flags)
        try:
            used[key] = known.get(key) or _code(*key)
            return _made(text, used[key])
        except _DIFFERENT:
            return as_usual(text, flags)

    _compiler.compile = compile_once
    try:
        yield
    finally:
        _compiler.compile = as_usual
        if not used.keys() <= known.keys():
            keep(name, version, used)


_DIFFERENT = AttributeError, TypeError, RuntimeError
"""What is raised in a Python in which `re` goes about it differently."""


def _made(text: str | bytes, kept_code: _Code) -> Any:
    code, told, groups, names = kept_code
    indexes: list[str | None] = [None] * (groups + 1)
    for group, number in names.items():
        indexes[number] = group
    return _sre.compile(text, told, array("I", code).tolist(), groups, names, tuple(indexes))


def _code(text: str | bytes, flags: int) -> _Code:
    """What `re._compiler.compile` makes of a text."""
    parsed: Any = _parser.parse(text, flags)
    code = array("I", _compiler._code(parsed, flags))
    return code.tobytes(), flags | parsed.state.flags, parsed.state.groups - 1, dict(parsed.state.groupdict)
