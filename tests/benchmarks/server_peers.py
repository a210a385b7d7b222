"""A release folder in, servers that hold its graph on loopback out: ours, the bare one, Virtuoso, rdflib-endpoint; each ends with its block."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "server"))

import uvloop
from loopback import free_port, wait_for_listener
from server_client import Target, connect
from server_data import mix

from ontology.namespaces import PREFIXES

ROOT = Path(__file__).parents[2]
SERVE = "import sys; from pathlib import Path; from server.main import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
USED = sorted(p for p in PREFIXES if any(re.search(rf"\b{p}:", query) for query in mix().values()))
DECLARED = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in USED)
INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}, {data}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
MaxQueryMem = 2G
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 20
MaxClientConnections = 20
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryExecutionTime = 600
"""


@contextmanager
def process(arguments: list[str], port: int, **settings: object) -> Iterator[subprocess.Popen[bytes]]:
    """A server process, once it takes connections."""
    ours = {f"SPACEPACT_{name.upper()}": str(value) for name, value in settings.items()}
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | ours
    running = subprocess.Popen(
        arguments, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for_listener(port, running)
        yield running
    finally:
        running.terminate()
        try:
            running.wait(timeout=30)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


@contextmanager
def ours(data: Path, name: str = "ours", **settings: object) -> Iterator[tuple[Target, int]]:
    """Our server on a data folder, with the id of its process."""
    port = free_port()
    with process([sys.executable, "-c", SERVE, str(data), str(port)], port, access_log="no", **settings) as running:
        yield Target(name, port), running.pid


@contextmanager
def bare(release: Path) -> Iterator[tuple[Target, int]]:
    """The least that answers SPARQL, over the release's store on disk."""
    port = free_port()
    script = str(Path(__file__).parent / "server_bare.py")
    with process([sys.executable, script, str(release / "store"), str(port)], port) as running:
        yield Target("bare", port), running.pid


@contextmanager
def virtuoso(release: Path, folder: Path) -> Iterator[tuple[Target, int] | None]:
    """Virtuoso with the release's quads; None where it is not installed."""
    if not shutil.which("virtuoso-t") or not shutil.which("isql-vt"):
        print("virtuoso-t or isql-vt is not installed: Virtuoso is left out")
        yield None
        return
    port, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, data=release, port=port, sql=sql))
    arguments = ["virtuoso-t", "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    with process(arguments, port) as running:
        load = f"ld_dir('{release}', 'graph.nq', 'http://localhost/none'); rdf_loader_run(); checkpoint; exec('select count(*) from RDF_QUAD');"
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        yield Target("virtuoso", port, "/sparql", DECLARED), running.pid


@contextmanager
def rdflib_endpoint(release: Path, python: Path | None) -> Iterator[tuple[Target, int] | None]:
    """rdflib-endpoint from the environment of a Python, its graph read from a file; None without one."""
    command = python.parent / "rdflib-endpoint" if python else None
    if command is None or not command.exists():
        print("rdflib-endpoint is left out: name the Python of an environment that has it by --rdflib")
        yield None
        return
    port = free_port()
    arguments = [str(command), "serve", "--host", "127.0.0.1", "--port", str(port), str(release / "graph.nq")]
    with process(arguments, port) as running:
        yield Target("rdflib-endpoint", port, "/", DECLARED), running.pid


async def _is_ready(target: Target) -> bool:
    connection = await connect(target)
    status = await connection.ask(target.request(mix()["lookup"] % 0))
    connection.close()
    return status == 200


def wait_for(target: Target) -> None:
    """Wait until a server answers a query."""
    while not uvloop.run(_is_ready(target)):
        time.sleep(0.5)
