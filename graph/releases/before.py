"""The release before in, what the next one can take from it out: the lines of documents that did not change, and its validation.

What a release was made of stands in its file `parts.json`. Its id does not depend on it, and a release without it is as good: the next
one is then made from the ground.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, Final

from graph.releases.records import as_json
from graph.releases.release import ReleaseError, current_release, read_manifest
from ontology.kept import digest
from ontology.namespaces import SPID
from shapes.validation import Known, Result, Severity, ValidationReport

FILE: Final = "parts.json"


def basis() -> str:
    """A hash of all beside the documents, what was found in them and the code of `graph` that decides quads and validation."""
    folders = [Path(str(files(name))) for name in ("ontology", "shapes")]
    paths = chain.from_iterable(folder.rglob("*.*") for folder in folders)
    code = sorted(path for path in paths if path.suffix in {".py", ".ttl"} and path.parent.name != "authority")
    return " ".join((digest(code), version("pyoxigraph"), version("pyshifty")))


@dataclass(frozen=True, slots=True)
class Before:
    """The release before: its folder, the manifest, the hash of what each document's graph is made of, what the last validation found."""

    folder: Path
    manifest: Mapping[str, Any]
    stamps: Mapping[str, str]
    known: Known

    def unchanged(self, stamps: Mapping[str, str]) -> frozenset[str]:
        """The documents whose graphs are made of the same."""
        return frozenset(key for key, stamp in stamps.items() if self.stamps.get(key) == stamp)

    def lines(self, documents: frozenset[str]) -> Iterator[bytes]:
        """The lines of the graphs of these documents, sorted."""
        graphs = {f" <{SPID}{document}> .\n".encode() for document in documents}
        with (self.folder / "graph.nq").open("rb") as lines:
            yield from (line for line in lines if line[line.rindex(b" <") :] in graphs)


def load(data: Path, basis: str) -> Before | None:
    """The current release, if a build made it on the same basis, and its graph is what that build and its manifest tell."""
    try:
        folder = current_release(data)
        told = json.loads((folder / FILE).read_text("utf-8"))
        manifest = read_manifest(folder)
        with (folder / "graph.nq").open("rb") as graph:
            found = hashlib.file_digest(graph, "sha256").hexdigest()
        if told["basis"] != basis or not found == told["graph"] == manifest["files"]["graph.nq"]:
            return None
        results = [Result(**{**row, "severity": Severity(row["severity"])}) for row in told["results"]]
        candidates = {key: frozenset(nodes) for key, nodes in told["candidates"].items()}
        return Before(folder, manifest, told["documents"], Known(ValidationReport.of(results), candidates))
    except (ReleaseError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def note(folder: Path, basis: str, graph: str, stamps: Mapping[str, str], known: Known) -> None:
    """Writes what a release was made of; `graph` is the SHA-256 of its graph, since an update keeps this file and changes that."""
    content = {
        "basis": basis,
        "graph": graph,
        "results": [asdict(result) for result in known.report.results],
        "candidates": {key: sorted(nodes) for key, nodes in known.candidates.items()},
        "documents": dict(stamps),
    }
    (folder / FILE).write_text(as_json(content) + "\n", encoding="utf-8")
