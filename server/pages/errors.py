"""Routes of pages in, routes whose errors a browser sees as a page and a program as JSON out."""

from collections.abc import Callable, Coroutine, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.engine.pool import BusyError
from server.engine.run import QueryError
from server.http.errors import problem_of
from server.http.negotiation import Offer, choose
from server.http.problems import ProblemError
from server.pages.render import Pages

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
ExceptionHandler = Callable[[Request, Any], Coroutine[Any, Any, Response]]


def route_class(pages: Pages) -> type[APIRoute]:
    """A class of routes that answer errors with a page where the client likes HTML best."""

    class PageRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()

            async def handle_or_explain(request: Request) -> Response:
                try:
                    return await handle(request)
                except (ProblemError, BusyError, QueryError) as error:
                    return explain(request, problem_of(error), pages)

            return handle_or_explain

    return PageRoute


def page_handlers(pages: Pages) -> dict[int | type[Exception], ExceptionHandler]:
    """The answers to an address at which there is nothing, and to what should not have happened."""

    async def answer(request: Request, error: Any) -> Response:
        found = problem_of(error)
        if found.status == 404:
            found = ProblemError(404, f"there is nothing at {request.url.path[:200]}")
        return explain(request, found, pages)

    return dict.fromkeys((HTTPException, Exception), answer)


def explain(request: Request, error: ProblemError, pages: Pages) -> Response:
    """The answer for an error: a page, or `application/problem+json`."""
    offers = (Offer("application/problem+json", "json"), Offer("text/html", "html"))
    offer = choose(request.headers.get("accept"), offers)
    if request.query_params.get("format") == "json" or offer is None or offer.name == "json":
        return error.response()
    answer = pages.page(
        "error.html",
        error.status,
        title=_TITLES.get(error.status) or HTTPStatus(error.status).phrase,
        code=error.status,
        detail=error.detail,
    )
    answer.headers.update({"Cache-Control": "no-store", **error.headers})
    return answer


_TITLES: Final[Mapping[int, str]] = {
    400: "This was not understood",
    404: "Nothing is here",
    413: "This is too much at once",
    500: "The server failed",
    503: "Not just now",
    504: "This took too long",
    507: "The answer is too large",
}
