import hashlib
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from graph.dates.values import Date
from graph.documents import Block, BlockKind, Document, Span
from graph.facts import Concept, Entity, EntityRef, Evidence, Extraction, Fact, Unresolved
from graph.releases.records import document_record
from graph.rows import FormError
from graph.running.codec import Brief, Part, encode

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


def test_what_was_found_comes_back_without_text_and_blocks() -> None:
    found = Part(encode(EXTRACTION)).found()
    assert found == replace(EXTRACTION, document=replace(DOCUMENT, text="", blocks=()))
    assert str(found.facts[0].confidence) == "0.90"


def test_part_tells_which_document_it_is() -> None:
    text = hashlib.sha256(TEXT.encode()).hexdigest()
    assert Part(encode(EXTRACTION)).brief() == Brief("document-a-12345678", "ab" * 32, text)


def test_text_and_record_come_back() -> None:
    part = Part(encode(EXTRACTION))
    assert part.text() == TEXT
    assert json.loads(part.record()) == document_record(DOCUMENT)


def test_same_extraction_gives_the_same_bytes() -> None:
    assert encode(EXTRACTION) == encode(replace(EXTRACTION))


WHOLE = encode(EXTRACTION)


@pytest.mark.parametrize(
    "data", [b"", b"{}", WHOLE[:-9], WHOLE + b"x" * 9, b"\0\0\0\1" + WHOLE[4:], WHOLE[:-9] + b"x" * 9]
)
def test_other_bytes_are_no_part(data: bytes) -> None:
    with pytest.raises(FormError):
        [read() for part in (Part(data),) for read in (part.brief, part.found, part.record, part.text)]
