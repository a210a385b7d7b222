"""The example queries of the ontology in, what a page shows of them out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """An example query: the question it answers, and its text."""

    name: str
    question: str
    text: str
