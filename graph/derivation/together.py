"""Statements in, groups of them out, such that what follows from all of them is what follows from each group for itself."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from graph.derivation.conflicts import block, said
from graph.rdf.nquads import in_order
from graph.resolution.model import Statement, Statements
from graph.rows import document_row, fact_row, read_document, read_fact

ONE_GROUP: Final = 1_000
"""Documents whose statements are one group; those of more are sorted through files."""
_SORTED: Final = 50_000
"""Statements that are sorted in memory."""
_SHARED: Final = {"AgreementAction": "sp:agreement", "Participation": "sp:mission"}
"""What those who take part in it share."""


def together(statements: Statements) -> Iterator[list[Statement]]:
    """The groups: statements that can conflict, and those on one agreement or mission, are in one; the others may be left out.

    Raises:
        OSError: there is no room for the files.
    """
    if len(statements.told) <= ONE_GROUP:
        yield list(statements)
        return
    rows = (_row(key, statement) for statement in statements if (key := _key(statement)) is not None)
    for _, group in groupby(in_order(rows, _SORTED), key=lambda row: row.partition(b"\t")[0]):
        yield list(map(_read, group))


def _key(statement: Statement) -> str | None:
    kind = statement.fact.kind
    if kind in _SHARED:
        return ascii(said(statement, _SHARED[kind]))
    key = block(statement)
    return ascii(key) if key else None


def _row(key: str, statement: Statement) -> bytes:
    row = [statement.id, document_row(statement.document), fact_row(statement.fact)]
    return f"{key}\t{json.dumps(row)}\n".encode("ascii")


def _read(row: bytes) -> Statement:
    key, document, fact = json.loads(row.partition(b"\t")[2])
    return Statement(key, read_document(document), read_fact(fact))
