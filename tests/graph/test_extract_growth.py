"""Documents full of distinct names, in prose and in layout: four times as much takes about four times as long, not sixteen times."""

import hashlib
import time
from collections.abc import Callable
from itertools import product

import pytest
from test_extract_properties import full_extractor

from graph.documents import BlockKind, Document, RawBlock, RawDocument
from graph.text import assemble

SMALL, TIMES, MOST = 300, 4, 9
"""Names in the smaller document, how many times as many the larger one has, and how many times as long it may take."""
SYLLABLES = ["".join(s) for s in product("bdfglmnprst", "aeiou")]


def word(number: int) -> str:
    """A name that no list knows, another one for each number."""
    parts = []
    for _ in range(4):
        number, at = divmod(number * 7919 + 17, len(SYLLABLES))
        parts.append(SYLLABLES[(at + number) % len(SYLLABLES)])
    return "".join(parts).title()


Names = Callable[[int], str]


def prose(sentence: Callable[[Names], str]) -> Callable[[int], list[RawBlock]]:
    return lambda n: [RawBlock(BlockKind.PARAGRAPH, sentence(lambda k, i=i: word(9 * i + k))) for i in range(n)]


def one_paragraph(sentence: Callable[[Names], str]) -> Callable[[int], list[RawBlock]]:
    return lambda n: [RawBlock(BlockKind.PARAGRAPH, " ".join(block.text for block in prose(sentence)(n)))]


def items(lead: str, item: Callable[[Names], str]) -> Callable[[int], list[RawBlock]]:
    return lambda n: [
        RawBlock(BlockKind.PARAGRAPH, lead),
        *(RawBlock(BlockKind.ITEM, block.text, level=1) for block in prose(item)(n)),
    ]


def rows(header: tuple[str, ...], cells: Callable[[Names], tuple[str, ...]]) -> Callable[[int], list[RawBlock]]:
    def made(n: int) -> list[RawBlock]:
        told = [cells(lambda k, i=i: word(9 * i + k)) for i in range(n)]
        head = RawBlock(BlockKind.ROW, "", cells=header)
        return [head, *(RawBlock(BlockKind.ROW, "", cells=row, header=header) for row in told)]

    return made


def sections(n: int) -> list[RawBlock]:
    return [
        block
        for i in range(n)
        for block in (
            RawBlock(BlockKind.HEADING, f"{word(i)}-1", level=2),
            RawBlock(BlockKind.PARAGRAPH, f"Operator: {word(i + n)} Space Agency. Launch: 5 May 2020"),
        )
    ]


def headed(kind: BlockKind, name: str, told: str) -> Callable[[int], list[RawBlock]]:
    return lambda n: [
        RawBlock(BlockKind.TITLE, "The Marmot mission of the Polar Space Union"),
        *(
            block
            for i in range(n)
            for block in (
                RawBlock(BlockKind.HEADING, f"{word(i)} {name}", level=2),
                RawBlock(kind, told, level=int(kind is BlockKind.ITEM)),
            )
        ),
    ]


def noted(n: int) -> list[RawBlock]:
    members = [RawBlock(BlockKind.ITEM, f"{word(i)} Agency ({i % 90})", level=1) for i in range(n)]
    notes = [RawBlock(BlockKind.PARAGRAPH, f"({i % 90}) observer since 1990.") for i in range(n)]
    return [RawBlock(BlockKind.PARAGRAPH, "The members of the Polar Space Union are:"), *members, *notes]


