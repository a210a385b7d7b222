"""Blocks in, the same blocks with page furniture marked out, by the rules of furniture.toml and by repetition and place."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from graph.documents import BlockKind, RawBlock

_PERSON = r"[A-ZÀ-Þ][\w’'.-]*(?: (?:[A-ZÀ-Þ][\w’'.-]*|de|van|von|der|la|al)){0,4}"
_TEXT_KINDS = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_PAGE_EDGE = 2
_MIN_REPEATS = 3
_MAX_REPEATED = 100
_MIN_RUN = 4
_MAX_SHORT = 120
_MAX_TEASER = 1500
_HEADS_TEXT = re.compile(r"(?:About|Note|Background|Annex|Editor|Further|Summary|Appendix)\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"\s(?<=[.!?”\")]\s)\s*((?:(?:Image|Photo|Video|Picture)s?\s+)?(?:[Cc]redits?|[Cc]ourtesy|Photo|Photograph|Picture|Image)(?: by)?:"
    r"\s?.{2,160}|\((?:[\w ]{0,40}[Pp]hoto(?:graph)?|[Ii]mage|[Cc]redit|[Cc]ourtesy)s?\b[^()]{1,120}\))$"
)
_IS_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
"""A line that heads the events of a year, not the number of a page."""
_MORE_TEXT = re.compile(r"[a-z]{3}\. [A-Z]\w+[ :]")
_SLASHED_CREDIT = re.compile(r"\s(?<=[.!?”\")]\s)\s*((?:[A-Z][\w.’&-]*(?:[ /,]|, )?){1,8}/[A-Z][\w .,’&/()-]{1,120})$")
_INLINE_CREDIT = re.compile(
    r"(?<=[.!?”\")])\s+([A-Z]{2,6}/(?:[A-Z]{2,}-[A-Z][a-z]+|[A-Z][a-z][\w’'-]*(?: [A-Z]\.)?"
    r" (?!(?:Space|Research|Science|Flight|University|Institute|Cent(?:er|re)|National|Laboratory|Observatory)\b)[A-Z][\w’'-]+))"
    r"\s+(?=[A-Z“\"])"
)
"""A credit of an agency's pages between two captions in one paragraph: "… in May. NASA/Ada Frost Members of the team …"."""
_CAPTION = re.compile(
    r"\b(?:[Cc]redits?:|[Pp]hoto:|[Ii]mage courtesy|(?:File|Illustrative) (?:image|photo)|"
    r"Artist[’']s (?:rendition|concept|impression|depiction|illustration) of)"
)
_CAPTION_WORDS = (":", "mage", "photo", "rtist")
"""Parts of words of which a text has one that `_CAPTION` or `_CAPTION_START` fits."""
_CAPTION_START = re.compile(r"^(?:File (?:image|photo)|Photo:|Figure \d|Fig\. ?\d|Image:|Artist[’']s )")
_ADDRESS_END = re.compile(r", [A-Z][a-z]{1,5}\.$")
_NOTE_START = re.compile(r"Editor[’']s [Nn]ote|\[(?:\d{1,3}|[a-z*])\] |[*†‡]\s?[^\W\d_]")
_MAX_CAPTION = 700
_TERMINAL = re.compile(r"[.!?:;][\"'”’)\]]*$")
_CONTACT = re.compile(
    r"@[\w-]+\.|(?<!\d)(?!(?:19|20)\d\d[-.\s](?:19|20)\d\d\b)\d{3,4}[-.\s]\d{3,4}|^(?:by|written by) ", re.IGNORECASE
)
"""An address, a telephone number (not the years of a term, "2016-2020"), a byline."""
_LOWER_WORD = re.compile(r"\b(?!and\b|for\b|the\b|von\b|der\b|des\b|del\b|with\b)[a-zà-ÿ]{3,}")
_ROSTER = re.compile(
    r"member|participant|partner|signator|part(?:y|ies)|state|attend|delegat|speaker|crew|observer|author|team|countr",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of furniture.toml, compiled."""

    line: re.Pattern[str]
    line_length: int
    start: re.Pattern[str]
    anywhere: re.Pattern[str]
    anywhere_length: int
    opens: re.Pattern[str]
    opens_length: int
    opens_lines: re.Pattern[str]
    opens_lines_length: int
    html_names: frozenset[str]
    html_roles: frozenset[str]
    html_tags: frozenset[str]
    html_main: frozenset[str]


def _load() -> Rules:
    table = tomllib.loads(files("graph.readers").joinpath("furniture.toml").read_text("utf-8"))
    line, anywhere, html = table["line"], table["anywhere"], table["html"]
    opens, opens_lines = table["opens"], table["opens_lines"]
    return Rules(
        _compile(line["patterns"]),
        line["max_length"],
        _compile([pattern for pattern in anywhere["patterns"] if pattern.startswith("^")]),
        re.compile("|".join(pattern for pattern in anywhere["patterns"] if not pattern.startswith("^"))),
        anywhere["max_length"],
        _compile(opens["patterns"]),
        opens["max_length"],
        _compile(opens_lines["patterns"]),
        opens_lines["max_length"],
        frozenset(html["names"]),
        frozenset(html["roles"]),
        frozenset(html["tags"]),
        frozenset(html["main"]),
    )


def _compile(patterns: Sequence[str]) -> re.Pattern[str]:
    person = f"(?-i:{_PERSON})"
    return re.compile("|".join(f"(?:{pattern.replace(chr(92) + 'p', person)})" for pattern in patterns), re.IGNORECASE)


RULES = _load()


def mark(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks with furniture marked and credits cut off captions."""
    split = [part for block in blocks for part in _split_credit(block)]
    flags = [is_line(block) for block in split]
    _flag_repeated(split, flags)
    _flag_opened(split, flags)
    _flag_tail_contacts(split, flags)
    _flag_headline_run(split, flags)
    return tuple(_furniture(block) if flag else _refined(block) for block, flag in zip(split, flags, strict=True))


_BODY = re.compile(
    r" (?:Alliance|Agency|Association|Authority|Bureau|Center|Centre|Commission|Committee|Consortium|Council|Federation|Foundation"
    r"|Institute|Network|Office|Organi[sz]ation|Society|Union)$",
    re.IGNORECASE,
)
"""A letterhead: it tells who speaks."""


def mark_around_title(blocks: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    """The blocks with the names of site and section above the title, and repetitions of the title, marked as furniture."""
    title = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.TITLE), None)
    if title is None:
        return tuple(blocks)
    name = blocks[title].text.strip().casefold()
    marked = list(blocks)
    for index, block in enumerate(blocks):
        site = index < title and _is_short(block) and len(block.text.split()) < 4 and not _BODY.search(block.text)
        again = index > title and block.kind in _TEXT_KINDS and block.text.strip().casefold() == name
        if site or again:
            marked[index] = _furniture(block)
    return tuple(marked)


