"""A document's text and the passages in it in, pieces of text with the facts that each supports out."""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from ontology.namespaces import SPID
from server.engine.select import Row
from server.releases import Release


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: offsets in the text, and the facts it gave as (IRI, kind)."""

    start: int
    end: int
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same passages; `starts` are those that begin here."""

    text: str
    passages: tuple[Passage, ...]
    starts: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the document with its kind (paragraph, heading, item …) as pieces."""

    kind: str
    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What the page of a document shows."""

    record: Mapping[str, Any]
    blocks: tuple[BlockView, ...]
    passages: int


def read_records(release: Release) -> dict[str, Mapping[str, Any]]:
    """The documents of a release by id, as `documents.json` has them."""
    records = json.loads((release.path / "documents.json").read_bytes())
    return {record["id"]: record for record in records}


def read_text(release: Release, document: str) -> str:
    """A document's normalised text. The id must be one of `read_records`."""
    return (release.path / "texts" / f"{document}.txt").read_bytes().decode()


def passages_query(document: str) -> str:
    """The query for the passages of a document and the facts they support."""
    node = str(NamedNode(SPID + document))
    return f"""SELECT DISTINCT ?start ?end ?fact ?kind WHERE {{ ?passage oa:hasSource {node} ; oa:hasSelector ?place .
  ?place oa:start ?start ; oa:end ?end . ?fact prov:wasDerivedFrom ?passage ; a ?kind .
  FILTER(STRSTARTS(STR(?kind), STR(sp:)) && ?kind != sp:Fact) }} ORDER BY ?start ?end ?fact"""


def view(record: Mapping[str, Any], text: str, rows: Iterable[Row]) -> DocumentView:
    """The text cut where passages and blocks begin and end."""
    found: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        found[int(row["start"]), int(row["end"])].append((row["fact"], row["kind"]))
    passages = [Passage(start, end, tuple(facts)) for (start, end), facts in sorted(found.items())]
    blocks = record.get("blocks") or [{"kind": "paragraph", "start": 0, "end": len(text), "level": 0}]
    views = tuple(
        BlockView(block["kind"], block.get("level") or 0, tuple(_pieces(text, block["start"], block["end"], passages)))
        for block in blocks
    )
    return DocumentView(record, views, len(passages))


def _pieces(text: str, start: int, end: int, passages: Iterable[Passage]) -> Iterable[Piece]:
    inside = [passage for passage in passages if passage.start < end and passage.end > start]
    cuts = {start, end} | {cut for passage in inside for cut in (passage.start, passage.end) if start < cut < end}
    edges = sorted(cuts)
    for left, right in itertools.pairwise(edges):
        over = tuple(passage for passage in inside if passage.start <= left and passage.end >= right)
        yield Piece(text[left:right], over, tuple(p for p in over if p.start == left))
