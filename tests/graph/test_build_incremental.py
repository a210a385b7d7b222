"""Whatever changes between two builds, the second one makes the release that a build from the ground makes."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from toy_extraction import toy_pipeline

from graph.build import build
from graph.diff.record import FILE as CHANGES
from graph.pipeline import Pipeline
from graph.releases import assembly, before, beginning, making, store, validating
from graph.releases.before import FILE as PARTS
from graph.running.processes import Processes
from ontology.namespaces import ORG
from server.update.apply import carry_out
from server.update.order import Order

NAMES = ["Pakistan", "Mexico", "Peru", "Sample Union", "Polar Board", "NASA"]
BODIES = ["APSCO", "Sample Union", "Polar Board"]
DECISION = """
[[decision]]
action = "{action}"
document = "{document}"
kind = "Membership"
values = {{ member = "{member}" }}
{change}
by = "A. Analyst"
on = 2025-03-01
why = "So it is."
"""
MERGE = """
[[decision]]
action = "merge"
names = ["Sample Union", "Polar Board"]
kind = "IntergovernmentalOrganization"
by = "B. Reader"
on = 2025-03-02
why = "They are one."
"""


def document(chance: random.Random) -> str:
    """A text of a few sentences; a membership that is an ornament violates a shape."""
    role = lambda: chance.choice(["full-member", "observer", "full-member", "observer", "ornament"])  # noqa: E731
    day = lambda: f"20{chance.randrange(20, 25)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"  # noqa: E731
    kinds: list[Callable[[], str]] = [
        lambda: f"{chance.choice(NAMES)} is a {role()} of {chance.choice(BODIES)}.",
        lambda: (
            f"{chance.choice(NAMES)} and {chance.choice(NAMES)} {chance.choice(['signed', 'will sign'])} an agreement on {day()}."
        ),
        lambda: f"Sample Explorer {chance.choice(['was', 'will be'])} launched on {day()}.",
    ]
    return " ".join(chance.choice(kinds)() for _ in range(chance.randrange(1, 5)))


def change(chance: random.Random, folder: Path, data: Path) -> None:
    """Adds, changes, removes or renames documents, or decides something else."""
    paths = sorted(folder.glob("*.txt"))
    for _ in range(chance.randrange(1, 3)):
        match chance.choice(["add", "change", "remove", "rename", "decide"]):
            case "add":
                (folder / f"{chance.randrange(10**6)}.txt").write_text(document(chance))
            case "change":
                chance.choice(paths).write_text(document(chance))
            case "remove":
                paths.pop(chance.randrange(len(paths))).unlink()
            case "rename":
                paths.append(paths.pop(0).rename(folder / f"{chance.randrange(10**6)}.txt"))
            case "decide":
                action = chance.choice(["reject", "accept", "correct"])
                changed = 'set = { role = "observer" }' if action == "correct" else ""
                member, name = chance.choice(NAMES), chance.choice(paths).name
                text = DECISION.format(action=action, document=name, member=member, change=changed)
                (data / "decisions.toml").write_text(text + MERGE * chance.randrange(2))


def contents(release: Path) -> dict[str, bytes]:
    """All files but the store, and the one that tells what was before."""
    paths = {str(path.relative_to(release)): path for path in release.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in paths.items() if name.split("/")[0] not in {"store", CHANGES}}


@pytest.fixture
def pipeline() -> Pipeline:
    return replace(toy_pipeline(), engine="toy")


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many triples came, of each validation that was done from the one before."""
    seen: list[int] = []

    def noted(known, there, removed, added):  # type: ignore[no-untyped-def]
        seen.append(len(added))
        return revalidate(known, there, removed, added)

    revalidate = validating.revalidate
    monkeypatch.setattr(validating, "revalidate", noted)
    monkeypatch.setattr(store, "LITTLE", 1.0)  # a few documents: every change is much
    return seen


@pytest.mark.parametrize("seed", range(3))
def test_build_after_changes_is_one_from_the_ground(
    tmp_path: Path, seed: int, pipeline: Pipeline, again: list[int]
) -> None:
    chance, folder, data = random.Random(seed), tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    data.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(document(chance))
    (folder / "wrong.txt").write_text("Peru is an ornament of APSCO. Mexico is an ornament of APSCO.")
    build([folder], data, pipeline)
    for _ in range(3):
        change(chance, folder, data)
        shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
        now = build([folder], data, pipeline)
        fresh = build(
            [folder],
            tmp_path / "fresh",
            pipeline,
            decisions=data / "decisions.toml" if (data / "decisions.toml").exists() else None,
        )
        assert contents(now.release) == contents(fresh.release)
    assert again