def _furniture(block: RawBlock) -> RawBlock:
    text = block.text or " | ".join(cell for cell in block.cells if cell)
    return RawBlock(BlockKind.FURNITURE, text, page=block.page)


def _split_credit(block: RawBlock) -> Iterator[RawBlock]:
    """Captions with their credits: each credit becomes a block of its own."""
    while block.kind in (BlockKind.PARAGRAPH, BlockKind.CAPTION) and "/" in block.text:
        inline = _INLINE_CREDIT.search(block.text)
        if not inline:
            break
        yield replace(block, kind=BlockKind.CAPTION, text=block.text[: inline.start()])
        yield RawBlock(BlockKind.FURNITURE, inline.group(1), page=block.page)
        block = replace(block, text=block.text[inline.end() :])
    if block.kind in (BlockKind.PARAGRAPH, BlockKind.CAPTION) and len(block.text) <= _MAX_CAPTION:
        match = (_CREDIT.search(block.text) if ":" in block.text or "(" in block.text else None) or (
            _SLASHED_CREDIT.search(block.text) if "/" in block.text else None
        )
        if match and match.start() > 0 and not _MORE_TEXT.search(match.group(1)):
            yield replace(block, kind=BlockKind.CAPTION, text=block.text[: match.start()])
            yield RawBlock(BlockKind.FURNITURE, match.group(1), page=block.page)
            return
    yield block


