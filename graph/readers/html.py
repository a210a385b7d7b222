"""HTML in, blocks of the main text out: navigation, dialogs, side bars, link lists and footers left behind; nothing is fetched."""

import re

from lxml import etree
from lxml import html as lxml_html

from graph.documents import BlockKind, RawBlock, RawDocument
from graph.readers.encoding import decode
from graph.readers.htmlblocks import blocks_of
from graph.readers.htmlmain import drop_boilerplate, main_element
from graph.readers.htmlmeta import read_metadata
from graph.readers.source import Reason, Source

# Control characters and non-characters, plain or as references, which the tree of lxml cannot hold.
_NOT_XML = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d);?|&#x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]|d[89a-f][0-9a-f]{2})(?![0-9a-f]);?",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")


def read(source: Source) -> RawDocument:
    """Blocks and metadata of a page."""
    root = _parse(decode(source), source)
    _drop_struck_out(root)
    metadata = read_metadata(root)
    drop_boilerplate(root)
    blocks = blocks_of(main_element(root), source.limits)
    if not any(block.text or block.cells for block in blocks):
        raise source.fail(
            Reason.EMPTY, "the page holds no text; it may build its text by script: save it from a browser, or as PDF"
        )
    blocks = _title(blocks, metadata.title)
    return RawDocument(tuple(blocks), metadata.title, metadata.publisher, metadata.issued, metadata.language)


def fragment(markup: str, source: Source) -> list[RawBlock]:
    """Blocks of a piece of HTML inside another format."""
    if not markup.strip() or "<" not in markup:
        return []
    root = _parse(markup, source)
    drop_boilerplate(root)
    return blocks_of(root, source.limits)


def _parse(markup: str, source: Source) -> lxml_html.HtmlElement:
    markup = _XML_DECLARATION.sub("", _NOT_XML.sub(" ", markup))
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise source.fail(
            Reason.BROKEN, f"the page cannot be parsed ({error}); save it again from a browser"
        ) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise source.fail(
            Reason.TOO_LARGE, "its elements are nested too deep to be a page; save the text of it as plain text"
        )
    return root


def _drop_struck_out(root: lxml_html.HtmlElement) -> None:
    """Leave out what the author took back."""
    for element in list(root.iter("del", "s", "strike")):
        element.drop_tree()


def _title(blocks: list[RawBlock], title: str | None) -> list[RawBlock]:
    """The first top-level heading as the title; without one, the title of the page as a block of its own."""
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level == 1:
            blocks[index] = RawBlock(BlockKind.TITLE, block.text)
            return blocks
    first = next((block.text for block in blocks if block.kind is BlockKind.HEADING), None)
    return [RawBlock(BlockKind.TITLE, title), *blocks] if title and title != first else blocks
