"""SPARQL text in, its tokens out: enough of the grammar to find dataset clauses, the prologue and calls that are not
deterministic."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

_NAME: Final = r"[\w\u00B7\u200C\u200D\u203F\u2040]"
_LOCAL: Final = r"(?:[\w\-.:\u00B7\u200C\u200D\u203F\u2040]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*"
_TOKEN: Final = re.compile(
    rf"""
    (?P<space>\s+|\#[^\r\n]*)
  | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
              |\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<iri><[^<>\"{{}}|^`\x00-\x20]*>)
  | (?P<variable>[?$]{_NAME}+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_](?:[\w\-.]*[\w\-])?|_)?:{_LOCAL})
  | (?P<word>[^\W\d_]\w*)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UNSTABLE: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_MAYBE_UNSTABLE: Final = ("now", "rand", "uuid", "bnode")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: `kind` is string, iri, variable, language, name, word or other; `start` its offset in the text."""

    kind: str
    text: str
    start: int

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
            yield Token(kind, match.group(), match.start())


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
    for token in stream:
        if token.text == "{":
            break
        if token.is_word("BASE"):
            base = urljoin(base, _iri(next(stream, None)))
        elif token.is_word("PREFIX"):
            label, iri = next(stream, None), next(stream, None)
            if label is not None:
                declared[label.text.rstrip(":")] = urljoin(base, _iri(iri))
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


def resolve(token: Token | None, prefixes: dict[str, str], base: str) -> str | None:
    """The IRI that a token is: one in brackets, against `base`, or a name; None for any other, and an unknown prefix."""
    if token is None:
        return None
    if token.kind == "iri":
        return urljoin(base, _iri(token)) if base else _iri(token)
    prefix, _, local = token.text.partition(":")
    if token.kind != "name" or prefix not in prefixes:
        return None
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
