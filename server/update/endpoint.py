"""An update operation in, the answer to it out, for those who bear the token."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from server.http.address import base_address
from server.http.auth import require_token
from server.settings import Settings
from server.sparql.request import Operation
from server.update.order import Order
from server.update.writer import Writer, written


class Updates:
    """Answers update operations at `/sparql`."""

    def __init__(self, settings: Settings, writer: Writer) -> None:
        self._settings = settings
        self._writer = writer

    async def __call__(self, scope: Scope, operation: Operation) -> Response:
        """Carry out an update.

        Raises:
            ProblemError: no token, or the update failed.
        """
        request = Request(scope)
        require_token(self._settings, request.headers)
        order = Order(
            kind="update",
            data=str(self._settings.data),
            base=f"{base_address(scope, self._settings)}/sparql",
            text=operation.text,
            using=operation.default_graphs,
            using_named=operation.named_graphs,
            validate=self._settings.validate_writes,
            quarantine=request.query_params.get("quarantine") == "true",
            service_hosts=self._settings.service_hosts,
        )
        return written(await self._writer.carry_out(order))
