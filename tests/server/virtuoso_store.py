"""Virtuoso as Debian packages it, started on free loopback ports in a folder of its own, and stopped."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from live_server import end_with_parent
from loopback import free_port

from graph.publishing.publish import publish
from server.backend.client import Credentials
from server.backend.loading import RemoteStore

_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
AllowOSCalls = 0
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 20
MaxKeepAlives = 20
KeepAliveTimeout = 30
HTTPProxyEnabled = 0
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 30
"""


@dataclass(frozen=True)
class Virtuoso:
    """The addresses of a running store; its user and password are `dba`."""

    url: str

    @property
    def query(self) -> str:
        return f"{self.url}/sparql"

    @property
    def targets(self) -> list[str]:
        """Options of `spacepact publish`."""
        graphs = f"{self.url}/sparql-graph-crud-auth"
        return ["--to", self.query, "--update", f"{self.url}/sparql-auth", "--graph-store", graphs]

    @property
    def settings(self) -> dict[str, str]:
        """Settings of a server that answers from this store."""
        return {"backend": self.query, "backend_timeout": "timeout=ms"}

    def take(self, release: Path) -> None:
        """Publish a release here, beside all others."""
        graphs = f"{self.url}/sparql-graph-crud-auth"
        store = RemoteStore(self.query, f"{self.url}/sparql-auth", graphs, Credentials("dba", "dba"))
        publish(release, store, 1_000_000, lambda *_: None)

    def ask(self, text: str, **parameters: str) -> str:
        """The answer as CSV, straight from the store."""
        answer = httpx.post(self.query, data={"query": text, **parameters}, headers={"Accept": "text/csv"}, timeout=60)
        return answer.text


@contextmanager
def virtuoso(folder: Path, rows: int = 5_000_000) -> Iterator[Virtuoso]:
    """A store with an empty database; the test is skipped where the program is not installed."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("needs virtuoso-t (Debian: virtuoso-opensource)")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, sql=sql, http=http, rows=rows))
    with (folder / "out").open("wb") as out:
        command = [program, "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, preexec_fn=end_with_parent)
    store = Virtuoso(f"http://127.0.0.1:{http}")
    try:
        _wait_for(store, process, folder)
        yield store
    finally:
        process.kill()
        process.wait()


def _wait_for(store: Virtuoso, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"Virtuoso ended at its start: {(folder / 'out').read_text()[-500:]}")
        try:
            if "1" in store.ask("SELECT (1 AS ?x) {}"):
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("Virtuoso did not start")
