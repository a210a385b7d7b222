"""The vocabulary: the Turtle file of SKOS concepts in, concepts by name, by scheme and by wording out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ontology.namespaces import OWL, SKOS, SPV
from ontology.resources import vocabulary_file
from ontology.turtle import OntologyDataError, Statements, read_statements


class VocabularyError(OntologyDataError):
    """The vocabulary is broken; the message names the file, the concept and what is wrong."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A SKOS concept; `id`, `schemes` and `broader` are local names in spv:, `alt_labels` are sorted."""

    id: str
    label: str
    alt_labels: tuple[str, ...]
    definition: str
    schemes: tuple[str, ...]
    broader: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """The label and the alternative labels."""
        return self.label, *self.alt_labels


@dataclass(frozen=True)
class Vocabulary:
    """All concepts, sorted by id. In one scheme no wording belongs to two concepts."""

    concepts: tuple[Concept, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """The concepts by their local name in spv:."""
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def by_scheme(self) -> Mapping[str, tuple[Concept, ...]]:
        """The concepts of each scheme, by the scheme's local name in spv:."""
        schemes = sorted({scheme for concept in self.concepts for scheme in concept.schemes})
        return {scheme: tuple(c for c in self.concepts if scheme in c.schemes) for scheme in schemes}

    @cached_property
    def by_wording(self) -> Mapping[str, Mapping[str, Concept]]:
        """For each scheme, its concepts by casefolded label and alternative labels.

        Raises:
            VocabularyError: a wording belongs to two concepts of one scheme.
        """
        return {scheme: _wordings(scheme, concepts) for scheme, concepts in self.by_scheme.items()}

    def find(self, scheme: str, wording: str) -> Concept | None:
        """The concept of a scheme that bears this label or alternative label, upper and lower case being one.

        Raises:
            KeyError: there is no such scheme.
        """
        return self.by_wording[scheme].get(wording.casefold())


def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """The vocabulary of a Turtle file; `None` means the one that comes with the package.

    Raises:
        VocabularyError: the file is no Turtle, or a concept lacks what every concept must have.
        OSError: the file cannot be read.
    """
    try:
        subjects = read_statements(vocabulary_file() if path is None else path)
        concepts = [_concept(said) for said in subjects if not said.has_type(OWL + "Ontology", SKOS + "ConceptScheme")]
    except OntologyDataError as error:
        raise VocabularyError(str(error)) from error
    return Vocabulary(tuple(sorted(concepts, key=lambda concept: concept.id)))


def _concept(said: Statements) -> Concept:
    if not said.has_type(SKOS + "Concept") or not said.iri.startswith(SPV):
        raise said.error("is no skos:Concept in the namespace spv:")
    schemes = said.locals(SKOS + "inScheme", SPV)
    if not schemes:
        raise said.error("is in no scheme")
    return Concept(
        id=said.iri.removeprefix(SPV),
        label=said.english(SKOS + "prefLabel"),
        alt_labels=said.texts(SKOS + "altLabel"),
        definition=said.english(SKOS + "definition"),
        schemes=schemes,
        broader=said.locals(SKOS + "broader", SPV),
    )


def _wordings(scheme: str, concepts: tuple[Concept, ...]) -> Mapping[str, Concept]:
    owners: dict[str, Concept] = {}
    for concept in concepts:
        for wording in concept.wordings:
            owner = owners.setdefault(wording.casefold(), concept)
            if owner is not concept:
                raise VocabularyError(f"{wording!r} is a label of spv:{owner.id} and spv:{concept.id} in spv:{scheme}")
    return owners
