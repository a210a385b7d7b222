"""Every setting of the server in one typed table: defaults, environment and overrides in, one frozen `Settings` out;
help and docs are made from it."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from server.backend.client import Credentials, checked_address

PREFIX: Final = "SPACEPACT_"
_TIME_PARAMETER: Final = re.compile(r"(?:[\w.-]+=(?:ms|s))?")
_TOKEN: Final = re.compile(r"[\w.~+/-]*=*", re.ASCII)
"""What a bearer token may be (RFC 6750, section 2.1), or nothing."""
_PUBLIC_URL: Final = re.compile(r"(?:https?://[^\s<>\"{}|\\^`?#@]+)?")
_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"", "0", "false", "no", "off"})


class SettingError(ValueError):
    """A setting has a value that cannot be used; the text names the setting and what it may be."""


def _setting(default: Any, help_text: str, minimum: float | None = None, secret: bool = False) -> Any:
    return field(default=default, repr=not secret, metadata={"help": help_text, "minimum": minimum, "secret": secret})


@dataclass(frozen=True, slots=True)
class Settings:
    """The server's settings. Times are seconds, sizes bytes; each can be set in the environment as SPACEPACT_<NAME>."""

    data: Path = _setting(Path("data"), "folder of the releases; `current` is the one served")  # noqa: RUF009
    host: str = _setting("127.0.0.1", "address to listen on; loopback unless changed")
    port: int = _setting(8000, "port to listen on; 0 takes a free one", 0)
    token: str = _setting(
        "", "bearer token that allows updates and writes; none are allowed while it is empty", secret=True
    )
    public_url: str = _setting("", "address under which clients reach the server, where a proxy hides it")

    backend: str = _setting("", "address of a SPARQL store that holds the releases; without it our own store answers")
    backend_user: str = _setting("", "user at that store, for Basic or Digest, as it asks")
    backend_password: str = _setting("", "password of that user", secret=True)
    backend_token: str = _setting("", "bearer token for that store, in place of user and password", secret=True)
    backend_timeout: str = _setting(
        "", "how that store is told a time limit: parameter=unit, where the unit is ms or s, as in timeout=ms"
    )

    timeout: float = _setting(30.0, "time a query may take", 0.001)
    timeout_max: float = _setting(120.0, "most that a client may ask for with timeout=", 0.001)
    max_rows: int = _setting(5_000_000, "rows or triples that one answer may have", 1)
    max_bytes: int = _setting(2_000_000_000, "bytes that one answer may have, before compression", 1)
    max_memory: int = _setting(1_500_000_000, "memory that one query may take beside the data", 1)
    max_query_bytes: int = _setting(1_000_000, "length of a query or an address", 1)
    max_upload_bytes: int = _setting(50_000_000, "length of an update or of a graph that is written", 1)

    workers: int = _setting(max(4, min(16, 2 * (os.cpu_count() or 2))), "queries that run at once", 1)
    slow_workers: int = _setting(8, "further queries that run at lower priority once they are slow", 0)
    slow_after: float = _setting(0.5, "time after which a query counts as slow", 0.001)
    queue: int = _setting(256, "requests that may wait for a free worker; more are answered 503", 0)
    queue_timeout: float = _setting(
        10.0, "time that a request waits for a free worker before it is answered 503", 0.001
    )
    stall_timeout: float = _setting(30.0, "time that a client may take or send nothing before it is let go", 0.001)
    transfer_timeout: float = _setting(
        600.0, "time that one answer may take in all, waiting for its client included", 0.001
    )
    worker_jobs: int = _setting(5_000, "queries after which a worker process is replaced", 1)

    memory_quads: int = _setting(
        5_000_000, "releases up to this many quads are held in memory, larger ones stay on disk", 0
    )
    update_timeout: float = _setting(120.0, "time an update or a write may take", 0.001)
    validate_writes: bool = _setting(True, "refuse writes that violate the shapes")
    reload_every: float = _setting(1.0, "how often to look whether a new release is current", 0.01)
    cache_bytes: int = _setting(64_000_000, "memory for answers that are kept; 0 keeps none", 0)
    cache_entry_bytes: int = _setting(256_000, "largest answer that is kept", 0)
    service_hosts: tuple[str, ...] = _setting((), "hosts that SERVICE may reach, separated by commas; none by default")
    access_log: bool = _setting(True, "write one JSON line per request to standard error")

    @property
    def backend_credentials(self) -> Credentials:
        """What the store elsewhere is shown."""
        return Credentials(self.backend_user, self.backend_password, self.backend_token)

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ, **overrides: Any) -> "Settings":
        """Settings from the environment, with `overrides` (those that are not None) before it.

        Raises:
            SettingError: a value is not of its type, below its minimum, or not of its form.
        """
        values = {
            f.name: _parse(f.name, f.type, environment[name])
            for f in fields(cls)
            if (name := PREFIX + f.name.upper()) in environment
        }
        values |= {name: value for name, value in overrides.items() if value is not None}
        for f in fields(cls):
            minimum = f.metadata["minimum"]
            if minimum is not None and f.name in values and values[f.name] < minimum:
                raise SettingError(f"{f.name} must be at least {minimum}, not {values[f.name]}")
        _check_forms(values)
        _check_backend(values)
        return cls(**values)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One line of the table of settings, for help and docs."""

    name: str
    environment: str
    default: str
    help: str
    secret: bool


def table() -> Iterable[SettingRow]:
    """All settings in order."""
    for f in fields(Settings):
        default = ", ".join(f.default) if isinstance(f.default, tuple) else str(f.default)
        yield SettingRow(f.name, PREFIX + f.name.upper(), default, f.metadata["help"], f.metadata["secret"])


def _check_forms(values: Mapping[str, Any]) -> None:
    """See that a template that nothing was put into (`${NAME:-}`) is neither a password nor an address."""
    if not _TOKEN.fullmatch(values.get("token", "")):
        raise SettingError(f"{PREFIX}TOKEN may have letters, digits and -._~+/ and end with =, as RFC 6750 says")
    if not _PUBLIC_URL.fullmatch(values.get("public_url", "")):
        raise SettingError(f"{PREFIX}PUBLIC_URL begins with http:// or https:// and has no user, query or fragment")


def _check_backend(values: Mapping[str, Any]) -> None:
    if not values.get("backend"):
        return
    try:
        checked_address(values["backend"])
    except ValueError as error:
        raise SettingError(f"{PREFIX}BACKEND: {error}") from None
    if not _TIME_PARAMETER.fullmatch(values.get("backend_timeout", "")):
        raise SettingError(f"{PREFIX}BACKEND_TIMEOUT is parameter=unit, where the unit is ms or s")
    if values.get("token"):
        raise SettingError(f"{PREFIX}TOKEN allows updates, and these are not made in a store elsewhere: unset it")


def _parse(name: str, kind: Any, text: str) -> Any:
    try:
        if kind is bool:
            return _boolean(text)
        if kind == tuple[str, ...]:
            return tuple(part.strip() for part in text.split(",") if part.strip())
        return kind(text)
    except ValueError:
        expected = {int: "a whole number", float: "a number", bool: "yes or no"}.get(kind, "text")
        raise SettingError(f"{PREFIX}{name.upper()} must be {expected}, not {text!r}") from None


def _boolean(text: str) -> bool:
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise ValueError(text)
