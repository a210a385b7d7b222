"""Entries that a name leads in ("X. A lander led by …", a heading, a term), and lines below a name; sentences whose subject it is out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.documents import Block, BlockKind, Span
from graph.extraction.clauses import participles
from graph.extraction.page import Page
from graph.extraction.tagging import Tagged
from graph.sentences import split

_LEAD = re.compile(r"[A-Z][^.:;|?]{1,60}?(?:[.:?](?= +[A-Z])| [–—-](?= +[A-Za-z]))")
_NAMES = re.compile(
    r"(?:The |(?:Who|What) (?:is|are|was|were) (?:the )?)?<([MOA])\d+>(?: \([^()]*\))?"
    r"(?P<more>(?:,? and (?:the )?<\1\d+>)?)(?:[.:?]| [–—-])?(?: \*)?"
)
_PHRASE = re.compile(
    r"(?:An?|The (?:first|second|third|only|new|joint|largest|oldest)|One of|Two|Three|Joint|Our|Its) (?!(?:[\w'-]+ ){0,5}?"
    r"(?:is|are|was|were|will|has|have|had|can|would|may|must)\b)"
)


_ABOUT = re.compile(
    r"(?:(?:About|Facts about|Key facts about|Profile of|Profile:|The) )*(?:the )?"
    r"(?:(?-i:[A-Z])[\w&-]+(?: [\w&-]+){0,7} \()?(<[MO]\d+>)(?:\)| \([^()]*\))?"
    r"(?:,? (?:in brief|at a glance|in figures|in short|facts|key facts|profile|today))?\W*",
    re.IGNORECASE,
)
_DOT = re.compile(r" [·•|] ")
_DESCRIBED = re.compile(r"[^,;.]{2,40}, ")
_FRAGMENTS = (
    (
        re.compile(
            r"(?:(?:full|founding|associate|permanent|signatory) )?(?:member|observer|partner|party|signatory) (?:of|in|at|to)\b",
            re.I,
        ),
        " is ",
    ),
    (
        re.compile(r"(?:headquarters?|secretariat|seat|head office|main office) (?:is )?(?:based|located|in)\b", re.I),
        " has its ",
    ),
    (re.compile(r"(?:(?:about|some|over|more than|around|nearly) )?\d[\d,. ]* [a-z]"), " has "),
)
"""How a line begins that lacks its subject, and the verb that it lacks too."""


@lru_cache(maxsize=1)
def _participle() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:Jointly|Originally|Now|Formerly) )?{participles()}\b", re.IGNORECASE)


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
            for verb, piece in _told_of(page, start, end, bool(found["more"])):
                yield names, verb, piece
    yield from _listed(page, blocks)


def _told_of(page: Page, start: int, end: int, several: bool) -> Iterator[tuple[str, Span]]:
    """The fragments of a sentence between semicolons that lack a subject ("CubeSat, led by …; launched on …"), each with its verb."""
    if verb := _verb(page.flat[start:end], several):
        yield verb, Span(start, end)
    for piece in _PIECE.finditer(page.flat, start, end):
        described = _DESCRIBED.match(page.flat, piece.start(), piece.end())
        begin = described.end() if described else piece.start()
        if begin > start and _participle().match(page.flat, begin, piece.end()):
            yield " were " if several else " was ", Span(begin, piece.end())


_PIECE = re.compile(r"[^;\s][^;]*")


def _listed(page: Page, blocks: tuple[Block, ...] | list[Block]) -> Iterator[tuple[Tagged, str, Span]]:
    """The items under a heading about one thing, and the pieces between dots of a paragraph there."""
    subject: Tagged | None = None
    for block in blocks:
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            heading = page.tagged(block.start, block.end)
            found = _ABOUT.fullmatch(heading.text)
            named = heading.slot(found.group(1)) if found else None
            subject = page.tagged(named.start, named.end) if named else None
        elif subject and (block.kind is BlockKind.ITEM or _DOT.search(page.flat, block.start, block.end)):
            yield from ((subject, verb, piece) for verb, piece in _pieces(page, block))


def _pieces(page: Page, block: Block) -> Iterator[tuple[str, Span]]:
    """The fragments of a block that lack a subject, each with its verb."""
    at = block.start
    for dot in (*_DOT.finditer(page.flat, block.start, block.end), None):
        end = dot.start() if dot else block.end
        words = page.flat[at:end]
        described = _DESCRIBED.match(words)
        if described and _participle().match(words, described.end()):
            yield " was ", Span(at + described.end(), end)
        elif _participle().match(words):
            yield " was ", Span(at, end)
        elif verb := next((verb for pattern, verb in _FRAGMENTS if pattern.match(words)), None):
            yield verb, Span(at, end)
        at = dot.end() if dot else end


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
