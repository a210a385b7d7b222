"""What a release's build wrote down of its changes, as a page and as data."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from live_server import QUADS, Served, serving, switch, write_release

MORE = QUADS.replace("Asia-Pacific Space Cooperation Organization", "Asia-Pacific Space Co-operation Organization")
HTML, JSON = {"Accept": "text/html"}, {"Accept": "application/json"}


def fact(name: str, quote: str, **differences: tuple[str, str]) -> dict[str, Any]:
    return {
        "fact": f"https://w3id.org/spacepact/id/{name}",
        "kind": "Membership",
        "values": [{"property": "role", "value": "observer"}, {"property": "startDate", "value": "2024-05"}],
        "differences": [{"property": p, "before": was, "after": now} for p, (was, now) in differences.items()],
        "document": "note.txt",
        "quote": quote,
    }


def group(change: str, cause: str, detail: str, total: int, *facts: dict[str, Any]) -> dict[str, Any]:
    return {"change": change, "cause": cause, "detail": detail, "total": total, "facts": facts}


@pytest.fixture(scope="module")
def ids() -> list[str]:
    return []


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, ids: list[str]) -> Iterator[Served]:
    """A server of a release that has another before it."""
    data = tmp_path_factory.mktemp("changed")
    ids += [write_release(data, QUADS), write_release(data, MORE)]
    told = {
        "before": ids[0],
        "after": ids[1],
        "counts": {"added": 1, "withdrawn": 1, "changed": 70, "restated": 3},
        "versions": ["rules"],
        "documents": {"added": ["note.txt"], "withdrawn": ["old.txt"], "changed": []},
        "things": {"added": 2, "withdrawn": 0, "changed": 1},
        "derived": {"added": 0, "withdrawn": 0},
        "groups": [
            group("added", "document added", "note.txt", 1, fact("fact-1", "A <b>new</b> sentence.")),
            group("withdrawn", "decision", "Doe, Ada, 2025-03-01: Seen.", 1, fact("fact-2", "An old one.")),
            group("changed", "versions", "rules", 70, fact("fact-3", "Both.", role=("member", "observer"))),
        ],
    }
    (data / "releases" / ids[1] / "changes.json").write_text(json.dumps(told))
    switch(data, ids[1])
    with serving(data) as running:
        yield running


def page(served: Served, **parameters: str) -> httpx.Response:
    return served.client.get("/checks/changes", params=parameters, headers=HTML)


def test_each_change_has_its_cause(changed: Served) -> None:
    found = changed.client.get("/checks/changes", headers=JSON).json()["changes"]
    assert [(g["change"], g["cause"], g["detail"], g["total"]) for g in found["groups"]] == [
        ("added", "document added", "note.txt", 1),
        ("withdrawn", "decision of a person", "Doe, Ada, 2025-03-01: Seen.", 1),
        ("changed", "other version", "rules", 70),
    ]
    text = page(changed).text
    assert "Doe, Ada, 2025-03-01: Seen." in text and "May 2024" in text
    assert "<del>member</del> → <ins>observer</ins>" in text
    assert "The first 1 of 70" in text


def test_quotes_are_escaped_and_only_facts_that_are_there_are_linked(changed: Served) -> None:
    text = page(changed).text
    assert "A &lt;b&gt;new&lt;/b&gt; sentence." in text
    assert 'href="/id/fact-1"' in text and "/id/fact-2" not in text


def test_release_without_record_says_so(changed: Served, ids: list[str]) -> None:
    answer = page(changed, to=ids[0])
    assert answer.status_code == 200 and "first of its data folder" in answer.text
    assert page(changed, to="none").status_code == 404


def test_broken_record_is_told(tmp_path: Path) -> None:
    made = write_release(tmp_path, QUADS)
    (tmp_path / "releases" / made / "changes.json").write_text("{")
    with serving(tmp_path) as running:
        assert "cannot be shown" in page(running).text


def test_record_of_the_release_before_an_update_is_not_taken_for_its_own(tmp_path: Path) -> None:
    made = write_release(tmp_path, QUADS)
    folder = tmp_path / "releases" / made
    (folder / "changes.json").write_text(json.dumps({"before": "a", "after": "another"}))
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "parent": "another"}))
    with serving(tmp_path) as running:
        assert "An update made this release of <code>another</code>" in page(running).text


def test_real_builds_are_compared(shared_builds: Path) -> None:
    with serving(shared_builds) as running:
        found = running.client.get("/checks/changes", headers=JSON).json()["changes"]
        assert found["documents"]["added"] == ["b.txt"]
        assert found["groups"][0]["cause"] == "document added"


@pytest.fixture
def shared_builds(tmp_path: Path) -> Path:
    """A data folder with two releases, the second of one more document."""
    from graph.build import build
    from graph.pipeline import standard_pipeline

    sources = tmp_path / "sources"
    sources.mkdir()
    for name, text in (("a", "Mongolia is a full member of APSCO."), ("b", "Peru is a full member of APSCO.")):
        (sources / f"{name}.txt").write_text(text)
        build([sources], tmp_path / "data", standard_pipeline())
    return tmp_path / "data"
