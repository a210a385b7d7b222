"""Releases of given quads and files, written as a build writes its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Quad

from graph.rdf.canonical import fingerprint
from graph.rdf.nquads import sorted_nquads
from graph.releases.release import draft
from graph.releases.store import Heir, write_store


@dataclass(frozen=True, slots=True)
class Contents:
    """What a release is made of: its quads, those in quarantine, further files (name → text), and what its manifest tells."""

    graph: Sequence[Quad]
    quarantine: Sequence[Quad]
    files: Mapping[str, str]
    manifest: Mapping[str, Any]


def write_release(
    data: Path,
    contents: Contents,
    step: Callable[[str], None] = lambda _: None,
    complete: Callable[[Path], None] = lambda _: None,
) -> Path:
    """Writes a release and makes it the current one."""
    release = draft(data)
    lines = sorted_nquads(contents.graph)
    release.write("graph.nq", [lines])
    release.write("quarantine.nq", [sorted_nquads(contents.quarantine)])
    for name, text in contents.files.items():
        release.write(name, [text.encode()])
    canonical = fingerprint(lines.splitlines(keepends=True))
    store, current = release.folder / "store", data / "current"
    before = Heir(current.resolve(), store) if current.exists() else None
    write_store(store, release.folder / "graph.nq", canonical, before)
    return release.publish({**contents.manifest, "canonical": canonical.as_json()}, step, complete)
