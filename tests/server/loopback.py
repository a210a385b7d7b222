"""Ports of loopback for servers that tests start, which nothing else can take before the server does."""

import itertools
import os
import socket
import subprocess
import time

_FIRST, _LAST = (
    12_000,
    32_000,
)  # Linux, macOS and Windows give ports above these to clients and to those who ask for any
_numbers = itertools.count(os.getpid() * 997)


def free_port() -> int:
    """A port on which nothing listens now, and that this process has not given out before."""
    while True:
        port = _FIRST + next(_numbers) % (_LAST - _FIRST)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def wait_for_listener(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until this process takes connections; raises RuntimeError if it ends before, or takes too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended at its start")
        time.sleep(0.02)
    raise RuntimeError(f"{process.args!r} does not listen on port {port}")
