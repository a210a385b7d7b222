"""The routes of all pages put together, and those of the first page, the assets and the network."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import anyio.to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ontology.namespaces import expand
from ontology.queries import ExampleQuery
from server.engine.pool import BusyError
from server.engine.run import QueryError
from server.engine.service import Engine, Generation
from server.http.problems import ProblemError
from server.pages.ask import AskRoutes
from server.pages.checks import CheckRoutes
from server.pages.errors import route_class
from server.pages.render import Pages
from server.pages.things import ThingRoutes
from server.settings import Settings
from server.sparql.endpoint import SparqlEndpoint
from server.views.answer import day_parameter, json_answer, wants_json
from server.views.facts import facts_of
from server.views.memo import Memo
from server.views.names import Names
from server.views.network import Filters, Network, Networks
from server.views.overview import Overview, overview, read_records
from server.views.shared import facts_about

NEWEST: Final = 6
PATIENCE: Final = 0.3
"""Seconds that the first page waits for the network, which takes longer once for each release; scripts wait longer."""
PREPARATION: Final = 120.0
"""Seconds that preparing a release may take; it is served then all the same."""
BONDS_AT_FIRST: Final = 25
MOST_FACTS: Final = 60


class PageRoutes:
    """The routes and what they need."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        sparql: SparqlEndpoint,
        pages: Pages,
        examples: tuple[ExampleQuery, ...],
    ) -> None:
        memo = Memo()
        self._engine = engine
        self._pages = pages
        self._examples = examples
        self._memo = memo
        self._names = Names(engine, memo)
        self._networks = Networks(engine, memo)
        self.router = APIRouter(include_in_schema=False, route_class=route_class(pages))
        for path, handler in (
            ("/", self.index),
            ("/assets/{name}", self.asset),
            ("/network", self.network),
            ("/find", self.find),
            ("/suggest", self.suggest),
            ("/evidence", self.evidence),
        ):
            self.router.add_api_route(path, handler, methods=["GET", "HEAD"], response_class=Response)
        ask, checks = (
            AskRoutes(settings, engine, pages, memo, self._names, examples),
            CheckRoutes(settings, engine, pages, memo, self._names),
        )
        for part in (ThingRoutes(engine, sparql, pages, memo), ask, checks):
            self.router.include_router(part.router)
        self._costly = (self._first_page, self._networks.prepare, self._names.prepare, ask.prepare, checks.prepare)
        engine.prepare = self.prepare

    async def prepare(self, generation: Generation) -> None:
        """Compute what the pages of a release share, so that no reader waits for it; what fails is left to the pages."""
        with suppress(QueryError, BusyError, OSError, ValueError, TimeoutError):
            async with asyncio.timeout(PREPARATION):
                await anyio.to_thread.run_sync(self._pages.prepare)
                for compute in self._costly:
                    await compute(generation)

    async def index(self, request: Request) -> Response:
        """What the graph holds, the network, the latest agreements."""
        generation = self._engine.current
        if generation is None:
            nothing = {"overview": None, "network": None, "problem": self._engine.problem, "examples": ()}
            return self._pages.page_for(request, "index.html", nothing)
        async with self._engine.use() as generation:
            found, records = await self._first_page(generation)
            if wants_json(request, "html"):
                return json_answer(request, found)
        network = asyncio.ensure_future(self._whole_network())
        network.add_done_callback(lambda done: done.cancelled() or done.exception())
        ready, _ = await asyncio.wait({network}, timeout=PATIENCE)
        newest = sorted(records.values(), key=lambda record: record.get("issued") or "", reverse=True)[:NEWEST]
        values = _network_values(network.result() if ready else None, Filters(), "", BONDS_AT_FIRST)
        values |= {"overview": found, "examples": self._examples, "documents": newest}
        return self._pages.page_for(request, "index.html", values)

    async def _first_page(self, generation: Generation) -> tuple[Overview, Mapping[str, Mapping[str, Any]]]:
        release = generation.release
        found = await self._memo.get(release, "overview", lambda: overview(self._engine, generation))
        return found, await self._memo.get(release, "records", lambda: anyio.to_thread.run_sync(read_records, release))

    async def _whole_network(self) -> Network:
        async with self._engine.use() as generation:
            return await self._networks.find(generation, Filters())

    async def asset(self, request: Request, name: str) -> Response:
        """A style sheet or a script."""
        return self._pages.assets.answer(request, name)

    async def network(self, request: Request) -> Response:
        """Who cooperates with whom: agents and what binds them, filtered."""
        filters = _filters(request)
        async with self._engine.use() as generation:
            found = await self._networks.find(generation, filters)
            about = await self._about(generation, filters.about)
        if wants_json(request, "html"):
            return json_answer(request, found)
        values = _network_values(found, filters, str(request.url.query), 200)
        return self._pages.page_for(request, "network.html", values | {"about": about})

    async def find(self, request: Request) -> Response:
        """Names that begin with a text; the only one is gone to at once."""
        text = request.query_params.get("q", "").strip()[:100]
        async with self._engine.use() as generation:
            found = await self._names.suggest(generation, text, 50)
        exact = [one for one in found if one.name.casefold() == text.casefold()]
        if len(found) == 1 or len(exact) == 1:
            return RedirectResponse((exact or found)[0].path, 303)
        return self._pages.page_for(request, "find.html", {"text": text, "found": found})

    async def suggest(self, request: Request) -> Response:
        """Names that begin with a text, as JSON."""
        async with self._engine.use() as generation:
            return json_answer(request, await self._names.suggest(generation, request.query_params.get("q", "")[:100]))

    async def evidence(self, request: Request) -> Response:
        """Facts with their sentences: those named by `fact=`, or those that speak of `about=` (and of `with=`)."""
        try:
            named = [_iri(text) for text in request.query_params.getlist("fact")]
            about = [_iri(text) for key in ("about", "with") if (text := request.query_params.get(key))]
            async with self._engine.use() as generation:
                listed = named or (await facts_about(self._engine, generation, about) if about else [])
                facts = await facts_of(self._engine, generation, listed[:MOST_FACTS])
                labels = await self._names.labels(generation, about)
        except ValueError:
            raise ProblemError(400, "fact, about and with are names such as fact-0a1b or IRIs") from None
        if wants_json(request, "html"):
            return json_answer(request, {"total": len(listed), "facts": facts})
        subject = " and ".join(labels.get(iri, iri) for iri in about)
        title = f"Evidence: {subject}" if subject else "Evidence"
        more = len(listed) if len(listed) > len(facts) else 0
        return self._pages.page_for(request, "evidence.html", {"facts": facts, "title": title, "more": more})

    async def _about(self, generation: Generation, iri: str) -> str:
        labels = await self._names.labels(generation, [iri]) if iri else {}
        return labels.get(iri, iri)


