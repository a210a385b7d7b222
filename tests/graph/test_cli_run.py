"""Whether `spacepact run` builds: the samples do not take the place of what somebody built of other documents."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli.build import build
from graph.cli.run import has_other_documents, run


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The data folders that were served: nothing listens here."""
    served: list[Path] = []
    monkeypatch.setattr("graph.cli.run.start", lambda data, *_: served.append((data / "current").readlink()))
    return served


def test_run_keeps_a_release_of_other_documents(tmp_path: Path, started: list[Path]) -> None:
    document = tmp_path / "a.txt"
    document.write_text("Peru is a full member of APSCO.")
    data = tmp_path / "data"
    assert CliRunner().invoke(build, [str(document), "--data", str(data)]).exit_code == 0
    before = (data / "current").readlink()
    assert CliRunner().invoke(run, ["--data", str(data)]).exit_code == 0
    assert started == [before]


def test_release_of_the_samples_and_none_at_all_are_no_other_documents(sample_release: Path, tmp_path: Path) -> None:
    assert not has_other_documents(sample_release.parent.parent)
    assert not has_other_documents(tmp_path)
