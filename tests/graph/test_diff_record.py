"""What a build writes down of the changes since the release before it."""

import json
from pathlib import Path
from typing import Any

import pytest
from toy_extraction import toy_pipeline

from graph.build import build
from graph.diff import compare
from graph.diff.record import FILE, summary
from graph.releases.housekeeping import verify

FIRST = {"a.txt": "Pakistan is a member of Sample Union.", "b.txt": "Sample Probe was launched on 2020-02-02."}
SECOND = {"a.txt": "Pakistan is an observer of Sample Union.", "c.txt": "Sample Probe was launched on 2021-03-03."}


@pytest.fixture
def releases(tmp_path: Path) -> list[Path]:
    """Two releases of a data folder: a document has changed, one has gone, one has come."""
    made = []
    for texts in (FIRST, SECOND):
        sources = tmp_path / f"sources-{len(made)}"
        sources.mkdir()
        for name, text in texts.items():
            (sources / name).write_text(text)
        made.append(build([sources], tmp_path / "data", toy_pipeline()).release)
    return made


def recorded(release: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((release / FILE).read_text())
    return content


def test_release_tells_what_changed_since_the_one_before(releases: list[Path]) -> None:
    before, after = releases
    told = recorded(after)
    assert (told["before"], told["after"]) == (before.name, after.name)
    assert told["documents"] == {"added": ["c.txt"], "withdrawn": ["b.txt"], "changed": ["a.txt"]}
    assert {(g["change"], g["cause"], g["detail"], g["total"]) for g in told["groups"]} == {
        ("added", "document added", "c.txt", 1),
        ("withdrawn", "document removed", "b.txt", 1),
        ("changed", "document changed", "a.txt", 1),
    }
    changed = next(g for g in told["groups"] if g["change"] == "changed")["facts"][0]
    assert [(d["property"], d["before"], d["after"]) for d in changed["differences"]] == [
        ("role", "member", "observer")
    ]
    assert changed["quote"] == "Pakistan is an observer of Sample Union."


def test_first_release_has_no_changes(releases: list[Path]) -> None:
    assert not (releases[0] / FILE).exists()


def test_release_is_the_same_release_with_or_without_its_changes(releases: list[Path], tmp_path: Path) -> None:
    alone = build([tmp_path / "sources-1"], tmp_path / "other", toy_pipeline()).release
    assert alone.name == releases[1].name and not (alone / FILE).exists()
    assert not verify(releases[1]).differences


def test_long_lists_are_cut_and_counted(releases: list[Path]) -> None:
    told = summary(compare(*releases), per_group=1, most=2)
    assert [len(group["facts"]) for group in told["groups"]] == [1, 1, 0]
    assert [group["total"] for group in told["groups"]] == [1, 1, 1]


def test_unreadable_release_before_does_not_stop_a_build(releases: list[Path], tmp_path: Path) -> None:
    (releases[1] / "graph.nq").unlink()
    again = build([tmp_path / "sources-1", tmp_path / "sources-0" / "b.txt"], tmp_path / "data", toy_pipeline()).release
    assert not (again / FILE).exists()
