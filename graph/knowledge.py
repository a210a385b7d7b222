"""What the graph is written with beside the documents."""

from dataclasses import dataclass

from ontology.authority import Authority
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Known things and the vocabulary."""

    authority: Authority
    vocabulary: Vocabulary
