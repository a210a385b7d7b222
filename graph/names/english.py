"""A word in, whether it is an ordinary English word out: what is none and has a capital is likely a name."""

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    lines = (files("graph.lexicon") / "english.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@lru_cache(maxsize=1 << 14)
def is_word(word: str) -> bool:
    """Whether a `plain` word, in any case, or of a hyphenated one any part, is an English word of the list or the plural of one."""
    parts = [part.removesuffix("'s") for part in word.lower().split("-")]
    return any(part in _words() or (part[-1:] == "s" and part[:-1] in _words()) for part in parts)