def _network_values(network: Network | None, filters: Filters, query: str, shown: int) -> dict[str, Any]:
    suffix = f"?{query}" if query else ""
    return {
        "network": network,
        "filters": filters,
        "bonds_shown": shown,
        "network_address": f"/network{suffix}",
        "network_page": f"/network{suffix}",
    }


def _filters(request: Request) -> Filters:
    parameters = request.query_params
    bond = parameters.get("bond", "")
    if bond not in ("", "agreement", "mission"):
        raise ProblemError(400, "bond is agreement or mission")
    try:
        about = _iri(parameters["about"]) if parameters.get("about") else ""
    except ValueError:
        raise ProblemError(400, "about is a name such as spid:china or an IRI") from None
    return Filters(
        kinds=frozenset(parameters.getlist("kind")),
        bond=bond,
        topic=parameters.get("topic", ""),
        since=day_parameter(request, "from"),
        until=day_parameter(request, "until"),
        about=about,
        undated=parameters.get("undated") != "no",
    )


def _iri(text: str) -> str:
    """An IRI from itself, from a prefixed name, or from a local name of `spid:`.

    Raises:
        ValueError: the prefix is not known.
    """
    if text.startswith(("http://", "https://")):
        return text
    try:
        return expand(text if ":" in text else f"spid:{text}")
    except KeyError:
        raise ValueError(text) from None
