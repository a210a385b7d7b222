"""An address and requests in, answers out: HTTP to one host only, without proxies or redirects, its connection kept open.

Credentials go to that host and nowhere else; no message of an error holds them.
"""

import http.client
import re
import ssl
import urllib.error
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

CONNECT: Final = 10.0
"""Seconds to wait for a connection."""
_TOLD: Final = 400
"""Characters of a store's error that are passed on."""
_TIMED_OUT: Final = re.compile(r"\bS1T(?:00|AT)\b|time[d ]*out|time limit|execution time", re.IGNORECASE)


class StoreError(Exception):
    """The store gives no answer. `reason` is one of `Failure`: request, time, gateway or unreachable."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Credentials:
    """A bearer token, or a user with a password for Basic or Digest, as the store asks; or nothing."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def checked_address(address: str) -> SplitResult:
    """The parts of a store's address.

    Raises:
        ValueError: it is not an http or https address, or holds a user or password.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment:
        raise ValueError("the address of a store begins with http:// or https:// and names a host")
    if "@" in parts.netloc:
        raise ValueError("credentials stand in the environment, not in the address, where others can read them")
    return parts


class Client:
    """Requests to one address, one at a time."""

    def __init__(self, address: str, credentials: Credentials, read_timeout: float | None = None) -> None:
        self._parts = checked_address(address)
        self._path = (self._parts.path or "/") + (f"?{self._parts.query}" if self._parts.query else "")
        self._credentials = credentials
        self._read_timeout = read_timeout
        self._connection: http.client.HTTPConnection | None = None
        self._answer: http.client.HTTPResponse | None = None
        self._basic = False
        self._challenge: dict[str, str] | None = None
        self._passwords = HTTPPasswordMgrWithDefaultRealm()
        self._passwords.add_password(None, self.host, credentials.user, credentials.password)
        self._digest = AbstractDigestAuthHandler(self._passwords)

    @property
    def host(self) -> str:
        """Scheme, host and port."""
        return f"{self._parts.scheme}://{self._parts.netloc}"

    def send(self, method: str, body: bytes, headers: Mapping[str, str], query: str = "") -> http.client.HTTPResponse:
        """The answer, its body not yet read; the next request ends it. `query` is added to the address.

        Raises:
            StoreError: the store cannot be reached, or answers with an error.
        """
        if self._answer is not None and not self._answer.isclosed():
            self.close()
        path = self._path + (("&" if "?" in self._path else "?") + query if query else "")
        answer = self._exchange(method, path, body, headers)
        if answer.status == 401 and self._take_challenge(answer):
            answer.read()
            answer = self._exchange(method, path, body, headers)
        if answer.status >= 300:
            raise self._error(answer)
        return answer

    def close(self) -> None:
        """Close the connection, and the answer that is being read."""
        if self._answer is not None:
            self._answer.close()
            self._answer = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _exchange(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        """Send and wait for the start of the answer; a kept connection that the store has closed is opened once more."""
        reused = self._connection is not None
        try:
            return self._try(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionError, http.client.CannotSendRequest) as error:
            self.close()
            if not reused:
                raise self._unreachable(error) from None
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise self._unreachable(error) from None
        try:
            return self._try(method, path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise self._unreachable(error) from None

    def _try(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        if self._connection is None:
            self._connection = self._open()
        self._connection.request(method, path, body, {**headers, **self._authorization(method, path)})
        self._answer = self._connection.getresponse()
        return self._answer

    def _open(self) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "https":
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, port, timeout=CONNECT, context=ssl.create_default_context()
            )
        else:
            connection = http.client.HTTPConnection(host, port, timeout=CONNECT)
        connection.connect()
        connection.sock.settimeout(self._read_timeout)
        return connection

    def _take_challenge(self, answer: http.client.HTTPResponse) -> bool:
        """Note how the store wants the credentials; whether it is worth asking again with them."""
        offered = answer.headers.get_all("WWW-Authenticate", [])
        for value in offered:
            scheme, _, rest = value.partition(" ")
            if not self._credentials.user:
                return False
            if scheme.lower() == "digest":
                challenge = parse_keqv_list([item for item in parse_http_list(rest) if item])
                fresh = self._challenge is None or challenge.get("stale", "").lower() == "true"
                fresh = fresh or challenge.get("nonce") != (self._challenge or {}).get("nonce")
                self._challenge = challenge
                return fresh
            if scheme.lower() == "basic" and not self._basic:
                self._basic = True
                return True
        return False

    def _authorization(self, method: str, path: str) -> dict[str, str]:
        mine = self._credentials
        if mine.token:
            return {"Authorization": f"Bearer {mine.token}"}
        if self._basic:
            return {"Authorization": "Basic " + b64encode(f"{mine.user}:{mine.password}".encode()).decode()}
        if self._challenge is None:
            return {}
        request = Request(self.host + path, method=method)  # noqa: S310 - not opened, only signed
        try:
            signed = self._digest.get_authorization(request, self._challenge)
        except (ValueError, urllib.error.URLError):
            raise StoreError(
                "gateway", f"the store at {self.host} asks for a kind of Digest that is not known"
            ) from None
        return {"Authorization": f"Digest {signed}"} if signed else {}

    def _unreachable(self, error: Exception) -> StoreError:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return StoreError("unreachable", f"the store at {self.host} cannot be reached: {why}")

    def _error(self, answer: http.client.HTTPResponse) -> StoreError:
        text = answer.read(20_000).decode("utf-8", errors="replace").partition("SPARQL query:")[0]
        told = " ".join(text.split())[:_TOLD]
        self.close()
        status = answer.status
        if status in (408, 504) or (status >= 500 and _TIMED_OUT.search(told)):
            return StoreError("time", "the store has stopped the query for its time limit")
        if status in (400, 413, 414):
            return StoreError("request", f"the store does not take this: {told}")
        if status in (429, 503):
            return StoreError("unreachable", f"the store at {self.host} is busy ({status})")
        if status in (401, 403):
            return StoreError("gateway", f"the store at {self.host} refuses our credentials ({status})")
        if status < 400:
            return StoreError(
                "gateway", f"the store at {self.host} redirects to another address, which is not followed"
            )
        return StoreError("gateway", f"the store failed ({status}): {told}")
