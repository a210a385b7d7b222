"""Errors in, one shape of answer out: `application/problem+json` (RFC 9457) with title, status, detail and what else
is known."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

MEDIA_TYPE: Final = "application/problem+json"


class ProblemError(Exception):
    """A request that is answered with an error. `extra` are further members of the problem, such as line and column."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None, **extra: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.extra = extra

    def response(self) -> Response:
        """The answer."""
        title = HTTPStatus(self.status).phrase
        body = {"title": title, "status": self.status, "detail": self.detail} | {
            name: value for name, value in self.extra.items() if value not in (None, ())
        }
        headers = {"Cache-Control": "no-store"} | self.headers
        return Response(json.dumps(body, ensure_ascii=False) + "\n", self.status, headers, MEDIA_TYPE)


async def send_problem(problem: ProblemError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a problem from a bare ASGI application."""
    await problem.response()(scope, receive, send)
