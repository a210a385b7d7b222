import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from graph.running.executor import GIVEN_UP, Executor, Outcome, Work, WorkersError
from graph.running.processes import Processes
from graph.running.serial import Serial
from graph.sources import Source

SOURCES = [Source(Path(f"{number:03}.txt"), f"{number:064}", "") for number in range(60)]


def reversed_name(source: Source) -> Outcome:
    return Outcome(source, source.path.name[::-1].encode())


def deadly(folder: Path, source: Source) -> Outcome:
    """Number 7 always kills its worker, 13 the first time only, 21 raises an error, 30 exits."""
    name = source.path.stem
    mark = folder / f"{name}-{os.getpid()}"
    if name in {"007", "013", "021", "030"}:
        tried = len(list(folder.glob(f"{name}-*")))
        mark.touch()
        if name == "007" or (name == "013" and not tried):
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "021":
            raise MemoryError
        if name == "030":
            os._exit(3)
    return reversed_name(source)


def in_order(outcomes: Iterator[Outcome]) -> list[Outcome]:
    return sorted(outcomes, key=lambda outcome: outcome.source.path)


@pytest.mark.parametrize(
    "executor",
    [Serial(), Processes(1), Processes(3), Processes(100), Processes(2, method="spawn")],
    ids=["serial", "1", "3", "100", "spawned"],
)
def test_every_source_has_one_outcome(executor: Executor) -> None:
    outcomes = in_order(executor.run(Work(reversed_name), SOURCES))
    assert outcomes == [reversed_name(source) for source in SOURCES]


def test_no_sources_need_no_workers() -> None:
    assert list(Processes(2).run(Work(reversed_name, warm_up=lambda: pytest.fail("not needed")), [])) == []


@pytest.mark.parametrize("workers", [1, 4])
def test_source_whose_worker_dies_is_tried_twice_and_the_others_go_on(tmp_path: Path, workers: int) -> None:
    outcomes = in_order(Processes(workers).run(Work(partial(deadly, tmp_path)), SOURCES))
    assert [outcome.source for outcome in outcomes] == SOURCES
    failed = {outcome.source.path.stem: outcome.reason for outcome in outcomes if outcome.found is None}
    assert sorted(failed) == ["007", "021", "030"]
    assert set(failed.values()) == {GIVEN_UP}
    assert len(list(tmp_path.glob("007-*"))) == len(list(tmp_path.glob("013-*"))) == 2


def stillborn() -> None:
    os._exit(9)


class Unstartable:
    """Ends the process that unpickles it."""

    def __reduce__(self) -> tuple[object, ...]:
        return stillborn, ()


def test_workers_that_cannot_be_started_are_an_error() -> None:
    work = Work(partial(deadly, Unstartable()))  # type: ignore[arg-type]
    with pytest.raises(WorkersError, match="exit status 9"):
        list(Processes(2, method="spawn").run(work, SOURCES))


def tell_pid(source: Source) -> Outcome:
    time.sleep(0.01)
    return Outcome(source, str(os.getpid()).encode())


def test_workers_are_gone_when_a_run_is_given_up() -> None:
    run = Processes(2).run(Work(tell_pid), SOURCES)
    pids = {int(outcome.found or b"0") for outcome, _ in zip(run, range(20), strict=False)}
    assert len(pids) == 2
    run.close()  # type: ignore[attr-defined]
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_slow_sources_do_not_hold_up_the_others() -> None:
    def work(source: Source) -> Outcome:
        time.sleep(0.5 if source.path.stem == "000" else 0)
        return reversed_name(source)

    order = [outcome.source.path.stem for outcome in Processes(2).run(Work(work), SOURCES)]
    assert order.index("000") >= len(SOURCES) - 2
