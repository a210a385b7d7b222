"""Entries that a name leads in, "X. A lander led by …", a heading or a term of a list in; sentences whose subject is that name out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.documents import Block, BlockKind, Span
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.lexicon import lexicon
from graph.names.alternatives import any_case
from graph.sentences import split

_LEAD = re.compile(r"[A-Z][^.:;|]{1,60}[.:](?= +[A-Z])")
_NAMES = re.compile(
    r"(?:The |(?:Who|What) (?:is|are|was|were) (?:the )?)?<([MOA])\d+>(?: \([^()]*\))?(?P<more>(?:,? and (?:the )?<\1\d+>)?)[.:?]?(?: \*)?"
)
_PHRASE = re.compile(
    r"(?:An?|The (?:first|second|third|only|new|joint|largest|oldest)|One of|Two|Three|Joint|Our|Its) (?!(?:[\w'-]+ ){0,5}?"
    r"(?:is|are|was|were|will|has|have|had|can|would|may|must)\b)"
)


@lru_cache(maxsize=1)
def _participle() -> re.Pattern[str]:
    verbs = sorted({verb for verbs in lexicon("clauses")["participles"].values() for verb in verbs})
    return re.compile(rf"(?:(?:Jointly|Originally|Now|Formerly) )?{any_case(verbs)}\b", re.IGNORECASE)


def lead_ins(page: Page, blocks: tuple[Block, ...] | list[Block]) -> Iterator[tuple[Tagged, str, Span]]:
    """The names, the verb that the fragment lacks, and the fragment: of rows of two cells, paragraphs and items that a name leads, and
    paragraphs under a heading that is a name."""
    heading: Span | None = None
    for block in blocks:
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            heading = Span(block.start, block.end)
            continue
        entry = _entry(page, block)
        term, rest = entry or (heading, Span(block.start, block.end))
        if entry is None and block.kind is not BlockKind.PARAGRAPH:
            continue
        heading = None
        if term is None:
            continue
        names = page.tagged(term.start, term.end)
        found = _NAMES.fullmatch(names.text.strip())
        if found is None:
            continue
        begins = rest.end - len(page.flat[rest.start : rest.end].lstrip())
        for start, end in split(page.document.text, begins, rest.end):
            if verb := _verb(page.flat[start:end], bool(found["more"])):
                yield names, verb, Span(start, end)


def _entry(page: Page, block: Block) -> tuple[Span, Span] | None:
    """The term that leads a block, and what is said of it."""
    if block.kind is BlockKind.ROW:
        return (block.cells[0], block.cells[1]) if len(block.cells) == 2 else None
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return None
    found = _LEAD.match(page.flat, block.start, block.end)
    return (Span(block.start, found.end()), Span(found.end(), block.end)) if found else None


def _verb(fragment: str, several: bool) -> str | None:
    """What makes a sentence of a fragment behind its subject; None where it has one."""
    if _participle().match(fragment):
        return " were " if several else " was "
    return (" are " if several else " is ") if _PHRASE.match(fragment) else None
