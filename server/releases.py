"""A data folder in, the release that is current there out: where its files lie and what its manifest says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

CHANGES: Final = "changes.json"
"""File of a release: what has changed since the release before, and why."""


class ReleaseError(ValueError):
    """A release cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Release:
    """An immutable release folder: `id`, the folder, and its manifest."""

    id: str
    path: Path
    manifest: Mapping[str, Any]

    @property
    def quads(self) -> int:
        """Number of published quads."""
        return int(self.counts.get("quads", 0))

    @property
    def counts(self) -> Mapping[str, Any]:
        """The manifest's counts."""
        counts: Mapping[str, Any] = self.manifest.get("counts", {})
        return counts

    @property
    def merges(self) -> bool:
        """Whether the default graph is the merge of the named graphs (of a release made by `build` it is)."""
        return bool(self.manifest.get("default_graph", "merge") == "merge")


def current_id(data: Path) -> str | None:
    """Id of the current release; None where there is none."""
    try:
        return (data / "current").readlink().name
    except OSError:
        return None


def current_release(data: Path) -> Release | None:
    """The current release; None where there is none.

    Raises:
        ReleaseError: it has no manifest, or one that is no JSON.
    """
    release_id = current_id(data)
    return open_release(data, release_id) if release_id is not None else None


def open_release(data: Path, release_id: str) -> Release:
    """A release by its id.

    Raises:
        ReleaseError: it has no manifest, or one that is no JSON.
    """
    path = data / "releases" / release_id
    try:
        return Release(release_id, path, json.loads((path / "manifest.json").read_bytes()))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"release {release_id} in {data} cannot be read: {error}") from error
