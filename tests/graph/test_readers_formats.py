"""Which reader a file goes to, what cannot be read and how that is said, encodings, sidecars."""

import re
from pathlib import Path

import pytest

from graph.readers import Limits, ReadError, Reason, formats
from graph.readers.encoding import decode
from graph.readers.formats import FORMATS, read_source
from graph.readers.sidecar import is_sidecar, read_sidecar
from graph.readers.source import Source


def reason(path: Path, limits: Limits | None = None) -> Reason:
    with pytest.raises(ReadError) as caught:
        formats.read(path, limits=limits or Limits())
    assert re.fullmatch(rf"{re.escape(path.name)}: {caught.value.reason}: .{{10,}}", str(caught.value))
    return caught.value.reason


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"", Reason.EMPTY),
        ("a.txt", b" \n\t\r\n", Reason.EMPTY),
        ("a.txt", b"\x00" * 100, Reason.EMPTY),
        ("a.txt", bytes(range(256)) * 20, Reason.BINARY),
        ("a.md", b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9, Reason.BINARY),
        ("a.xyz", b"Text of some kind.", Reason.UNSUPPORTED),
        ("a", b"Text of some kind.", Reason.UNSUPPORTED),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Reason.UNSUPPORTED),
        ("a.pdf", b"Not a PDF at all.", Reason.BROKEN),
        ("a.docx", b"Not a document at all.", Reason.BROKEN),
    ],
)
def test_unreadable_file_is_named_with_its_reason(tmp_path: Path, name: str, data: bytes, expected: Reason) -> None:
    assert reason(written(tmp_path, name, data)) is expected


def test_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    assert reason(written(tmp_path, "a.txt", b"x" * 200), Limits(file_bytes=100)) is Reason.TOO_LARGE


def test_text_over_the_limit_is_refused(tmp_path: Path) -> None:
    assert reason(written(tmp_path, "a.txt", b"x" * 200), Limits(characters=100)) is Reason.TOO_LARGE


def test_missing_file_is_an_operating_system_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        formats.read(tmp_path / "none.txt")


@pytest.mark.parametrize("name", ["a.txt", "a.dat", "a.md"])
def test_content_decides_before_the_ending(tmp_path: Path, name: str) -> None:
    page = b"<!-- saved --><!DOCTYPE html><html><body><nav>Menu</nav><p>The council met.</p></body></html>"
    assert [block.text for block in formats.read(written(tmp_path, name, page)).blocks] == ["The council met."]


def test_ending_is_compared_without_case(tmp_path: Path) -> None:
    assert formats.read(written(tmp_path, "A.TXT", b"The council met.")).blocks[0].text == "The council met."


def test_every_format_has_endings_of_its_own() -> None:
    suffixes = [suffix for format in FORMATS for suffix in format.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert set(suffixes) == set(formats.SUFFIXES)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso-8859-15"]
)
def test_encodings_are_told(encoding: str) -> None:
    text = (
        "Der Präsident der Raumfahrtagentur traf den Minister für Häfen in Zürich und sprach über größere Verträge. "
        * 5
    )
    assert decode(Source(Path("a.txt"), text.encode(encoding))) == text


def test_cyrillic_encoding_is_detected() -> None:
    text = "Государственная корпорация подписала соглашение о сотрудничестве в области исследования космоса. " * 5
    assert decode(Source(Path("a.txt"), text.encode("cp1251"))) == text


def test_single_damaged_bytes_do_not_change_the_encoding() -> None:
    data = "Türkiye ve Azerbaycan arasında işbirliği anlaşması. ".encode() * 10 + b"\xff"
    assert decode(Source(Path("a.txt"), data)) == data.decode("utf-8", "replace")


def test_single_nul_is_no_binary_file() -> None:
    assert (
        "met"
        in read_source(Source(Path("a.txt"), b"The council\x00 met in Suva. " + b"It rained. " * 20)).blocks[0].text
    )


def sidecar(folder: Path, toml: str, name: str = "a.pdf.meta.toml") -> Path:
    (folder / name).write_text(toml, "utf-8")
    return folder / "a.pdf"


@pytest.mark.parametrize("name", ["a.pdf.meta.toml", "a.meta.toml"])
def test_sidecar_is_found_by_either_name(tmp_path: Path, name: str) -> None:
    assert read_sidecar(sidecar(tmp_path, 'title = "The  title"', name)).title == "The title"
    assert is_sidecar(tmp_path / name)


@pytest.mark.parametrize(
    ("toml", "value"),
    [
        ("issued = 2024-09-05", "2024-09-05"),
        ('issued = "2024-09"', "2024-09"),
        ("issued = 2024-09-05T12:00:00Z", "2024-09-05"),
    ],
)
def test_sidecar_date(tmp_path: Path, toml: str, value: str) -> None:
    issued = read_sidecar(sidecar(tmp_path, toml)).issued
    assert issued is not None and issued.value == value


@pytest.mark.parametrize(
    "toml", ["not toml", "titel = 'x'", "title = 3", "issued = 'soon'", "issued = true", "title = " + "[" * 5_000]
)
def test_wrong_sidecar_is_reported(tmp_path: Path, toml: str) -> None:
    with pytest.raises(ReadError, match=r"a\.pdf\.meta\.toml: broken"):
        read_sidecar(sidecar(tmp_path, toml))


def test_no_sidecar_says_nothing(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path / "a.pdf").title is None


def test_long_line_is_read_in_linear_time() -> None:
    data = b"The council met in Suva. " * 200_000
    assert len(read_source(Source(Path("a.txt"), data)).blocks) == 1
