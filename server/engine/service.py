"""A data folder in, queries answered out: holds the query processes of the current release and changes to a new one
without stopping a query."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from server.engine.forkserver import StartError
from server.engine.frames import Job
from server.engine.pool import BusyError, Counts, Pool
from server.engine.run import Run
from server.engine.zygote import Source
from server.pinning import require_wanted
from server.releases import Release, ReleaseError, current_id, current_release
from server.settings import Settings

_log = logging.getLogger("spacepact.engine")
_SETTLED = 2.0
"""Seconds after an update in which no other may come before the release that it made is prepared."""
_LONGEST = 60.0
"""Seconds between attempts to load a release that fails again and again; they begin a second apart and double."""


@dataclass(eq=False, slots=True)
class Generation:
    """A release with its query processes; `users` counts the requests that still need it."""

    release: Release
    pool: Pool
    users: int = 0
    retired: bool = False


class Engine:
    """Answers queries on the current release. `current` is None until one is loaded."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._watcher: asyncio.Task[None] | None = None
        self._loading = asyncio.Lock()
        self.current: Generation | None = None
        self.counts = Counts()
        self.prepare: Callable[[Generation], Awaitable[None]] | None = None
        """What to do with a new release so that its first answers are quick; a failure must not leave it."""
        self._preparing: asyncio.Task[None] | None = None
        self._failed = ""
        self._delay = 0.0
        self._next_attempt = 0.0
        self.problem = "there is no release yet; build one, or wait for it to be loaded"

    async def start(self) -> None:
        """Load the current release, then look for new ones until `stop`."""
        await self.reload()
        self._watcher = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """End all query processes."""
        for task in (self._watcher, self._preparing):
            if task is not None:
                task.cancel()
        if self.current is not None:
            self.current.pool.close()
            self.current = None

    @asynccontextmanager
    async def use(self) -> AsyncIterator[Generation]:
        """The current generation, which stays until the block ends even if a new release comes.

        Raises:
            BusyError: no release is loaded.
            ProblemError: the request asks for another release.
        """
        generation = self.current
        if generation is None:
            raise BusyError(self.problem, 2)
        require_wanted(generation.release.id)
        generation.users += 1
        try:
            yield generation
        finally:
            generation.users -= 1
            if generation.retired and not generation.users:
                generation.pool.close()

    async def run(self, generation: Generation, job: Job, timeout: float | None = None) -> Run:
        """Start a query; close the run when done with it.

        Raises:
            BusyError: no process is free.
        """
        worker = await generation.pool.lease()
        seconds = self._settings.timeout if timeout is None else timeout
        job = replace(job, timeout=seconds)
        return Run(generation.pool, worker, job, seconds, self._settings.slow_after, self._settings.transfer_timeout)

    async def reload(self, at_once: bool = True) -> bool:
        """Load the current release where it is not the one that is served; returns whether that is served now.

        On failure the old one goes on. The release may be whole all the same (its process was killed while it loaded),
        so it is tried again; without `at_once` only when its next attempt is due.
        """
        async with self._loading:
            served = self.current
            wanted = current_id(self._settings.data)
            if served is not None and not served.pool.failed and served.release.id == wanted:
                return True
            if wanted == self._failed and not at_once and asyncio.get_running_loop().time() < self._next_attempt:
                return False
            try:
                generation = await self._load()
            except (ReleaseError, StartError) as error:
                self._note_failure(wanted or "", error)
                return False
            if generation is None:
                return False
            await self._make_ready(generation, served, at_once)
            self._failed, self.current = "", generation
            if served is not None:
                self._retire(served)
            return True

    async def _make_ready(self, generation: Generation, served: Generation | None, at_once: bool) -> None:
        """Prepare a release before it is served, where another is served meanwhile; else soon after."""
        if self.prepare is None:
            return
        if served is not None and not at_once:
            await self.prepare(generation)
            return
        if self._preparing is not None:
            self._preparing.cancel()
        self._preparing = asyncio.create_task(self._prepare_later(0 if served is None else _SETTLED))

    async def _prepare_later(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if self.prepare is not None and self.current is not None:
            async with self.use() as generation:
                await self.prepare(generation)

    def _note_failure(self, release: str, error: Exception) -> None:
        self._delay = min(2 * self._delay, _LONGEST) if release == self._failed else 1.0
        self._failed, self._next_attempt = release, asyncio.get_running_loop().time() + self._delay
        self.problem = f"release {release} cannot be served: {error}"
        _log.error("%s", self.problem)

    async def _load(self) -> Generation | None:
        release = current_release(self._settings.data)
        if release is None:
            return None
        generation = Generation(release, Pool(self._source(release), self._settings, self.counts))
        try:
            await generation.pool.ready()
        except StartError:
            generation.pool.close()
            raise
        return generation

    def _retire(self, generation: Generation) -> None:
        generation.retired = True
        if not generation.users:
            generation.pool.close()

    def _source(self, release: Release) -> Source:
        settings = self._settings
        return Source(
            quads=release.path / "graph.nq",
            store=release.path / "store",
            in_memory=not settings.backend and release.quads <= settings.memory_quads,
            merge=release.merges,
            max_memory=settings.max_memory,
            may_connect=bool(settings.service_hosts or settings.backend),
            remote=settings.backend,
            release=release.id,
            beside=self.current is not None,
        )

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._settings.reload_every)
            await self.reload(at_once=False)
