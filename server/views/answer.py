"""Plain data in, JSON answers out, with an ETag and compressed where the client takes that; and the reading of
parameters."""

import dataclasses
import gzip
import hashlib
import json
from datetime import date
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from server.http.negotiation import Offer, choose, choose_encoding
from server.http.problems import ProblemError

_WORTH: Final = 1_000
"""Bytes from which on an answer is compressed."""
_HTML: Final = Offer("text/html", "html")
_JSON: Final = Offer("application/json", "json")


def wants_json(request: Request, default: str = "json") -> bool:
    """Whether the client likes JSON better than HTML; `format=` goes before its Accept header, and a client that takes
    anything gets the default.

    Raises:
        ProblemError: 406 where it takes neither.
    """
    name = request.query_params.get("format")
    if name in ("json", "html"):
        return name == "json"
    offers = (_JSON, _HTML) if default == "json" else (_HTML, _JSON)
    offer = choose(request.headers.get("accept"), offers)
    if name is not None or offer is None:
        raise ProblemError(406, "this is offered as text/html and application/json")
    return offer is _JSON


def json_answer(request: Request, value: Any, status: int = 200) -> Response:
    """A value as JSON; dataclasses become objects."""
    body = json.dumps(value, ensure_ascii=False, default=_plain, separators=(",", ":")).encode()
    return answer(request, body, "application/json", status)


def answer(
    request: Request,
    body: bytes,
    media_type: str,
    status: int = 200,
    cache: str = "public, max-age=0, must-revalidate",
) -> Response:
    """A body as an answer; 304 where the client has it."""
    encoding = choose_encoding(request.headers.get("accept-encoding"), ("gzip",)) if len(body) > _WORTH else ""
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}{"-z" if encoding else ""}"'
    headers = {"ETag": etag, "Cache-Control": cache, "Vary": "Accept, Accept-Encoding"}
    if status == 200 and etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
        body = gzip.compress(body, 5, mtime=0)
    return Response(body, status, headers, media_type)


def day_parameter(request: Request, name: str) -> str:
    """An ISO date; "" where it is not given.

    Raises:
        ProblemError: 400 where it is none.
    """
    text = request.query_params.get(name, "").strip()
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ProblemError(400, f"{name} is a date such as 2024-09-01, not {text[:40]!r}") from None


def number_parameter(request: Request, name: str, default: int, most: int) -> int:
    """A whole number from 1 to `most`.

    Raises:
        ProblemError: 400 where it is none.
    """
    text = request.query_params.get(name, "").strip() or str(default)
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= most:
        raise ProblemError(400, f"{name} is a whole number from 1 to {most}")
    return int(text[:9])


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no data")
