"""An Office Open XML file in, checked before it is unpacked: size, decompression bombs, passwords; text of its paragraphs out."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml import etree
from pptx.exc import PythonPptxError

from graph.readers.source import Reason, Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError, PythonDocxError, PythonPptxError, OpcError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError),
)
"""What python-docx and python-pptx raise for a package whose parts are damaged: errors of their own, and of Python where a part that they
rely on is missing or of the wrong kind."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ENCRYPTED_BIT = 0x1
_SMALL = 1_000_000
_DIGIT = re.compile(r"\d")


def check_package(source: Source) -> None:
    """Raise ReadError for a package that is damaged, protected or would unpack to more than the limits allow."""
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise source.fail(Reason.BROKEN, f"the package is damaged ({error}); save it again in Office") from error
    if any(part.flag_bits & _ENCRYPTED_BIT for part in parts):
        raise source.fail(Reason.ENCRYPTED, "it opens with a password only; save a copy without one")
    limits = source.limits
    total = sum(part.file_size for part in parts)
    packed = any(part.file_size > max(_SMALL, limits.pack_ratio * max(1, part.compress_size)) for part in parts)
    if total > limits.unpacked_bytes or packed:
        raise source.fail(
            Reason.TOO_LARGE,
            f"unpacks to {total:,} bytes from {len(source.data):,}; take large media out, or check where it is from",
        )


def descendants(element: etree._Element, skip: frozenset[str]) -> Iterator[etree._Element]:
    """The elements below one, in document order; what is below an element of `skip`, or in a fallback for old programs, is left out."""
    stack = list(reversed(element))
    while stack:
        node = stack.pop()
        if node.tag in skip or node.tag == _FALLBACK:
            continue
        yield node
        stack.extend(reversed(node))


def header_of(rows: list[tuple[str, ...]], marked: bool, first_bold: bool, second_bold: bool) -> tuple[str, ...]:
    """The header of a table: its first row where it is marked, alone in bold, or, with three columns or more, filled with words."""
    if len(rows) < 2 or not any(rows[0]):
        return ()
    words = len(rows[0]) >= 3 and all(rows[0]) and not any(_DIGIT.search(cell) for cell in rows[0])
    return rows[0] if marked or (first_bold and not second_bold) or words else ()
