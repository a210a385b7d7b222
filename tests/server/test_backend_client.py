"""What a store may do wrong, and what is made of it; a real HTTP server in the store's place."""

import contextlib
import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from live_server import QUADS, serving, write_release
from loopback import free_port

from server.backend.client import Client, Credentials, StoreError, checked_address
from server.backend.remote import Remote
from server.engine.evaluate import RefusedError
from server.engine.frames import Job
from server.settings import SettingError, Settings

RESULTS = "application/sparql-results+json"
ROWS = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'
Handler = Callable[[http.server.BaseHTTPRequestHandler, bytes], None]


@contextmanager
def store(handle: Handler) -> Iterator[str]:
    """The address of a store that answers as told; `handle` gets the request and its body."""

    class Answers(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            handle(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.daemon_threads = False  # wait for them, so that their sockets are closed
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sparql"
        finally:
            server.shutdown()


def reply(
    request: http.server.BaseHTTPRequestHandler, status: int, body: bytes, kind: str = RESULTS, **headers: str
) -> None:
    request.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def ask(address: str, query: str = "SELECT ?x {}", credentials: Credentials = Credentials()) -> str:  # noqa: B008
    with contextlib.closing(Client(address, credentials)) as client:
        answer = Remote(client, "0123456789abcdef", "timeout=ms").evaluate(Job(query, timeout=3))
        return "\n".join(str(row) for row in answer)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("status", "body", "headers", "reason"),
    [
        (400, b"Error SP030: syntax SPARQL query: SELECT", {}, "request"),
        (500, b"it broke", {}, "gateway"),
        (500, b"Virtuoso S1T00 Error SR171: Transaction timed out", {}, "time"),
        (504, b"", {}, "time"),
        (503, b"", {}, "unreachable"),
        (401, b"", {"WWW_Authenticate": 'Basic realm="x"'}, "gateway"),
        (403, b"", {}, "gateway"),
        (302, b"", {"Location": "http://127.0.0.1:9/"}, "gateway"),
        (200, b"<html>", {"Content_Type": "text/html"}, "gateway"),
        (200, b"no json", {}, "gateway"),
        (200, b'{"head":{},"boolean":true}', {}, "gateway"),
        (206, ROWS, {}, "time"),
        (200, ROWS, {"X_SQL_State": "S1TAT"}, "time"),
        (200, ROWS, {"X_SPARQL_MaxRows": "10000"}, "rows"),
    ],
)
def test_answer_that_is_none_is_a_failure(status: int, body: bytes, headers: dict[str, str], reason: str) -> None:
    def handle(request: http.server.BaseHTTPRequestHandler, _: bytes) -> None:
        reply(request, status, body, **headers)

    with store(handle) as address, pytest.raises(RefusedError) as error:
        ask(address)
    assert error.value.failure.reason == reason
    assert "SELECT" not in error.value.failure.message


@pytest.mark.parametrize("more", [{"Content_Length": "1000"}, {"Content_Type": "text/html"}])
def test_graph_that_is_not_whole_is_a_failure(more: dict[str, str]) -> None:
    def handle(request: http.server.BaseHTTPRequestHandler, _: bytes) -> None:
        reply(request, 200, b"<urn:a> <urn:b> <urn:c> .\n", **{"Content_Type": "application/n-triples", **more})
        request.close_connection = True

    with store(handle) as address, pytest.raises(RefusedError) as error:
        ask(address, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert error.value.failure.reason == "gateway"


def test_redirect_is_not_followed() -> None:
    asked: list[str] = []

    def elsewhere(request: http.server.BaseHTTPRequestHandler, _: bytes) -> None:
        asked.append(request.path)
        reply(request, 200, ROWS)

    with store(elsewhere) as other:
        with store(lambda request, _: reply(request, 307, b"", Location=other)) as address, pytest.raises(RefusedError):
            ask(address, credentials=Credentials("me", "s3cret"))
        assert asked == []


def test_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    with store(lambda request, _: reply(request, 200, ROWS)) as address:
        assert "1" in ask(address)


def test_connection_that_the_store_closed_is_opened_again() -> None:
    def handle(request: http.server.BaseHTTPRequestHandler, _: bytes) -> None:
        reply(request, 200, ROWS)
        request.close_connection = True

    with store(handle) as address, contextlib.closing(Client(address, Credentials())) as client:
        for _ in range(3):
            assert client.send("POST", b"", {}).read() == ROWS


def test_store_is_told_the_time_limit_a_little_longer_and_the_dataset() -> None:
    forms: list[bytes] = []

    def handle(request: http.server.BaseHTTPRequestHandler, body: bytes) -> None:
        forms.append(body)
        reply(request, 200, ROWS)

    with store(handle) as address:
        ask(address)
    assert b"timeout=4000" in forms[0]
    assert b"default-graph-uri=https%3A%2F%2Fw3id.org%2Fspacepact%2Fgraph%2F0123456789abcdef%2Fmerged" in forms[0]


@pytest.mark.parametrize(
    ("challenge", "credentials", "begins"),
    [
        ('Basic realm="x"', Credentials("me", "s3cret"), "Basic bWU6czNjcmV0"),
        ('Digest realm="x", nonce="abc", qop="auth", algorithm="MD5"', Credentials("me", "s3cret"), "Digest username"),
        ("", Credentials(token="t0ken"), "Bearer t0ken"),
    ],
)
def test_credentials_are_sent_as_the_store_asks(challenge: str, credentials: Credentials, begins: str) -> None:
    sent: list[str] = []

    def handle(request: http.server.BaseHTTPRequestHandler, _: bytes) -> None:
        sent.append(request.headers.get("Authorization", ""))
        if sent[-1]:
            reply(request, 200, ROWS)
        else:
            reply(request, 401, b"", WWW_Authenticate=challenge)

    with store(handle) as address:
        assert "1" in ask(address, credentials=credentials)
    assert sent[-1].startswith(begins)
    assert "s3cret" not in repr(credentials) + repr(Settings.load({"SPACEPACT_BACKEND_PASSWORD": "s3cret"}))


def test_host_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(StoreError) as error:
        Client(f"http://127.0.0.1:{free_port()}/", Credentials("me", "s3cret")).send("POST", b"", {})
    assert error.value.reason == "unreachable"
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize("address", ["ftp://x/", "http:///x", "localhost:80", "http://me:s3cret@x/", "http://x/#y"])
def test_address_that_cannot_be_used_is_refused_without_showing_it(address: str) -> None:
    with pytest.raises(ValueError, match=r"address") as error:
        checked_address(address)
    with pytest.raises(SettingError):
        Settings.load({}, backend=address)
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "fits"), [("timeout=ms", True), ("t=s", True), ("", True), ("timeout", False), ("t=h", False)]
)
def test_time_parameter_tells_its_unit(text: str, fits: bool) -> None:
    with contextlib.nullcontext() if fits else pytest.raises(SettingError, match="unit"):
        Settings.load({"SPACEPACT_BACKEND": "http://x/", "SPACEPACT_BACKEND_TIMEOUT": text})


