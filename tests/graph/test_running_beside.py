"""Lines that processes make beside this one are those that this one would make, and their errors arrive here."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.running.beside import CAN_FORK, Helper, forked, sorted_lines
from graph.running.executor import WorkersError

needs_fork = pytest.mark.skipif(not CAN_FORK, reason="processes are forked on Linux only")


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def odd() -> Iterator[bytes]:
    yield from (b"%d\n" % number for number in range(99, 0, -2))


def even() -> Iterator[bytes]:
    yield from (b"%d\n" % number for number in range(98, -1, -2))


@pytest.mark.parametrize("beside", [False, True])
def test_lines_of_each_maker_come_sorted(beside: bool, scratch: Path) -> None:
    with sorted_lines([odd, even], beside) as (first, second):
        assert (list(second), list(first)) == (sorted(even()), sorted(odd()))
    assert not list(scratch.iterdir())


@needs_fork
def test_processes_make_them() -> None:
    with sorted_lines([lambda: [b"%d\n" % os.getpid()]], True) as (lines,):
        assert int(next(lines)) != os.getpid()


@pytest.mark.parametrize("beside", [False, True])
def test_error_of_a_maker_arrives(beside: bool, scratch: Path) -> None:
    def fails() -> Iterator[bytes]:
        yield from even()
        raise OSError("what was found in d1 is gone")

    with sorted_lines([fails], beside) as (lines,), pytest.raises(OSError, match="d1 is gone"):
        next(lines)
    assert not list(scratch.iterdir())


@needs_fork
def test_process_that_dies_is_an_error() -> None:
    def dies() -> Iterator[bytes]:
        yield b"1\n"
        os.kill(os.getpid(), signal.SIGKILL)

    with sorted_lines([dies], True) as (lines,), pytest.raises(WorkersError, match="died"):
        next(lines)


@pytest.mark.parametrize("beside", [False, True])
def test_result_of_work_is_what_it_gives(beside: bool) -> None:
    with forked(lambda: {"pid": os.getpid()}, beside) as result:
        assert (result()["pid"] == os.getpid()) == (not beside or not CAN_FORK)


@needs_fork
def test_what_is_not_asked_for_is_given_up(scratch: Path) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"1\n"

    with sorted_lines([endless, even], True) as (_, lines):
        assert list(lines) == sorted(even())
    assert not list(scratch.iterdir())


def _doubled(hear: Callable[[], int]) -> int:
    total = 0
    while number := hear():
        if number < 0:
            raise OSError("no room")
        total += 2 * number
    return total


def test_helper_gives_what_its_work_gives() -> None:
    with Helper(_doubled) as helper, Helper(_doubled) as other, Helper(os._exit) as dying:
        for number in (1, 2, 0):
            helper.tell(number)
        assert helper.result() == 6
        other.tell(-1)
        with pytest.raises(OSError, match="no room"):
            other.result()
        with pytest.raises(WorkersError, match="died"):
            dying.result()
