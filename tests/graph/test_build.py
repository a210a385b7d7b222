import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from toy_extraction import toy_pipeline

from graph.build import BuildReport, build
from graph.releases.release import UNFINISHED, current_release, read_manifest, release_ids
from graph.sources import SourceError, collect, fingerprint, observe
from ontology.namespaces import OA, PREFIXES, PROV

FILES = {
    "members.txt": "Pakistan is a full-member of APSCO. Mexico is an observer of APSCO.",
    "plan.md": "# A plan\n\nThe text begins here. NASA and ESA will sign an agreement on 2024-09.",
    "sub/signed.html": "<html><body><p>NASA and ESA signed an agreement on 2024-10-05.</p></body></html>",
    "launch.txt": "Sample Explorer was launched on 2023-01-02. Sample Explorer was launched on 2023-01-02.",
}


def write(folder: Path, files: dict[str, str] = FILES) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def run(data: Path, *sources: Path) -> BuildReport:
    return build(sources, data, toy_pipeline())


def test_build_publishes_what_the_documents_state(tmp_path: Path) -> None:
    report = run(tmp_path / "data", write(tmp_path / "in"))
    counts = report.manifest["counts"]
    assert counts["facts"] == {"AgreementAction": 4, "Launch": 1, "Membership": 2}
    assert counts["entities"]["Agreement"] == 1
    assert not report.has_findings


def test_manifest_names_the_inputs(tmp_path: Path) -> None:
    manifest = run(tmp_path / "data", write(tmp_path / "in")).manifest
    assert [row["name"] for row in manifest["inputs"]] == ["launch.txt", "members.txt", "plan.md", "signed.html"]
    assert all(len(row["sha256"]) == 64 and row["document"].startswith("document-") for row in manifest["inputs"])


def test_every_quote_stands_in_the_text_at_its_offsets(tmp_path: Path) -> None:
    release = run(tmp_path / "data", write(tmp_path / "in")).release
    quads = list(parse(path=release / "graph.nq", format=RdfFormat.N_QUADS))
    value = {(q.subject.value, q.predicate.value): q.object.value for q in quads}
    passages = {q.object.value for q in quads if q.predicate == NamedNode(PROV + "wasDerivedFrom")}
    assert len(passages) == 6
    for passage in passages:
        text = (
            release / "texts" / f"{value[passage, OA + 'hasSource'].removeprefix(PREFIXES['spid'])}.txt"
        ).read_text()
        start, end = (int(value[f"{passage}-position", OA + key]) for key in ("start", "end"))
        assert text[start:end] == value[f"{passage}-quote", OA + "exact"]


def test_order_of_files_and_folders_does_not_matter(tmp_path: Path) -> None:
    folder = write(tmp_path / "in")
    one = run(tmp_path / "one", folder).release
    paths = [folder / name for name in reversed(FILES)]
    other = run(tmp_path / "other", *paths).release
    names = [path.relative_to(one) for path in sorted(one.rglob("*")) if path.is_file() and path.parent.name != "store"]
    assert len(names) == 10
    assert [(one / name).read_bytes() for name in names] == [(other / name).read_bytes() for name in names]


def test_unreadable_files_are_reported_and_the_others_built(tmp_path: Path) -> None:
    folder = write(tmp_path / "in")
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    report = run(tmp_path / "data", folder)
    assert [failure.path.name for failure in report.failures] == ["binary.txt", "empty.txt"]
    assert all(failure.reason for failure in report.failures)
    assert report.has_findings
    assert report.manifest["counts"]["documents"] == len(FILES)
    assert [row["name"] for row in report.manifest["unreadable"]] == ["binary.txt", "empty.txt"]


def test_copy_of_a_document_is_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a.txt": FILES["members.txt"], "copy/a.txt": FILES["members.txt"]})
    report = run(tmp_path / "data", folder)
    assert [path.parent.name for path in report.duplicates] == ["in"] or [
        path.parent.name for path in report.duplicates
    ] == ["copy"]
    assert report.manifest["counts"]["documents"] == 1


