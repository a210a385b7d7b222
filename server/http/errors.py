"""One table from exception to answer, for all routes."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.engine.pool import BusyError
from server.engine.run import QueryError
from server.http.problems import ProblemError
from server.sparql.failures import busy, problem


def problem_of(error: Exception) -> ProblemError:
    """The problem that an exception is answered with."""
    match error:
        case ProblemError():
            return error
        case BusyError():
            return busy(error)
        case QueryError():
            return problem(error.failure)
        case HTTPException():
            return ProblemError(error.status_code, str(error.detail), error.headers)
        case RequestValidationError():
            wrong = "; ".join(f"{item['loc'][-1]}: {item['msg']}" for item in error.errors())
            return ProblemError(422, wrong)
    return ProblemError(500, "the server failed; its log tells why")


async def _answer(_: Request, error: Any) -> Response:
    return problem_of(error).response()


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = dict.fromkeys(
    (ProblemError, BusyError, QueryError, HTTPException, RequestValidationError, Exception), _answer
)
"""What FastAPI is to be given as `exception_handlers`."""
