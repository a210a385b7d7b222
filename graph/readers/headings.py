"""Blocks in, blocks with their title and headings told from paragraphs out, for formats that do not mark them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.documents import BlockKind, RawBlock
from graph.names.acronyms import fits
from graph.readers import dateline
from graph.readers import lines as wrapping

_MAX_HEADING = 100
_MAX_CAPITALS = 240
_MAX_HEADING_WORDS = 14
_MAX_WORDS_IN_CAPITALS = 32
_BRACKET = re.compile(r"\([^()]*\)")
_MAX_TITLE = 220
_LONG = 4
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:-?\d)?")
_TITLE_SEARCH = 8
_MAX_NAME_LINES = 5
_NO_HEADING_END = (".", "!", ";", ",", "…", "-")
_LOWER = re.compile(r"^[a-zà-þ]")
_DATE_LINE = re.compile(r"^(?:\w+,? )?\d{1,2}(?:st|nd|rd|th)? \w+ \d{4}$|^\w+\.? \d{1,2}(?:, \d{4})?$")
_MAX_ENTRY = 160
_MIN_ENTRIES = 2
_PERSON_LINE = re.compile(r"^(?:[A-ZÀ-Þ][\w.’'-]*\.? ){1,4}[A-ZÀ-Þ][\w.’'-]*, [a-z]")
_SECTION = re.compile(r"(?:[A-Z]|[IVX]{1,5}|\d{1,2})[.)]\s+[A-Z][A-Z &,'’/-]{3,}(?:\([^()]*\))?")
"""A numbered line in capitals, whatever stands below it ("B. ASSOCIATE MEMBERS")."""
_PERIOD = re.compile(
    r"(?:19[5-9]|20[0-4])\d|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?"
)
"""A line that is a year, or a month of the year above it: it heads what was done then."""
_NOT_HEADING = re.compile(
    r"^(?:Presented by|(?:Mr|Mrs|Ms|Dr|Prof|H\.E)\.? .*,)|@|https?://|www\.|^by |^\(?\d[\d\s().-]{6,}$|\w/\w.*/|: \S",
    re.IGNORECASE,
)


_WITH_DAY = re.compile(r"(?:[^\W\d_][\w’'-]*[ ,:]+){4,}.*\d{4}\)?$")
_KEYED = re.compile(r"[A-Z][^:.;,]{1,40}: \S")


def promote(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """Short unterminated paragraphs before text become headings; one of the first becomes the title, where there is none."""
    blocks = _with_items(_with_name_blocks(blocks))
    promoted = _below_sections(blocks, [_as_heading(blocks, i) for i in range(len(blocks))])
    if any(block.kind is BlockKind.TITLE for block in promoted):
        return tuple(promoted)
    marked = bool(blocks) and blocks[0].kind is BlockKind.HEADING and len(blocks[0].text.split()) > 1
    index = 0 if marked else _find_title(promoted)
    if index is not None and len(promoted[index].text) <= _MAX_TITLE:
        promoted[index] = replace(promoted[index], kind=BlockKind.TITLE, level=0)
    return tuple(promoted)


def _below_sections(blocks: Sequence[RawBlock], promoted: list[RawBlock]) -> list[RawBlock]:
    """The blocks, with lines that became headings one level below the titles of slides, or below those that are numbered and in capitals,
    where there are such."""
    told = [
        i for i, block in enumerate(promoted) if block.kind is BlockKind.HEADING and blocks[i].kind is not block.kind
    ]
    below = [i for i in told if not _SECTION.fullmatch(promoted[i].text.strip())]
    on_slides = any(block.kind is BlockKind.HEADING and block.page for block in blocks)
    for i in below if on_slides or len(below) < len(told) else ():
        promoted[i] = replace(promoted[i], level=3)
    return promoted


def looks_like_heading(text: str) -> bool:
    """Short, begins with a capital or a number, and does not end like a sentence or read like a contact or a credit."""
    text = text.strip()
    capitals = text[:_MAX_CAPITALS].isupper() or _BRACKET.sub("", text[:_MAX_CAPITALS]).isupper()
    return (
        2 < len(text) <= (_MAX_CAPITALS if capitals else _MAX_HEADING)
        and len(text.split()) <= (_MAX_WORDS_IN_CAPITALS if capitals else _MAX_HEADING_WORDS)
        and not text.endswith(_NO_HEADING_END)
        and not _LOWER.match(text)
        and not _NOT_HEADING.search(text)
        and not _PERSON_LINE.match(text)
        and not _DATE_LINE.match(text)
        and dateline.at_head(text) is None
    )


def _with_name_blocks(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """On a page or slide, the lines of a name block ("Ms. A B", "Secretary-General", "Organisation") as one paragraph."""
    merged: list[RawBlock] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        end = index + 1
        while end < min(len(blocks), index + _MAX_NAME_LINES) and _same_page_line(block, blocks[end]):
            end += 1
        texts = [each.text.strip() for each in blocks[index:end]]
        if block.page is not None and block.kind is BlockKind.PARAGRAPH and wrapping.is_name_block(texts):
            merged.append(replace(block, text=wrapping.join(texts, 0)[0]))
            index = end
        else:
            merged.append(block)
            index += 1
    return merged


def _same_page_line(block: RawBlock, following: RawBlock) -> bool:
    return following.kind is BlockKind.PARAGRAPH and following.page == block.page and bool(following.text.strip())


def _with_items(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Short unterminated paragraphs after a line that ends with a colon are the items of the list that it introduces."""
    marked = list(blocks)
    index = 0
    while index < len(marked):
        opens = marked[index].kind is BlockKind.PARAGRAPH and marked[index].text.rstrip().endswith(":")
        index += 1
        if not opens:
            continue
        end = index
        while end < len(marked) and _is_entry(marked[end]):
            end += 1
        if end < len(marked) and end - index > 2 and _stands_out(marked[index:end]):
            end -= 1
        if end - index >= _MIN_ENTRIES:
            marked[index:end] = [replace(block, kind=BlockKind.ITEM, level=1) for block in marked[index:end]]
        index = end
    return marked


