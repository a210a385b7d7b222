"""SPARQL text in, its tokens out: enough of the grammar to find dataset clauses, the prologue and calls that are not
deterministic, and to plan and mend queries by them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, NamedTuple
from urllib.parse import urljoin

_NAME: Final = r"[\w\u00B7\u200C\u200D\u203F\u2040]"
_LOCAL: Final = r"[\w\-:\u00B7\u200C\u200D\u203F\u2040]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN: Final = re.compile(
    rf"""
    (?P<space>\s+|\#[^\r\n]*)
  | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
              |\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<iri><[^<>\"{{}}|^`\x00-\x20]*>)
  | (?P<variable>[?$]{_NAME}+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_](?:[\w\-.]*[\w\-])?|_)?:(?:(?:\.|{_LOCAL})*(?:{_LOCAL}))?)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+\-]?\d+)?)
  | (?P<word>[^\W\d_]\w*)
  | (?P<other>\^\^|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CLEAR_IRI: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:[^<>\"{}|^`?$&()\s\\]*>")
_IS_CLEAR: Final[Mapping[str, Callable[[str], object]]] = {
    "other": (frozenset("{}()[].;,/|^*+?!=<>-&") | {"^^"}).__contains__,
    "iri": _CLEAR_IRI.fullmatch,
    "string": re.compile(r"(?!\"{3}|'{3})").match,
}
"""Kinds of which a token can be doubtful, and what tells that it is not."""
_UNSTABLE: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_MAYBE_UNSTABLE: Final = ("now", "rand", "uuid", "bnode")


class UnclearError(ValueError):
    """The text is not in the part of SPARQL that is read here."""


class Token(NamedTuple):
    """A token: `kind` is string, iri, variable, language, name, number, word, other (a sign), or end; `start` and `end`
    are its offsets in the text."""

    kind: str
    text: str
    start: int
    end: int

    def is_word(self, word: str) -> bool:
        """Whether this is the given keyword (written in capitals here, in any case there)."""
        return self.kind == "word" and self.text.upper() == word


@dataclass(frozen=True, slots=True)
class DatasetClauses:
    """The graphs that a query names by FROM and FROM NAMED, as absolute IRIs."""

    default: tuple[str, ...]
    named: tuple[str, ...]


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query or update, without white space and comments."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind is not None and kind != "space":
            yield Token(kind, match.group(), match.start(), match.end())


def clear_tokens(text: str) -> list[Token]:
    """The tokens of a text that can be read in one way only, the last one of kind end; words in capitals, variables
    with "?".

    The engine's own reading depends on the place ("<" begins an IRI or is "less than"). What is planned must be what
    the engine reads, so any doubt ends the planning, never the query.

    Raises:
        UnclearError: there is text that is no token, or one that could be another.
    """
    if "\\u" in text or "\\U" in text:
        raise UnclearError("escaped characters can stand anywhere")
    found: list[Token] = []
    for token in tokens(text):
        kind, written, start, end = token
        if kind == "word":
            token = Token(kind, written.upper(), start, end)
        elif kind == "variable":
            token = Token(kind, f"?{written[1:]}", start, end)
        elif kind in _IS_CLEAR and not _IS_CLEAR[kind](written):
            raise UnclearError(f"{written!r} could be read in two ways, or in none")
        found.append(token)
    found.append(Token("end", "", len(text), len(text)))
    return found


def is_unstable(text: str) -> bool:
    """Whether a query calls a function whose answer differs from one call to the next (NOW, RAND, UUID …)."""
    folded = text.casefold()
    return any(word in folded for word in _MAYBE_UNSTABLE) and any(
        token.kind == "word" and token.text.upper() in _UNSTABLE for token in tokens(text)
    )


def dataset_clauses(text: str, prefixes: dict[str, str], base: str = "") -> DatasetClauses:
    """The FROM and FROM NAMED clauses of a query; a name whose prefix is unknown is left out."""
    if "from" not in text.casefold():
        return DatasetClauses((), ())
    declared = dict(prefixes)
    default: list[str] = []
    named: list[str] = []
    stream = tokens(text)
    before = ""
    for token in stream:
        if token.text == "{":
            if before != "CONSTRUCT":
                break
            for _ in takewhile(lambda inside: inside.text != "}", stream):
                pass
        before = token.text.upper()
        if token.is_word("BASE"):
            base = _join(base, _iri(next(stream, None)))
        elif token.is_word("PREFIX"):
            label, iri = next(stream, None), next(stream, None)
            if label is not None:
                declared[label.text.rstrip(":")] = _join(base, _iri(iri))
        elif token.is_word("FROM"):
            target = next(stream, None)
            graphs = default
            if target is not None and target.is_word("NAMED"):
                target, graphs = next(stream, None), named
            if (graph := resolve(target, declared, base)) is not None:
                graphs.append(graph)
    return DatasetClauses(tuple(default), tuple(named))


def _iri(token: Token | None) -> str:
    return token.text[1:-1] if token is not None and token.kind == "iri" else ""


def _join(base: str, iri: str) -> str:
    """An IRI against a base; `urljoin` leaves out a # at the end."""
    joined = urljoin(base, iri) if base else iri
    return joined + "#" if iri.endswith("#") and not joined.endswith("#") else joined


def resolve(token: Token | None, prefixes: dict[str, str], base: str) -> str | None:
    """The IRI that a token is: one in brackets, against `base`, or a name; None for any other, and an unknown prefix."""
    if token is None:
        return None
    if token.kind == "iri":
        return _join(base, _iri(token))
    prefix, _, local = token.text.partition(":")
    if token.kind != "name" or prefix not in prefixes:
        return None
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
