"""A data folder and an address in, a server until it is stopped."""

import logging
from pathlib import Path

import uvicorn

from server.app import create_app
from server.settings import Settings

_GRACE = 10
"""Seconds that running requests have to end after the server was told to stop."""
_NO_NEWS = (
    "ASGI callable returned without completing response.",
    "Unsupported upgrade request.",
    "No supported WebSocket library detected.",
    "Invalid HTTP request received.",
)
"""How reports of uvicorn begin that any client can cause: a stream broken off on purpose, of which the access log
tells the reason; an offer to go on by another protocol, which is ignored; bytes that are no HTTP, answered 400."""


def serve(data: Path, host: str = "127.0.0.1", port: int = 8000, backend: str | None = None) -> None:
    """Serve the current release of a data folder, and each that becomes current, until SIGINT or SIGTERM.

    `backend` is the address of a store that answers the queries. Further settings come from the environment
    (SPACEPACT_…).

    Raises:
        SettingError: a setting has a value that cannot be used.
    """
    settings = Settings.load(data=data, host=host, port=port, backend=backend)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("uvicorn.error").addFilter(lambda record: not str(record.msg).startswith(_NO_NEWS))
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        timeout_keep_alive=30,
        backlog=1024,
    )
