"""A document with its mentions and facts in, its blocks as runs of text that are marked alike out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.documents import Block, BlockKind, Document
from graph.review.gather import Judged, Page, Seen


@dataclass(frozen=True, slots=True)
class Run:
    """A slice of text: the mention that it is a part of, and whether it is evidence. `anchors` are the ids of evidence that begins here."""

    text: str
    mention: Seen | None
    is_evidence: bool
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A block of a document, and the facts whose first evidence begins in it."""

    kind: str
    runs: Sequence[Run]
    facts: Sequence[Judged]


def marked_blocks(page: Page) -> Iterator[Marked]:
    """The blocks of a document in order; furniture comes unmarked."""
    spans = sorted({(e.span.start, e.span.end) for f in page.facts for e in f.statement.fact.evidence})
    starts = [m.start for m in page.mentions]
    firsts = [f.statement.fact.evidence[0].span.start for f in page.facts]
    for block in _blocks(page.document):
        mentions = page.mentions[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        inside = [span for span in spans if span[0] < block.end and block.start < span[1]]
        facts = page.facts[bisect_left(firsts, block.start) : bisect_left(firsts, block.end)]
        yield Marked(block.kind.value, list(_runs(page.document, block, mentions, inside)), facts)


def _blocks(document: Document) -> Sequence[Block]:
    return document.blocks or (Block(BlockKind.PARAGRAPH, 0, len(document.text)),)


def _runs(
    document: Document, block: Block, mentions: Sequence[Seen], evidence: Sequence[tuple[int, int]]
) -> Iterator[Run]:
    edges = {block.start, block.end, *_inside(block, ((m.start, m.end) for m in mentions)), *_inside(block, evidence)}
    ordered = sorted(edges)
    starts = [m.start for m in mentions]
    for start, end in pairwise(ordered):
        at = bisect_right(starts, start) - 1
        mention = mentions[at] if at >= 0 and start < mentions[at].end else None
        anchors = tuple(anchor(document, *span) for span in evidence if span[0] == start)
        covered = any(s <= start and end <= e for s, e in evidence)
        yield Run(document.text[start:end], mention, covered, anchors)


def _inside(block: Block, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    for span in spans:
        yield from (edge for edge in span if block.start <= edge <= block.end)


def anchor(document: Document, start: int, end: int) -> str:
    """The id of a passage in the page."""
    return f"{document.id}-{start}-{end}"
