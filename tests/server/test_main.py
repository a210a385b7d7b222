"""The process that serves: on the quick event loop and HTTP parser where they are installed, without them too, and quiet about what any
client can cause."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from live_server import QUADS, ROOT, serving, write_release
from loopback import free_port

WITHOUT = """
import sys
sys.modules["uvloop"] = sys.modules["httptools"] = None
from pathlib import Path
from server.main import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the libraries that a process has loaded")
def test_quick_loop_and_parser_are_used(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path) as running:
        loaded = Path(f"/proc/{running.process.pid}/maps").read_text()
        assert running.ask("ASK {}")
    assert "uvloop" in loaded
    assert "httptools" in loaded


def test_server_works_without_them(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", WITHOUT, str(tmp_path), str(port)], cwd=ROOT)
    try:
        answer = _when_up(f"http://127.0.0.1:{port}/sparql", {"query": "ASK { ?s ?p ?o }"})
        assert answer.json()["boolean"] is True
    finally:
        process.terminate()
        process.wait(timeout=20)


def _when_up(url: str, parameters: dict[str, str]) -> httpx.Response:
    for _ in range(400):
        try:
            answer = httpx.get(url, params=parameters, timeout=30)
        except httpx.TransportError:
            time.sleep(0.05)
            continue
        if answer.status_code == 200:
            return answer
        time.sleep(0.05)
    raise AssertionError("the server did not start")


def test_log_says_nothing_of_what_any_client_can_cause(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    log = tmp_path / "log"
    with log.open("wb") as file, serving(tmp_path, log=file) as running:
        upgrade = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": "AAMAAABkAAQAAP__"}
        assert running.client.get("/health", headers=upgrade).status_code == 200
        with socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2])), timeout=10) as client:
            client.sendall(b"\x16\x03\x01 no HTTP at all\r\n\r\n")
            assert client.recv(100).startswith(b"HTTP/1.1 400")
    assert "upgrade" not in log.read_text().lower()
    assert "Invalid HTTP" not in log.read_text()
