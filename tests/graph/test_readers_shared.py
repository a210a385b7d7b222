"""The shared documents, where they are at hand: all are read, and nothing that the gold facts quote is lost as furniture."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from graph.documents import BlockKind, Document
from graph.sentences import sentences
from graph.text import load, normalise

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "documents").is_dir(), reason="the shared documents are not beside the checkout"
)


def documents(folder: str) -> list[Path]:
    return sorted(path for path in (SHARED / "documents" / folder).glob("*") if path.suffix in (".txt", ".md", ".html"))


def quotes(folder: str) -> Iterator[tuple[Document, str]]:
    for gold in sorted((SHARED / "eval" / "gold" / folder).glob("*.json")):
        facts = json.loads(gold.read_text("utf-8")).get("facts", [])
        paths = [path for path in documents(folder) if path.stem == gold.stem]
        document = load(paths[0]) if paths else None
        yield from ((document, normalise(fact["quote"])) for fact in facts if document and fact.get("quote"))


@pytest.mark.parametrize("folder", ["seeds", "nasa", "written"])
def test_every_document_has_a_title_and_sentences(folder: str) -> None:
    for path in documents(folder):
        document = load(path)
        assert document.title, path.name
        found = sentences(document)
        assert found, path.name
        assert all(first.end <= second.start for first, second in pairwise(found)), path.name


@pytest.mark.parametrize("folder", ["seeds", "nasa", "written"])
def test_no_quoted_passage_is_furniture(folder: str) -> None:
    checked = 0
    for document, quote in quotes(folder):
        start = document.text.find(quote)
        if start >= 0:
            block = next(block for block in document.blocks if block.start <= start < block.end)
            assert block.kind is not BlockKind.FURNITURE, (document.name, quote)
            checked += 1
    assert checked > 50
