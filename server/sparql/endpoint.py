"""`/sparql`: an ASGI application that reads an operation, has a query process answer it, and sends the answer on as
it is made."""

import asyncio
import hashlib
import itertools
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from server.engine.compression import ENCODINGS
from server.engine.frames import Job
from server.engine.pool import BusyError
from server.engine.run import QueryError
from server.engine.service import Engine, Generation
from server.http import log
from server.http.address import base_address
from server.http.body import ClientLeftError, Departure, read_body
from server.http.negotiation import Negotiator, Offer, choose_encoding
from server.http.problems import ProblemError, send_problem
from server.settings import Settings
from server.sparql.cache import AnswerCache
from server.sparql.failures import busy, problem
from server.sparql.formats import BINDINGS, GRAPHS
from server.sparql.reply import Reply
from server.sparql.request import Operation, parse_operation

METHODS: Final = "GET, HEAD, POST, OPTIONS"

Special = Callable[[Scope, Operation], Awaitable[Response]]
"""Answers an operation that is no query."""


class SparqlEndpoint:
    """The application. `describe` answers requests without an operation, `update` updates."""

    def __init__(
        self, settings: Settings, engine: Engine, cache: AnswerCache, describe: Special, update: Special
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._cache = cache
        self._describe = describe
        self._update = update
        self._bindings = Negotiator(BINDINGS)
        self._graphs = Negotiator(GRAPHS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={"Allow": METHODS})(scope, receive, send)
        else:
            await self.answer(scope, receive, send)

    async def answer(self, scope: Scope, receive: Receive, send: Send, operation: Operation | None = None) -> None:
        """Answer the operation that the request holds, or the one given in its place."""
        departure: Departure | None = None
        try:
            if operation is None:
                operation = await self._operation(scope, receive)
            if operation.kind == "query":
                departure = Departure(receive)
                await self._query(scope, operation, send)
            else:
                special = self._describe if operation.kind == "describe" else self._update
                await (await special(scope, operation))(scope, receive, send)
        except ProblemError as error:
            await self._fail(error, scope, receive, send)
        except BusyError as error:
            log.note(scope).outcome = "busy"
            await self._fail(busy(error), scope, receive, send)
        except ClientLeftError:
            log.note(scope).outcome = "left"
        except asyncio.CancelledError:
            if departure is None or not departure.left:
                raise
            log.note(scope).outcome = "left"
        finally:
            if departure is not None:
                departure.close()

    def tags(self, scope: Scope, query: str) -> tuple[str, frozenset[str]]:
        """The release that is served, and the ETags that the answers to a query have there, in whatever form, and its own.

        Raises:
            BusyError: no release is loaded.
        """
        generation = self._engine.current
        if generation is None:
            raise BusyError(self._engine.problem, 2)
        base = f"{base_address(scope, self._settings)}/sparql"
        forms = itertools.product((None, *BINDINGS), (None, *GRAPHS), ("", *ENCODINGS))
        jobs = (self._job(Operation("query", query), base, *form) for form in forms)
        release = generation.release.id
        return release, frozenset({f'"{release}"', *(_etag(generation, job) for job in jobs)})

    async def _fail(self, error: ProblemError, scope: Scope, receive: Receive, send: Send) -> None:
        taken = log.note(scope)
        if taken.status:
            return
        if taken.outcome == "ok":
            taken.outcome = "refused"
        await send_problem(error, scope, receive, send)

    async def _operation(self, scope: Scope, receive: Receive) -> Operation:
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            raise ProblemError(405, f"{method} is not used here", {"Allow": METHODS})
        if len(scope["query_string"]) > self._settings.max_query_bytes:
            raise ProblemError(414, f"the address is longer than {self._settings.max_query_bytes} bytes")
        headers = Headers(scope=scope)
        limit = max(self._settings.max_query_bytes, self._settings.max_upload_bytes if self._settings.token else 0)
        body = await read_body(receive, headers, limit, self._settings.stall_timeout) if method == "POST" else b""
        operation = parse_operation(method, scope["query_string"], headers, body)
        if operation.kind == "query" and len(operation.text) > self._settings.max_query_bytes:
            raise ProblemError(413, f"the query is longer than {self._settings.max_query_bytes} characters")
        return operation

    async def _query(self, scope: Scope, operation: Operation, send: Send) -> None:
        headers = Headers(scope=scope)
        log.note(scope).set_query(operation.text)
        bindings, graph = self._formats(operation, headers)
        base = f"{base_address(scope, self._settings)}/sparql"
        job = self._job(operation, base, bindings, graph, choose_encoding(headers.get("accept-encoding"), ENCODINGS))
        async with self._engine.use() as generation:
            tag = _etag(generation, job)
            self._cache.keep_to(generation.release.id)
            reply = Reply(scope, send, bindings, graph, tag, generation.release.id, self._settings.stall_timeout)
            if _matches(headers.get("if-none-match"), tag):
                await reply.not_modified()
            elif (cached := self._cache.get(tag)) is not None:
                log.note(scope).outcome = "cached"
                await reply.repeat(cached)
            else:
                await self._run(generation, job, operation, reply)

    async def _run(self, generation: Generation, job: Job, operation: Operation, reply: Reply) -> None:
        seconds = min(operation.timeout or self._settings.timeout, self._settings.timeout_max)
        run = await self._engine.run(generation, job, seconds)
        try:
            answer = await reply.send_answer(run, self._cache.max_entry_bytes)
        except QueryError as error:
            reply.note.outcome = error.failure.reason
            raise problem(error.failure) from None
        finally:
            run.close()
        if answer is not None:
            self._cache.put(reply.etag, answer)

    def _job(self, operation: Operation, base: str, bindings: Offer | None, graph: Offer | None, encoding: str) -> Job:
        return Job(
            query=operation.text,
            bindings=bindings.name if bindings else None,
            graph=graph.name if graph else None,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
            base=base,
            encoding=encoding,
            max_rows=self._settings.max_rows,
            max_bytes=self._settings.max_bytes,
            service_hosts=self._settings.service_hosts,
        )

    def _formats(self, operation: Operation, headers: Headers) -> tuple[Offer | None, Offer | None]:
        accept = operation.accept or headers.get("accept")
        bindings, graph = self._bindings.choose(accept), self._graphs.choose(accept)
        if bindings is None and graph is None:
            offered = ", ".join(offer.media_type for offer in (*BINDINGS[:4], *GRAPHS[:7]))
            raise ProblemError(406, f"none of the formats asked for is offered; there are {offered}")
        return bindings, graph


def _etag(generation: Generation, job: Job) -> str:
    parts = (
        generation.release.id,
        job.query,
        job.bindings,
        job.graph,
        job.default_graphs,
        job.named_graphs,
        job.base,
        job.encoding,
    )
    return '"' + hashlib.sha256(repr(parts).encode()).hexdigest()[:32] + '"'


def _matches(header: str | None, etag: str) -> bool:
    return header is not None and not tags_in(header).isdisjoint({etag, "*"})


def tags_in(header: str) -> frozenset[str]:
    """The ETags in a header, weak ones as if they were strong."""
    return frozenset(tag.strip().removeprefix("W/") for tag in header.split(","))
