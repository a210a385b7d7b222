"""A data folder in; its old releases removed, or one of them checked against what its manifest tells, out."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from graph.rdf.canonical import fingerprint, fingerprint_of_file
from graph.releases.release import MANIFEST, UNFINISHED, ReleaseError, read_manifest, release_id_of, release_ids
from ontology.namespaces import SPID


@dataclass(frozen=True, slots=True)
class Verification:
    """What was compared, and in what it differs; no difference means that it is what the manifest tells."""

    release: str
    checked: tuple[str, ...]
    differences: tuple[str, ...]


def find(data: Path, name: str) -> Path:
    """The folder of a release by its id or a beginning of it that is no other's, or `current`.

    Raises:
        ReleaseError: there is none, or several begin so.
    """
    if name == "current":
        found = [(data / "current").resolve().name] if (data / "current" / MANIFEST).is_file() else []
    else:
        found = [key for key in release_ids(data) if key.startswith(name)] if name else []
    if len(found) != 1:
        raise ReleaseError(f"{data} has {'several releases' if found else 'no release'} {name}")
    return data / "releases" / found[0]


def delete(data: Path, release_id: str) -> None:
    """Removes a release, at once for whoever looks for it. Needs the lock.

    Raises:
        ReleaseError: there is none of this id, or it is the current one.
    """
    folder = find(data, release_id)
    if folder.resolve() == (data / "current").resolve():
        raise ReleaseError(f"{folder.name} is the current release; switch to another one first")
    doomed = data / "releases" / UNFINISHED
    shutil.rmtree(doomed, ignore_errors=True)
    folder.rename(doomed)
    shutil.rmtree(doomed)


def surplus(data: Path, keep: int) -> list[str]:
    """The ids of the releases that go when the newest `keep` stay; the current one always does. Oldest first."""
    current = (data / "current").resolve().name
    ids = release_ids(data)
    return [key for key in ids[: max(0, len(ids) - keep)] if key != current]


def verify(release: Path) -> Verification:
    """Checks every file of a release, the canonical hash of its graph, and its id, against its manifest. The store is not checked."""
    manifest = read_manifest(release)
    files: dict[str, str] = manifest["files"]
    differences = [told for name, sha256 in sorted(files.items()) if (told := _differs(release / name, sha256))]
    checked = [f"{len(files):,} files"]
    if "canonical" in manifest and (release / "graph.nq").is_file():
        checked.append("canonical hash of the graph")
        with (release / "graph.nq").open("rb") as lines:
            if fingerprint(lines).as_json() != manifest["canonical"]:
                differences.append("graph.nq: not the graph whose canonical hash the manifest tells")
    checked.append("id")
    if release_id_of(manifest) != manifest["id"] or manifest["id"] != release.name:
        differences.append(f"{MANIFEST}: not the manifest that the release is named after")
    return Verification(manifest["id"], tuple(checked), tuple(differences))


def verify_copy(release: Path, file: Path) -> Verification:
    """Checks whether an RDF file, in any format, holds the graph of a release: all its quads, or all its triples with the graphs merged.

    What an export says about the release itself does not count.

    Raises:
        ValueError: the file's ending tells no format.
        SyntaxError: the file is not well-formed.
        OSError: it cannot be read.
    """
    manifest = read_manifest(release)
    told: dict[str, Any] = manifest.get("canonical") or _fingerprint(release)
    found = fingerprint_of_file(file, NamedNode(f"{SPID}release-{manifest['id']}"))
    expected = {kind: (told[kind], told[f"{kind}_sha256"]) for kind in ("quads", "triples")}
    fits = [kind for kind, value in expected.items() if value == found]
    differences = (
        () if fits else (f"{file.name}: {found[0]:,} statements with the hash {found[1]}; {_shown(expected)}",)
    )
    return Verification(manifest["id"], (f"{file.name} ({' and '.join(fits) or 'no match'})",), differences)


def _shown(expected: dict[str, tuple[int, str]]) -> str:
    return ", ".join(f"the release has {number:,} {kind} ({sha256})" for kind, (number, sha256) in expected.items())


def _fingerprint(release: Path) -> dict[str, str | int]:
    with (release / "graph.nq").open("rb") as lines:
        return fingerprint(lines).as_json()


def _differs(file: Path, sha256: str) -> str | None:
    """How a file differs from what is told of it, None where it does not."""
    try:
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except FileNotFoundError:
        return f"{file.name}: missing"
    return None if found == sha256 else f"{file.name}: its content is another one"
