"""The application in, its OpenAPI description out, with the operations that answer below the router added."""

from typing import Any

from fastapi import FastAPI

from server.sparql.formats import BINDINGS, GRAPHS
from server.sparql.request import FORM, QUERY, UPDATE

_PROBLEM = {"application/problem+json": {"schema": {"type": "object", "required": ["title", "status", "detail"]}}}


def describe(app: FastAPI) -> dict[str, Any]:
    """The description of all that is served; it is made once."""
    if app.openapi_schema is None:
        schema = FastAPI.openapi(app)
        schema["paths"] |= {"/sparql": _sparql(), "/store": _store()}
        app.openapi_schema = schema
    return app.openapi_schema


def _sparql() -> dict[str, Any]:
    graphs = [
        _parameter(name, "A graph of the dataset", many=True) for name in ("default-graph-uri", "named-graph-uri")
    ]
    common = [
        *graphs,
        _parameter("timeout", "Seconds that the query may take"),
        _parameter("format", "Short name of a format"),
    ]
    body = {
        FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}, "update": {"type": "string"}}}},
        QUERY: {"schema": {"type": "string"}},
        UPDATE: {"schema": {"type": "string"}},
    }
    answers = _answers("The answer", [offer.media_type for offer in (*BINDINGS[:4], *GRAPHS[:7])], 200, 304, 303)
    return {
        "get": {
            "tags": ["sparql"],
            "operationId": "query",
            "summary": "Ask a query, or for the service description without one",
            "parameters": [_parameter("query", "The query"), *common],
            "responses": answers,
        },
        "post": {
            "tags": ["sparql"],
            "operationId": "query_or_update",
            "summary": "Ask a query, or carry out an update with the token",
            "parameters": common,
            "requestBody": {"required": True, "content": body},
            "responses": answers,
        },
    }


def _store() -> dict[str, Any]:
    rdf = [offer.media_type for offer in GRAPHS[:7]]
    named = [_parameter("graph", "IRI of the graph"), _parameter("default", "The default graph")]
    content = {kind: {"schema": {"type": "string"}} for kind in rdf}
    texts = {
        "get": "Read a graph",
        "put": "Replace a graph",
        "post": "Add to a graph",
        "delete": "Delete a graph",
        "patch": "Change a graph by an update",
    }
    operations: dict[str, Any] = {}
    for method, text in texts.items():
        operations[method] = {
            "tags": ["graph store"],
            "operationId": f"{method}_graph",
            "summary": text,
            "parameters": named,
        }
        operations[method]["responses"] = _answers(text, rdf, 200, 201, 204)
        if method in ("put", "post"):
            operations[method]["requestBody"] = {"required": True, "content": content}
        if method == "patch":
            operations[method]["requestBody"] = {"required": True, "content": {UPDATE: {"schema": {"type": "string"}}}}
    return operations


def _parameter(name: str, text: str, many: bool = False) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
    return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}


def _answers(text: str, kinds: list[str], *statuses: int) -> dict[str, Any]:
    content = {kind: {"schema": {"type": "string"}} for kind in kinds}
    good = {str(status): {"description": text} | ({"content": content} if status == 200 else {}) for status in statuses}
    return good | {"default": {"description": "What went wrong", "content": _PROBLEM}}
