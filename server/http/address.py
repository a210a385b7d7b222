"""A request in, the address under which its client reaches the server out."""

from starlette.requests import Request

from server.settings import Settings


def base_address(request: Request, settings: Settings) -> str:
    """Scheme, host and port without a slash at the end: the setting where there is one, else what the client asked
    for."""
    return (settings.public_url or str(request.base_url)).rstrip("/")
