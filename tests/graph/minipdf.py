"""Lines with their places in, the bytes of a small PDF out, for tests of the PDF reader."""

from collections.abc import Sequence

Text = tuple[float, float, float, str]
"""Left, baseline (points from the bottom left), font size, text; a text that begins with ** is set in bold."""


def pdf(pages: Sequence[Sequence[Text]], *, title: str = "", encrypted: bool = False) -> bytes:
    """A PDF of A4 pages with the given texts in Helvetica."""
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        5: b"<< /Title (" + title.encode("cp1252") + b") >>",
        6: b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>",
    }
    for index, texts in enumerate(pages):
        content = b"\n".join(_show(*text) for text in texts)
        objects[10 + 2 * index] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        ).encode()
        objects[11 + 2 * index] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    return _file(objects, b"/Encrypt 6 0 R /ID [<00> <00>]" if encrypted else b"")


def _show(left: float, baseline: float, size: float, text: str) -> bytes:
    font = b"F2" if text.startswith("**") else b"F1"
    shown = text.removeprefix("**").encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font, size, left, baseline, shown)


def _file(objects: dict[int, bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d %05d %s \n" % (
            offsets.get(number, 0),
            0 if number in offsets else 65535,
            b"n" if number in offsets else b"f",
        )
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)
