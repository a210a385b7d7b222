"""SPARQL text in, the calls to other hosts that it could make (SERVICE, LOAD), and whether it is nested too deep, out,
before anything is executed.

The engine reads keywords without asking for a space after them ("SERVICEex:a", "1SERVICE<…>"), and "<" is either the
start of an IRI or
"less than". So each place that can be code under either reading is looked at: a call can be reported that is none
(only for text that no
one writes), but none is missed.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from server.sparql.lexer import tokens

_GAP: Final = r"(?:\s|\#[^\r\n]*(?:[\r\n]|\Z))*"
_IRI: Final = r"<[^<>\"{}|^`\x00-\x20]*>"
_PART: Final = r"[^\s<>\"'{}()?$|^`,;=]"
_NAME: Final = rf"(?:{_PART}{{200}}|{_PART}{{0,199}}:[^\s<>\"{{}}()?|^`,;]*)"
"""A prefixed name; also what is too long for a prefix that anyone writes, so that looking for its colon takes no
time."""
_SERVICE: Final = re.compile(
    rf"SERVICE{_GAP}(?:SILENT{_GAP})?(?:(?P<target>{_IRI}|{_NAME}|[?$]\w+){_GAP}\{{|{_PART}{{200}})", re.IGNORECASE
)
_LOAD: Final = re.compile(rf"LOAD{_GAP}(?:SILENT{_GAP})?(?P<target>{_IRI}|{_NAME})", re.IGNORECASE)
_SKIP: Final = re.compile(
    r"""
    \#[^\r\n]*
  | \"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
  | \"(?:[^\"\\\r\n]|\\.)*\" | '(?:[^'\\\r\n]|\\.)*'
  | [?$][\w\u00B7\u203F\u2040]+
  | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
  | :(?:[\w\-:\u00B7\u203F\u2040]|%[0-9A-Fa-f]{2}|\\.)*
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENING: Final = frozenset("{[(")
_CLOSING: Final = frozenset("}])")
_WORD_BEFORE: Final = re.compile(r"[\w\-]")
_OPEN_IRI: Final = re.compile(_IRI)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

DEEPEST: Final = 100
"""Brackets in brackets: the deepest query of the W3C suites has 5; planning goes as deep as Python's stack, the engine some thousands."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call to another host: `keyword` SERVICE or LOAD, `target` as written, `line` and `column` from 1."""

    keyword: str
    target: str
    line: int
    column: int


def nested_deeper(text: str, deepest: int) -> tuple[int, int] | None:
    """Line and column, from 1, of the first bracket that stands in more than `deepest` others that are open."""
    if sum(map(text.count, "{[(")) <= deepest:
        return None
    depth = 0
    for token in tokens(text):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if depth > deepest:
            return text.count("\n", 0, token.start) + 1, token.start - text.rfind("\n", 0, token.start)
    return None


def network_calls(text: str, update: bool = False, allowed: Collection[str] = ()) -> tuple[Call, ...]:
    """The SERVICE calls in a query, and SERVICE and LOAD in an update, whose host is not one of `allowed`.

    `allowed` are host names in lower case, with the port where it is not the usual one. A target that is not written
    as an absolute
    http(s) IRI is never allowed.
    """
    folded = text.casefold()
    if not any(word in folded for word in ("service", "load", "\\u")):
        return ()
    plain = _ESCAPE.sub(_character, text)
    found = {
        call.target: call
        for source in {text, plain}
        for call in _scan(source, update)
        if not _is_allowed(call, allowed)
    }
    return tuple(sorted(found.values(), key=lambda call: (call.line, call.column)))


def _scan(text: str, update: bool) -> list[Call]:
    """Look at every offset that is code under some reading; each offset is visited once, so the time is linear."""
    calls = []
    seen = bytearray(len(text) + 1)
    pending = [0]
    while pending:
        at = pending.pop()
        while at < len(text) and not seen[at]:
            seen[at] = 1
            if text[at] in "sS" and (match := _SERVICE.match(text, at)):
                calls.append(_call("SERVICE", text, match))
            if (
                update
                and text[at] in "lL"
                and not (at and _WORD_BEFORE.match(text, at - 1))
                and (match := _LOAD.match(text, at))
            ):
                calls.append(_call("LOAD", text, match))
            if text[at] == "<" and (iri := _OPEN_IRI.match(text, at)):
                pending.append(iri.end())
                at += 1
            else:
                skipped = _SKIP.match(text, at)
                at = skipped.end() if skipped else at + 1
    return calls


def _call(keyword: str, text: str, match: re.Match[str]) -> Call:
    start = match.start()
    line_start = text.rfind("\n", 0, start) + 1
    return Call(keyword, match["target"] or "", text.count("\n", 0, start) + 1, start - line_start + 1)


def _is_allowed(call: Call, allowed: Collection[str]) -> bool:
    if not call.target.startswith("<"):
        return False
    parts = urlsplit(call.target[1:-1])
    return parts.scheme in ("http", "https") and parts.netloc.lower() in allowed


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match.group()
