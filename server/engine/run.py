"""A leased process and a job in, one answer out: its head, its chunks, and its end, or the failure that ended it;
always to be closed."""

import asyncio
import json
import signal
from typing import Final

from server.engine.frames import End, Failure, Head, Job, Kind, tuples
from server.engine.pool import Pool, Worker

_NEWS: Final = 5.0
"""Seconds to wait for word of how a process ended: far more than a machine takes that is not stopped altogether."""


class QueryError(Exception):
    """There is no answer, or no whole one."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class Run:
    """One query being answered. `timeout` counts the time in which the process works, `transfer_timeout` all of it
    (seconds)."""

    def __init__(
        self, pool: Pool, worker: Worker, job: Job, timeout: float, slow_after: float, transfer_timeout: float
    ) -> None:
        self._pool = pool
        self._worker = worker
        self._timeout = timeout
        self._transfer_timeout = transfer_timeout
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self._ended = False
        self.end: End | None = None
        pool.start(worker, job)
        first, action = (slow_after, self._on_slow) if slow_after < timeout else (timeout, self._on_deadline)
        self._timer = self._loop.call_later(first, action)

    @property
    def seconds(self) -> float:
        """Time since it began."""
        return self._loop.time() - self._began

    async def head(self) -> Head:
        """The start of the answer.

        Raises:
            QueryError: there is none.
        """
        _, payload = await self._next()
        return Head(**tuples(json.loads(payload)))

    async def chunk(self) -> bytes | None:
        """The next part of the answer; None at its end, with `end` set.

        Raises:
            QueryError: it was broken off.
        """
        kind, payload = await self._next()
        if kind is not Kind.END:
            return payload
        self.end = End(**json.loads(payload))
        self._finish()
        return None

    @property
    def has_more_now(self) -> bool:
        """Whether the next part, or the end, is already here."""
        return self._worker.channel.has_frame

    def stop(self, failure: Failure) -> None:
        """End the query now; whoever reads the answer gets the failure."""
        if not self._ended:
            self._pool.kill(self._worker, failure)

    def close(self) -> None:
        """Give the process back, or end it where its answer was not read to the end."""
        if not self._ended:
            self._ended = True
            self._timer.cancel()
            self._pool.kill(self._worker, Failure("stopped", "nobody waits for the answer"))

    def _finish(self) -> None:
        self._ended = True
        self._timer.cancel()
        self._pool.give_back(self._worker)

    async def _next(self) -> tuple[Kind, bytes]:
        frame = await self._worker.channel.next()
        if frame is None:
            failure = await self._post_mortem()
        elif frame[0] is Kind.ERROR:
            failure = Failure(**tuples(json.loads(frame[1])))
        else:
            return frame
        self._finish()
        raise QueryError(failure)

    async def _post_mortem(self) -> Failure:
        """Why a process ended by itself."""
        ended, _ = await asyncio.wait([self._worker.exit], timeout=_NEWS)
        if not ended:
            return Failure("stopped", f"the query process ended, and how is not known after {_NEWS:g} s")
        news = self._worker.exit.result()
        if news.signal == signal.SIGABRT:  # by which the engine ends where it is given no more memory
            return Failure("memory", "the query needs more memory than one query may take")
        if news.signal == signal.SIGKILL:
            return Failure("stopped", "the query process was ended from outside; the machine may be short of memory")
        how = f"signal {news.signal}" if news.signal else f"status {news.status}"
        return Failure("crash", f"the query process ended unexpectedly ({how})")

    def _on_slow(self) -> None:
        self._pool.demote(self._worker)
        self._timer = self._loop.call_later(max(0.0, self._timeout - self.seconds), self._on_deadline)

    def _on_deadline(self) -> None:
        left = self._timeout + self._worker.channel.waited_for_client() - self.seconds
        allowed = self._transfer_timeout - self.seconds
        if left > 0.001 and allowed > 0.001:
            self._timer = self._loop.call_later(min(left, allowed), self._on_deadline)
        elif allowed <= 0.001:
            self.stop(Failure("transfer", f"the answer was not taken within {self._transfer_timeout:g} s"))
        else:
            self.stop(Failure("time", f"the query took longer than {self._timeout:g} s"))
