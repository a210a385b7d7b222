"""Bytes of a text file in, its characters out: by byte order mark, declared charset, UTF-8, then detection."""

import codecs
import re

from charset_normalizer import from_bytes

from graph.readers.source import Reason, Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DETECTION_BYTES = 200_000
_MAX_CONTROL_SHARE = 0.02
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_CONTROLS = bytes(sorted(set(range(32)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B}))


def decode(source: Source) -> str:
    """The characters of the file; raises ReadError for an empty or a binary file and for too much text."""
    data = source.data
    if not data.strip(b"\x00\t\r\n\x0c \xef\xbb\xbf"):
        raise source.fail(Reason.EMPTY, "the file holds no text; check that it was copied in full")
    bom = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    encoding = bom or _wide(data)
    if encoding is None and _is_binary(data):
        raise source.fail(Reason.BINARY, "this is not a text file; export it as PDF, DOCX, HTML or text")
    text = data.decode(encoding, "replace") if encoding else _decode_narrow(data)
    source.check_length(len(text))
    return text.removeprefix("\ufeff")


def _is_binary(data: bytes) -> bool:
    """More control bytes than a damaged text file has (single NULs are let through and dropped later)."""
    head = data[:_DETECTION_BYTES]
    return len(head) - len(head.translate(None, _CONTROLS)) > _MAX_CONTROL_SHARE * len(head)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of a Western text is NUL."""
    head = data[: _DETECTION_BYTES & ~1]
    even, odd, half = head[::2].count(0), head[1::2].count(0), max(1, len(head) // 2)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_narrow(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(data)
    if declared:
        return data.decode(declared, "replace")
    if _nearly_utf8(data):
        return data.decode("utf-8", "replace")
    best = from_bytes(data[:_DETECTION_BYTES]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def _declared(data: bytes) -> str | None:
    """The charset that a page declares, where Python knows it. Latin-1 means windows-1252, as the WHATWG Encoding Standard rules."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    name = match.group(1).decode("ascii", "replace").lower()
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-8": None}.get(known, known)


def _nearly_utf8(data: bytes) -> bool:
    """UTF-8 with a few damaged bytes: multi-byte sequences far outnumber what does not decode."""
    text = data[:_DETECTION_BYTES].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(1 for c in text if c > "\x7f") - bad > 4 * bad
