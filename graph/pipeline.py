"""The packaged rules, authority data, vocabulary and shapes in, what a build needs of them out: an extractor, knowledge, versions."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from graph.documents import Block, BlockKind, Document
from graph.facts import Extraction
from graph.knowledge import Knowledge
from graph.regexes import remembered
from graph.running.engine import engine_digest
from ontology.authority import Authority, load_authority
from ontology.resources import vocabulary_file
from ontology.vocabulary import load_vocabulary
from shapes.files import shape_files

if TYPE_CHECKING:
    from graph.extraction.extract import Extractor


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What turns documents into facts and facts into a graph. `versions` names every part whose change can change the outcome.

    `engine` is a hash of all that decides what `extract` finds in a document; without one, no extraction is kept for the next build.
    `warm_up` loads what `extract` needs. Processes that do not share this one's memory must be able to unpickle `extract`.
    """

    extract: Callable[[Document], Extraction]
    knowledge: Knowledge
    versions: Mapping[str, str]
    engine: str | None = None
    warm_up: Callable[[], object] = lambda: None


def standard_pipeline() -> Pipeline:
    """The pipeline of the rules, authority data, vocabulary and shapes that come with spacepact; rules are loaded when they are used."""
    from graph.rules import rules_digest

    authority = _authority()
    versions = {
        "spacepact": version("spacepact"),
        "rules": rules_digest(),
        "authority": authority.digest,
        "vocabulary": _digest(vocabulary_file().read_bytes()),
        "shapes": _digest(*(path.read_bytes() for path in sorted(shape_files()))),
    }
    return Pipeline(
        extract=_extract,
        knowledge=Knowledge(authority, load_vocabulary()),
        versions=versions,
        engine=engine_digest(authority.digest),
        warm_up=_extractor,
    )


_EVERYTHING: Final = Document(
    "-",
    "-",
    "-",
    "Ada Holm, director of the Zubrowka Space Agency (ZSA), said on 3 May 2020 that ZSA and NASA signed it.",
    (Block(BlockKind.PARAGRAPH, 0, 102),),
)
"""A document in which a name of every sort is sought, so that what finds them is there before the first document comes."""


def _extract(document: Document) -> Extraction:
    return _extractor().extract(document)


@lru_cache(maxsize=1)
def _extractor() -> "Extractor":
    """One for each process: it takes half a second to make."""
    with remembered("extraction"):
        import graph.text  # noqa: F401 - which reads documents
        from graph.extraction.extract import Extractor

        extractor = Extractor(_authority())
        extractor.extract(_EVERYTHING)
    return extractor


@lru_cache(maxsize=1)
def _authority() -> Authority:
    return load_authority()


def _digest(*contents: bytes) -> str:
    return hashlib.sha256(b"\x1f".join(contents)).hexdigest()
