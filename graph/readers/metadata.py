"""A document as read in, the same with title, publisher and date of issue taken from its own lines where the file did not name them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.dates.values import Date
from graph.documents import BlockKind, RawBlock, RawDocument
from graph.readers import dateline

_FIRST_LINES = 9
_LAST_LINES = 6
_MAX_PUBLISHER = 80
_ISSUED_BY = re.compile(r"^(?:issued|published|released) by:? (?:the )?([^,;\n]{3,80})", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:©|\(c\))?[\s,]*(?:\d{4}(?:\s*[–-]\s*\d{4})?)?[\s,–-]*(?:by )?(?:the )?([A-ZÀ-Þ][^.|\n©]{2,80})",
    re.IGNORECASE,
)
_COPYRIGHT_END = re.compile(r"\s*(?:,? (?:19|20)\d\d.*|[,–—-]?\s*all rights.*|\s[–—-]\s.*)$", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"\.(?:docx?|pptx?|indd|pdf|tex|dvi|qxp|pub|rtf|odt)$|^(?:microsoft|untitled|powerpoint|presentation|document|slide|layout|print)\b",
    re.IGNORECASE,
)
_EVENT_LINE = re.compile(r"^(?:time|venue|location|where|when|place)\s*:", re.IGNORECASE)


def complete(document: RawDocument) -> RawDocument:
    """Fill in what the file's own metadata left open; prefers None to a guess."""
    blocks = document.blocks
    return replace(
        document,
        title=document.title or next((block.text for block in blocks if block.kind is BlockKind.TITLE), None),
        publisher=document.publisher or publisher(blocks),
        issued=document.issued or issued(blocks),
    )


def sensible_title(title: str | None) -> str | None:
    """The title property of an office file or PDF, unless it is a file name or what a program writes by itself."""
    title = " ".join((title or "").split())
    return title if 4 < len(title) < 300 and " " in title and not _NO_TITLE.search(title) else None


def publisher(blocks: Sequence[RawBlock]) -> str | None:
    """Who issued the document by its own words: "Issued by X", or else the holder of the copyright."""
    holder: str | None = None
    for text in (block.text for block in blocks if block.kind is BlockKind.FURNITURE):
        stated = _ISSUED_BY.match(text) if len(text) < 200 else None
        if stated:
            return stated.group(1).strip()
        if holder is None and ("©" in text or "opyright" in text or "(c)" in text):
            holder = copyright_holder(text[:2000])
    return holder


def copyright_holder(text: str) -> str | None:
    """The name in a copyright line that names a year ("© 2004–2025 Southern Alliance. All rights reserved.")."""
    match = _COPYRIGHT.search(text)
    if match is None or not re.search(r"\d{4}", text[match.start() : match.end() + 10]):
        return None
    name = _COPYRIGHT_END.sub("", match.group(1)).strip(" ,–-")
    return name if 3 <= len(name) <= _MAX_PUBLISHER and name[0].isupper() else None


def issued(blocks: Sequence[RawBlock]) -> Date | None:
    """The date of issue from the first lines, else from the last; None for an announcement, whose date is that of the event.

    In page furniture only a date with a place or a label counts; the bare one may be that of the day on which the page was saved.
    """
    content = [block for block in blocks if block.kind is not BlockKind.FURNITURE]
    opening = [
        block
        for block in blocks[:_FIRST_LINES]
        if block.kind is BlockKind.FURNITURE and not dateline.is_bare(block.text)
    ]
    first = [line for block in (*opening, *content[:_FIRST_LINES]) if (line := _line(block))]
    if any(_EVENT_LINE.match(line) for line in first):
        return None
    head = next((found for line in first if (found := dateline.at_head(line))), None)
    if head or any(block.page for block in content):
        return head
    last = [block.text for block in content[-_LAST_LINES:] if block.kind in (BlockKind.PARAGRAPH, BlockKind.NOTE)]
    below = [block.text for block in blocks[-_LAST_LINES:] if block.kind is BlockKind.FURNITURE]
    told = (*map(dateline.at_foot, last), *map(dateline.of_change, below))
    return next((found for found in told if found), None)


def _line(block: RawBlock) -> str:
    """The block as a line; a row "Date | 5 May 2024" as "Date: 5 May 2024"; nothing for a list item or a wider row."""
    if block.kind is BlockKind.ROW:
        return ": ".join(block.cells) if len(block.cells) == 2 and not block.header else ""
    return "" if block.kind in (BlockKind.ITEM, BlockKind.CAPTION) else block.text
