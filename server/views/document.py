"""A document's text and the passages in it in, pieces of text and numbered facts, linked both ways, out."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ontology.namespaces import SPID
from server.engine.select import Row
from server.releases import Release
from server.views.columns import COLUMNS
from server.views.facts import PART, Fact, Value, nodes, words
from server.views.withheld import UnknownName, Withheld

MOST_FACTS = 1_500
"""Facts that one page shows beside the text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: offsets in the text, and the numbers of the facts that it gave."""

    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same passages; `starts` begin here, `ends` end here."""

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[Passage, ...]
    ends: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the document with its kind (paragraph, heading, item …) as pieces."""

    kind: str
    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class NumberedFact:
    """A fact beside the text: its number, what it says, and its first passage."""

    number: int
    kind: str
    cells: tuple[tuple[Value, ...], ...]
    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What one page of a document shows: part `part` of `parts`."""

    record: Mapping[str, Any]
    blocks: tuple[BlockView, ...]
    facts: tuple[NumberedFact, ...]
    passages: int
    withheld: Sequence[Withheld]
    unknown: Sequence[UnknownName]
    part: int
    parts: int


def read_text(release: Release, document: str) -> str:
    """A document's normalised text. The id must be one of the release's records.

    Raises:
        OSError: the file cannot be read.
    """
    return (release.path / "texts" / f"{document}.txt").read_bytes().decode()


def passages_query(document: str, part: int) -> str:
    """The query for the passages of one part of a document and the facts they support."""
    first, last = (part - 1) * PART, part * PART
    return f"""SELECT DISTINCT ?start ?end ?fact WHERE {{ ?passage oa:hasSource {nodes([SPID + document])} ;
  oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end . ?fact prov:wasDerivedFrom ?passage ; a sp:Fact .
  FILTER(?start >= {first} && ?start < {last}) }} ORDER BY ?start ?end ?fact LIMIT {4 * MOST_FACTS}"""


def fact_order(rows: Iterable[Row]) -> list[str]:
    """The facts of a part in the order of their first passage, at most MOST_FACTS."""
    return list(dict.fromkeys(row["fact"] for row in rows))[:MOST_FACTS]


def view(
    record: Mapping[str, Any],
    text: str,
    rows: Sequence[Row],
    facts: Sequence[Fact],
    withheld: Sequence[Withheld],
    unknown: Sequence[UnknownName],
    part: int,
) -> DocumentView:
    """The text of a part, cut where passages and blocks begin and end."""
    known = {fact.iri: fact for fact in facts}
    numbers = {iri: number for number, iri in enumerate((i for i in fact_order(rows) if i in known), 1)}
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    first: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row["fact"] in numbers:
            place = (int(row["start"]), int(row["end"]))
            found[place].append(numbers[row["fact"]])
            first.setdefault(row["fact"], place)
    passages = [Passage(start, end, tuple(sorted(set(listed)))) for (start, end), listed in sorted(found.items())]
    blocks = record.get("blocks") or [{"kind": "paragraph", "start": 0, "end": len(text), "level": 0}]
    inside = [block for block in blocks if (part - 1) * PART <= block["start"] < part * PART]
    return DocumentView(
        record=record,
        blocks=tuple(_block(text, block, passages) for block in inside),
        facts=tuple(_numbered(known[iri], number, first[iri]) for iri, number in numbers.items()),
        passages=len(passages),
        withheld=withheld,
        unknown=unknown,
        part=part,
        parts=max(1, -(-len(text) // PART)),
    )


def _numbered(fact: Fact, number: int, place: tuple[int, int]) -> NumberedFact:
    cells = tuple(fact.values[prop] for _, prop in COLUMNS.get(fact.kind, ()) if prop in fact.values)
    return NumberedFact(number, words(fact.kind), cells, fact.path, *place)


def _block(text: str, block: Mapping[str, Any], passages: Sequence[Passage]) -> BlockView:
    return BlockView(
        block["kind"], block.get("level") or 0, tuple(_pieces(text, block["start"], block["end"], passages))
    )


def _pieces(text: str, start: int, end: int, passages: Iterable[Passage]) -> Iterable[Piece]:
    inside = [passage for passage in passages if passage.start < end and passage.end > start]
    cuts = {start, end} | {cut for passage in inside for cut in (passage.start, passage.end) if start < cut < end}
    for left, right in itertools.pairwise(sorted(cuts)):
        over = tuple(passage for passage in inside if passage.start <= left and passage.end >= right)
        yield Piece(
            text=text[left:right],
            passages=over,
            starts=tuple(p for p in over if p.start == left),
            ends=tuple(p for p in over if p.end == right),
        )
