"""Thin routes of the pages: index, entities, documents, style sheet."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import anyio.to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from ontology.namespaces import SPID
from ontology.queries import ExampleQuery
from server.engine.select import select
from server.engine.service import Engine
from server.http.negotiation import Offer, choose
from server.http.problems import ProblemError
from server.linked import describe_query
from server.pages import document as documents
from server.pages import entity as entities
from server.pages.render import Pages
from server.sparql.endpoint import SparqlEndpoint
from server.sparql.formats import GRAPHS, media_type_of
from server.sparql.request import Operation

_HTML: Final = Offer("text/html", "html")
_STYLE: Final = Path(__file__).parent / "style.css"


class PageRoutes:
    """The routes and what they need."""

    def __init__(
        self, engine: Engine, sparql: SparqlEndpoint, pages: Pages, examples: tuple[ExampleQuery, ...]
    ) -> None:
        self._engine = engine
        self._sparql = sparql
        self._pages = pages
        self._examples = examples
        self.router = APIRouter(include_in_schema=False)
        self.router.add_api_route("/", self.index, methods=["GET", "HEAD"])
        self.router.add_api_route("/style.css", self.style, methods=["GET", "HEAD"])
        self.router.add_api_route("/id/{local}", self.entity, methods=["GET", "HEAD"])
        self.router.add_api_route("/documents/{document}", self.document, methods=["GET", "HEAD"])

    async def index(self) -> Response:
        """Counts and example queries."""
        generation = self._engine.current
        release = generation.release if generation else None
        records = await anyio.to_thread.run_sync(documents.read_records, release) if release else {}
        return self._pages.page(
            "index.html",
            release=release,
            counts=flatten(release.counts) if release else [],
            examples=self._examples,
            documents=sorted(records.values(), key=lambda record: record["name"]),
            problem=self._engine.problem,
        )

    async def style(self) -> Response:
        """The style sheet."""
        return FileResponse(_STYLE, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})

    async def entity(self, request: Request, local: str) -> Response:
        """A thing as HTML or RDF."""
        iri = SPID + local
        as_html = wants_html(request)
        async with self._engine.use() as generation:
            try:
                found = await entities.view(self._engine, generation, iri)
            except ValueError:
                found = None
        if found is None:
            raise ProblemError(404, f"the graph does not speak of {iri}")
        if not as_html:
            return Described(self._sparql, iri)
        if local.startswith("document-"):
            return RedirectResponse(f"/documents/{local}", 303)
        return self._pages.page("entity.html", entity=found)

    async def document(self, document: str) -> Response:
        """A document's text with its passages."""
        async with self._engine.use() as generation:
            records = await anyio.to_thread.run_sync(documents.read_records, generation.release)
            if document not in records:
                raise ProblemError(404, f"there is no document {document}")
            text = await anyio.to_thread.run_sync(documents.read_text, generation.release, document)
            rows = await select(self._engine, generation, documents.passages_query(document))
        return self._pages.page("document.html", document=documents.view(records[document], text, rows))


class Described(Response):
    """The RDF about an IRI, answered like the query that asks for it."""

    def __init__(self, sparql: SparqlEndpoint, iri: str) -> None:
        super().__init__()
        self._sparql = sparql
        self._iri = iri

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        accept = Request(scope).query_params.get("format")
        operation = Operation("query", describe_query(self._iri), accept=media_type_of(accept) if accept else None)
        await self._sparql.answer(scope, receive, send, operation)


def wants_html(request: Request) -> bool:
    """Whether the client likes HTML better than every RDF format; `format=` goes before its Accept header.

    Raises:
        ProblemError: 406 where it likes neither.
    """
    name = request.query_params.get("format")
    accept = media_type_of(name) or "unknown/unknown" if name else request.headers.get("accept")
    offers = (*GRAPHS, _HTML) if accept is None or "html" not in accept else (_HTML, *GRAPHS)
    offer = choose(accept, offers)
    if offer is None:
        raise ProblemError(406, "this is offered as text/html and in the RDF formats, such as text/turtle")
    return offer is _HTML


def flatten(counts: Mapping[str, Any]) -> list[tuple[str, int]]:
    """A manifest's counts as rows for a table: groups come as "group: kind"."""
    rows: list[tuple[str, int]] = []
    for name, value in counts.items():
        if isinstance(value, Mapping):
            rows.extend((f"{name}: {kind}", int(count)) for kind, count in value.items())
        else:
            rows.append((name, int(value)))
    return rows
