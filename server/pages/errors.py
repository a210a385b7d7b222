"""Routes of pages in, routes whose errors a browser sees as a page and a program as JSON out."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from server.engine.pool import BusyError
from server.engine.run import QueryError
from server.http.negotiation import Offer, choose
from server.http.problems import ProblemError
from server.pages.render import Pages
from server.sparql.failures import busy, problem

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def route_class(pages: Pages) -> type[APIRoute]:
    """A class of routes that answer errors with a page where the client likes HTML best."""

    class PageRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()

            async def handle_or_explain(request: Request) -> Response:
                try:
                    return await handle(request)
                except ProblemError as error:
                    return explain(request, error, pages)
                except BusyError as error:
                    return explain(request, busy(error), pages)
                except QueryError as error:
                    return explain(request, problem(error.failure), pages)

            return handle_or_explain

    return PageRoute


def explain(request: Request, error: ProblemError, pages: Pages) -> Response:
    """The answer for an error: a page, or `application/problem+json`."""
    offers = (Offer("application/problem+json", "json"), Offer("text/html", "html"))
    offer = choose(request.headers.get("accept"), offers)
    if request.query_params.get("format") == "json" or offer is None or offer.name == "json":
        return error.response()
    answer = pages.page(
        "error.html",
        error.status,
        title=HTTPStatus(error.status).phrase,
        detail=error.detail,
        retry=error.status == 503,
    )
    answer.headers.update({"Cache-Control": "no-store", **error.headers})
    return answer
