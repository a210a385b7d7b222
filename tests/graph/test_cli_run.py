"""Whether `spacepact run` builds: the samples do not take the place of what somebody built of other documents."""

import re
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


DECISION = """
[[decision]]
action = "accept"
fact = "{fact}"
by = "Ada Example"
on = 2026-11-20
why = "I read it."
"""


def test_run_builds_again_once_with_what_people_decided(tmp_path: Path, started: list[Path]) -> None:
    document, data, decided = tmp_path / "a.txt", tmp_path / "data", tmp_path / "decided.toml"
    document.write_text("Peru is a full member of APSCO.")
    assert CliRunner().invoke(build, [str(document), "--data", str(data)]).exit_code == 0
    facts = re.findall(r"id/(fact-\w+)>", (data / "current" / "graph.nq").read_text())
    decided.write_text(DECISION.format(fact=facts[0]))

    for _ in range(2):
        result = CliRunner().invoke(run, [str(document), "--data", str(data), "--decisions", str(decided)])
        assert result.exit_code == 0, result.output

    assert started[0] == started[1]
    assert "Ada Example" in (data / "current" / "graph.nq").read_text()


def test_decisions_without_the_documents_of_the_release_are_refused(tmp_path: Path, started: list[Path]) -> None:
    document, data, decided = tmp_path / "a.txt", tmp_path / "data", tmp_path / "decided.toml"
    document.write_text("Peru is a full member of APSCO.")
    decided.write_text("")
    assert CliRunner().invoke(build, [str(document), "--data", str(data)]).exit_code == 0

    result = CliRunner().invoke(run, ["--data", str(data), "--decisions", str(decided)])

    assert (result.exit_code, started) == (2, [])
    assert "SOURCES" in result.output
