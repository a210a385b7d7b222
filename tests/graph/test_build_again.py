"""Builds by workers, and builds that follow others: the same release, and nothing extracted that was extracted before."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from toy_extraction import toy_pipeline

from graph.build import EXTRACTIONS, BuildReport, build
from graph.documents import Document
from graph.facts import Extraction
from graph.pipeline import Pipeline, standard_pipeline
from graph.releases.release import MANIFEST, current_release, read_manifest
from graph.running.engine import PACKAGES, engine_digest
from graph.running.executor import GIVEN_UP
from graph.running.processes import Processes
from graph.sources import sample_folder

FILES = {f"{name}.txt": f"{name.title()} is a full-member of APSCO." for name in ("pakistan", "mexico", "peru", "iran")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, text in FILES.items():
        (tmp_path / "in" / name).write_text(text)
    return tmp_path / "in"


def noted(extract: Callable[[Document], Extraction], log: Path, document: Document) -> Extraction:
    """Writes down which documents are extracted, also in a worker; a document that says so kills it."""
    with log.open("a") as file:
        file.write(f"{document.name}\n")
    if "DEADLY" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return extract(document)


class Noted:
    """Builds with a pipeline that keeps what it extracts, and tells which documents it extracted."""

    def __init__(self, folder: Path, engine: str | None = "toy") -> None:
        self.log = folder / "extracted"
        toy = toy_pipeline()
        self.pipeline = replace(toy, extract=partial(noted, toy.extract, self.log), engine=engine)

    def __call__(self, data: Path, source: Path | str, workers: int = 0) -> tuple[BuildReport, list[str]]:
        self.log.write_text("")
        executor = Processes(workers) if workers else None
        report = build([source], data, self.pipeline, executor=executor)
        return report, sorted(self.log.read_text().split())


def contents(release: Path) -> dict[str, bytes]:
    """The files on which a release's id depends, and its manifest."""
    return {name: (release / name).read_bytes() for name in (*read_manifest(release)["files"], MANIFEST)}


def test_any_number_of_workers_gives_the_same_release(tmp_path: Path) -> None:
    one = build([sample_folder()], tmp_path / "0", standard_pipeline())
    for workers in (1, 3):
        other = build([sample_folder()], tmp_path / str(workers), standard_pipeline(), executor=Processes(workers))
        assert contents(other.release) == contents(one.release)


def test_second_build_extracts_nothing_and_gives_the_same_release(tmp_path: Path, folder: Path) -> None:
    run = Noted(tmp_path)
    first, extracted = run(tmp_path / "data", folder)
    assert extracted == sorted(FILES)
    second, extracted = run(tmp_path / "data", folder, workers=2)
    assert extracted == []
    fresh, extracted = run(tmp_path / "other", folder, workers=2)
    assert extracted == sorted(FILES)
    assert contents(first.release) == contents(second.release) == contents(fresh.release)


def test_samples_from_the_store_give_the_same_release(tmp_path: Path) -> None:
    pipeline = standard_pipeline()
    first = build([sample_folder()], tmp_path, pipeline)
    without = replace(pipeline, extract=lambda document: pytest.fail(document.name))
    assert build([sample_folder()], tmp_path, without).release == first.release


def test_only_changed_new_and_renamed_documents_are_extracted(tmp_path: Path, folder: Path) -> None:
    run = Noted(tmp_path)
    run(tmp_path / "data", folder)
    (folder / "peru.txt").write_text("Peru is an observer of APSCO.")
    (folder / "bolivia.txt").write_text("Bolivia is an observer of APSCO.")
    (folder / "iran.txt").rename(folder / "tehran.txt")
    (folder / "mexico.txt.meta.toml").write_text('title = "Mexico"')
    report, extracted = run(tmp_path / "data", folder)
    assert extracted == ["bolivia.txt", "mexico.txt", "peru.txt", "tehran.txt"]
    assert contents(report.release) == contents(run(tmp_path / "fresh", folder)[0].release)


def test_another_engine_extracts_anew(tmp_path: Path, folder: Path) -> None:
    run = Noted(tmp_path)
    run(tmp_path / "data", folder)
    run.pipeline = replace(run.pipeline, engine="another")
    assert run(tmp_path / "data", folder)[1] == sorted(FILES)


