"""Words in, a regular expression for any of them in any case out that rules most places of a text out by one letter."""

from collections.abc import Iterable


def any_case(words: Iterable[str]) -> str:
    """Means what `(?i:a|b|c)` means: the first of the words that fits. Words are regular expressions.

    Those that begin with one letter are put behind it; since a place has one letter only, their order among those of other letters tells
    nothing. Words that begin with no letter keep their place.
    """
    pieces: list[str] = []
    by_letter: dict[str, list[str]] = {}
    for word in words:
        if _has_first_letter(word):
            by_letter.setdefault(word[0].lower(), []).append(word[1:])
        else:
            pieces += [*map(_behind, by_letter, by_letter.values()), f"(?i:{word})"]
            by_letter = {}
    return f"(?:{'|'.join((*pieces, *map(_behind, by_letter, by_letter.values())))})"


def _behind(letter: str, rest: list[str]) -> str:
    return f"(?-i:[{letter}{letter.upper()}])(?i:{'|'.join(rest)})"


def _has_first_letter(word: str) -> bool:
    """Whether what a word matches begins with its own first character, which is a letter, whichever of its parts it takes."""
    if not (word[:1].isascii() and word[:1].isalpha()) or word[1:2] in ("?", "*", "{"):
        return False
    depth = 0
    for char in word:
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            return False
    return True
