"""The server's side of the process that query processes are forked from: orders in, sockets to new processes and news
of ended ones out."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from server.engine.zygote import Source

_ROOT: Final = Path(__file__).parents[2]


class StartError(RuntimeError):
    """The release could not be loaded; the text says why."""


@dataclass(frozen=True, slots=True)
class Forked:
    """A query process has started in a slot."""

    slot: int
    pid: int


@dataclass(frozen=True, slots=True)
class Exited:
    """A query process has ended, by a signal where `signal` is not 0, by itself with `status` otherwise, having used so
    much memory at most (bytes, shared data included)."""

    pid: int
    signal: int
    status: int
    memory: int


class ForkServer:
    """Starts the process, tells it what to do, and hands its news to `on_event`; `on_gone` is called where it ends by
    itself."""

    def __init__(
        self, source: Source, on_event: Callable[[Forked | Exited], None], on_gone: Callable[[], None]
    ) -> None:
        self._on_event = on_event
        self._on_gone = on_gone
        self._loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[int] = self._loop.create_future()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = _start(source, theirs)
        self._control.setblocking(False)
        self._loop.add_reader(self._control.fileno(), self._read)
        self._open = True

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    async def ready(self) -> int:
        """Wait until the release is loaded; returns its quads in memory, 0 where it stays on disk.

        Raises:
            StartError: it could not be loaded.
        """
        return await self._ready

    def fork(self, slot: int) -> socket.socket:
        """Order a new query process; returns the server's end of its socket, to which a job can be written at once.

        Raises:
            OSError: the process has ended.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [json.dumps({"fork": slot}).encode()], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        ours.setblocking(False)
        return ours

    def kill(self, pid: int) -> None:
        """End a query process now; where the process has ended, so have those it forked."""
        if self._open:
            with contextlib.suppress(ConnectionError):
                self._control.send(json.dumps({"kill": pid}).encode())

    def close(self) -> None:
        """End the process and all that it forked."""
        if not self._open:
            return
        self._open = False
        self._loop.remove_reader(self._control.fileno())
        self._control.close()
        self._loop.run_in_executor(None, self._end)

    def _end(self) -> None:
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read(self) -> None:
        while self._open:
            try:
                message = self._control.recv(4_096)
            except BlockingIOError:
                return
            except ConnectionError:
                message = b""
            if not message:
                self._gone()
                return
            self._take(json.loads(message))

    def _take(self, news: dict[str, Any]) -> None:
        if "forked" in news:
            self._on_event(Forked(news["slot"], news["forked"]))
        elif "exited" in news:
            self._on_event(Exited(news["exited"], news["signal"], news["status"], news["memory"]))
        elif self._ready.done():
            return
        elif "ready" in news:
            self._ready.set_result(news["ready"])
        else:
            self._ready.set_exception(StartError(news["failed"]))

    def _gone(self) -> None:
        if not self._ready.done():
            self._ready.set_exception(StartError("the process that loads the release ended"))
        self.close()
        self._on_gone()


def _start(source: Source, control: socket.socket) -> subprocess.Popen[bytes]:
    """A fresh interpreter: it shares no thread, file or memory with the server, and no terminal's Ctrl-C."""
    values = {name: str(value) if isinstance(value, Path) else value for name, value in asdict(source).items()}
    path = os.pathsep.join(part for part in (str(_ROOT), os.environ.get("PYTHONPATH", "")) if part)
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "server.engine.zygote", str(control.fileno()), json.dumps(values)],
        pass_fds=[control.fileno()],
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path},
        start_new_session=True,
    )
