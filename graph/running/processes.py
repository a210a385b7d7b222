"""The executor on processes of this machine: sources go to workers through pipes, outcomes come back; dead workers are replaced."""

import multiprocessing
import signal
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Final

from graph.running.executor import GIVEN_UP, TRIES, Outcome, Work, WorkersError
from graph.sources import Source

AHEAD: Final = 2
"""Sources that a worker is given at once, so that it need not wait for the next one."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    given: deque[Source] = field(default_factory=deque)
    """What it has been given and not answered, in its order; when it dies, the first is what killed it."""
    started: bool = False


class Processes:
    """Works in `workers` processes; by default they are forked where that is safe (Linux), and started anew elsewhere."""

    def __init__(self, workers: int, method: str | None = None) -> None:
        self.at_once = workers
        self._context: BaseContext = multiprocessing.get_context(
            method or ("fork" if sys.platform == "linux" else "spawn")
        )

    def run(self, work: Work, sources: Iterable[Source]) -> Iterator[Outcome]:
        """One outcome for each source, as they come.

        Raises:
            WorkersError: a worker died before it was ready for work.
        """
        run = _Run(self._context, work, sources, self.at_once)
        run.fill()
        return run.outcomes()


class _Run:
    """One run: the sources that wait, and the workers that have some."""

    def __init__(self, context: BaseContext, work: Work, sources: Iterable[Source], limit: int) -> None:
        self._context = context
        self._work = work
        self._sources = iter(sources)
        self._again: deque[Source] = deque()
        self._deaths: Counter[Source] = Counter()
        self._workers: list[_Worker] = []
        self._limit = limit

    def outcomes(self) -> Iterator[Outcome]:
        try:
            while self.fill():
                for pipe in wait([worker.pipe for worker in self._workers]):
                    worker = next(worker for worker in self._workers if worker.pipe is pipe)
                    if (outcome := self._hear(worker)) is not None:
                        yield outcome
        finally:
            for worker in self._workers:
                worker.process.terminate()
                worker.pipe.close()
                worker.process.join()

    def fill(self) -> bool:
        """Gives every worker enough to do and lets those go for which nothing is left. Is anyone at work?"""
        for depth in range(1, AHEAD + 1):
            for number in range(self._limit):
                if number == len(self._workers) or len(self._workers[number].given) < depth:
                    source = self._next()
                    if source is None:
                        break
                    self._give(number, source)
        return any(worker.given for worker in self._workers)

    def _next(self) -> Source | None:
        return self._again.popleft() if self._again else next(self._sources, None)

    def _is_more(self) -> bool:
        """Is there a source for another worker?"""
        if not self._again:
            self._again.extend(islice(self._sources, 1))
        return bool(self._again)

    def _give(self, number: int, source: Source) -> None:
        if number == len(self._workers):
            self._workers.append(self._start())
        worker = self._workers[number]
        worker.given.append(source)
        with suppress(OSError):  # where it is dead, reading from it will tell
            worker.pipe.send(source)

    def _start(self) -> _Worker:
        if not self._workers and self._context.get_start_method() == "fork" and self._limit > 1 and self._is_more():
            self._work.warm_up()  # once for all; a single worker does so by itself, while this process goes on
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there, here, self._work.do), daemon=True)  # type: ignore[attr-defined]
        process.start()
        there.close()
        return _Worker(process, here)

    def _hear(self, worker: _Worker) -> Outcome | None:
        try:
            message: Outcome | None = worker.pipe.recv()
        except (EOFError, OSError):
            return self._bury(worker)
        worker.started = True
        if message is not None:
            worker.given.popleft()
        return message

    def _bury(self, worker: _Worker) -> Outcome | None:
        """Takes a dead worker out; what killed it is tried again, or given up for good."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        if not worker.started:
            raise WorkersError(f"a worker process could not be started (exit status {worker.process.exitcode})")
        if not worker.given:
            return None
        culprit = worker.given.popleft()
        self._again.extendleft(reversed(worker.given))
        self._deaths[culprit] += 1
        if self._deaths[culprit] == TRIES:
            return Outcome(culprit, None, GIVEN_UP)
        self._again.append(culprit)
        return None


def _serve(pipe: Connection, other_end: Connection, do: Callable[[Source], Outcome]) -> None:
    """The life of a worker: says that it is there, then answers each source, until its pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other_end.close()
    try:
        pipe.send(None)
        while True:
            pipe.send(do(pipe.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the build is over
