from datetime import date
from decimal import Decimal

import pytest

from graph.dates.values import Date
from graph.documents import Block, BlockKind, Document, Span
from graph.facts import Concept, Entity, EntityRef, Evidence, Extraction, Fact, Unresolved
from graph.running.codec import FormError, decode, encode

TEXT = "Übersicht\n\nPakistan | member\n\nPakistan joined in 2005."
DOCUMENT = Document(
    name="über\udce4.txt",
    id="document-a-12345678",
    sha256="ab" * 32,
    text=TEXT,
    blocks=(
        Block(BlockKind.HEADING, 0, 9, level=2),
        Block(BlockKind.ROW, 11, 28, cells=(Span(11, 19), Span(22, 28)), header=(Span(0, 4), Span(5, 9)), page=3),
    ),
    title="Übersicht",
    issued=Date.interval(Date.month(2024, 9), Date.day(date(2024, 11, 5))),
    warnings=("2 characters could not be decoded",),
)
EXTRACTION = Extraction(
    DOCUMENT,
    (
        Entity("pakistan", "State", "Pakistan", ("Pakistan", "PK"), "pakistan"),
        Entity("it", "Agreement", "an agreement", (), None, (("sp:agreementType", Concept("treaty")),)),
    ),
    (
        Fact(
            "Membership",
            (
                ("org:member", EntityRef("pakistan")),
                ("org:role", Concept("member")),
                ("schema:startDate", Date.year(2005)),
                ("sp:value", Decimal("1.50")),
                ("sp:title", "e"),
            ),
            (Evidence(Span(30, 54), (Span(0, 9), Span(11, 19))), Evidence(Span(11, 28))),
            "member-of",
            Decimal("0.90"),
        ),
    ),
    (Unresolved(Span(0, 9), "Übersicht", None, "no authority knows this name"),),
)


def test_extraction_comes_back_as_it_was() -> None:
    assert decode(encode(EXTRACTION)) == EXTRACTION
    assert str(decode(encode(EXTRACTION)).facts[0].confidence) == "0.90"


def test_same_extraction_gives_the_same_bytes() -> None:
    assert encode(EXTRACTION) == encode(decode(encode(EXTRACTION)))


@pytest.mark.parametrize("data", [b"", b"{}", encode(EXTRACTION)[:-9], encode(EXTRACTION) + b"x" * 9])
def test_other_bytes_are_no_extraction(data: bytes) -> None:
    try:
        assert decode(data) == EXTRACTION  # bytes behind a whole frame do not count
    except FormError:
        return
    assert data.startswith(encode(EXTRACTION))
