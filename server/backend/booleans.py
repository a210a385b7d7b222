"""A query in, the variables that it makes true or false out: some stores send their values as the numbers 1 and 0.

Only what an expression is by the grammar counts (a comparison, a test, `true`): a variable of which that cannot be told is
left as the store sends it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from server.sparql.lexer import Token, tokens

_TESTS: Final = frozenset(
    {"BOUND", "CONTAINS", "EXISTS", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI", "LANGMATCHES", "REGEX"}
    | {"SAMETERM", "STRENDS", "STRSTARTS"}
)
_OPERATORS: Final = frozenset({"=", "<", ">", "!", "&", "|"})
_ARITHMETIC: Final = frozenset({"+", "-", "*", "/"})
_OPEN: Final = {"(": 1, "{": 1, ")": -1, "}": -1}


def boolean_variables(query: str) -> frozenset[str]:
    """Names of variables that the query binds to expressions all of which are true or false (or in error)."""
    found: dict[str, bool] = {}
    for expression, name in _bindings(list(tokens(query))):
        found[name] = found.get(name, True) and _is_boolean(expression, found)
    return frozenset(name for name, boolean in found.items() if boolean)


def _bindings(stream: Sequence[Token]) -> Iterator[tuple[Sequence[Token], str]]:
    """Each `(expression AS ?name)`, in the order of the text."""
    opened: list[int] = []
    for i, token in enumerate(stream):
        if token.text == "(":
            opened.append(i)
        elif token.text == ")" and opened:
            opened.pop()
        elif token.is_word("AS") and opened and i + 1 < len(stream):
            yield stream[opened[-1] + 1 : i], stream[i + 1].text[1:]


def _is_boolean(expression: Sequence[Token], known: dict[str, bool]) -> bool:
    if not expression:
        return False
    first = expression[0]
    if first.text == "(" and _end(expression, 0) == len(expression) - 1:
        return _is_boolean(expression[1:-1], known)
    outer = [expression[i] for i in _outer(expression)]
    if any(token.text in _OPERATORS or token.is_word("IN") for token in outer):
        return True
    if any(token.text in _ARITHMETIC for token in outer):
        return False
    if first.kind == "variable":
        return len(expression) == 1 and known.get(first.text[1:], False)
    word = first.text.upper()
    if word in ("IF", "COALESCE"):
        branches = list(_arguments(expression[2:-1]))
        return all(_is_boolean(branch, known) for branch in branches[1 if word == "IF" else 0 :])
    return word in _TESTS or word in ("NOT", "TRUE", "FALSE") or first.text == "xsd:boolean"


def _outer(expression: Sequence[Token]) -> Iterator[int]:
    """Places of the tokens that no brackets enclose."""
    depth = 0
    for i, token in enumerate(expression):
        step = _OPEN.get(token.text, 0) if token.kind == "other" else 0
        depth += min(step, 0)
        if depth == 0 and not step:
            yield i
        depth += max(step, 0)


def _arguments(inner: Sequence[Token]) -> Iterator[Sequence[Token]]:
    start = 0
    for i in _outer(inner):
        if inner[i].text == ",":
            yield inner[start:i]
            start = i + 1
    yield inner[start:]


def _end(expression: Sequence[Token], opening: int) -> int:
    depth = 0
    for i in range(opening, len(expression)):
        depth += _OPEN.get(expression[i].text, 0) if expression[i].kind == "other" else 0
        if depth == 0:
            return i
    return -1
