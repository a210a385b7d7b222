"""The executor on a Dask cluster: chunks of sources go to its workers, their outcomes come back, and what is lost on the way goes again.

Needs the extra `spacepact[cluster]`. The workers need the same spacepact installed, and must see the sources under the same paths.
"""

import time
from asyncio import CancelledError
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError as FutureCancelledError
from itertools import islice
from socket import gethostname
from typing import Any, Final

from distributed import Client, KilledWorker, LocalCluster, as_completed

from graph.running.engine import installed
from graph.running.executor import GIVEN_UP, TRIES, Outcome, Work, WorkersError
from graph.sources import Source

CHUNK_BYTES: Final = 200_000
"""Bytes of the documents that a worker is given at once; a larger document is a chunk of its own."""
CHUNK_SOURCES: Final = 64
AHEAD: Final = 3
"""Chunks under way for each thread of the cluster."""
PATIENCE: Final = 120.0
"""Seconds for which a scheduler that is gone is looked for."""

Chunk = tuple[Source, ...]
_LOST: Final = (CancelledError, FutureCancelledError, TimeoutError, OSError)
"""What a future raises whose scheduler, or whose result, is gone."""


class Cluster:
    """Works on the cluster of a scheduler (`tcp://host:port`), or on one of this machine's own (`local`, `local:N` for N workers)."""

    at_once = 1

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self._address = address
        self._patience = patience

    def run(self, work: Work, sources: Iterable[Source]) -> Iterator[Outcome]:
        """One outcome for each source, as they come.

        A chunk whose worker dies is given to others source by source, one at a time, so that it is certain which source it is that kills.

        Raises:
            WorkersError: the scheduler cannot be reached, or is gone for longer than `patience`, or a worker has another installation.
        """
        cluster = _local(self._address) if self._address.partition(":")[0] == "local" else None
        try:
            yield from _Run(cluster or self._address, work.do, sources, self._patience).outcomes()
        finally:
            if cluster is not None:
                cluster.close()


def _local(address: str) -> LocalCluster:
    """A cluster of processes of this machine, of one thread each, in which a task is blamed for the first worker that dies with it."""
    _, _, number = address.partition(":")
    return LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=int(number) if number else None,
        threads_per_worker=1,
        dashboard_address=None,
        scheduler_kwargs={"allowed_failures": 0},
    )


def chunks(sources: Iterable[Source]) -> Iterator[Chunk]:
    """The sources in groups of about `CHUNK_BYTES`."""
    chunk: list[Source] = []
    size = 0
    for source in sources:
        if chunk and (size + source.size > CHUNK_BYTES or len(chunk) == CHUNK_SOURCES):
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(source)
        size += source.size
    if chunk:
        yield tuple(chunk)


def _do_all(expected: str, do: Callable[[Source], Outcome], chunk: Chunk) -> list[Outcome]:
    """What a worker does; one of another installation would find something else, and refuses."""
    if installed() != expected:
        raise WorkersError(
            f"the worker on {gethostname()} runs another version of spacepact, Python or the packages that read documents;"
            " install there what is installed here"
        )
    return [do(source) for source in chunk]


class _Run:
    """One run: the chunks that wait, those under way, and the sources that may have killed a worker."""

    def __init__(
        self, cluster: LocalCluster | str, do: Callable[[Source], Outcome], sources: Iterable[Source], patience: float
    ) -> None:
        self._cluster = cluster
        self._do = do
        self._fresh = chunks(sources)
        self._again: deque[Chunk] = deque()
        self._suspects: deque[Source] = deque()
        self._deaths: Counter[Source] = Counter()
        self._patience = patience

    def outcomes(self) -> Iterator[Outcome]:
        client = self._connect()
        try:
            while True:
                under_way: dict[Any, Chunk] = {}
                try:
                    yield from self._work(client, under_way)
                    return
                except _LOST:
                    self._again.extend(under_way.values())
                    client.close(timeout=1)  # type: ignore[no-untyped-call]
                    client = self._connect()
        finally:
            client.close(timeout=5)  # type: ignore[no-untyped-call]

    def _connect(self) -> Client:
        """A connection to the scheduler, as soon as it is there."""
        until = time.monotonic() + self._patience
        while True:
            try:
                return Client(self._cluster, timeout=min(5, self._patience), set_as_default=False)  # type: ignore[no-untyped-call]
            except (OSError, TimeoutError) as error:
                if time.monotonic() >= until:
                    raise WorkersError(f"the scheduler {self._cluster} cannot be reached: {error}") from error
                time.sleep(0.5)

    def _work(self, client: Client, under_way: dict[Any, Chunk]) -> Iterator[Outcome]:
        """Works off all that waits; a future that is lost raises one of `_LOST`, and its chunk stays in `under_way`."""
        done = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]
        while True:
            self._submit(client, under_way, done)
            if not under_way:
                return
            future = next(done)
            try:
                found = future.result(timeout=self._patience)
            except KilledWorker:
                yield from self._blame(under_way.pop(future))
                continue
            del under_way[future]
            yield from found

    def _submit(self, client: Client, under_way: dict[Any, Chunk], done: Any) -> None:
        chunks = deque(self._next(client, bool(under_way), len(under_way)))
        try:
            while chunks:
                future = client.submit(_do_all, installed(), self._do, chunks[0], pure=False)
                under_way[future] = chunks.popleft()
                done.add(future)
        finally:
            self._again.extend(chunks)

    def _next(self, client: Client, busy: bool, number: int) -> Iterable[Chunk]:
        """What to submit now: enough for all threads, and at the end the suspects, each while nothing else is under way."""
        threads = sum(client.nthreads().values()) or 1  # type: ignore[no-untyped-call]
        free = max(0, AHEAD * threads - number)
        waiting = [self._again.popleft() for _ in range(min(free, len(self._again)))]
        waiting += islice(self._fresh, free - len(waiting))
        if not waiting and not busy and self._suspects:
            return [(self._suspects.popleft(),)]
        return waiting

    def _blame(self, chunk: Chunk) -> Iterator[Outcome]:
        alone = len(chunk) == 1 and chunk[0] in self._deaths
        for source in chunk:
            self._deaths[source] += alone
        if alone and self._deaths[chunk[0]] == TRIES:
            yield Outcome(chunk[0], None, GIVEN_UP)
        else:
            self._suspects.extend(chunk)
