"""Names and values in, stable identifiers out: slugs, comparison keys of names, hashes of facts and passages."""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from typing import Final

from graph.names.folding import plain

SLUG_LENGTH: Final = 80
"""Longest slug, in characters; a longer one is cut at a hyphen."""

_ARTICLE: Final = re.compile(r"^(?:the|an?|la|le|les|el)\s+(?=\S)")
_THE: Final = re.compile(r"^the\s+(?=\S)")
_SPELLINGS: Final = (
    (re.compile(r"isation"), "ization"),
    (re.compile(r"centre"), "center"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"defence"), "defense"),
)
_TITLES: Final = re.compile(
    r"^(?:(?:prof|professor|dr|mr|ms|mrs|miss|sir|dame|lord|hon|ambassador|minister|president|his|her|excellency|h\.\s?e)\b[.\s]*)+"
)
_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9&./-]{1,11}")


def fold(text: str) -> str:
    """Casefolded, without diacritics and apostrophes: "Türkiye" → "turkiye", "Chang'E" → "change"."""
    decomposed = unicodedata.normalize("NFKD", plain(text).replace("'", ""))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def slug(label: str) -> str:
    """The local name of an IRI for a label: lower-case ASCII letters, digits and hyphens, at most `SLUG_LENGTH` characters.

    A leading "the" is left out. A label without one ASCII letter or digit gets a hash.
    """
    text = re.sub(r"[^a-z0-9]+", "-", _THE.sub("", fold(label)).encode("ascii", "ignore").decode()).strip("-")
    if not text:
        return f"name-{digest(label)}"
    if len(text) <= SLUG_LENGTH:
        return text
    return text[: SLUG_LENGTH + 1].rpartition("-")[0] or text[:SLUG_LENGTH]


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """What two spellings of one name share: no case, diacritics, article, hyphens or spaces; one spelling of -isation, centre, programme.

    "The Asia-Pacific Organisation" and "asia pacific organization" have the same key.
    """
    text = _ARTICLE.sub("", fold(name).replace("&", " and ").strip())
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return "".join(char for char in text if char.isalnum())


def person_tokens(name: str) -> tuple[str, ...]:
    """The words of a person's name in natural order, without titles: "Prof. Le Gall, Jean-Yves" → ("jean", "yves", "le", "gall")."""
    surname, _, given = fold(name).partition(",")
    parts = (_TITLES.sub("", part.strip()) for part in (given, surname))
    return tuple(word for part in parts for word in re.split(r"[\W_]+", part) if word)


def is_acronym(name: str) -> bool:
    """Is the name one word of capitals (APSCO, ISNET, H3)?"""
    return _ACRONYM.fullmatch(name) is not None


def digest(*parts: object, length: int = 16) -> str:
    """The first `length` hex digits of a SHA-256 over the parts, separated by a character that no part holds."""
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:length]
