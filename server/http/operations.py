"""Every operation that programs are offered, by path and method: the table behind `/openapi.json`."""

from collections.abc import Mapping
from typing import Final

from server.http.openapi import OBJECT, STRING, Operation, Schema, operation, parameter
from server.sparql.formats import BINDINGS, GRAPHS, SHORT_NAMES
from server.sparql.request import FORM, QUERY, UPDATE

Kinds = dict[str, Schema]

_TREE: Final[Schema] = {"type": ["object", "array"]}
_RDF: Final[Kinds] = {offer.media_type: _TREE if "json" in offer.media_type else STRING for offer in GRAPHS}
_TABLES: Final[Kinds] = {offer.media_type: _TREE if "json" in offer.media_type else STRING for offer in BINDINGS}
_JSON: Final[Kinds] = {"application/json": OBJECT}
_PAGE: Final[Kinds] = {"text/html": STRING}
_TAKEN: Final[Kinds] = {offer.media_type: _RDF[offer.media_type] for offer in GRAPHS[:7]}
_IRIS: Final[Schema] = {"type": "array", "items": {"type": "string", "format": "iri"}}
_QUARANTINE: Final = parameter(
    "quarantine", "Put facts that violate the shapes aside instead of refusing the write", {"enum": ["true", "false"]}
)
_FORMAT: Final = parameter(
    "format", "Short name of a format; it goes before the Accept header", {"enum": [*SHORT_NAMES]}
)
_GRAPH_FORMAT: Final = parameter(
    "format",
    "Short name of a format; it goes before the Accept header",
    {"enum": [name for name in SHORT_NAMES if name not in ("csv", "tsv", "srj", "srx")]},
)
_DATASET: Final = (
    parameter("default-graph-uri", "A graph that the default graph of the query is merged from", _IRIS),
    parameter("named-graph-uri", "A named graph of the query", _IRIS),
)
_ASKING: Final = (
    *_DATASET,
    parameter("timeout", "Seconds that the query may take", {"type": "number", "exclusiveMinimum": 0}),
    _FORMAT,
)
_FORM: Final[Schema] = {
    "type": "object",
    "properties": dict.fromkeys(("query", "update", "timeout", "format"), STRING)
    | dict.fromkeys(("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"), _IRIS),
}
_LIMITS: Final = (412, 503, 504, 507)
"""What any answer from a release may be instead: If-Match names another release, no process is free, a limit was hit."""
_READING: Final = (304, 400, 403, 406, *_LIMITS)
_WRITING: Final = (202, 400, 401, 403, 404, 408, 409, 413, 415, 422, 500, *_LIMITS)
"""A write that fails for a reason that no one foresaw leaves everything as it was, and says so with 500."""


def _sparql() -> dict[str, Operation]:
    answers = _TABLES | _RDF
    query = parameter("query", "The query; without one the service description is answered")

    def by_address(name: str, text: str) -> Operation:
        return operation(name, text, answers, tag="sparql", parameters=(query, *_ASKING), others=(303, 414, *_READING))

    return {
        "get": by_address("ask_by_get", "Ask a query"),
        "head": by_address("ask_by_head", "The headers of an answer"),
        "post": operation(
            "ask_or_update",
            "Ask a query, or carry out an update with the token",
            answers | _JSON,
            tag="sparql",
            parameters=(
                *_ASKING,
                parameter("using-graph-uri", "A graph that the update reads", _IRIS),
                parameter("using-named-graph-uri", "A named graph that the update reads", _IRIS),
                _QUARANTINE,
            ),
            others=sorted({*_READING, *_WRITING, 414}),
            body={FORM: _FORM, QUERY: STRING, UPDATE: STRING},
        ),
    }


def _store(place: str) -> dict[str, Operation]:
    """The operations on graphs that are named by parameters (`place` is "") or by their address."""
    names = (
        (parameter("path", "The rest of the graph's address", place="path"),)
        if place
        else (parameter("graph", "IRI of the graph", {"type": "string", "format": "iri"}), _DEFAULT)
    )
    end = place and f"_{place}"
    reading = (*names, _FORMAT)
    found = {
        "get": ("read_graph", "Read a graph", reading, (404, *_READING), None),
        "head": ("look_at_graph", "The headers of a graph", reading, (404, *_READING), None),
        "put": ("put_graph", "Replace a graph", (*names, _QUARANTINE), (201, 204, *_WRITING), _TAKEN),
        "post": ("add_to_graph", "Add to a graph", (*names, _QUARANTINE), (201, *_WRITING), _TAKEN | _PARTS),
        "delete": ("delete_graph", "Delete a graph", names, _WRITING, None),
        "patch": ("patch_graph", "Change a graph by an update", (*names, _QUARANTINE), _WRITING, {UPDATE: STRING}),
    }
    return {
        method: operation(
            name + end,
            text,
            _RDF if method in ("get", "head") else _JSON,
            tag="graph store",
            parameters=parameters,
            others=others,
            body=body,
            token=method not in ("get", "head"),
        )
        for method, (name, text, parameters, others, body) in found.items()
    }