def test_another_basis_takes_nothing_over(
    tmp_path: Path, pipeline: Pipeline, again: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Peru is an observer of APSCO.")
    first = build([tmp_path / "in"], tmp_path / "data", pipeline)
    monkeypatch.setattr(before, "basis", lambda: "another")
    (tmp_path / "in" / "b.txt").write_text("Iran is an observer of APSCO.")
    build([tmp_path / "in"], tmp_path / "data", pipeline)
    assert not again
    assert (first.release / PARTS).is_file()


@pytest.mark.parametrize("name", [PARTS, "graph.nq", "manifest.json"])
def test_damaged_release_is_no_ground_for_the_next(
    tmp_path: Path, pipeline: Pipeline, again: list[int], name: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Peru is an observer of APSCO. Iran is an observer of APSCO.")
    first = build([tmp_path / "in"], tmp_path / "data", pipeline)
    content = (first.release / name).read_bytes()
    (first.release / name).write_bytes(content.replace(b"observer", b"obverser").replace(b'"results"', b'"result'))
    if name == "manifest.json":
        (first.release / name).write_bytes(content.replace(b'"graph.nq": "', b'"graph.nq": "0'))
    (tmp_path / "in" / "b.txt").write_text("Mexico is an observer of APSCO.")
    now = build([tmp_path / "in"], tmp_path / "data", pipeline)
    assert not again
    assert contents(now.release) == contents(build([tmp_path / "in"], tmp_path / "fresh", pipeline).release)


def test_build_after_an_update_is_one_from_the_ground(tmp_path: Path, pipeline: Pipeline, again: list[int]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Peru is an observer of APSCO. Iran is an observer of APSCO.")
    first = build([tmp_path / "in"], tmp_path / "data", pipeline)
    text = f"DELETE {{ GRAPH ?g {{ ?s <{ORG}role> ?o }} }} WHERE {{ GRAPH ?g {{ ?s <{ORG}role> ?o }} }}"
    outcome = carry_out(Order("update", str(tmp_path / "data"), "http://localhost/", text=text, validate=False))
    assert outcome.release != first.release.name
    now = build([tmp_path / "in"], tmp_path / "data", pipeline)
    assert contents(now.release) == contents(first.release)
    assert not again


@pytest.mark.parametrize(("in_memory", "workers"), [(0, 0), (10**6, 2), (0, 2), (0, 3)])
def test_where_a_graph_is_validated_does_not_matter(
    tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, in_memory: int, workers: int
) -> None:
    (tmp_path / "in").mkdir()
    chance = random.Random(5)
    for number in range(12):
        (tmp_path / "in" / f"{number}.txt").write_text(document(chance))
    (tmp_path / "in" / "wrong.txt").write_text("Peru is an ornament of APSCO. Mexico is an ornament of APSCO.")
    usual = build([tmp_path / "in"], tmp_path / "usual", pipeline)
    assert usual.manifest["counts"]["quarantined"]
    monkeypatch.setattr(validating, "IN_MEMORY", in_memory)
    for module in (assembly, beginning, making):
        monkeypatch.setattr(module, "BESIDE", 0)
    other = build([tmp_path / "in"], tmp_path / "other", pipeline, executor=Processes(workers) if workers else None)
    assert contents(other.release) == contents(usual.release)


def test_texts_that_did_not_change_are_shared(tmp_path: Path, pipeline: Pipeline) -> None:
    (tmp_path / "in").mkdir()
    for name in ("peru", "iran"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"{name.title()} is an observer of APSCO.")
    first = build([tmp_path / "in"], tmp_path / "data", pipeline)
    (tmp_path / "in" / "iran.txt").write_text("Iran is a full-member of APSCO.")
    second = build([tmp_path / "in"], tmp_path / "data", pipeline)
    texts = [{path.name: path.stat().st_ino for path in (r.release / "texts").iterdir()} for r in (first, second)]
    assert [name.split("-")[1] for name in texts[0].keys() & texts[1].keys()] == ["peru"]
    assert all(texts[0][name] == texts[1][name] for name in texts[0].keys() & texts[1].keys())
