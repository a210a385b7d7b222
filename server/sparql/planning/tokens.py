"""SPARQL text in, its tokens out, strictly: text that could be read in two ways has none.

The engine's own reading depends on the place ("<" begins an IRI or is "less than"). What is planned must be what the
engine reads, so any doubt ends the planning, never the query.
"""

import re
from typing import Final, NamedTuple

_VAR: Final = r"[\w\u00B7\u203F\u2040]+"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PLAIN: Final = r"[\w\-:\u00B7\u203F\u2040]"
_TOKEN: Final = re.compile(
    rf"""
    (?P<space>\s+|\#[^\r\n]*)
  | (?P<string>"(?:[^"\\\r\n]|\\.)*"(?!")|'(?:[^'\\\r\n]|\\.)*'(?!'))
  | (?P<iri><[A-Za-z][A-Za-z0-9+.\-]*:[^<>"{{}}|^`?$&()\s\\]*>)
  | (?P<variable>[?$]{_VAR})
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_](?:[\w\-.]*[\w\-])?)?:(?:(?:{_PLAIN}|\.|{_ESCAPED})*(?:{_PLAIN}|{_ESCAPED}))?)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+\-]?\d+)?)
  | (?P<word>[^\W\d_]\w*)
  | (?P<mark>\^\^|&&|\|\||<=|>=|!=|[{{}}()\[\].;,/|^*+?!=<>\-])
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """`kind` is string, iri, variable, language, name, number, word, mark or end; words are in capitals, variables
    begin with "?". `start` and `end` are offsets in the text."""

    kind: str
    text: str
    start: int
    end: int


class UnclearError(ValueError):
    """The text is not in the part of SPARQL that is planned."""


def tokenize(text: str) -> list[Token]:
    """All tokens, the last one of kind end.

    Raises:
        UnclearError: there is text that is no token, or one that could be another.
    """
    if "\\u" in text or "\\U" in text:
        raise UnclearError("escaped characters can stand anywhere")
    found: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() != at:
            raise UnclearError(f"no token at {at}")
        at = match.end()
        kind = match.lastgroup or ""
        if kind == "space":
            continue
        word = match.group()
        if kind == "word":
            word = word.upper()
        elif kind == "variable":
            word = "?" + word[1:]
        found.append(Token(kind, word, match.start(), at))
    if at != len(text):
        raise UnclearError(f"no token at {at}")
    found.append(Token("end", "", at, at))
    return found