_DEFAULT: Final = parameter("default", "Take the default graph, whatever the value", {"enum": [""]})
_PARTS: Final[Kinds] = {"multipart/form-data": OBJECT}


def _read(
    name: str, text: str, answers: Mapping[str, Schema], tag: str, *rest: Operation | int
) -> dict[str, Operation]:
    """What is only read: GET and HEAD, with parameters and further statuses."""
    parameters = [item for item in rest if isinstance(item, dict)]
    others = [item for item in rest if isinstance(item, int)]
    return {
        method: operation(name + end, text, answers, tag=tag, parameters=parameters, others=others)
        for method, end in (("get", ""), ("head", "_head"))
    }


def _reconcile() -> dict[str, Operation]:
    parameters = {
        "queries": "Names to reconcile: a JSON object of queries by key",
        "extend": "Values to fetch: a JSON object of ids and properties",
    }
    found = _read(
        "reconcile",
        "The manifest, or candidates for names",
        _JSON,
        "search",
        *(parameter(name, text) for name, text in parameters.items()),
        400,
        413,
        *_LIMITS,
    )
    found["post"] = operation(
        "reconcile_form",
        "Candidates for names, or values",
        _JSON,
        tag="search",
        others=(400, 408, 413, 415, *_LIMITS),
        body={FORM: {"type": "object", "properties": dict.fromkeys(parameters, STRING)}},
    )
    return found


def _id(text: str) -> Operation:
    return parameter("local", text, {"type": "string", "minLength": 1}, place="path")


_KINDS: Final = {"enum": ["entity", "type", "property"]}
_WORDS: Final = {"type": "string", "maxLength": 500}
_COUNT: Final = {"type": "integer", "minimum": 1, "maximum": 100}

PATHS: Final[Mapping[str, Mapping[str, Operation]]] = {
    "/sparql": _sparql(),
    "/store": _store(""),
    "/store/{path}": _store("by_address"),
    "/id/{local}": _read(
        "thing",
        "A thing of the graph",
        _RDF | _PAGE,
        "linked data",
        _id("The name"),
        _GRAPH_FORMAT,
        303,
        304,
        404,
        406,
        *_LIMITS,
    ),
    "/ontology": _read("ontology", "Classes and properties", _RDF | _PAGE, "linked data", _GRAPH_FORMAT, 304, 406),
    "/vocab": _read("vocabulary", "The concepts", _RDF | _PAGE, "linked data", _GRAPH_FORMAT, 304, 406),
    "/vocab/{local}": _read(
        "concept", "One concept", _RDF | _PAGE, "linked data", _id("The name"), _GRAPH_FORMAT, 304, 404, 406
    ),
    "/context.jsonld": _read("context", "The JSON-LD context", {"application/ld+json": OBJECT}, "linked data"),
    "/prefixes": _read(
        "prefixes",
        "The prefixes that every query may use",
        {"application/json": OBJECT, "text/turtle": STRING, "text/plain": STRING},
        "linked data",
        406,
    ),
    "/.well-known/void": _read(
        "description", "Service description, VoID and DCAT of the release", _RDF, "linked data", 304, 406, *_LIMITS
    ),
    "/releases/{local}": _read("release", "The manifest of a release", _JSON, "linked data", _id("Its id"), 404),
    "/search": _read(
        "search",
        "Names and passages by their words",
        _JSON,
        "search",
        parameter("q", "The words", _WORDS, required=True),
        parameter("limit", "How many of each", _COUNT),
        304,
        422,
        *_LIMITS,
    ),
    "/reconcile": _reconcile(),
    "/reconcile/suggest/{what}": _read(
        "suggest",
        "Things, types or properties by the beginning of their names",
        _JSON,
        "search",
        parameter("what", "Of which kind", _KINDS, place="path"),
        parameter("prefix", "The beginning", required=True),
        parameter("cursor", "How many to leave out", {"type": "integer", "minimum": 0}),
        400,
        404,
        *_LIMITS,
    ),
    "/reconcile/preview": _read(
        "preview",
        "A small page about a thing",
        _PAGE,
        "search",
        parameter("id", "The id", required=True),
        400,
        404,
        *_LIMITS,
    ),
    "/reconcile/properties": _read(
        "propose_properties",
        "Properties that things of a type have",
        _JSON,
        "search",
        parameter("type", "The type"),
        parameter("limit", "How many", {"type": "integer", "minimum": 1}),
        400,
        *_LIMITS,
    ),
    "/health": _read("health", "Is a release being served?", _JSON, "operations", 503),
    "/metrics": _read("metrics", "Numbers for Prometheus", {"text/plain": STRING}, "operations"),
    "/openapi.json": _read("openapi", "This description", _JSON, "operations"),
}