def test_fact_that_violates_a_shape_is_quarantined_and_reported(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a.txt": "Pakistan is a full-member of APSCO. Mexico is an ornament of APSCO."})
    report = run(tmp_path / "data", folder)
    release = report.release
    assert report.has_findings
    assert report.manifest["counts"]["quarantined"] == 1
    assert report.manifest["validation"]["conforms"]
    assert "id/mexico" not in (release / "graph.nq").read_text()
    assert "ornament" in (release / "quarantine.nq").read_text()
    assert "graph-quarantine" in (release / "quarantine.nq").read_text()
    assert "sh:Violation" in (release / "report.ttl").read_text()


def test_collect_takes_folders_through_and_through_but_no_sidecars_and_nothing_hidden(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            **FILES,
            "plan.md.meta.toml": "",
            ".hidden/a.txt": "x",
            ".b.txt": "x",
            "make.py": "",
            "__pycache__/make.pyc": "",
            "drafts/old.txt": "x",
            ".spacepactignore": "*.py\n*.pyc\ndrafts\n",
        },
    )
    assert [path.name for path in collect([folder])] == ["launch.txt", "members.txt", "plan.md", "signed.html"]
    assert [path.name for path in collect([folder / "make.py"])] == ["make.py"]


def test_source_that_is_missing_or_empty_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        collect([tmp_path / "nowhere"])
    with pytest.raises(SourceError, match="no documents"):
        collect([tmp_path])


def test_fingerprint_changes_with_documents_sidecars_and_versions(tmp_path: Path) -> None:
    paths = collect([write(tmp_path)])

    def now(version: str, order: int = 1) -> str:
        return fingerprint(map(observe, paths[::order]), [version])

    seen = {now("1"), now("2")}
    assert now("1", -1) in seen
    (tmp_path / "plan.md.meta.toml").write_text('title = "Plan"\n')
    seen.add(now("1"))
    (tmp_path / "plan.md").write_text("Other.")
    seen.add(now("1"))
    assert len(seen) == 4


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from toy_extraction import toy_pipeline
from graph.build import build

def stop(stage, done, total, item):
    if stage == sys.argv[4] and done == total - 1:
        os.kill(os.getpid(), signal.SIGKILL)

build([Path(sys.argv[3])], Path(sys.argv[2]), toy_pipeline(), stop)
"""
STAGES = [
    "reading",
    "extracting",
    "resolving",
    "writing the graph",
    "writing the store",
    "validating",
    "writing files",
    "comparing with the release before",
    "syncing",
    "moving into place",
    "switching",
    "cleaning up",
]


def test_stages_are_all_there_are(tmp_path: Path) -> None:
    seen: list[str] = []
    build([write(tmp_path / "in")], tmp_path / "data", toy_pipeline(), lambda stage, *_: seen.append(stage))
    assert list(dict.fromkeys(seen)) == STAGES


@pytest.mark.parametrize("stage", STAGES)
def test_killed_build_leaves_the_old_release_and_the_next_build_clean(tmp_path: Path, stage: str) -> None:
    folder, data = write(tmp_path / "in"), tmp_path / "data"
    old = run(data, folder).release
    (folder / "launch.txt").write_text("Sample Explorer will be launched on 2026.")
    arguments = [sys.executable, "-c", KILLED, str(Path(__file__).parent), str(data), str(folder), stage]
    killed = subprocess.run(arguments, cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == -signal.SIGKILL
    serving = current_release(data)
    assert read_manifest(serving)["counts"]["documents"] == 4
    assert serving == old.resolve() or stage == "cleaning up"
    new = run(data, folder).release
    assert current_release(data) == new.resolve() != old.resolve()
    assert set(release_ids(data)) == {old.name, new.name}
    assert not (data / "releases" / UNFINISHED).exists()
    assert sorted(path.name for path in data.iterdir()) == [".lock", "current", "releases"]


def test_release_after_a_kill_has_the_same_bytes_as_one_built_in_peace(tmp_path: Path) -> None:
    folder = write(tmp_path / "in")
    arguments = [sys.executable, "-c", KILLED, str(Path(__file__).parent), str(tmp_path / "a"), str(folder), "syncing"]
    subprocess.run(arguments, cwd=Path(__file__).parents[2], check=False)
    assert run(tmp_path / "a", folder).release.name == run(tmp_path / "b", folder).release.name
