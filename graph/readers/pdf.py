"""PDF in, blocks with their pages out, laid out again from where the text stands on the page (PDFium)."""

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from graph.documents import BlockKind, RawBlock, RawDocument
from graph.readers.metadata import sensible_title
from graph.readers.pdflayout import blocks_of_page, style_of
from graph.readers.pdflines import Line, lines_of
from graph.readers.pdfpieces import read_page
from graph.readers.source import Reason, Source

_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")


def read(source: Source) -> RawDocument:
    """Blocks of a PDF; raises ReadError for one that is encrypted, damaged, too long, or has no text."""
    try:
        with closing(pypdfium2.PdfDocument(source.data)) as document:
            return _read(document, source)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise source.fail(Reason.ENCRYPTED, "it opens with a password only; save a copy without one") from error
        raise source.fail(Reason.BROKEN, f"not a readable PDF ({error}); download or print it to PDF again") from error


def _read(document: pypdfium2.PdfDocument, source: Source) -> RawDocument:
    limits = source.limits
    if len(document) > limits.pages:
        raise source.fail(
            Reason.TOO_LARGE, f"{len(document):,} pages, the limit is {limits.pages:,}; split the document"
        )
    pages: list[list[Line]] = []
    heights: list[float] = []
    characters = 0
    for index in range(len(document)):
        page = read_page(document, index)
        pages.append(lines_of(page.pieces))
        heights.append(page.height)
        characters += sum(len(piece.text) for piece in page.pieces)
        source.check_length(characters)
    if not characters:
        raise source.fail(
            Reason.EMPTY, "it has no text, only pictures of pages; run text recognition (OCR) on it first"
        )
    metadata = document.get_metadata_dict()
    return RawDocument(tuple(_blocks(pages, heights)), title=sensible_title(metadata.get("Title", "")))


def _blocks(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[RawBlock]:
    """All pages' blocks; a paragraph that runs over a page break is one block, on the page that it begins on."""
    style = style_of(pages)
    blocks: list[RawBlock] = []
    open_block: int | None = None
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True), start=1):
        top, body, bottom = blocks_of_page(lines, height, number, style)
        if open_block is not None and body and _runs_on(blocks[open_block], body[0]):
            blocks[open_block] = replace(blocks[open_block], text=f"{blocks[open_block].text} {body.pop(0).text}")
        blocks += [*top, *body]
        if body:
            open_block = len(blocks) - 1
        blocks += bottom
    return blocks


def _runs_on(block: RawBlock, following: RawBlock) -> bool:
    return (
        block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        and following.kind is BlockKind.PARAGRAPH
        and following.text[:1].islower()
        and not _SENTENCE_END.search(block.text[-5:])
    )