def _refined(block: RawBlock) -> RawBlock:
    """A paragraph that reads as a caption or a footnote is one."""
    if block.kind is BlockKind.PARAGRAPH and _NOTE_START.match(block.text):
        return replace(block, kind=BlockKind.NOTE)
    short = block.kind is BlockKind.PARAGRAPH and len(block.text) <= _MAX_CAPTION
    if not short or not (any(word in block.text for word in _CAPTION_WORDS) or block.text.startswith("Fig")):
        return block
    if _CAPTION_START.match(block.text) or _CAPTION.search(block.text):
        return replace(block, kind=BlockKind.CAPTION)
    return block


def is_line(block: RawBlock) -> bool:
    """Is the block furniture by its own words? List items and rows never are: a name in a list is content."""
    if block.kind is BlockKind.FURNITURE:
        return True
    if block.kind in (BlockKind.TITLE, BlockKind.ROW, BlockKind.ITEM):
        return False
    text, table = block.text.strip(), RULES
    if _IS_YEAR.fullmatch(text):
        return False
    if len(text) <= table.line_length and table.line.fullmatch(text):
        return True
    if block.kind not in _TEXT_KINDS or len(text) > table.anywhere_length:
        return False
    return bool(table.start.match(text) or table.anywhere.search(text.lower()))


