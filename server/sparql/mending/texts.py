"""A query with GROUP_CONCAT in, the same query with its results as texts without a language out."""

import re
from typing import Final

from server.sparql.lexer import Token, tokens

_MAYBE: Final = re.compile(r"group_concat", re.IGNORECASE)


def with_plain_texts(text: str) -> str:
    """The query with STR( ) around each GROUP_CONCAT, whose result is a simple literal (SPARQL 1.1, section 18.5.1.7):
    the engine keeps the language of its parts."""
    if not _MAYBE.search(text):
        return text
    found = list(tokens(text))
    starts = [token.start for token in found if token.is_word("GROUP_CONCAT")]
    ends = [_end(found, at) for at, token in enumerate(found) if token.is_word("GROUP_CONCAT")]
    if None in ends:
        return text
    out, copied = [], 0
    for place, sign in sorted([(start, "STR(") for start in starts] + [(end, ")") for end in ends if end is not None]):
        out += [text[copied:place], sign]
        copied = place
    return "".join(out) + text[copied:]


def _end(found: list[Token], at: int) -> int | None:
    """Where the parentheses after a token end; None where none begin there, or they do not end."""
    depth = 0
    for token in found[at + 1 :]:
        depth += (token.text == "(") - (token.text == ")")
        if not depth:
            return token.start + 1 if token.text == ")" else None
    return None
