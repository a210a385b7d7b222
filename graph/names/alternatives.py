"""Words in, a regular expression for any of them in any case out that rules most places of a text out by one letter."""

from collections.abc import Iterable


def any_case(words: Iterable[str]) -> str:
    """Means what `(?i:a|b|c)` means: of the words with one first letter, the first in the given order that fits.

    Words are regular expressions that begin with a letter; others are tried as they are, before the rest.
    """
    by_letter: dict[str, list[str]] = {}
    others: list[str] = []
    for word in words:
        if word[:1].isascii() and word[:1].isalpha() and word[1:2] not in ("?", "*", "{"):
            by_letter.setdefault(word[0].lower(), []).append(word[1:])
        else:
            others.append(f"(?i:{word})")
    grouped = (f"(?-i:[{letter}{letter.upper()}])(?i:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return f"(?:{'|'.join((*others, *grouped))})"
