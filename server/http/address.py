"""A request in, the address under which its client reaches the server out."""

from starlette.types import Scope

from server.settings import Settings


def base_address(scope: Scope, settings: Settings) -> str:
    """Scheme, host and port without a slash at the end: the setting where there is one, else what the client used."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = next((value for name, value in scope["headers"] if name == b"host"), b"localhost")
    return f"{scope['scheme']}://{host.decode('latin-1')}"
