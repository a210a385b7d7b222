"""`/store`: the SPARQL 1.1 Graph Store HTTP Protocol. Graphs are read by all, written by those who bear the token."""

import hashlib
from email.parser import BytesParser
from email.policy import HTTP
from typing import Final

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from server.engine.pool import BusyError
from server.engine.run import QueryError
from server.engine.select import select
from server.engine.service import Engine
from server.http.address import base_address
from server.http.auth import require_token
from server.http.body import ClientLeftError, read_body
from server.http.log import note
from server.http.problems import ProblemError
from server.settings import Settings
from server.sparql.endpoint import SparqlEndpoint, tags_in
from server.sparql.failures import busy, problem
from server.sparql.formats import GRAPHS, media_type_of
from server.sparql.request import UPDATE, Operation, media_type
from server.update.order import Order, Part
from server.update.writer import Writer, written

METHODS: Final = "GET, HEAD, PUT, POST, DELETE, PATCH, OPTIONS"
PATH: Final = "/store"
_FORMATS: Final = {
    offer.media_type: offer.name for offer in GRAPHS if not offer.media_type.endswith(("/json", "/xml", "/plain"))
}
_NEW: Final = ""
"""In place of a graph's name: the store itself, which a POST gives a new graph."""


class GraphStore:
    """The ASGI application, for `/store` and every path below it."""

    def __init__(self, settings: Settings, engine: Engine, sparql: SparqlEndpoint, writer: Writer) -> None:
        self._settings = settings
        self._engine = engine
        self._sparql = sparql
        self._writer = writer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            if request.method in ("GET", "HEAD"):
                await self._read(request, scope, receive, send)
            else:
                await (await self._other(request, receive))(scope, receive, send)
        except ProblemError as error:
            await error.response()(scope, receive, send)
        except BusyError as error:
            await busy(error).response()(scope, receive, send)
        except QueryError as error:
            await problem(error.failure).response()(scope, receive, send)
        except ClientLeftError:
            note(scope).outcome = "left"

    async def _read(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        graph = self._graph(request)
        if graph == _NEW:
            raise ProblemError(400, "name the graph to read: ?graph=IRI or ?default")
        async with self._engine.use() as generation:
            any_of_it = f"SELECT * {_within(graph)} LIMIT 1"
            if graph is not None and not await select(self._engine, generation, any_of_it):
                raise ProblemError(404, f"there is no graph {graph}")
        name = request.query_params.get("format")
        operation = Operation("query", _whole(graph), accept=media_type_of(name) if name else None)
        await self._sparql.answer(scope, receive, send, operation)

    async def _other(self, request: Request, receive: Receive) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": METHODS, "Accept-Patch": UPDATE})
        if request.method not in ("PUT", "POST", "DELETE", "PATCH"):
            raise ProblemError(405, f"{request.method} is not used here", {"Allow": METHODS})
        require_token(self._settings, request.headers)
        graph = self._graph(request)
        location = None
        if graph == _NEW and request.method != "POST":
            raise ProblemError(400, "name the graph to write to: ?graph=IRI or ?default")
        body = await read_body(receive, request.headers, self._settings.max_upload_bytes, self._settings.stall_timeout)
        if graph == _NEW:
            graph = location = self._new_name(request, body)
        outcome = await self._writer.carry_out(self._order(request, graph, body))
        if outcome.status == 201 and location is None:
            location = str(request.url)
        return written(outcome, location if outcome.status == 201 else None)

    def _order(self, request: Request, graph: str | None, body: bytes) -> Order:
        kind = request.method.lower()
        base = graph or f"{base_address(request.scope, self._settings)}{PATH}"
        text = ""
        parts: tuple[Part, ...] = ()
        expected, exists = self._preconditions(request, graph)
        if kind == "patch":
            if media_type(request.headers.get("content-type", "")) != UPDATE:
                raise ProblemError(415, f"a patch is sent as {UPDATE}", {"Accept-Patch": UPDATE})
            text = body.decode("utf-8", errors="replace")
        elif kind != "delete":
            parts = _parts(request.headers.get("content-type", ""), body)
        return Order(
            kind=kind,
            data=str(self._settings.data),
            base=base,
            text=text,
            graph=graph,
            parts=parts,
            validate=self._settings.validate_writes,
            quarantine=request.query_params.get("quarantine") == "true",
            expected=expected,
            exists=exists,
            service_hosts=self._settings.service_hosts,
        )

    def _preconditions(self, request: Request, graph: str | None) -> tuple[str, bool | None]:
        """The release that a conditional write is for, and whether its graph must be there (RFC 9110, section 13).

        Raises:
            ProblemError: 412 where the graph is not, or is, as one of the ETags has it.
        """
        match, none_match = request.headers.get("if-match"), request.headers.get("if-none-match")
        if "*" in (match, none_match):
            return "", match == "*"
        if match is None and none_match is None:
            return "", None
        release, tags = self._sparql.tags(request.scope, _whole(graph))
        if match is not None and tags.isdisjoint(tags_in(match)):
            raise ProblemError(412, "the graph is not what the client has read")
        if none_match is not None and not tags.isdisjoint(tags_in(none_match)):
            raise ProblemError(412, "the graph is what the client has read")
        return release, None

    def _graph(self, request: Request) -> str | None:
        """The graph that a request names: an IRI, None for the default graph, "" for the store itself."""
        names = request.query_params.getlist("graph")
        if "default" in request.query_params:
            if names:
                raise ProblemError(400, "a request names a graph or the default graph, not both")
            return None
        path = request.url.path.removeprefix(PATH).strip("/")
        if (path and names) or len(names) > 1:
            raise ProblemError(400, "a request names one graph")
        if path:
            raw = request.scope.get("raw_path", b"").partition(b"?")[0].decode("latin-1")
            return _checked(f"{base_address(request.scope, self._settings)}{raw}")
        return _checked(names[0]) if names else _NEW

    def _new_name(self, request: Request, body: bytes) -> str:
        return f"{base_address(request.scope, self._settings)}{PATH}/{hashlib.sha256(body).hexdigest()[:16]}"


def _within(graph: str | None) -> str:
    """What a query for all of a graph says of where to look."""
    return f"{f'FROM <{graph}> ' if graph else ''}WHERE {{ ?s ?p ?o }}"


def _whole(graph: str | None) -> str:
    """The query for a graph."""
    return f"CONSTRUCT {{ ?s ?p ?o }} {_within(graph)}"


def _checked(iri: str) -> str:
    try:
        NamedNode(iri)
    except ValueError:
        raise ProblemError(400, f"{iri} is no absolute IRI") from None
    return iri


def _parts(content_type: str, body: bytes) -> tuple[Part, ...]:
    """What a body holds: one piece of RDF, or several as multipart/form-data.

    Raises:
        ProblemError: 415 for a type that is not RDF.
    """
    kind = media_type(content_type) if not content_type.lower().startswith("multipart/") else "multipart/form-data"
    if kind != "multipart/form-data":
        return (Part(_extension(kind), body),)
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + content_type.encode("latin-1") + b"\r\n\r\n" + body
    )
    if not message.is_multipart():
        raise ProblemError(400, "the body is not multipart/form-data")
    return tuple(_part(part.get_content_type(), part.get_payload(decode=True)) for part in message.iter_parts())


def _part(kind: str, content: object) -> Part:
    assert isinstance(content, bytes)
    return Part(_extension(kind), content)


def _extension(kind: str) -> str:
    if kind not in _FORMATS:
        raise ProblemError(415, f"RDF is taken as {', '.join(_FORMATS)}, not {kind or 'without a Content-Type'}")
    return _FORMATS[kind]
