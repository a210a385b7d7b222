"""A release's id in, the names that its graphs have in a store that may hold several releases out.

A graph stands there under a name of its own for each release, so that a new release is loaded beside the old one, and a
server asks exactly one of them. `names` tells which graph a copy is of; `merged` is the default graph of the release, the
merge of all, each triple once.
"""

from dataclasses import dataclass
from typing import Final

from ontology.namespaces import DCTERMS

BASE: Final = "https://w3id.org/spacepact/graph/"
CATALOGUE: Final = BASE + "releases"
"""The graph that lists the releases in a store: their id, from the moment at which they are whole when that was, and numbers
of triples."""
COPY_OF: Final = DCTERMS + "isVersionOf"
IDENTIFIER: Final = DCTERMS + "identifier"
AVAILABLE: Final = DCTERMS + "available"
READ_BACK: Final = BASE + "readBack"
"""In the catalogue, of a release that is being checked: how many of its triples were read back and found to be right."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The names that belong to a release."""

    release: str

    @property
    def iri(self) -> str:
        """The release itself; the names of its graphs begin so."""
        return f"{BASE}{self.release}/"

    @property
    def merged(self) -> str:
        """The merge of all graphs."""
        return self.iri + "merged"

    @property
    def names(self) -> str:
        """The graph that tells of which graph each copy is."""
        return self.iri + "names"

    @property
    def nothing(self) -> str:
        """A graph that never holds anything."""
        return self.iri + "nothing"

    def copy_of(self, graph: str) -> str:
        """The copy of a graph."""
        return self.iri + graph
