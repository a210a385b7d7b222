"""An HTTP request in, the SPARQL operation it asks for out (SPARQL 1.1 Protocol, section 2)."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.datastructures import Headers

from server.http.problems import ProblemError
from server.sparql.formats import media_type_of

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

Parameters = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """What is asked for: `kind` is query, update or describe (neither given).

    `default_graphs` and `named_graphs` are None where no dataset is given. `accept` are the media types that `format=`
    asks for.
    """

    kind: str
    text: str = ""
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    timeout: float | None = None
    accept: str | None = None


def parse_operation(method: str, query_string: bytes, headers: Headers, body: bytes) -> Operation:
    """The operation of a GET, HEAD or POST.

    Raises:
        ProblemError: 400 or 415, with what is wrong.
    """
    parameters = parse_parameters(query_string)
    if method != "POST":
        if "update" in parameters:
            raise ProblemError(400, "an update is sent by POST, not GET")
        return _operation(parameters, _one(parameters, "query"), None)
    kind = media_type(headers.get("content-type", ""))
    if kind == FORM:
        for name, values in parse_parameters(body).items():
            parameters.setdefault(name, []).extend(values)
        return _operation(parameters, _one(parameters, "query"), _one(parameters, "update"))
    if kind not in (QUERY, UPDATE):
        raise ProblemError(
            415,
            f"a SPARQL operation is sent as {FORM}, {QUERY} or {UPDATE}",
            {"Accept-Post": ", ".join((FORM, QUERY, UPDATE))},
        )
    if "query" in parameters or "update" in parameters:
        raise ProblemError(400, "the operation is in the body, so the address must not hold another one")
    text = _decode(body)
    return _operation(parameters, text, None) if kind == QUERY else _operation(parameters, None, text)


def media_type(value: str) -> str:
    """The media type of a Content-Type.

    Raises:
        ProblemError: 415 for a character set that is not UTF-8.
    """
    kind, *parameters = (part.strip() for part in value.split(";"))
    for parameter in parameters:
        name, _, charset = parameter.partition("=")
        if name.strip().lower() == "charset" and charset.strip('" ').lower() not in ("utf-8", "utf8", "us-ascii"):
            raise ProblemError(415, f"text is read as UTF-8, not {charset}")
    return kind.lower()


def parse_parameters(text: bytes) -> Parameters:
    """The parameters of an address or form, decoded once.

    Raises:
        ProblemError: 400 where they are not UTF-8.
    """
    found: Parameters = {}
    try:
        for name, value in parse_qsl(
            text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1_000
        ):
            found.setdefault(name, []).append(value)
    except ValueError:
        raise ProblemError(400, "the parameters are not percent-encoded UTF-8") from None
    return found


def _operation(parameters: Parameters, query: str | None, update: str | None) -> Operation:
    if query is not None and update is not None:
        raise ProblemError(400, "a request holds a query or an update, not both")
    accept, timeout = _accept(parameters), _timeout(parameters)
    if update is not None:
        default, named = _dataset(
            parameters, "using-graph-uri", "using-named-graph-uri", "default-graph-uri", "named-graph-uri"
        )
        return Operation("update", update, default, named, timeout, accept)
    default, named = _dataset(
        parameters, "default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"
    )
    if query is None:
        return Operation("describe", accept=accept)
    return Operation("query", query, default, named, timeout, accept)


def _dataset(
    parameters: Parameters, default: str, named: str, *foreign: str
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    for name in foreign:
        if name in parameters:
            raise ProblemError(400, f"{name} does not belong to this kind of operation")
    graphs = [tuple(graph for graph in parameters[name]) if name in parameters else None for name in (default, named)]
    return graphs[0], graphs[1]


def _one(parameters: Parameters, name: str) -> str | None:
    values = parameters.get(name, [])
    if len(values) > 1:
        raise ProblemError(400, f"{name} is given {len(values)} times")
    return values[0] if values else None


def _accept(parameters: Parameters) -> str | None:
    """What `format=` and `output=` ask for; clients give the same format by several names, and any of them that is known counts."""
    names = [*parameters.get("format", ()), *parameters.get("output", ())]
    found = [media_type for name in names if (media_type := media_type_of(name)) is not None]
    if names and not found:
        raise ProblemError(406, f"there is no format {names[0]!r}")
    return ", ".join(found) or None


def _timeout(parameters: Parameters) -> float | None:
    text = _one(parameters, "timeout")
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ProblemError(400, "timeout is a number of seconds above 0")
    return seconds


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise ProblemError(400, "the body is not UTF-8") from None
