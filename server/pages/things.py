"""Routes of the things that the graph speaks of: entities, facts, concepts, documents; their views as JSON for
programs."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import anyio.to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from ontology.namespaces import SPID
from server.engine.select import select
from server.engine.service import Engine, Generation
from server.http.negotiation import Offer, choose
from server.http.problems import ProblemError
from server.linked import describe_query, path_of, short
from server.pages.errors import route_class
from server.pages.render import Pages
from server.releases import Release
from server.sparql.endpoint import SparqlEndpoint
from server.sparql.formats import GRAPHS, media_type_of
from server.sparql.request import Operation
from server.views import conflicts
from server.views import document as documents
from server.views import entity as entities
from server.views.answer import answer, day_parameter, json_answer, number_parameter, wants_json
from server.views.claims import in_words
from server.views.facts import KINDS, facts_of, is_fact, nodes, passage_path
from server.views.memo import Memo
from server.views.overview import read_records
from server.views.withheld import UnknownName, Withheld, read_review, read_withheld, unknown_names

_HTML: Final = Offer("text/html", "html")
_PER_PAGE: Final = 100
_NETWORKED: Final = frozenset({"Cooperates with", "Party to", "Takes part in"})


class ThingRoutes:
    """The routes and what they need."""

    def __init__(self, engine: Engine, sparql: SparqlEndpoint, pages: Pages, memo: Memo) -> None:
        self._engine = engine
        self._sparql = sparql
        self._pages = pages
        self._memo = memo
        self.router = APIRouter(include_in_schema=False, route_class=route_class(pages))
        for path, handler in (
            ("/id/{local}", self.entity),
            ("/entities/{local}", self.entity_data),
            ("/documents", self.documents),
            ("/documents/{document}", self.document),
            ("/documents/{document}/text", self.text),
        ):
            self.router.add_api_route(path, handler, methods=["GET", "HEAD"], response_class=Response)

    async def entity(self, request: Request, local: str) -> Response:
        """A thing as HTML or RDF; passages and documents lead to the document's page, graphs to what they hold."""
        if local.startswith("graph-"):
            return RedirectResponse(f"/store?graph={quote(SPID + local, safe='')}", 303)
        return await self._thing(request, SPID + local)

    async def entity_data(self, request: Request, local: str) -> Response:
        """What the page of a thing shows, as JSON."""
        async with self._engine.use() as generation:
            found = await self._view(generation, SPID + local, _wanted(request))
        return json_answer(request, found)

    async def documents(self, request: Request) -> Response:
        """All documents, newest first, filtered by title, publisher or file name."""
        text = request.query_params.get("q", "").strip()[:200]
        page = number_parameter(request, "page", 1, 100_000)
        async with self._engine.use() as generation:
            records = await self._records(generation.release)
        chosen = sorted((r for r in records.values() if _fits(r, text)), key=_newest, reverse=True)
        shown = [
            {k: v for k, v in r.items() if k != "blocks"} for r in chosen[(page - 1) * _PER_PAGE : page * _PER_PAGE]
        ]
        if wants_json(request, "html"):
            return json_answer(request, {"total": len(chosen), "documents": shown})
        pages = -(-len(chosen) // _PER_PAGE)
        values = {"documents": shown, "total": len(chosen), "text": text, "page": page, "pages": pages}
        return self._pages.page_for(request, "documents.html", values)

    async def document(self, request: Request, document: str) -> Response:
        """A document's text with its passages, and the facts beside it."""
        part = number_parameter(request, "part", 1, 100_000)
        async with self._engine.use() as generation:
            record = await self._record(generation.release, document)
            text = await anyio.to_thread.run_sync(documents.read_text, generation.release, document)
            rows = await select(self._engine, generation, documents.passages_query(document, part))
            facts = await facts_of(self._engine, generation, documents.fact_order(rows))
            withheld, unknown = await self._unpublished(generation.release, document, record["name"])
        found = documents.view(record, text, rows, facts, withheld, unknown, part)
        if wants_json(request, "html"):
            return json_answer(request, found)
        return self._pages.page_for(request, "document.html", {"document": found})

    async def text(self, request: Request, document: str) -> Response:
        """A document's normalised text, to which all offsets refer."""
        async with self._engine.use() as generation:
            await self._record(generation.release, document)
            text = await anyio.to_thread.run_sync(documents.read_text, generation.release, document)
        return answer(request, text.encode(), "text/plain")

    async def _thing(self, request: Request, iri: str) -> Response:
        as_html = wants_html(request)
        if as_html and is_fact(iri):
            return await self._fact(request, iri)
        wanted = _wanted(request)
        async with self._engine.use() as generation:
            target = await self._elsewhere(generation, iri) if as_html else ""
            found = None if target else await self._view(generation, iri, wanted)
        if not as_html:
            return Described(self._sparql, iri)
        if target:
            return RedirectResponse(target, 303)
        assert found is not None
        until = f"&until={wanted.day}" if wanted.day else ""
        values = {
            "entity": found,
            "path": path_of(iri),
            "most_entries": entities.MOST_ENTRIES,
            "has_network": any(title in _NETWORKED for title, _, _ in found.neighbours),
            "network_address": f"/network?about={short(iri)}{until}",
        }
        return self._pages.page_for(request, "entity.html", values)

    async def _fact(self, request: Request, iri: str) -> Response:
        """A fact with its sentences and what contradicts it."""
        async with self._engine.use() as generation:
            try:
                facts = await facts_of(self._engine, generation, [iri])
            except ValueError:
                facts = []
            if not facts:
                raise ProblemError(404, f"the graph does not speak of {iri}")
            pairs = await conflicts.pairs_of(self._engine, generation, [iri])
            disagreeing = await conflicts.side_by_side(self._engine, generation, pairs)
        values = {"fact": facts[0], "title": in_words(facts[0]), "conflicts": disagreeing}
        return self._pages.page_for(request, "fact.html", values)

    async def _view(self, generation: Generation, iri: str, wanted: entities.Wanted) -> entities.EntityView:
        try:
            found = await entities.view(self._engine, generation, iri, wanted)
        except ValueError:
            found = None
        if found is None:
            raise ProblemError(404, f"the graph does not speak of {iri}")
        return found

    async def _elsewhere(self, generation: Generation, iri: str) -> str:
        """The page that shows a document or a passage; "" for what has a page of its own."""
        local = iri.removeprefix(SPID)
        if local.startswith("document-"):
            return f"/documents/{local}"
        if not local.startswith("passage-"):
            return ""
        try:
            node = nodes([iri.removesuffix("-quote").removesuffix("-position")])
        except ValueError:
            return ""
        rows = await select(self._engine, generation, _PLACE.format(node))
        row = next(iter(rows), None)
        return passage_path(row["d"].removeprefix(SPID), int(row["start"]), int(row["end"])) if row else ""

    async def _records(self, release: Release) -> Mapping[str, Mapping[str, Any]]:
        return await self._memo.get(release, "records", lambda: anyio.to_thread.run_sync(read_records, release))

    async def _record(self, release: Release, document: str) -> Mapping[str, Any]:
        records = await self._records(release)
        if document not in records:
            raise ProblemError(404, f"there is no document {document}")
        return records[document]

    async def _unpublished(
        self, release: Release, document: str, name: str
    ) -> tuple[list[Withheld], list[UnknownName]]:
        withheld = await self._memo.get(release, "withheld", lambda: anyio.to_thread.run_sync(read_withheld, release))
        review = await self._memo.get(release, "review", lambda: anyio.to_thread.run_sync(read_review, release))
        return list(withheld.get(document, ())), [one for one in unknown_names(review) if one.document == name]


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


def _wanted(request: Request) -> entities.Wanted:
    kind = request.query_params.get("kind", "")
    if kind and kind not in KINDS:
        raise ProblemError(400, f"kind is one of {', '.join(KINDS)}")
    return entities.Wanted(
        day=day_parameter(request, "as-of"),
        compare=day_parameter(request, "compare"),
        kind=kind,
        page=number_parameter(request, "page", 1, 1_000),
    )


def _fits(record: Mapping[str, Any], text: str) -> bool:
    said = " ".join(str(record.get(name) or "") for name in ("title", "publisher", "name")).casefold()
    return all(word in said for word in text.casefold().split())


def _newest(record: Mapping[str, Any]) -> tuple[str, str]:
    return str(record.get("issued") or ""), str(record["name"])


_PLACE: Final = """SELECT ?d ?start ?end WHERE {{ {0} oa:hasSource ?d ; oa:hasSelector ?p . ?p oa:start ?start ; oa:end ?end }}
LIMIT 1"""
