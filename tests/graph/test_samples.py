"""The samples: enough of them, in all formats, each with title, date and sources, and unchanged since made."""

import calendar
import importlib.util
import re
import tomllib
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "graph" / "samples"
TEXT_FORMATS = (".md", ".html", ".txt")
OFFICE_FORMATS = (".docx", ".pptx", ".pdf")
DOCUMENTS = sorted(
    path for path in SAMPLES.iterdir() if path.suffix in TEXT_FORMATS + OFFICE_FORMATS and path.name != "README.md"
)
OFFICE = [path for path in DOCUMENTS if path.suffix in OFFICE_FORMATS]
MONTHS = tuple(calendar.month_name)[1:]
DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
SIDECAR_KEYS = {"title", "publisher", "issued", "source"}


def script() -> ModuleType:
    """The script that makes the office files; it is no module of the package."""
    spec = importlib.util.spec_from_file_location("make_office_files", SAMPLES / "make_office_files.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """What the script makes now, by file name."""
    module = script()
    return {text.name: module.render(text) for text in module.office_texts()}


def sidecar(path: Path) -> dict[str, Any]:
    """The metadata beside a document, empty where there is none."""
    beside = path.with_name(path.name + ".meta.toml")
    return tomllib.loads(beside.read_text("utf-8")) if beside.exists() else {}


def plain_text(path: Path) -> str:
    """The words of a document, without regard to its layout."""
    if path.suffix in TEXT_FORMATS:
        return unescape(re.sub(r"<[^>]+>", " ", path.read_text("utf-8")))
    entry = next(
        e for e in tomllib.loads((SAMPLES / "office.toml").read_text("utf-8"))["file"] if e["name"] == path.name
    )
    cells = [cell for block in entry["blocks"] for row in block.get("table", []) for cell in row]
    return "\n".join(
        [block.get("h") or block.get("p") or " ".join(block.get("ul", [])) for block in entry["blocks"]] + cells
    )


def own_title(path: Path) -> str | None:
    """The title that a text document carries itself: its first heading, in plain text its first line."""
    text = path.read_text("utf-8")
    pattern = {".html": r"<h1>(.+?)</h1>", ".md": r"\A# (.+)", ".txt": r"\A(\S.+)\n\n"}[path.suffix]
    found = re.search(pattern, text)
    return found.group(1) if found else None


def own_date(path: Path) -> date | None:
    """The date in the lines below the title of a text document."""
    text = path.read_text("utf-8")
    start = text.index("<h1>") if path.suffix == ".html" else 0
    below = text[start:].partition("\n")[2]
    line = next(line for line in below.splitlines() if line.strip())
    found = DAY.search(re.sub(r"<[^>]+>", "", line))
    return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])) if found else None


def test_there_are_at_least_eighteen_documents() -> None:
    assert len(DOCUMENTS) >= 18


@pytest.mark.parametrize(
    ("suffix", "least"), [(".md", 5), (".html", 5), (".txt", 4), (".pdf", 1), (".docx", 1), (".pptx", 1)]
)
def test_every_format_is_there(suffix: str, least: int) -> None:
    assert Counter(path.suffix for path in DOCUMENTS)[suffix] >= least


@pytest.mark.parametrize("path", OFFICE, ids=lambda path: path.name)
def test_office_files_are_what_the_script_makes(path: Path, made: dict[str, bytes]) -> None:
    assert path.read_bytes() == made[path.name]


def test_the_script_gives_the_same_bytes_twice(made: dict[str, bytes]) -> None:
    module = script()
    assert {text.name: module.render(text) for text in module.office_texts()} == made


def test_every_text_of_the_script_has_its_file(made: dict[str, bytes]) -> None:
    assert set(made) == {path.name for path in OFFICE}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_has_a_title(path: Path) -> None:
    assert sidecar(path).get("title") or (path.suffix in TEXT_FORMATS and own_title(path))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_has_a_date(path: Path) -> None:
    issued = sidecar(path).get("issued") or (own_date(path) if path.suffix in TEXT_FORMATS else None)
    assert isinstance(issued, date)
    assert date(2000, 1, 1) < issued < date(2026, 1, 1)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_has_a_publisher(path: Path) -> None:
    assert sidecar(path).get("publisher") or "og:site_name" in path.read_text("utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_cites_its_sources_once(path: Path) -> None:
    assert len(re.findall(r"(?m)^\s*Sources: \S", plain_text(path))) == 1


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_is_a_briefing_in_length(path: Path) -> None:
    assert 140 <= len(plain_text(path).split()) <= 500


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.suffix == ".html"], ids=lambda path: path.name)
def test_every_page_has_furniture_to_leave_out(path: Path) -> None:
    page = path.read_text("utf-8").lower()
    assert "<nav" in page and "cookie" in page and "<footer" in page


def test_every_sidecar_belongs_to_a_document_and_says_what_a_sidecar_may_say() -> None:
    for beside in SAMPLES.glob("*.meta.toml"):
        assert beside.with_name(beside.name.removesuffix(".meta.toml")) in DOCUMENTS
        assert set(tomllib.loads(beside.read_text("utf-8"))) <= SIDECAR_KEYS
