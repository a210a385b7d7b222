"""A release's query processes: jobs in, runs out; processes are leased, retired, killed and replaced, and requests
wait in a bounded queue."""

import asyncio
import os
import signal
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from server.engine.channel import Channel
from server.engine.forkserver import Exited, Forked, ForkServer
from server.engine.frames import Failure, Job, Kind, encode, pack_json
from server.engine.zygote import Source
from server.settings import Settings

_NICE: Final = 10
"""Priority of a query that has become slow: it has about a tenth of the weight of a quick one."""


class BusyError(Exception):
    """No process is free and the queue is full, or the wait was too long; `retry_after` is in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(eq=False, slots=True)
class Worker:
    """A query process. `exit` is set once it has ended."""

    slot: int
    channel: Channel
    exit: "asyncio.Future[Exited]"
    pid: int = 0
    jobs: int = 0
    busy: bool = False
    slow: bool = False
    doomed: bool = False


@dataclass(slots=True)
class Counts:
    """What the query processes of all releases have done so far, for the metrics."""

    forks: int = 0
    kills: int = 0
    refused: int = 0
    peak_memory: int = 0
    queue_waits: int = field(default=0)


class Pool:
    """The query processes of one release."""

    def __init__(self, source: Source, settings: Settings, counts: Counts) -> None:
        self._settings = settings
        self._loop = asyncio.get_running_loop()
        self._workers: dict[int, Worker] = {}
        self._idle: list[Worker] = []
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._slots = 0
        self._starting = 0
        self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.failed = False
        self._counts = counts
        self._fork_server = ForkServer(source, self._on_event, self._on_gone)

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the fork server and the query processes that have started."""
        return (self._fork_server.pid, *(worker.pid for worker in self._workers.values() if worker.pid))

    @property
    def running(self) -> int:
        """Queries that run now."""
        return sum(worker.busy for worker in self._workers.values())

    @property
    def waiting(self) -> int:
        """Requests in the queue."""
        return len(self._waiting)

    async def ready(self) -> int:
        """Wait for the release to be loaded and the first processes to be there; see `ForkServer.ready`."""
        quads = await self._fork_server.ready()
        await self._refill()
        return quads

    async def lease(self) -> Worker:
        """A process for one job.

        Raises:
            BusyError: see there.
        """
        if not self._idle:
            return await self._wait()
        worker = self._idle.pop()
        worker.busy = True
        return worker

    def start(self, worker: Worker, job: Job) -> None:
        """Hand a job to a leased process."""
        worker.jobs += 1
        worker.channel.reset_clock()
        worker.channel.send(pack_json(Kind.JOB, job))

    def demote(self, worker: Worker) -> None:
        """A job has become slow: it runs on at lower priority, and quick ones get another process in its place."""
        worker.slow = True
        if worker.pid:
            try:
                os.setpriority(os.PRIO_PROCESS, worker.pid, _NICE)
            except ProcessLookupError:
                return
        self._spawn_refill()

    def give_back(self, worker: Worker) -> None:
        """A job has ended by itself: the process takes the next, unless it has served its time."""
        worker.busy = False
        if worker.channel.closed or worker.doomed:
            self._forget(worker)
        elif worker.slow or worker.jobs >= self._settings.worker_jobs:
            self._retire(worker)
        else:
            self._offer(worker)

    def kill(self, worker: Worker, failure: Failure) -> None:
        """End a process in the middle of its job; who waits for its answer gets the failure."""
        if worker.doomed:
            return
        worker.doomed = True
        self._counts.kills += 1
        worker.channel.fail((Kind.ERROR, encode(failure)))
        if worker.pid:
            self._fork_server.kill(worker.pid)
        self._forget(worker)

    def close(self) -> None:
        """End all processes; jobs that still run fail."""
        self._closed = True
        for worker in tuple(self._workers.values()):
            if worker.busy:
                self.kill(worker, Failure("crash", "the server is stopping"))
            else:
                worker.channel.abort()
        self._workers.clear()
        self._idle.clear()
        self._fork_server.close()
        self._turn_away("the server is stopping")

    async def _wait(self) -> Worker:
        if self.failed or self._closed:
            raise BusyError("the release is being loaded again", 1)
        if len(self._waiting) >= self._settings.queue:
            self._counts.refused += 1
            raise BusyError("too many queries are waiting", 2)
        self._counts.queue_waits += 1
        place: asyncio.Future[Worker] = self._loop.create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(self._settings.queue_timeout):
                return await place
        except TimeoutError:
            if place.done() and not place.cancelled():
                return place.result()
            self._counts.refused += 1
            raise BusyError("no query process became free in time", 5) from None
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self.give_back(place.result())
            raise
        finally:
            if place in self._waiting:
                self._waiting.remove(place)

    def _offer(self, worker: Worker) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                worker.busy = True
                place.set_result(worker)
                return
        self._idle.append(worker)

    def _retire(self, worker: Worker) -> None:
        """Close the socket; the process ends when it finds no further job."""
        worker.channel.abort()
        self._forget(worker)

    def _forget(self, worker: Worker) -> None:
        worker.busy = False
        if worker in self._idle:
            self._idle.remove(worker)
        worker.doomed = True
        if worker.pid:
            self._workers.pop(worker.slot, None)
        self._spawn_refill()

    def _on_event(self, event: Forked | Exited) -> None:
        if isinstance(event, Forked):
            if (worker := self._workers.get(event.slot)) is not None:
                worker.pid = event.pid
                if worker.doomed:
                    self._fork_server.kill(event.pid)
                    self._forget(worker)
            return
        self._counts.peak_memory = max(self._counts.peak_memory, event.memory)
        worker = next((worker for worker in self._workers.values() if worker.pid == event.pid), None)
        if worker is not None:
            worker.exit.set_result(event)
            if not worker.busy:
                self._forget(worker)

    def _on_gone(self) -> None:
        self.failed = True
        for worker in tuple(self._workers.values()):
            if not worker.exit.done():
                worker.exit.set_result(Exited(worker.pid, signal.SIGKILL, 0, 0))
        self._turn_away("the release is being loaded again")

    def _turn_away(self, message: str) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_exception(BusyError(message, 1))

    def _spawn_refill(self) -> None:
        if not self._closed:
            task = self._loop.create_task(self._refill())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _refill(self) -> None:
        """Start processes until enough are there: as many as may run at once, and one for each slow query up to their
        number."""
        while not self._closed and not self.failed:
            live = [worker for worker in self._workers.values() if not worker.doomed]
            slow = min(sum(worker.slow for worker in live), self._settings.slow_workers)
            if len(live) + self._starting >= self._settings.workers + slow:
                return
            self._starting += 1
            try:
                self._offer(await self._start_worker())
            except OSError:  # the fork server has ended, and `_on_gone` is told of it next
                return
            finally:
                self._starting -= 1

    async def _start_worker(self) -> Worker:
        slot, self._slots = self._slots, self._slots + 1
        connection = self._fork_server.fork(slot)
        channel = Channel()
        worker = self._workers[slot] = Worker(slot, channel, self._loop.create_future())
        await self._loop.create_unix_connection(lambda: channel, sock=connection)
        self._counts.forks += 1
        return worker
