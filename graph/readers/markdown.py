"""Markdown in, blocks out, by markdown-it (CommonMark and tables); plain articles saved with the ending .md are read as such."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from graph.documents import BlockKind, RawBlock, RawDocument
from graph.readers import html, marks, plain
from graph.readers import lines as wrapping
from graph.readers.encoding import decode
from graph.readers.source import Source
from graph.readers.tables import row_blocks

_MAX_NUMBER_DIGITS = 3
_MAX_TITLE = 220


def read(source: Source) -> RawDocument:
    """Blocks of a Markdown file. Where no heading is marked, the first line is the title."""
    text = decode(source).replace("\x00", "").replace("\f", "\n")
    walker = _Walker(text, source)
    walker.walk(_parser(min(20, source.limits.nesting)).parse(text))
    return RawDocument(tuple(_with_title(walker.blocks)))


@lru_cache(maxsize=1)
def _parser(nesting: int) -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": nesting}).enable(["table", "strikethrough"])


def _with_title(blocks: list[RawBlock]) -> list[RawBlock]:
    """In a file without marked headings the first line is the title."""
    first = blocks[0] if blocks else None
    if first is None or any(block.kind is BlockKind.HEADING for block in blocks):
        return blocks
    if first.kind is not BlockKind.PARAGRAPH or len(first.text) > _MAX_TITLE:
        return blocks
    return [replace(first, kind=BlockKind.TITLE), *blocks[1:]]


class _Walker:
    """Turns the flat token stream into blocks."""

    def __init__(self, text: str, source: Source) -> None:
        self.blocks: list[RawBlock] = []
        self._lines = text.splitlines()
        self._width = wrapping.wrap_width(self._lines)
        self._words = wrapping.vocabulary(self._lines) if self._width else frozenset()
        self._source = source
        self._indents: list[int] = []
        self._item_starts = False
        self._number = ""

    def walk(self, tokens: Sequence[Token]) -> None:
        """Add the blocks of all tokens."""
        rows: list[list[str]] = []
        for token, content in zip(tokens, [*tokens[1:], None], strict=True):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self._indents.append(self._indent(token))
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self._indents.pop()
            elif token.type == "list_item_open":
                self._item_starts, self._number = True, token.info
            elif token.type == "table_open":
                rows = []
            elif token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open") and content is not None:
                rows[-1].append(inline_text(content))
            elif token.type == "table_close":
                self.blocks += row_blocks(tuple(rows[0]), [tuple(row) for row in rows[1:]])
            elif token.type == "heading_open" and content is not None:
                self._add(BlockKind.HEADING, " ".join(inline_text(content).split()), int(token.tag[1:]))
            elif token.type == "paragraph_open" and content is not None:
                self._paragraph(token, content)
            elif token.type in ("fence", "code_block"):
                self.blocks += plain.parse(token.content)
            elif token.type == "html_block":
                self.blocks += html.fragment(token.content, self._source)

    def _paragraph(self, token: Token, content: Token) -> None:
        text = inline_text(content)
        if self._item_starts and self._indents:
            self._item_starts = False
            if (
                len(self._number) > _MAX_NUMBER_DIGITS
            ):  # a paragraph that begins with a year: "1958. The Society was founded"
                return self._lines_of(f"{self._number}. {text}")
            deeper = self._indent(token) > self._indents[-1]
            self._add(BlockKind.ITEM, " ".join(text.split()), len(self._indents) + deeper)
        elif all(map(marks.is_only_link, content.content.splitlines())):
            self._add(BlockKind.FURNITURE, " ".join(text.split()))
        elif definition := _definition(text):
            self.blocks.append(RawBlock(BlockKind.ROW, cells=definition))
        elif _is_list(content.content.splitlines(), text.split("\n")):
            for line in text.split("\n"):
                self._add(BlockKind.ITEM, line, len(self._indents) + 1)
        else:
            self._lines_of(text)

    def _lines_of(self, text: str) -> None:
        """Lines of a paragraph: joined where wrapped, apart where a line is indented, stands for itself, has a list marker or is one of
        several "Key: value"."""
        group: list[str] = []
        lines = text.split("\n")
        keyed = sum(plain.KEY.match(line) is not None for line in lines) > 1
        for line in [*lines, None]:
            indented = line is not None and bool(group) and line[:1].isspace() and not group[-1][:1].isspace()
            if line is None or indented or marks.list_marker(line) or (keyed and plain.KEY.match(line)):
                self._add_lines(group)
                group = []
            if line is not None:
                group.append(line)

    def _add_lines(self, group: Sequence[str]) -> None:
        for joined in wrapping.join(group, self._width, self._words):
            marker = marks.list_marker(joined)  # a list that Markdown does not know: "(a) …", "• …"
            if marker:
                self._add(BlockKind.ITEM, marker.rest, len(self._indents) + 1)
            else:
                self._add(BlockKind.PARAGRAPH, joined)

    def _indent(self, token: Token) -> int:
        """The column at which a token's first line begins."""
        if token.map is None or token.map[0] >= len(self._lines):
            return 0
        line = self._lines[token.map[0]].expandtabs(4)
        return len(line) - len(line.lstrip())

    def _add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        if text.strip():
            self.blocks.append(RawBlock(kind, text.strip(), level))


def _is_list(source: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the lines of a paragraph are entries without marks: each begins with its term in bold, or is "Key: value"."""
    bold = all(line.lstrip().startswith(("**", "__")) for line in source)
    return len(lines) >= _ENTRIES and (bold or all(plain.KEY.match(line) and len(line) <= _ENTRY for line in lines))


_ENTRIES = 3
_ENTRY = 120


def _definition(text: str) -> tuple[str, str] | None:
    """A term and what stands behind the colons of the lines below it, as many write definition lists; None where it is none."""
    term, *lines = text.split("\n")
    values = [line.strip().removeprefix(":").strip() for line in lines if line.strip().startswith(":")]
    return (term.strip(), "; ".join(values)) if term.strip() and values and len(values) == len(lines) else None


def inline_text(token: Token) -> str:
    """The text of an inline token without marks, line breaks kept, emphasis marks left by broken conversions removed."""
    return marks.strip_emphasis("".join(_texts(token)))


def _texts(token: Token) -> Iterator[str]:
    """The pieces of text; a line that is indented in the source keeps one space, by which a paragraph begins."""
    indented = (line[:1].isspace() for line in token.content.split("\n")[1:])
    struck = 0
    for child in token.children or ():
        struck += (child.type == "s_open") - (child.type == "s_close")
        if struck:
            continue  # what the author took back
        if child.type in ("softbreak", "hardbreak"):
            yield "\n " if next(indented, False) else "\n"
        elif child.type in ("text", "code_inline"):
            yield child.content
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            yield "\n"
