"""For tests of layout: a short document in Markdown (or another format) in, what its facts say out, one tuple of words a fact."""

from functools import lru_cache
from pathlib import Path

from graph.dates.values import Date
from graph.documents import Document
from graph.extraction.extract import Extractor
from graph.facts import Concept, EntityRef, Fact, Value
from graph.readers.formats import read_source
from graph.readers.source import Limits, Source
from graph.text import assemble
from ontology.authority import Authority, AuthorityEntry

INVENTED = tuple(AuthorityEntry(n.lower(), "State", n, (n,)) for n in ("Zubrowka", "Ruritania", "Syldavia", "Borduria"))


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor(Authority(INVENTED))


def document_of(text: str, name: str = "example.md") -> Document:
    return assemble(name, "0" * 64, read_source(Source(Path(name), text.encode(), Limits())))


def facts_of(text: str, kind: str, name: str = "example.md") -> list[Fact]:
    """The facts of a kind."""
    return [fact for fact in extractor().extract(document_of(text, name)).facts if fact.kind == kind]


def said(text: str, kind: str, name: str = "example.md") -> set[tuple[str, ...]]:
    """What the facts of a kind say: the local names, dates and words of their values."""
    return {tuple(_word(value) for _, value in fact.values) for fact in facts_of(text, kind, name)}


def _word(value: Value) -> str:
    match value:
        case EntityRef(key):
            return key
        case Concept(name):
            return name
        case Date():
            return value.value
        case _:
            return str(value)
