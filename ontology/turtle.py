"""Reads our own Turtle files strictly: a file in, what it says of each subject out, errors name file and entity."""

from pathlib import Path

import pyoxigraph as ox

from ontology.namespaces import PREFIXES, RDF


class OntologyDataError(ValueError):
    """One of our data files is broken; the message names the file, the entity and what is wrong."""


def shorten(iri: str) -> str:
    """The prefixed name of an IRI, or the IRI itself in angle brackets where no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


class Statements:
    """What a file says of one entity, by predicate.

    Every method that returns values raises `OntologyDataError` where they have not the form that it asks for.
    """

    def __init__(self, path: Path, iri: str) -> None:
        self.path = path
        self.iri = iri
        self._objects: dict[str, list[object]] = {}

    def add(self, predicate: str, term: object) -> None:
        """Adds one statement."""
        self._objects.setdefault(predicate, []).append(term)

    def error(self, what: str) -> OntologyDataError:
        """The error that says what is wrong with this entity."""
        return OntologyDataError(f"{self.path.name}: {shorten(self.iri)}: {what}")

    def literals(self, predicate: str) -> list[ox.Literal]:
        """The texts of a property, with their language tags, in the order of the file."""
        terms = self._objects.get(predicate, [])
        found = [term for term in terms if isinstance(term, ox.Literal) and term.value.strip() == term.value != ""]
        if len(found) < len(terms):
            raise self.error(f"{shorten(predicate)} must be text, not empty, without spaces around it")
        return found

    def texts(self, predicate: str) -> tuple[str, ...]:
        """The texts of a property, sorted, each once."""
        return tuple(sorted({literal.value for literal in self.literals(predicate)}))

    def text(self, predicate: str) -> str | None:
        """The one text of a property, if it is given."""
        return self._at_most_one(predicate, self.texts(predicate))

    def english(self, predicate: str) -> str:
        """The text of a property that must be given exactly once, in English."""
        literals = self.literals(predicate)
        if len(literals) != 1:
            raise self.error(f"needs one {shorten(predicate)}, has {len(literals)}")
        if literals[0].language != "en":
            raise self.error(f"its {shorten(predicate)} must be English (@en)")
        return literals[0].value

    def iris(self, predicate: str) -> tuple[str, ...]:
        """The IRIs of a property, sorted, each once."""
        terms = self._objects.get(predicate, [])
        found = [term.value for term in terms if isinstance(term, ox.NamedNode)]
        if len(found) < len(terms):
            raise self.error(f"{shorten(predicate)} must be an IRI")
        return tuple(sorted(set(found)))

    def locals(self, predicate: str, namespace: str) -> tuple[str, ...]:
        """The local names of a property's IRIs, which must all be in the namespace, sorted, each once."""
        iris = self.iris(predicate)
        if stray := [iri for iri in iris if not iri.startswith(namespace)]:
            raise self.error(f"{shorten(predicate)} must be in <{namespace}>, not <{stray[0]}>")
        return tuple(iri.removeprefix(namespace) for iri in iris)

    def local(self, predicate: str, namespace: str) -> str | None:
        """The local name of a property's one IRI, if it is given."""
        return self._at_most_one(predicate, self.locals(predicate, namespace))

    def has_type(self, *classes: str) -> bool:
        """Whether the entity has one of the classes (IRIs)."""
        types = {term.value for term in self._objects.get(RDF + "type", ()) if isinstance(term, ox.NamedNode)}
        return not types.isdisjoint(classes)

    def _at_most_one(self, predicate: str, values: tuple[str, ...]) -> str | None:
        if len(values) > 1:
            raise self.error(f"{shorten(predicate)} is given more than once: {', '.join(values)}")
        return values[0] if values else None


def read_statements(path: Path) -> tuple[Statements, ...]:
    """What a Turtle file says, subject by subject, in the order in which they first appear.

    Raises:
        OntologyDataError: the file is no Turtle, or has a subject without an IRI.
        OSError: the file cannot be read.
    """
    subjects: dict[str, Statements] = {}
    try:
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if not isinstance(quad.subject, ox.NamedNode):
                raise OntologyDataError(f"{path.name}: every subject needs an IRI, {quad.subject} has none")
            iri = quad.subject.value
            if iri not in subjects:
                subjects[iri] = Statements(path, iri)
            subjects[iri].add(quad.predicate.value, quad.object)
    except SyntaxError as error:
        raise OntologyDataError(f"{path.name}: not valid Turtle: {error}") from error
    return tuple(subjects.values())
