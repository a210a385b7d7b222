"""The words that rules and the finder of unseen names rely on, in TOML files: read once, handed on as plain collections."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ontology.kept import kept
from ontology.vocabulary import Vocabulary, load_vocabulary


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    return load_vocabulary()


def concept(scheme: str, words: str) -> str | None:
    """The local name of the vocabulary's concept that the words name in a scheme, else None."""
    found = _vocabulary().find(scheme, words)
    return found.id if found else None


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The word lists of `NAME.toml` in this folder.

    Raises:
        FileNotFoundError: there is no such file.
    """
    content = (files(__package__) / f"{name}.toml").read_text("utf-8")
    return kept(f"lexicon-{name}", content, lambda: tomllib.loads(content))
