"""Costly results of a release, each computed once: a release, a key and a way to compute in, the result out."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from server.releases import Release

T = TypeVar("T")
_RELEASES: Final = 2
"""Releases whose results are kept: the one that is served, and the one that is being prepared."""


class Memo:
    """Results by release and key, the least lately used going first. Results of another release are never returned."""

    def __init__(self, entries: int = 256) -> None:
        self._entries = entries
        self._found: OrderedDict[tuple[str, object], asyncio.Future[Any]] = OrderedDict()
        self._releases: list[str] = []

    async def get(self, release: Release, key: object, compute: Callable[[], Awaitable[T]]) -> T:
        """The result; who asks while it is being computed waits for the same computation. Errors are not kept."""
        place = (release.id, key)
        known = self._found.get(place)
        if known is not None:
            self._found.move_to_end(place)
            result: T = await asyncio.shield(known)
            return result
        self._make_room(release.id)
        task = asyncio.ensure_future(compute())
        self._found[place] = task
        task.add_done_callback(lambda done: self._drop_failed(place, done))
        return await asyncio.shield(task)

    def _make_room(self, release: str) -> None:
        if release not in self._releases:
            self._releases = [*self._releases, release][-_RELEASES:]
            kept = {place: task for place, task in self._found.items() if place[0] in self._releases}
            self._found = OrderedDict(kept)
        while len(self._found) >= self._entries:
            self._found.popitem(last=False)

    def _drop_failed(self, place: tuple[str, object], done: "asyncio.Future[Any]") -> None:
        failed = done.cancelled() or done.exception() is not None
        if failed and self._found.get(place) is done:
            del self._found[place]