def test_updates_are_not_offered_over_a_backend() -> None:
    with pytest.raises(SettingError, match="TOKEN"):
        Settings.load({"SPACEPACT_BACKEND": "http://x/", "SPACEPACT_TOKEN": "t"})


def test_server_over_a_store_streams_cancels_and_tells_failures(tmp_path: Path) -> None:
    """One server over a store that holds every release: a store that fails, one that is endless, one that never answers."""
    left = threading.Event()

    def handle(request: http.server.BaseHTTPRequestHandler, body: bytes) -> None:
        if b"ASK" in body:
            reply(request, 200, b'{"head":{},"boolean":true}')
        elif b"broken" in body:
            reply(request, 500, b"out of order")
        elif b"endless" in body:
            _endless(request, left)
        else:
            reply(request, 200, ROWS)

    write_release(tmp_path, QUADS, with_store=False)
    with store(handle) as address, serving(tmp_path, backend=address, max_rows=50_000) as served:
        assert served.values("SELECT ?x { ?x ?y ?z }") == ["1"]
        broken = served.sparql("SELECT ?broken {}")
        assert (broken.status_code, json.loads(broken.text)["title"]) == (502, "Bad Gateway")
        with served.client.stream("GET", "/sparql", params={"query": "SELECT ?endless {}"}) as answer:
            next(answer.iter_bytes())
        assert left.wait(20), "the store was not told that the client has left"
        assert served.values("SELECT ?x { ?x ?y ?z }") == ["1"]


def _endless(request: http.server.BaseHTTPRequestHandler, left: threading.Event) -> None:
    request.send_response(200)
    request.send_header("Content-Type", RESULTS)
    request.end_headers()
    request.close_connection = True
    row = b'{"endless":{"type":"literal","value":"1"}},'
    try:
        request.wfile.write(b'{"head":{"vars":["endless"]},"results":{"bindings":[')
        for _ in range(2_000):
            request.wfile.write(row * 10)
            time.sleep(0.01)
    except OSError:
        left.set()
