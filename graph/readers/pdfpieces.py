"""A page of a PDF in, its pieces of text with their places out, in the order in which the page draws them."""

import ctypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
_BOLD_WEIGHT = 600
_INSET = 0.4


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one font on one line; lengths in points, the origin at the bottom left of the page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Height of the font's line, not of these glyphs."""
    bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The pieces of a page and its size in points."""

    pieces: tuple[Piece, ...]
    width: float
    height: float


def read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    """The page at an index from 0; raises PdfiumError where it is damaged."""
    with closing(document[index]) as page, closing(page.get_textpage()) as text_page:
        width, height = page.get_size()
        return Page(tuple(_pieces(text_page)), width, height)


def _pieces(text_page: pypdfium2.PdfTextPage) -> Iterator[Piece]:
    for number in range(text_page.count_rects(0, -1)):
        left, bottom, right, top = text_page.get_rect(number)
        inset = min(_INSET, (right - left) / 10)  # neighbours that overlap by a hair's breadth stay out
        text = text_page.get_text_bounded(left + inset, bottom, right - inset, top).translate(_HYPHENS)
        if not text.strip():
            continue
        char = pdfium.FPDFText_GetCharIndexAtPos(text_page.raw, left + 0.5, (bottom + top) / 2, 2.0, 2.0)
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double(bottom)
        size = top - bottom
        if char >= 0 and pdfium.FPDFText_GetLooseCharBox(text_page.raw, char, box):
            size = box.top - box.bottom
            pdfium.FPDFText_GetCharOrigin(text_page.raw, char, x, y)
        bold = char >= 0 and pdfium.FPDFText_GetFontWeight(text_page.raw, char) >= _BOLD_WEIGHT
        yield Piece(" ".join(text.split()), left, right, y.value, max(size, 0.1), bold)
