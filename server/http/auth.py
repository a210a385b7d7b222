"""A request's headers in; nothing out where it bears the token, an error where not."""

import hmac
from collections.abc import Mapping

from server.http.problems import ProblemError
from server.settings import Settings


def require_token(settings: Settings, headers: Mapping[str, str]) -> None:
    """Let the request pass only with the token.

    Raises:
        ProblemError: 403 where no token is set, so that nothing may be written; 401 where it is missing or wrong.
    """
    if not settings.token:
        raise ProblemError(403, "this server takes no updates: it was started without SPACEPACT_TOKEN")
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), settings.token.encode()):
        raise ProblemError(401, "writing needs the token", {"WWW-Authenticate": 'Bearer realm="spacepact"'})
