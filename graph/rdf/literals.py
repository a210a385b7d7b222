"""Terms of N-Quads in, the text that they stand for out."""

import re
from dataclasses import dataclass
from typing import Final, Self

from ontology.namespaces import RDF, XSD

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CHARACTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal: its text without escapes, its datatype, and its language, None where it has none."""

    text: str
    datatype: str
    language: str | None = None

    @classmethod
    def of(cls, term: bytes) -> Self:
        """The literal that a term of N-Quads (`"…"`, `"…"@en`, `"…"^^<…>`) is."""
        quoted, _, tail = term.decode().rpartition('"')
        text = unescaped(quoted[1:])
        if tail.startswith("@"):
            return cls(text, RDF + "langString", tail[1:])
        return cls(text, unescaped(tail[3:-1]) if tail else XSD + "string")


def text_of(term: bytes) -> str:
    """An IRI without brackets, a blank node as it is, a literal's text."""
    return Literal.of(term).text if term[0] == 34 else unescaped(term.decode().strip("<>"))


def unescaped(text: str) -> str:
    """The text with the escapes of N-Quads resolved."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    return _CHARACTERS.get(match[3], match[3])
