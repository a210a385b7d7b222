"""Real schedulers and workers on loopback ports; workers are killed, and a scheduler too."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="needs the extra `cluster`")

from loopback import free_port
from test_build_again import contents

from graph.build import build
from graph.pipeline import standard_pipeline
from graph.running import cluster
from graph.running.cluster import CHUNK_BYTES, CHUNK_SOURCES, Cluster, chunks
from graph.running.executor import GIVEN_UP, Outcome, Work, WorkersError
from graph.running.processes import Processes
from graph.sources import Source, sample_folder

SOURCES = [Source(Path(f"{number:03}.txt"), f"{number:064}", "", 20_000) for number in range(60)]
DASK = Path(sys.executable).with_name("dask")


def named(source: Source) -> Outcome:
    time.sleep(0.02)
    return Outcome(source, source.path.name.encode())


def deadly(folder: Path, source: Source) -> Outcome:
    """Number 7 always kills its worker, number 13 the first time; who ran is written down."""
    tried = (folder / source.path.stem).exists()
    (folder / source.path.stem).touch()
    if source.path.stem == "007" or (source.path.stem == "013" and not tried):
        os.kill(os.getpid(), signal.SIGKILL)
    return named(source)


def in_order(outcomes: Iterator[Outcome]) -> list[Outcome]:
    return sorted(outcomes, key=lambda outcome: outcome.source.path)


def test_chunks_are_bounded_in_bytes_and_number() -> None:
    sizes = [10, 20, CHUNK_BYTES - 30, 1, CHUNK_BYTES * 3, *[0] * (CHUNK_SOURCES + 1)]
    sources = [Source(Path(str(number)), "", "", size) for number, size in enumerate(sizes)]
    found = list(chunks(sources))
    assert [source for chunk in found for source in chunk] == sources
    assert [len(chunk) for chunk in found] == [3, 1, 1, CHUNK_SOURCES, 1]


@pytest.mark.slow
def test_document_that_kills_its_worker_is_left_out_and_the_others_are_done(tmp_path: Path) -> None:
    outcomes = in_order(Cluster("local:2").run(Work(partial(deadly, tmp_path)), SOURCES))
    assert [outcome.source for outcome in outcomes] == SOURCES
    assert {outcome.source.path.stem: outcome.reason for outcome in outcomes if outcome.found is None} == {
        "007": GIVEN_UP
    }


def test_scheduler_that_is_not_there_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(WorkersError, match="cannot be reached"):
        list(Cluster(f"tcp://127.0.0.1:{port}", patience=1).run(Work(named), SOURCES))


@pytest.mark.slow
def test_worker_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "installed", lambda: "another version")
    with pytest.raises(WorkersError, match="another version of spacepact"):
        list(Cluster("local:1").run(Work(named), SOURCES[:3]))


def started(*arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), str(Path(__file__).parents[2]))),
    }
    command = [str(DASK), *arguments, "--no-dashboard"]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)


def scheduler(port: int, folder: Path) -> subprocess.Popen[bytes]:
    return started("scheduler", "--host", "127.0.0.1", "--port", str(port), folder=folder)


def worker(port: int, folder: Path) -> subprocess.Popen[bytes]:
    options = (
        "--nworkers",
        "1",
        "--nthreads",
        "1",
        "--host",
        "127.0.0.1",
        "--local-directory",
        str(folder),
        "--no-nanny",
    )
    return started("worker", f"tcp://127.0.0.1:{port}", *options, folder=folder)


@contextmanager
def stopped(*processes: subprocess.Popen[bytes]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Ends the processes, and those added later, with their sessions."""
    running = list(processes)
    try:
        yield running
    finally:
        for process in running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.mark.slow
def test_release_is_the_same_with_workers_killed_and_the_scheduler_restarted(tmp_path: Path) -> None:
    pipeline = standard_pipeline()
    expected = build([sample_folder()], tmp_path / "here", pipeline, executor=Processes(1)).release
    port = free_port()
    (tmp_path / "cluster").mkdir()
    with stopped() as running:
        running += [scheduler(port, tmp_path / "cluster"), *(worker(port, tmp_path / "cluster") for _ in range(2))]
        seen = threading.Event()

        def disturb() -> None:
            seen.wait(60)
            os.killpg(running[1].pid, signal.SIGKILL)
            os.killpg(running[0].pid, signal.SIGKILL)
            running[0].wait()
            running.append(scheduler(port, tmp_path / "cluster"))
            running.extend(worker(port, tmp_path / "cluster") for _ in range(2))

        def progress(stage: str, done: int, total: int, item: str) -> None:
            if stage == "extracting" and done == 1:
                seen.set()

        thread = threading.Thread(target=disturb)
        thread.start()
        slow = replace(pipeline, engine=None)
        report = build(
            [sample_folder()], tmp_path / "there", slow, progress, executor=Cluster(f"tcp://127.0.0.1:{port}")
        )
        thread.join()
    assert contents(report.release) == contents(expected)
