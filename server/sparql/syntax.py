"""A query or update that does not parse in, what is wrong and where out.

The engine's parser takes a keyword's length before it compares, so the place that it reports lies up to one keyword too far. But behind a
text that could still become right it reads any room to its end: so the first sign that cannot stand where it does is found.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from server.engine.frames import Failure
from server.sparql.lexer import Token, tokens

_ROOM: Final = "\n" + " " * 40
_REACH: Final = 20
"""No keyword reaches so far into the room from before it; ENCODE_FOR_URI has 14 letters."""
_LONGEST: Final = 50_000
"""Characters up to which the place is looked for (some fifteen times parsed, 0.6 s); beyond that it is the engine's."""
_ACCOUNT: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_ITEM: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|\[(?:'(?:[^'\\]|\\.)*'|[^\]'])*\]|[^,\s][^,]*")
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_QUERIES: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_MOST: Final = 8
"""Signs that could stand there are told up to so many."""


def syntax_failure(text: str, update: bool, message: str) -> Failure:
    """Why a text does not parse; `message` is the engine's account of it, kept where it names no place."""
    account = _ACCOUNT.fullmatch(message)
    if account is None:
        return Failure("syntax", message)
    if len(text) > _LONGEST:
        return Failure("syntax", "this is not SPARQL", int(account[1]), int(account[2]))
    found = list(tokens(text))
    at = bisect_left(range(len(found)), True, key=lambda number: not _can_go_on(text[: _end(found[number])], update))
    if at == len(found):
        return _failure(text, len(text), _sentence(message) or "the text ends too early" + _signs(text, update))
    wrong = found[at]
    what = (
        _other_kind(found, wrong, update)
        or _undeclared(wrong)
        or _sentence(message)
        or f"{wrong.text[:60]} is not expected here{_signs(text[: wrong.start], update)}"
    )
    return _failure(text, wrong.start, what)


def _can_go_on(text: str, update: bool) -> bool:
    account = _ACCOUNT.fullmatch(_account(text + _ROOM, update))
    return account is None or (int(account[1]) == text.count("\n") + 2 and int(account[2]) > _REACH)


def _account(text: str, update: bool) -> str:
    """The engine's account of a text; "" where it parses."""
    store = ox.Store()
    try:
        if update:
            store.update(text, prefixes=PREFIXES)
        else:
            store.query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        return str(error)
    except (ValueError, OSError, RuntimeError):
        return ""
    return ""


def _signs(before: str, update: bool) -> str:
    account = _ACCOUNT.fullmatch(_account(before + _ROOM, update))
    signs = [item for item in _ITEM.findall(account[3]) if item.startswith('"')] if account else []
    return f"; {', '.join(signs)} could stand here" if 0 < len(signs) <= _MOST else ""


def _sentence(message: str) -> str:
    """What the grammar says in words."""
    account = _ACCOUNT.fullmatch(message)
    items = _ITEM.findall(account[3]) if account else []
    told = next((item.strip() for item in items if " " in item.strip() and item[0] not in '["'), "")
    return told[:1].lower() + told[1:] if told.isascii() and "Prefix not found" not in told else ""


def _undeclared(wrong: Token) -> str:
    prefix, colon, _ = wrong.text.partition(":")
    return f"the prefix {prefix}: is not declared" if wrong.kind == "name" and colon and prefix != "_" else ""


def _other_kind(found: list[Token], wrong: Token, update: bool) -> str:
    """An update where a query is expected, or the other way round."""
    if next(_after_prologue(found), None) is not wrong or wrong.kind != "word":
        return ""
    if not update and wrong.text.upper() in _UPDATES:
        return "this is an update, not a query"
    if update and wrong.text.upper() in _QUERIES:
        return "this is a query, not an update"
    return ""


def _after_prologue(found: list[Token]) -> Iterator[Token]:
    waiting = iter(found)
    for token in waiting:
        if token.is_word("BASE") or token.is_word("VERSION"):
            next(waiting, None)
        elif token.is_word("PREFIX"):
            next(waiting, None)
            next(waiting, None)
        else:
            yield token


def _end(token: Token) -> int:
    return token.start + len(token.text)


def _failure(text: str, place: int, message: str) -> Failure:
    start = text.rfind("\n", 0, place) + 1
    return Failure("syntax", message, text.count("\n", 0, place) + 1, place - start + 1)
