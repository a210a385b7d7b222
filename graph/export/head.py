"""A release and what of it is exported in, what stands at the head of the file out: which release, made of what, and its hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.rdf.canonical import ALGORITHM
from ontology.namespaces import DCAT, DCTERMS, PROV, RDF, SP, SPID, VOID, XSD


@dataclass(frozen=True, slots=True)
class Head:
    """What the file holds: statements are quads where the format keeps the graphs, else triples.

    `sha256` is that of their canonical N-Quads (RDFC-1.0), head excluded. `selection` is empty for a whole release.
    """

    release: str
    versions: Mapping[str, str]
    documents: int
    selection: str
    statements: int
    sha256: str

    @classmethod
    def of(cls, manifest: Mapping[str, Any], selection: str, statements: int, sha256: str) -> "Head":
        """The head of an export of the release with this manifest."""
        documents = manifest["counts"]["documents"]
        return cls(manifest["id"], manifest.get("versions", {}), documents, selection, statements, sha256)

    @property
    def iri(self) -> str:
        """The IRI of the release."""
        return f"{SPID}release-{self.release}"

    def lines(self) -> list[str]:
        """The head as lines of text."""
        made = ", ".join(f"{name} {version}" for name, version in sorted(self.versions.items()))
        return [
            f"spacepact release {self.release}: {self.selection or 'all of it'}",
            f"Made of {self.documents:,} documents" + (f" by {made}" if made else ""),
            f"{self.statements} statements; {ALGORITHM} of their canonical N-Quads: {self.sha256}",
        ]

    def comment(self) -> bytes:
        """The head as comments of Turtle, TriG, N-Triples and N-Quads."""
        return "".join(f"# {line}\n" for line in self.lines()).encode()

    def xml_comment(self) -> bytes:
        """The head as a comment of XML, in which two hyphens must not stand."""
        return "<!-- {} -->\n".format("\n     ".join(self.lines()).replace("--", "- -")).encode()

    def triples(self) -> list[tuple[bytes, bytes]]:
        """The head as (predicate, object) pairs about the release, in N-Quads, for formats without comments."""
        made = " ".join(f"{name} {version}" for name, version in sorted(self.versions.items()))
        pairs = [
            (RDF + "type", f"<{VOID}Dataset>"),
            (RDF + "type", f"<{DCAT}Dataset>"),
            (RDF + "type", f"<{PROV}Entity>"),
            (DCTERMS + "identifier", _text(self.release)),
            (DCTERMS + "description", _text(self.lines()[0])),
            (DCTERMS + "provenance", _text(made)),
            (SP + "sha256", _text(self.sha256)),
            (VOID + "triples", f'"{self.statements}"^^<{XSD}integer>'),
        ]
        return [(f"<{predicate}>".encode(), value.encode()) for predicate, value in pairs]


def _text(value: str) -> str:
    return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n"))