def _is_entry(block: RawBlock) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(block.text) <= _MAX_ENTRY
        and not block.text.rstrip().endswith((".", ":", "!", "?", "”"))
    )


def _stands_out(entries: Sequence[RawBlock]) -> bool:
    """The last one is a heading for what follows: all the others have a comma, it has none."""
    return "," not in entries[-1].text and all("," in entry.text for entry in entries[:-1])


def _as_heading(blocks: Sequence[RawBlock], index: int) -> RawBlock:
    block = blocks[index]
    if block.kind is BlockKind.HEADING and block.level == 2 and block.text.isalpha() and _PERIOD.fullmatch(block.text):
        return replace(block, level=3)
    if block.kind is not BlockKind.PARAGRAPH or not looks_like_heading(block.text):
        return block
    if index and blocks[index - 1].kind is BlockKind.PARAGRAPH and blocks[index - 1].text.rstrip().endswith(":"):
        return block
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following is not None and _PERIOD.fullmatch(block.text.strip()):
        return replace(block, kind=BlockKind.HEADING, level=2 + block.text.strip().isalpha())
    if following is not None and _SECTION.fullmatch(block.text.strip()):
        return replace(block, kind=BlockKind.HEADING, level=2)
    if following is None or following.kind in (BlockKind.HEADING, BlockKind.TITLE):
        return block
    if following.kind is BlockKind.PARAGRAPH and looks_like_heading(following.text):
        return block
    if block.text.rstrip().endswith(":") and len(block.text.split()) > 6:
        return block
    return replace(block, kind=BlockKind.HEADING, level=2)


def _find_title(blocks: Sequence[RawBlock]) -> int | None:
    """The first marked heading of the highest level, or the acronym above a line that spells it out; else the first line, if it may be a
    title; else the first short line of four words or more before any list or table, else the first short line."""
    head = range(min(_TITLE_SEARCH, len(blocks)))
    marked = [i for i in head if blocks[i].kind is BlockKind.HEADING and blocks[i].level == 1]
    short = [
        i
        for i in head
        if blocks[i].kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and looks_like_heading(blocks[i].text)
    ]
    listed = next((i for i in head if blocks[i].kind in (BlockKind.ROW, BlockKind.ITEM)), len(blocks))
    long = [i for i in short if len(blocks[i].text.split()) >= _LONG and i < listed]
    first = [0] if blocks and _begins(blocks) else []
    spelt = [i for i in head[:-1] if _is_spelt_out(blocks[i].text, blocks[i + 1].text)]
    return next(iter(marked + spelt + first + long + short), None)


def _begins(blocks: Sequence[RawBlock]) -> bool:
    """Whether a first line that is no other heading is the title: it is in capitals, or ends in the day for which it holds, or a
    colon parts it."""
    text = blocks[0].text.strip()
    if (
        blocks[0].kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        or len(text) > _MAX_HEADING
        or text.endswith(_NO_HEADING_END)
    ):
        return False
    if text.isupper() and looks_like_heading(text):
        return len(text.split()) > 2
    if dateline.at_head(text) is not None:
        return _WITH_DAY.match(text) is not None
    before, colon, behind = text.partition(": ")
    following = blocks[1].text if len(blocks) > 1 else ""
    return bool(colon) and len(before.split()) > 1 and ": " not in behind and not _KEYED.match(following)


def _is_spelt_out(line: str, below: str) -> bool:
    """Whether the line below says what an acronym stands for: "KELPIE / Kelp Ecosystem and Littoral Imaging Explorer"."""
    return _ACRONYM.fullmatch(line.strip()) is not None and fits(line.strip(), below)
