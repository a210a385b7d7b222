"""A request's If-Match in, an answer from a release that it names or 412 out, however many servers stand behind an address.

A release's entity tag is its id in quotes, as `/health` sends it. Tags of other lengths are those of answers and are left
to whoever answers.
"""

import re
from contextvars import ContextVar
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from server.http.problems import ProblemError

_RELEASE: Final = re.compile(r'"([0-9a-f]{16})"')
_WANTED: Final[ContextVar[frozenset[str]]] = ContextVar("wanted releases")


class Pinned:
    """The application around all others; what it notes holds for the request and the tasks that it starts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = wanted_releases(scope) if scope["type"] == "http" else frozenset()
        if not wanted:
            await self._app(scope, receive, send)
            return
        token = _WANTED.set(wanted)
        try:
            await self._app(scope, receive, send)
        finally:
            _WANTED.reset(token)


def wanted_releases(scope: Scope) -> frozenset[str]:
    """The releases that If-Match names; none where there is no such header, or it names anything else too."""
    tags = [
        tag.strip()
        for name, value in scope["headers"]
        if name == b"if-match"
        for tag in value.decode("latin-1").split(",")
    ]
    found = [_RELEASE.fullmatch(tag) for tag in tags]
    return frozenset(match[1] for match in found if match) if all(found) else frozenset()


def require_wanted(release: str) -> None:
    """Let a request pass that names no release, or this one.

    Raises:
        ProblemError: 412, with the release that is served.
    """
    wanted = _WANTED.get(frozenset())
    if wanted and release not in wanted:
        raise ProblemError(412, f"release {release} is served here, not the one asked for", release=release)