KINDS = {
    "organisations": prose(lambda w: f"The {w(0)} Institute of {w(1)} spoke to the {w(2)} Research Centre today."),
    "organisations in one paragraph": one_paragraph(lambda w: f"The {w(0)} Institute of {w(1)} joined the {w(2)} Union."),
    "organisations with one stem": prose(lambda w: f"The Strelsau Institute and the Strelsau Institute of {w(0)} met."),
    "acronyms": prose(lambda w: f"The {w(0)} {w(1)} Agency ({w(0)[0]}{w(1)[0]}A) and the {w(2)} Institute ({w(3)[:3].upper()}) met."),
    "companies": prose(lambda w: f"{w(0)} Aerospace GmbH built it; {w(0)} then left."),
    "people": prose(lambda w: f'"Good," said {w(0)} {w(1)}, director of the {w(2)} Institute. Ms. {w(1)} left.'),
    "people and missions": prose(lambda w: f"Dr. {w(0)} {w(1)} saw the {w(2)} mission."),
    "people of one name": prose(lambda w: f"Dr. {w(0)} Holm saw the {w(1)} mission. Ms. Holm left."),
    "missions": prose(lambda w: f"The {w(0)}-1 spacecraft, led by the {w(1)} Space Agency, was launched. It carries a camera."),
    "aircraft": prose(lambda w: f"The {w(0)[0]}{w(1)[0]}-{len(w(0))} spacecraft and the {w(2)} aircraft flew."),
    "observatories": prose(lambda w: f"The director of the {w(0)} Solar Observatory saw the {w(1)} Orbiting Observatory."),
    "places": prose(lambda w: f"They met in {w(0)} and visited {w(1)}. The {w(2)}-based {w(2)} Laboratory of {w(3)} left."),
    "agreements": prose(lambda w: f"The {w(0)} Agency and the {w(1)} Institute signed the {w(2)} Agreement on 5 May 2020."),
    "contracts": prose(lambda w: f"The {w(0)} Agency awarded {w(1)} Aerospace a contract to build the {w(2)} spacecraft."),
    "events": prose(lambda w: f"The 5th {w(0)} Conference was held in {w(1)} on 5 May 2020."),
    "short forms": prose(lambda w: f"The {w(0)} Institute met. The Institute and the {w(1)} Agency signed; both agencies left."),
    "speakers": one_paragraph(lambda w: f'We, the {w(0)} Agency, met. It has 12 members and said: "We sign." {w(1)} joined the Union.'),
    "rows of members": rows(("Member", "Since"), lambda w: (f"{w(0)} Space Agency", "1990")),
    "rows of missions": rows(("Mission", "Agency", "Launch"), lambda w: (f"{w(0)}-2", f"{w(1)} Agency", "5 May 2020")),
    "rows of agreements": rows(("Agreement", "Parties", "Signed"), lambda w: (f"{w(0)} Agreement", f"{w(1)} Agency, {w(2)} Union", "2020")),
    "items of members": items("The members of the Polar Space Union (PSU) are:", lambda w: f"{w(0)} Space Agency ({w(1)})"),
    "items of contributions": items("Contributions to the Marmot mission:", lambda w: f"{w(0)} Institute: camera (5 million euros)"),
    "rows of partners": rows(("Partner", "Agreement", "Signed"), lambda w: (f"{w(0)} Space Agency", "Framework agreement", "5 May 2020")),
    "items of partners": items("Our agreements:", lambda w: f"{w(0)} Space Agency: Framework agreement, signed on 5 May 2020"),
    "items of parties": items("The parties to the Marmot Convention:", lambda w: f"{w(0)} Space Agency - signed 5 May 2020"),
    "members as headings": headed(BlockKind.PARAGRAPH, "Space Agency", "Member since 1990"),
    "shares below headings": headed(BlockKind.ITEM, "Space Agency", "Radar altimeter"),
    "what is left out": one_paragraph(lambda w: f"The {w(0)} Agency met the {w(1)} Union. The pact was sealed. It is an observer."),
    "sections": sections,
    "notes": noted,
}  # fmt: skip


def document_of(blocks: list[RawBlock]) -> Document:
    return assemble("many.md", hashlib.sha256(b"many").hexdigest(), RawDocument(tuple(blocks)))


def seconds(document: Document) -> float:
    began = time.process_time()
    full_extractor().extract(document)
    return time.process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_time_grows_with_the_names_and_not_with_their_square(kind: Callable[[int], list[RawBlock]]) -> None:
    small, large = document_of(kind(SMALL)), document_of(kind(TIMES * SMALL))
    seconds(small)  # what is made once for all documents
    tries = (seconds(large) / min(seconds(small), seconds(small)) for _ in range(3))
    assert any(ratio < MOST for ratio in tries)
