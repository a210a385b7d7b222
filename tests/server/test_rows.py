"""Rows are counted from the serialised answer as the engine writes it, in pieces of any size."""

import io

import pytest
from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, Store

from server.engine.rows import RowCounter

TRICKY = ["},{", '"},{"', "a\nb", 'x"y', "<result>", "1,2", "a\r\nb\tc", '[{"', ""]


@pytest.mark.parametrize("extension", ["srj", "srx", "csv", "tsv"])
@pytest.mark.parametrize("count", [0, 1, 2, len(TRICKY)])
def test_rows_are_those_of_the_answer(extension: str, count: int) -> None:
    values = " ".join(f"({_literal(text)} <http://x>)" for text in TRICKY[:count])
    answer = Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
    assert isinstance(answer, QuerySolutions)
    content = answer.serialize(format=QueryResultsFormat.from_extension(extension)) or b""
    counter = RowCounter(extension)
    counter.feed(content)
    assert counter.rows == count


def test_quotes_across_pieces_are_followed() -> None:
    counter = RowCounter("csv")
    stream = io.BytesIO(b'a\r\n"x\ny"\r\n"""\n"\r\n')
    while piece := stream.read(1):
        counter.feed(piece)
    assert counter.rows == 2


def _literal(text: str) -> str:
    return str(Literal(text))
