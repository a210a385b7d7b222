"""A new release is prepared before it takes the place of another, so that no reader waits for its first pages."""

import asyncio
from pathlib import Path

from live_server import QUADS, write_release

from server.engine.service import Engine, Generation
from server.settings import Settings

OTHER = QUADS.replace("Türkiye is a member", "Turkey is a member")


def test_release_is_prepared_while_the_old_one_answers(tmp_path: Path) -> None:
    old = write_release(tmp_path, QUADS)
    seen: list[tuple[str, str]] = []

    async def follow() -> str:
        engine = Engine(Settings.load(data=tmp_path, reload_every=60.0, workers=1))

        async def prepare(generation: Generation) -> None:
            assert engine.current is not None
            seen.append((generation.release.id, engine.current.release.id))

        engine.prepare = prepare
        await engine.start()
        try:
            await asyncio.sleep(0.1)
            new = write_release(tmp_path, OTHER)
            assert await engine.reload(at_once=False)
            assert engine.current is not None and engine.current.release.id == new
            return new
        finally:
            await engine.stop()

    new = asyncio.run(follow())
    assert seen == [(old, old), (new, old)]


def test_update_is_served_at_once_and_prepared_when_no_other_follows(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    seen: list[str] = []

    async def follow() -> list[str]:
        engine = Engine(Settings.load(data=tmp_path, reload_every=60.0, workers=1))
        await engine.start()

        async def prepare(generation: Generation) -> None:
            seen.append(generation.release.id)

        engine.prepare = prepare
        try:
            made = []
            for text in (OTHER, OTHER.replace("APSCO", "AP")):
                made.append(write_release(tmp_path, text))
                await engine.reload()
                assert seen == []
            await asyncio.sleep(2.5)
            return made
        finally:
            await engine.stop()

    made = asyncio.run(follow())
    assert seen == made[-1:]
