"""Settings in, the ASGI application out: wiring only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version

from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp

from ontology.queries import load_queries
from server.engine.service import Engine
from server.health import Health
from server.http.edge import Edge
from server.http.errors import HANDLERS
from server.http.metrics import Metrics
from server.http.openapi import describe
from server.http.operations import PATHS
from server.pages.errors import page_handlers
from server.pages.render import Pages
from server.pages.routes import PageRoutes
from server.pinning import Pinned
from server.search.reconcile import Reconciler
from server.search.routes import SearchRoutes
from server.search.source import SearchSource
from server.settings import Settings
from server.sparql.cache import AnswerCache
from server.sparql.endpoint import SparqlEndpoint
from server.sparql.routes import DescriptionRoutes
from server.terms.routes import TermRoutes
from server.update.endpoint import Updates
from server.update.graphstore import GraphStore
from server.update.writer import Writer


def create_app(settings: Settings) -> ASGIApp:
    """The application; it loads the current release when it starts and ends its query processes when it stops."""
    metrics = Metrics()
    engine = Engine(settings)
    pages = Pages()
    descriptions = DescriptionRoutes(settings, engine)
    writer = Writer(settings, engine)
    cache = AnswerCache(settings.cache_bytes, settings.cache_entry_bytes)
    endpoint = SparqlEndpoint(settings, engine, cache, descriptions.without_operation, Updates(settings, writer))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await engine.start()
        try:
            yield
        finally:
            await engine.stop()

    app = FastAPI(
        title="spacepact",
        version=version("spacepact"),
        lifespan=lifespan,
        exception_handlers=HANDLERS | page_handlers(pages),
        docs_url=None,
        redoc_url=None,
    )
    graph_store = GraphStore(settings, engine, endpoint, writer)
    app.router.routes += [
        Route("/store", graph_store),
        Route("/store/{path:path}", graph_store),
    ]
    app.include_router(PageRoutes(settings, engine, endpoint, pages, load_queries()).router)
    app.include_router(descriptions.router)
    app.include_router(TermRoutes(pages).router)
    source = SearchSource(engine)
    app.include_router(SearchRoutes(engine, source).router)
    app.include_router(Reconciler(settings, engine, source, pages).router)
    app.include_router(Health(engine, cache, metrics).router)
    app.openapi = partial(describe, app, PATHS)  # type: ignore[method-assign]
    return Pinned(Edge(app, {"/sparql": endpoint}, metrics, settings.access_log))
