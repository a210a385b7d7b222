"""The operations of the server in, its OpenAPI description out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI

Operation = dict[str, Any]
Schema = Mapping[str, Any]

STRING: Final[Schema] = {"type": "string"}
OBJECT: Final[Schema] = {"type": "object"}
PROBLEM: Final[Schema] = {
    "type": "object",
    "description": "What went wrong (RFC 9457); line and column of a query, the limit that was hit, a report of the shapes.",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": STRING,
        "status": {"type": "integer"},
        "detail": STRING,
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "limit": {"enum": ["time", "transfer", "rows", "bytes", "memory"]},
        "report": STRING,
    },
}
_TEXTS: Final = {
    201: "Created",
    202: "Carried out, but not served yet",
    204: "Done",
    303: "Elsewhere",
    304: "What the client has is right",
    400: "Not understood",
    401: "The token is missing or wrong",
    403: "Not allowed here",
    404: "Not there",
    406: "In none of these formats",
    408: "The body did not come",
    409: "In conflict with what is there",
    412: "Not as the request expects it to be",
    413: "Too long",
    414: "Too long an address",
    415: "A type of content that is not taken",
    422: "Parameters out of their range, or a write that violates the shapes",
    500: "Failed, with everything left as it was",
    503: "Not just now; Retry-After tells when",
    504: "Over the time limit",
    507: "Over another limit, which is named",
}


def describe(app: FastAPI, paths: Mapping[str, Mapping[str, Operation]]) -> dict[str, Any]:
    """The description of the paths that programs use."""
    return {
        "openapi": "3.1.0",
        "info": {"title": app.title, "version": app.version},
        "paths": paths,
        "components": {
            "schemas": {"Problem": PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def operation(
    name: str,
    summary: str,
    answers: Mapping[str, Schema],
    *,
    tag: str,
    parameters: Sequence[Operation] = (),
    others: Sequence[int] = (),
    body: Mapping[str, Schema] | None = None,
    token: bool = False,
) -> Operation:
    """An operation: `answers` are the media types of 200 with their schemas, `others` the further statuses, `body` what it takes."""
    found: Operation = {"operationId": name, "summary": summary, "tags": [tag], "parameters": list(parameters)}
    found["responses"] = {"200": {"description": summary, "content": _content(answers)}}
    found["responses"] |= {str(status): _other(status) for status in sorted(others)}
    if body is not None:
        found["requestBody"] = {"required": True, "content": _content(body)}
    if token:
        found["security"] = [{"token": []}]
    return found


def parameter(
    name: str, text: str, schema: Schema = STRING, *, place: str = "query", required: bool = False
) -> Operation:
    """A parameter of the query (optional unless told), or of the path."""
    return {
        "name": name,
        "in": place,
        "required": required or place == "path",
        "description": text,
        "schema": schema,
    }


def _content(kinds: Mapping[str, Schema]) -> dict[str, Any]:
    return {kind: {"schema": schema} for kind, schema in kinds.items()}


def _other(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {"description": _TEXTS[status]}
    if status >= 400:
        found["content"] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    elif status in (201, 202):
        found["content"] = {"application/json": {"schema": OBJECT}}
    return found
