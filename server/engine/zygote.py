"""The process that query processes are forked from: a release in, loaded once; on request a child that shares its
memory, or the end of one.

It speaks JSON over a SOCK_SEQPACKET socket, one object per message. In: {"fork": n} with the child's socket attached,
{"kill": pid}.
Out: {"ready": quads} or {"failed": reason}, {"forked": pid, "slot": n}, {"exited": pid, "signal": n,
"status": n, "memory": bytes}. It ends with the server's socket.
It runs one thread only, since a fork of several is unsafe; an on-disk store runs threads, so each child opens that
for itself.
"""

import contextlib
import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import pyoxigraph as ox

from server.backend.embedded import Embedded
from server.backend.model import Backend
from server.backend.remote import Remote
from server.engine.evaluate import RefusedError
from server.engine.stores import Stores, load
from server.engine.worker import serve_jobs
from server.settings import Settings

_MESSAGE: Final = 4_096
_PARENT_DEATH: Final = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
_NICE: Final = 5
"""A release that is loaded beside another has about a third of the weight of the queries on that."""


@dataclass(frozen=True, slots=True)
class Source:
    """What to serve: the quads file to hold in memory, or the store to open on disk; whether the default graph is the
    merge of the others. With `remote`, the address of a store elsewhere, its copy of `release` in their place."""

    quads: Path
    store: Path
    in_memory: bool
    merge: bool
    max_memory: int
    may_connect: bool
    remote: str = ""
    release: str = ""
    beside: bool = False
    """Whether another release is served while this one is loaded."""


def main() -> None:
    """Entry point: the control socket's number and the source, as JSON, on the command line."""
    control = socket.socket(fileno=int(sys.argv[1]))
    values = json.loads(sys.argv[2])
    source = Source(**values | {"quads": Path(values["quads"]), "store": Path(values["store"])})
    try:
        stores = _load(source) if source.in_memory else None
        if source.remote:
            _remote(source).check()
    except (OSError, SyntaxError, ValueError, RuntimeError, RefusedError) as error:
        with contextlib.suppress(OSError):
            _say(control, {"failed": str(error)[: _MESSAGE // 2]})
        return
    _say(control, {"ready": len(stores.full) if stores is not None else 0})
    gc.collect()
    gc.freeze()
    Zygote(control, source, stores).run()


class Zygote:
    """The loop of the process: forks, kills and reaps."""

    def __init__(self, control: socket.socket, source: Source, stores: Stores | None) -> None:
        self._control = control
        self._source = source
        self._stores = stores
        self._children: set[int] = set()
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._wake, self._woken = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._wake, False)

    def run(self) -> None:
        """Serve until the server goes; then end all children."""
        with contextlib.suppress(ConnectionError):
            self._serve()
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)

    def _serve(self) -> None:
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._woken)
        while True:
            readable, _, _ = select.select([self._control.fileno(), self._wake], [], [])
            if self._wake in readable:
                os.read(self._wake, 1_000)
                self._reap()
            if self._control.fileno() in readable and not self._obey():
                return

    def _obey(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self._control, _MESSAGE, 1)
        if not message:
            return False
        order = json.loads(message)
        if "fork" in order:
            self._fork(order["fork"], socket.socket(fileno=descriptors[0]))
        elif order["kill"] in self._children:
            os.kill(order["kill"], signal.SIGKILL)
        return True

    def _fork(self, slot: int, connection: socket.socket) -> None:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become_worker(connection, parent)
        connection.close()
        self._children.add(pid)
        _say(self._control, {"forked": pid, "slot": slot})

    def _become_worker(self, connection: socket.socket, parent: int) -> NoReturn:
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            if sys.platform == "linux":
                self._libc.prctl(_PARENT_DEATH, signal.SIGKILL)
                if os.getppid() != parent:  # it ended before this process could ask to end with it
                    os._exit(status)
            for descriptor in (self._control.fileno(), self._wake, self._woken):
                os.close(descriptor)
            connection.setblocking(True)
            backend = self._backend()
            self._confine(connection.fileno())
            serve_jobs(backend, connection)
            status = 0
        finally:
            if status:
                traceback.print_exc()
            os._exit(status)

    def _backend(self) -> Backend:
        if self._source.remote:
            return _remote(self._source)
        return Embedded(self._stores or Stores(ox.Store.read_only(str(self._source.store))))

    def _confine(self, last_descriptor: int) -> None:
        """No file or socket can be opened, and no more memory taken than one query may have."""
        if sys.platform == "linux":
            _prefer_to_die()
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            limit = pages * resource.getpagesize() + self._source.max_memory
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if self._stores is not None and not self._source.may_connect:
            resource.setrlimit(resource.RLIMIT_NOFILE, (last_descriptor + 1, last_descriptor + 1))
            _fill_holes(last_descriptor)

    def _reap(self) -> None:
        while self._children:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            self._children.discard(pid)
            number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            status = 0 if number else os.WEXITSTATUS(status)
            _say(self._control, {"exited": pid, "signal": number, "status": status, "memory": usage.ru_maxrss * 1024})


def _load(source: Source) -> Stores:
    """Load the release; beside another one in a thread of lower priority, since a process could not raise its own
    again."""
    if not source.beside or sys.platform != "linux":
        return load(source.quads, source.merge)
    with ThreadPoolExecutor(1, initializer=_step_back) as thread:
        return thread.submit(load, source.quads, source.merge).result()


def _step_back() -> None:
    here = threading.get_native_id()
    os.setpriority(os.PRIO_PROCESS, here, min(19, os.getpriority(os.PRIO_PROCESS, here) + _NICE))


def _remote(source: Source) -> Remote:
    """The store elsewhere; its credentials come from the environment, which only this user can read."""
    return Remote.of(Settings.load(), source.remote, source.release)


def _prefer_to_die() -> None:
    """Where the machine runs out of memory, a query process goes before anything else."""
    Path("/proc/self/oom_score_adj").write_text("1000")


def _fill_holes(last: int) -> None:
    """Fill unused descriptor numbers below the limit, so that none is left for a new file or socket."""
    with contextlib.suppress(OSError):
        while True:
            os.dup(last)


def _say(control: socket.socket, message: dict[str, Any]) -> None:
    control.send(json.dumps(message).encode())


if __name__ == "__main__":
    main()
