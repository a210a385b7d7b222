"""The outermost layer: every answer gets the headers that keep pages safe and programs welcome, every request its
line in the log."""

import time
from collections.abc import Mapping
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.http import log
from server.http.metrics import Metrics

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS: Final = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Location, Retry-After"),
)


class Edge:
    """The ASGI application around all others. `direct` are applications by path that need no router before them."""

    def __init__(self, app: ASGIApp, direct: Mapping[str, ASGIApp], metrics: Metrics, access_log: bool) -> None:
        self._app = app
        self._direct = direct
        self._metrics = metrics
        self._access_log = access_log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        taken = log.note(scope)

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                taken.status = message["status"]
                if taken.status >= 400 and taken.outcome == "ok":
                    taken.outcome = "refused"
                message["headers"] = [*message["headers"], *_ALWAYS]
            else:
                taken.sent += len(message.get("body", b""))
            await send(message)

        try:
            if _is_preflight(scope):
                await _answer_preflight(send_on)
            else:
                await self._direct.get(scope["path"], self._app)(scope, receive, send_on)
        finally:
            seconds = time.perf_counter() - began
            self._metrics.request(scope, taken, seconds)
            if self._access_log:
                log.write(scope, seconds)


def _is_preflight(scope: Scope) -> bool:
    return scope["method"] == "OPTIONS" and any(
        name == b"access-control-request-method" for name, _ in scope["headers"]
    )


async def _answer_preflight(send: Any) -> None:
    headers = [
        (b"access-control-allow-methods", b"GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
        (b"access-control-allow-headers", b"Accept, Authorization, Content-Type, If-Match, If-None-Match"),
        (b"access-control-max-age", b"86400"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
