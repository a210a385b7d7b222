"""Two servers behind nginx, asked without a pause while one after the other is switched and restarted."""

import http.client
import re
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from live_server import Served, end_with_parent, serving
from loopback import free_port, wait_for_listener

QUERY = "SELECT ?name WHERE { ?s skos:prefLabel ?name } ORDER BY ?name LIMIT 5"
_RELEASE = re.compile(r"/releases/([0-9a-f]{16})")
_CONF = """
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  upstream spacepact {{
    server 127.0.0.1:{one} max_fails=0;
    server 127.0.0.1:{two} max_fails=0;
    keepalive 16;
  }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://spacepact;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_next_upstream error timeout http_502 http_503 non_idempotent;
    }}
  }}
}}
"""


class Pair:
    """Two servers of one data folder, and the port of the proxy before them."""

    def __init__(self, data: Path, ports: tuple[int, int], port: int) -> None:
        self._data = data
        self._ports = ports
        self._stacks = [ExitStack(), ExitStack()]
        self.port = port
        self.servers = [self._start(0), self._start(1)]

    def restart(self, number: int) -> None:
        """Stop a server as an operator does, and start it again."""
        self._stacks[number].close()
        self.servers[number] = self._start(number)

    def wait_for(self, release: str) -> None:
        """Wait until both serve a release."""
        for server in self.servers:
            _wait_for(server, release)

    def close(self) -> None:
        """Stop both."""
        for stack in self._stacks:
            stack.close()

    def _start(self, number: int) -> Served:
        return self._stacks[number].enter_context(serving(self._data, at=self._ports[number]))


@contextmanager
def proxied(data: Path, folder: Path) -> Iterator[Pair]:
    """Two servers behind nginx; skipped where that is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("needs nginx (Debian: nginx-light)")
    one, two, port = free_port(), free_port(), free_port()
    (folder / "nginx.conf").write_text(_CONF.format(folder=folder, one=one, two=two, port=port))
    pair = Pair(data, (one, two), port)
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    process = subprocess.Popen([*command, "-g", "daemon off;"], preexec_fn=end_with_parent)
    try:
        wait_for_listener(port, process)
        yield pair
    finally:
        process.terminate()
        process.wait(timeout=20)
        pair.close()


@dataclass
class Load:
    """What clients saw: answers by release, and everything that is not an answer with status 200 (or 412, where they
    insist on a release)."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    releases: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    refused: int = 0
    seconds: list[float] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self, clients: int) -> None:
        """Begin to ask, each client over one connection."""
        self._threads = [threading.Thread(target=self._ask) for _ in range(clients)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the requests that run."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    @property
    def asked(self) -> int:
        """Requests so far."""
        return len(self.seconds)

    def _ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = urlencode({"query": QUERY})
        number = 0
        while not self._stop.is_set():
            number += 1
            began = time.monotonic()
            try:
                if number % 2:
                    connection.request("GET", f"/sparql?{body}", headers=self.headers)
                else:
                    form = {"Content-Type": "application/x-www-form-urlencoded", **self.headers}
                    connection.request("POST", "/sparql", body, form)
                self._take(connection.getresponse())
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(repr(error))
                connection.close()
            self.seconds.append(time.monotonic() - began)

    def _take(self, answer: http.client.HTTPResponse) -> None:
        content = answer.read()
        found = _RELEASE.search(answer.headers.get("Link", ""))
        if answer.status == 200 and found:
            self.releases[found[1]] += 1
        elif answer.status == 412 and self.headers:
            self.refused += 1
        else:
            self.failures.append(f"{answer.status}: {content[:200]!r}")


def _wait_for(server: Served, release: str) -> None:
    for _ in range(1_200):
        if server.client.get("/health").json().get("release") == release:
            return
        time.sleep(0.05)
    raise AssertionError(f"{server.url} does not serve {release}")
