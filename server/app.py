"""Settings in, the ASGI application out: wiring only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ontology.queries import load_queries
from server.engine.pool import BusyError
from server.engine.run import QueryError
from server.engine.service import Engine
from server.health import Health
from server.http.edge import Edge
from server.http.metrics import Metrics
from server.http.openapi import describe
from server.http.problems import ProblemError, on_problem
from server.pages.render import Pages
from server.pages.routes import PageRoutes
from server.settings import Settings
from server.sparql.cache import AnswerCache
from server.sparql.endpoint import SparqlEndpoint
from server.sparql.failures import busy, problem
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

    app = FastAPI(title="spacepact", version=version("spacepact"), lifespan=lifespan, docs_url=None, redoc_url=None)
    graph_store = GraphStore(settings, engine, endpoint, writer)
    app.router.routes += [
        Route("/store", graph_store),
        Route("/store/{path:path}", graph_store),
    ]
    app.include_router(PageRoutes(settings, engine, endpoint, pages, load_queries()).router)
    app.include_router(descriptions.router)
    app.include_router(TermRoutes(pages).router)
    app.include_router(Health(engine, cache, metrics).router)
    app.add_exception_handler(ProblemError, on_problem)
    app.add_exception_handler(BusyError, _on_busy)
    app.add_exception_handler(QueryError, _on_failure)
    app.add_exception_handler(HTTPException, _on_http)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    return Edge(app, {"/sparql": endpoint}, metrics, settings.access_log)


async def _on_busy(_: Request, error: Exception) -> Response:
    assert isinstance(error, BusyError)
    return busy(error).response()


async def _on_failure(_: Request, error: Exception) -> Response:
    assert isinstance(error, QueryError)
    return problem(error.failure).response()


async def _on_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return ProblemError(error.status_code, str(error.detail), error.headers).response()
