"""What is remembered of a request while it is answered: notes in, one JSON line of the access log out; never a token,
never a query's text."""

import hashlib
import json
import logging
from dataclasses import dataclass
from typing import Any, Final

from starlette.types import Scope

_KEY: Final = "spacepact.note"
access = logging.getLogger("spacepact.access")


@dataclass(slots=True)
class Note:
    """Facts about one request: `outcome` is ok, cached, or the reason of a failure; `query` the first digits of the
    query's hash."""

    outcome: str = "ok"
    query: str = ""
    rows: int = 0
    status: int = 0
    sent: int = 0

    def set_query(self, text: str) -> None:
        """Remember which query it is, without its text."""
        self.query = hashlib.sha256(text.encode()).hexdigest()[:16]


def note(scope: Scope) -> Note:
    """The request's note; there is one from the first call on."""
    found: Note = scope.setdefault(_KEY, Note())
    return found


def write(scope: Scope, seconds: float) -> None:
    """Write the request's line."""
    taken = note(scope)
    line: dict[str, Any] = {
        "method": scope["method"],
        "path": scope["path"],
        "status": taken.status,
        "ms": round(seconds * 1000, 2),
        "bytes": taken.sent,
        "outcome": taken.outcome,
        "client": scope["client"][0] if scope.get("client") else "",
    }
    if taken.query:
        line |= {"query": taken.query, "rows": taken.rows}
    access.info("%s", json.dumps(line))