def test_nothing_is_kept_of_an_engine_without_a_hash(tmp_path: Path, folder: Path) -> None:
    run = Noted(tmp_path, engine=None)
    run(tmp_path / "data", folder)
    assert run(tmp_path / "data", folder)[1] == sorted(FILES)
    assert not (tmp_path / "data" / EXTRACTIONS).exists()


def test_damaged_extraction_costs_an_extraction_only(tmp_path: Path, folder: Path) -> None:
    run = Noted(tmp_path)
    first, _ = run(tmp_path / "data", folder)
    (kept,) = (tmp_path / "data" / EXTRACTIONS).glob("*.sqlite")
    with closing(sqlite3.connect(kept)) as parts, parts:
        assert len(parts.execute("SELECT key FROM part").fetchall()) == len(FILES)
        parts.execute("UPDATE part SET found = x'28B52FFD' WHERE key = (SELECT min(key) FROM part)")
    second, extracted = run(tmp_path / "data", folder)
    assert len(extracted) == 1
    assert second.release == first.release


def test_damaged_store_costs_extractions_only(tmp_path: Path, folder: Path) -> None:
    run = Noted(tmp_path)
    first, _ = run(tmp_path / "data", folder)
    (kept,) = (tmp_path / "data" / EXTRACTIONS).glob("*.sqlite")
    kept.write_bytes(kept.read_bytes()[:6000])
    second, extracted = run(tmp_path / "data", folder)
    assert extracted == sorted(FILES)
    assert second.release == first.release


def test_document_that_kills_its_worker_is_left_out_and_reported(tmp_path: Path, folder: Path) -> None:
    run = Noted(tmp_path)
    clean, _ = run(tmp_path / "clean", folder)
    (folder / "poison.txt").write_text("DEADLY. Iran is an observer of APSCO.")
    report, extracted = run(tmp_path / "data", folder, workers=2)
    assert extracted.count("poison.txt") == 2
    assert [(failure.path.name, failure.reason) for failure in report.failures] == [("poison.txt", GIVEN_UP)]
    assert report.has_findings
    assert (report.release / "graph.nq").read_bytes() == (clean.release / "graph.nq").read_bytes()


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from graph.build import build
from graph.running.processes import Processes
from test_build_again import Noted

def stop(stage, done, total, item):
    if stage == "extracting" and done == 3:
        os.kill(os.getpid(), signal.SIGKILL)

run = Noted(Path(sys.argv[2]))
build([Path(sys.argv[2]) / "in"], Path(sys.argv[2]) / "data", run.pipeline, stop, executor=Processes(1))
"""


def test_build_that_was_killed_goes_on_where_it_was(tmp_path: Path, folder: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(Path(__file__).parent), str(tmp_path)],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    run = Noted(tmp_path)
    report, extracted = run(tmp_path / "data", folder)
    assert len(extracted) == 1
    assert current_release(tmp_path / "data") == report.release.resolve()
    assert contents(report.release) == contents(run(tmp_path / "fresh", folder)[0].release)


def test_engine_digest_depends_on_code_authority_and_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = {engine_digest("a"), engine_digest("b")}
    monkeypatch.setattr("graph.running.engine.version", lambda name: "0.0")
    digests.add(engine_digest("a"))
    assert len(digests) == 3
    assert len(standard_pipeline().engine or "") == 64


def test_engine_digest_names_every_package_that_reads_documents() -> None:
    modules = {
        "ahocorasick": "pyahocorasick",
        "markdown_it": "markdown-it-py",
        "docx": "python-docx",
        "pptx": "python-pptx",
    }
    stages = ("readers", "names", "mentions", "dates", "numbers", "extraction", "layout", "builders")
    folder = Path(sys.modules["graph"].__path__[0])
    imported = {
        line.split()[1].split(".")[0]
        for stage in stages
        for path in (folder / stage).glob("*.py")
        for line in path.read_text().splitlines()
        if line.startswith(("import ", "from "))
    }
    ours = {"graph", "ontology", "shapes"}
    others = imported - set(sys.stdlib_module_names) - ours
    assert {modules.get(name, name.replace("_", "-")) for name in others} <= set(PACKAGES)


def test_standard_extraction_can_be_sent_to_another_process() -> None:
    import pickle

    pipeline: Pipeline = standard_pipeline()
    assert pickle.loads(pickle.dumps(pipeline.extract)) is pipeline.extract
