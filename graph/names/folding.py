"""Text in, a string of the same length out in which spelling differences that do not matter are levelled, so that offsets carry over."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_QUOTES = dict.fromkeys("’‘ʼʻ`´′", "'") | dict.fromkeys("“”„«»", '"')
_DASHES = dict.fromkeys("‐‑‒–—−", "-")
_LETTERS = dict(zip("øØłŁđĐıðÐæÆœŒþÞßħĦŧŦŋŊəƏ", "oOlLdDidDaAoOtTshHtTnNeE", strict=True))
"""Letters that are no others with a sign, each with the first of those that are written for it."""


@lru_cache(maxsize=1)
def _plain_table() -> dict[int, str]:
    table = {ord(k): v for k, v in (_QUOTES | _DASHES | _LETTERS).items()}
    for code in range(0xA0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table.setdefault(code, base)
    for code in range(0x1E00, 0x1F00):
        table[code] = unicodedata.normalize("NFD", chr(code))[0]
    return table


_TO_LEVEL: Final = re.compile(r"[^\x00-\x5f\x61-\x7f]")
_NO_WORD: Final = re.compile(r"[\W_]")
_NO_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_ASCII_WORDS: Final = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(
    256
)
"""What `words_only` makes of each ASCII character."""


def plain(text: str) -> str:
    """The text with straight quotes, hyphens for dashes and letters without diacritics; same length, case kept."""
    if text.isascii() and "`" not in text:
        return text
    table = _plain_table()
    for code in table.keys() & set(map(ord, _TO_LEVEL.findall(text))):
        text = text.replace(chr(code), table[code])
    return text


def words_only(text: str) -> str:
    """`plain` in lower case with every character that is neither letter nor digit made a space; same length.

    A name is then found as the string " name ", whatever punctuation stands around or inside it.
    """
    flat = plain(text)
    if flat.isascii() or not any(char.isalnum() for strange in _NO_ASCII.findall(flat) for char in strange):
        return flat.encode("ascii", "replace").translate(_ASCII_WORDS).decode("ascii")
    lowered = flat.lower()
    if len(lowered) != len(flat) or "Σ" in flat:  # whose small form depends on its place
        lowered = "".join(char.lower()[0] for char in flat)
    return _NO_WORD.sub(" ", lowered)


@lru_cache(maxsize=2)
def spaced(text: str) -> str:
    """`words_only` between two spaces: the first word is found as any other. Kept for the texts that were asked for last."""
    return f" {words_only(text)} "


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """The form under which two spellings of a name are the same: words, lower case, single spaces, no leading article."""
    words = words_only(name).split()
    if words and words[0] in ("the", "a", "an") and len(words) > 1:
        words = words[1:]
    return " ".join(words)
