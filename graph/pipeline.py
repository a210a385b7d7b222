"""The packaged rules, authority data, vocabulary and shapes in, what a build needs of them out: an extractor, knowledge, versions."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from graph.documents import Document
from graph.facts import Extraction
from graph.rdf.publish import Knowledge
from ontology.authority import load_authority
from ontology.resources import vocabulary_file
from ontology.vocabulary import load_vocabulary
from shapes.files import shape_files


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What turns documents into facts and facts into a graph. `versions` names every part whose change can change the outcome."""

    extract: Callable[[Document], Extraction]
    knowledge: Knowledge
    versions: Mapping[str, str]


def standard_pipeline() -> Pipeline:
    """The pipeline of the rules, authority data, vocabulary and shapes that come with spacepact."""
    from graph.extraction.extract import Extractor, rules_digest

    authority = load_authority()
    return Pipeline(
        extract=Extractor(authority).extract,
        knowledge=Knowledge(authority, load_vocabulary()),
        versions={
            "spacepact": version("spacepact"),
            "rules": rules_digest(),
            "authority": authority.digest,
            "vocabulary": _digest(vocabulary_file().read_bytes()),
            "shapes": _digest(*(path.read_bytes() for path in sorted(shape_files()))),
        },
    )


def _digest(*contents: bytes) -> str:
    return hashlib.sha256(b"\x1f".join(contents)).hexdigest()
