"""Orders in, outcomes out, one at a time: starts the process that writes, waits for it within a limit, and has the
new release served."""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from starlette.responses import Response

from server.engine.service import Engine
from server.http.problems import ProblemError
from server.releases import current_id
from server.settings import Settings
from server.update.order import Order, Outcome, order_to_json, outcome_from_json

_ROOT: Final = Path(__file__).parents[2]


class Writer:
    """Carries out writes; each is visible whole, to every request that begins after its answer."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self._engine = engine
        self._turn = asyncio.Lock()
        self.writes = 0

    async def carry_out(self, order: Order) -> Outcome:
        """Carry out an order; the outcome is 202 where the new release is there, but could not be loaded yet (tried twice).

        Raises:
            ProblemError: it failed, or took longer than the limit.
        """
        async with self._turn:
            outcome = await self._in_process(order)
            if outcome.status < 300:
                self.writes += 1
                if not (await self._engine.reload() or await self._engine.reload()):
                    outcome = replace(outcome, status=202)
        if outcome.status >= 300:
            headers = {"Retry-After": "5"} if outcome.status == 503 else {}
            raise ProblemError(
                outcome.status,
                outcome.detail,
                headers,
                line=outcome.line,
                column=outcome.column,
                report=outcome.report or None,
            )
        return outcome

    async def _in_process(self, order: Order) -> Outcome:
        before = current_id(self._settings.data)
        path = os.pathsep.join(part for part in (str(_ROOT), os.environ.get("PYTHONPATH", "")) if part)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "server.update.apply",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(self._settings.update_timeout):
                answer, _ = await process.communicate(order_to_json(order))
        except TimeoutError:
            return Outcome(504, f"the write took longer than {self._settings.update_timeout:g} s; nothing was changed")
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return outcome_from_json(answer) if answer else self._unanswered(before, process.returncode)

    def _unanswered(self, before: str | None, status: int | None) -> Outcome:
        """What is known of a write whose process told nothing."""
        now = current_id(self._settings.data)
        if now != before:
            return Outcome(
                500,
                f"the process that writes ended unexpectedly; release {now} is current now, look whether it is what you asked for",
            )
        outside = status == -signal.SIGKILL
        return Outcome(
            503 if outside else 500,
            f"the process that writes {'was ended from outside' if outside else 'ended unexpectedly'}; nothing was changed",
        )


def written(outcome: Outcome, location: str | None = None) -> Response:
    """The answer to a write that was carried out."""
    link = f'</releases/{outcome.release}>; rel="http://www.w3.org/ns/prov#has_provenance"'
    headers = {"Link": link, "Cache-Control": "no-store"} | ({"Location": location} if location else {})
    if outcome.status == 204:
        return Response(status_code=204, headers=headers)
    return Response(f'{{"release": "{outcome.release}"}}\n', outcome.status, headers, "application/json")
