"""A data folder and a release about to be published in, a file in its folder with what changed since the current one, and why, out.

The pages show it. A release is what its documents make it, whatever was there before, so its id does not depend on this file.
"""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from graph.diff.compare import compare, differences
from graph.diff.model import Change, Difference, Sort
from graph.diff.show import state_as_json
from graph.releases.release import ReleaseError, current_release, read_manifest

FILE: Final = "changes.json"
PER_GROUP: Final = 50
"""Facts that are listed of each group, that is of all facts with one cause."""
MOST: Final = 1_000
"""Facts that are listed in all; the others are counted."""


def record(data: Path, folder: Path) -> None:
    """Writes the file; none where there is no release before, or it cannot be read.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        difference = compare(current_release(data), folder)
    except (ReleaseError, OSError):
        return
    content = {**summary(difference), "after": read_manifest(folder)["id"]}
    (folder / FILE).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def summary(difference: Difference, per_group: int = PER_GROUP, most: int = MOST) -> dict[str, Any]:
    """Counts, and the changed facts grouped by what became of them and why. Restated facts are counted only."""
    gone, new = difference.derived
    shown = (change for change in difference.changes if change.sort is not Sort.RESTATED)
    groups, left = [], most
    for (sort, cause, detail), changes in groupby(shown, key=lambda c: (c.sort, c.cause, c.detail)):
        listed = list(changes)
        facts = _facts(listed[: min(per_group, left)])
        left -= len(facts)
        groups.append({"change": sort, "cause": cause, "detail": detail, "total": len(listed), "facts": facts})
    return {
        "before": difference.before,
        "after": difference.after,
        "counts": {sort.value: sum(c.sort is sort for c in difference.changes) for sort in Sort},
        "versions": list(difference.versions),
        "documents": {name: list(found) for name, found in difference.documents.items()},
        "things": {name: len(found) for name, found in difference.things.items()},
        "derived": {"added": new, "withdrawn": gone},
        "groups": groups,
    }


def _facts(changes: Sequence[Change]) -> list[dict[str, Any]]:
    return [{**(state_as_json(c.state) or {}), "differences": _differences(c)} for c in changes]


def _differences(change: Change) -> list[dict[str, str]]:
    if change.before is None or change.after is None:
        return []
    told = differences(change.before, change.after)
    return [{"property": name, "before": was, "after": now} for name, was, now in told]
