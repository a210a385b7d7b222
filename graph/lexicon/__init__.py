"""The words that rules and the finder of unseen names rely on, in TOML files: read once, handed on as plain collections."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=None)
def lexicon(name: str) -> dict[str, Any]:
    """The word lists of `NAME.toml` in this folder.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))
