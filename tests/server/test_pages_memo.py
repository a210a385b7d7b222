"""Results that the pages of a release share."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from server.releases import Release
from server.views.memo import Memo

T = TypeVar("T")


def release(name: str) -> Release:
    return Release(name, Path(), {})


def counting(calls: list[str], value: T) -> Callable[[], Awaitable[T]]:
    async def compute() -> T:
        calls.append(str(value))
        await asyncio.sleep(0)
        return value

    return compute


def test_result_is_computed_once_for_all_who_ask() -> None:
    async def ask() -> list[int]:
        memo = Memo()
        return list(await asyncio.gather(*(memo.get(release("a"), "key", counting(calls, 7)) for _ in range(5))))

    calls: list[str] = []
    assert asyncio.run(ask()) == [7] * 5
    assert calls == ["7"]


def test_results_of_releases_that_are_no_longer_served_are_let_go() -> None:
    async def ask() -> None:
        memo = Memo()
        for name in ("a", "b", "a", "b", "c", "b", "a"):
            await memo.get(release(name), "key", counting(calls, name))

    calls: list[str] = []
    asyncio.run(ask())
    assert calls == ["a", "b", "c", "a"]


def test_failure_is_told_and_not_kept() -> None:
    async def ask() -> int:
        memo = Memo()

        async def fail() -> int:
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"):
            await memo.get(release("a"), "key", fail)
        return await memo.get(release("a"), "key", counting([], 3))

    assert asyncio.run(ask()) == 3


def test_least_lately_used_goes_first() -> None:
    async def ask() -> None:
        memo = Memo(entries=2)
        for key in ("x", "y", "x", "z", "x", "y"):
            await memo.get(release("a"), key, counting(calls, key))

    calls: list[str] = []
    asyncio.run(ask())
    assert calls == ["x", "y", "z", "y"]
