"""Why a query has no answer in, the HTTP error that says so out: one table."""

from typing import Final

from server.engine.frames import Failure
from server.engine.pool import BusyError
from server.http.problems import ProblemError

_STATUS: Final = {
    "syntax": 400,
    "request": 400,
    "refused": 403,
    "unacceptable": 406,
    "time": 504,
    "transfer": 504,
    "rows": 507,
    "bytes": 507,
    "memory": 507,
    "stopped": 503,
    "gateway": 502,
    "unreachable": 503,
    "engine": 500,
    "crash": 500,
}
_LIMITS: Final = frozenset({"time", "transfer", "rows", "bytes", "memory"})


def problem(failure: Failure) -> ProblemError:
    """The error for a failure; a limit that was hit is named in the member `limit`."""
    status = _STATUS[failure.reason]
    headers = {"Retry-After": "1"} if status == 503 else {}
    limit = failure.reason if failure.reason in _LIMITS else None
    return ProblemError(status, failure.message, headers, line=failure.line, column=failure.column, limit=limit)


def busy(error: BusyError) -> ProblemError:
    """The error for a request that found no free process."""
    return ProblemError(503, str(error), {"Retry-After": str(error.retry_after)})