def _flag_repeated(blocks: Sequence[RawBlock], flags: list[bool]) -> None:
    """Running heads: the same short text at the edge of three pages, or in capitals three times in a text without pages."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in _edges(blocks):
        block = blocks[index]
        text = block.text.strip().casefold()
        if block.kind in _TEXT_KINDS and len(text) <= _MAX_REPEATED:
            numbered = block.kind is BlockKind.PARAGRAPH and not _TERMINAL.search(text)
            places[re.sub(r"\d+", "#", text) if numbered else text].append(index)
    for indexes in places.values():
        pages = {blocks[i].page for i in indexes}
        if len(indexes) >= _MIN_REPEATS and (len(pages) >= _MIN_REPEATS or pages == {None}):
            keep_first = blocks[indexes[0]].kind is BlockKind.HEADING
            for index in indexes[keep_first:]:
                flags[index] = True


def _edges(blocks: Sequence[RawBlock]) -> Iterator[int]:
    """Indexes of the first and last blocks of each page; in a text without pages, of lines in capitals."""
    if all(block.page is None for block in blocks):
        yield from (i for i, block in enumerate(blocks) if block.text.isupper())
        return
    by_page: dict[int | None, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        by_page[block.page].append(index)
    for indexes in by_page.values():
        yield from dict.fromkeys(indexes[:_PAGE_EDGE] + indexes[-_PAGE_EDGE:])


def _flag_opened(blocks: Sequence[RawBlock], flags: list[bool]) -> None:
    """Parts that a marker such as "Related links" opens, and the lines below one such as "Media contacts"."""
    index = 0
    while index < len(blocks):
        end = index + 1
        if index and _matches(blocks[index], RULES.opens, RULES.opens_length):
            end = _end_of_part(blocks, index)
        elif index and _matches(blocks[index], RULES.opens_lines, RULES.opens_lines_length):
            end = _end_of_lines(blocks, index, len(blocks))
        if end > index + 1 or flags[index]:
            flags[index:end] = [True] * (end - index)
        index = end


def _matches(block: RawBlock, pattern: re.Pattern[str], max_length: int) -> bool:
    short = block.kind in (*_TEXT_KINDS, BlockKind.FURNITURE) and len(block.text) <= max_length
    return short and pattern.fullmatch(block.text.strip()) is not None


def _end_of_part(blocks: Sequence[RawBlock], start: int) -> int:
    """Where a part opened at `start` ends: at a heading that is not below the opening one; with more text than before it, at that text."""
    level = blocks[start].level if blocks[start].kind is BlockKind.HEADING else 6
    end = next((i for i in range(start + 1, len(blocks)) if _closes(blocks[i], level)), len(blocks))
    rest = sum(len(block.text) for block in blocks[start + 1 : end] if _is_running_text(block))
    before = sum(len(block.text) for block in blocks[:start] if _is_running_text(block))
    return end if rest <= max(before, _MAX_TEASER) else _end_of_lines(blocks, start, end)


def _end_of_lines(blocks: Sequence[RawBlock], start: int, stop: int) -> int:
    """Where the short lines below a marker end: at a heading, a list, running text, or a line that looks like the heading of that text."""
    end = start + 1
    while end < stop and (_is_short(blocks[end]) or is_line(blocks[end])) and not _closes(blocks[end], 6):
        end += 1
    heads_text = end < stop and _is_running_text(blocks[end]) and end - 1 > start
    return end - 1 if heads_text and _HEADS_TEXT.match(blocks[end - 1].text) else end


def _closes(block: RawBlock, level: int) -> bool:
    heading = block.kind is BlockKind.HEADING and block.level <= level
    return heading and not (
        RULES.opens.fullmatch(block.text.strip()) or RULES.opens_lines.fullmatch(block.text.strip())
    )


def _is_running_text(block: RawBlock) -> bool:
    return block.kind is BlockKind.PARAGRAPH and len(block.text) > 120 and bool(_TERMINAL.search(block.text))


def _is_short(block: RawBlock) -> bool:
    """A line, not a sentence; "Greenbelt, Md." ends an address."""
    if block.kind not in _TEXT_KINDS or len(block.text) > _MAX_SHORT:
        return False
    return not _TERMINAL.search(block.text) or bool(_ADDRESS_END.search(block.text))


def _flag_tail_contacts(blocks: Sequence[RawBlock], flags: list[bool]) -> None:
    """Names, places and numbers after the last paragraph, where one of the lines is an address or a byline."""
    start = len(blocks)
    while start and (flags[start - 1] or _is_short(blocks[start - 1])):
        start -= 1
    first = next((i for i in range(start, len(blocks)) if _CONTACT.search(blocks[i].text)), None)
    if first is None:
        return
    if not re.match("by |written by ", blocks[first].text, re.IGNORECASE):
        first = start
    flags[first:] = [True] * (len(blocks) - first)


def _flag_headline_run(blocks: Sequence[RawBlock], flags: list[bool]) -> None:
    """Four or more headlines in a row at the end of the document; a roster under its heading is none, nor is all that there is."""
    start = len(blocks)
    while start and (
        flags[start - 1] or (_is_short(blocks[start - 1]) and blocks[start - 1].kind is BlockKind.PARAGRAPH)
    ):
        start -= 1
    run = [i for i in range(start, len(blocks)) if not flags[i]]
    heading = blocks[start - 1].text if start and blocks[start - 1].kind is BlockKind.HEADING else ""
    headlines = sum(1 for i in run if _reads_as_headline(blocks[i].text))
    has_body = any(
        block.kind is not BlockKind.TITLE and not flag for block, flag in zip(blocks[:start], flags, strict=False)
    )
    if has_body and len(run) >= _MIN_RUN and headlines >= 0.7 * len(run) and not _ROSTER.search(heading):
        for index in run:
            flags[index] = True


def _reads_as_headline(text: str) -> bool:
    return 4 <= len(text.split()) <= 20 and ":" not in text[:40] and len(_LOWER_WORD.findall(text)) >= 2
