import pytest

from graph.cli import progress
from graph.cli.progress import ProgressDisplay, pace


class Clock:
    """A clock that stands still unless it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(progress, "monotonic", found)
    return found


def test_pace_tells_rate_and_remaining_time() -> None:
    assert pace(100, 1600, 50) == "100 of 1,600, 2.0 a second, 12:30 left"


def test_log_has_a_line_each_stage_and_every_ten_seconds(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressDisplay(quiet=False) as show:
        for number in range(26):
            show("extracting", number, 50, f"{number}.txt")
            clock.now += 1
        show("resolving", 0, 1, "7 facts")
        show("syncing", 0, 1, "")
    assert capsys.readouterr().err.splitlines() == [
        "spacepact: extracting: 50 documents",
        "spacepact: extracting: 10 of 50, 1.0 a second, 00:40 left",
        "spacepact: extracting: 20 of 50, 1.0 a second, 00:30 left",
        "spacepact: resolving: 7 facts",
        "spacepact: syncing",
    ]


def test_terminal_has_a_bar_with_rate_and_remaining_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with ProgressDisplay(quiet=False) as show:
        for number in range(3):
            show("extracting", number, 3, f"{number}.txt")
        show("extracting", 3, 3, "2.txt")
    shown = capsys.readouterr().err
    assert "extracting" in shown and "0/3" in shown and "it/s" in shown


def test_quiet_shows_nothing(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressDisplay(quiet=True) as show:
        show("extracting", 0, 50, "a.txt")
        clock.now += 60
        show("extracting", 1, 50, "b.txt")
    assert capsys.readouterr().err == ""
