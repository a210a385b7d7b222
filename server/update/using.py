"""An update and the protocol's dataset in, the same update with that dataset as its USING clauses out (SPARQL 1.1
Protocol, section 2.2.3)."""

from collections.abc import Sequence

from pyoxigraph import NamedNode

from server.sparql.lexer import Token, tokens


class DatasetConflictError(ValueError):
    """The update names a dataset of its own (USING, WITH), so the request must not."""


def with_dataset(update: str, using: Sequence[str], named: Sequence[str]) -> str:
    """The update, each of its WHERE clauses reading the given graphs only.

    Raises:
        DatasetConflictError: see there.
        ValueError: a graph's name is no IRI.
    """
    for iri in (*using, *named):
        NamedNode(iri)
    clauses = "".join(f"USING <{iri}> " for iri in using) + "".join(f"USING NAMED <{iri}> " for iri in named)
    out: list[str] = []
    copied = 0
    found = list(tokens(update))
    depth = 0
    for index, token in enumerate(found):
        depth += (token.text == "{") - (token.text == "}")
        if depth:
            continue
        if token.is_word("USING") or token.is_word("WITH"):
            raise DatasetConflictError("the update names its own dataset, so the request must not name another")
        if token.is_word("WHERE"):
            template = _block(update, found, index + 1) + " " if index and found[index - 1].is_word("DELETE") else ""
            out += [update[copied : token.start], template, clauses]
            copied = token.start
    return "".join(out) + update[copied:]


def _block(update: str, found: Sequence[Token], start: int) -> str:
    """The text of the braces that begin at a token: DELETE WHERE { … } is short for DELETE { … } WHERE { … }."""
    depth = 0
    for token in found[start:]:
        depth += (token.text == "{") - (token.text == "}")
        if not depth:
            return update[found[start].start : token.start + 1]
    return ""
