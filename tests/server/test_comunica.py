"""Comunica, the real client, against a real server: it finds out by itself what it is given, and asks accordingly.

It is taken from the folder that SPACEPACT_COMUNICA names, else installed once from the npm registry into the user's cache.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from live_server import Served
from platformdirs import user_cache_path

PACKAGE = "@comunica/query-sparql@4.5.0"
LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
SP, SPID = "https://w3id.org/spacepact/ontology#", "https://w3id.org/spacepact/id/"

Ask = Callable[..., str]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def comunica() -> Ask:
    """Runs a query on sources given by their addresses; returns what the program prints."""
    program = _installed() / "node_modules" / ".bin" / "comunica-sparql"

    def ask(query: str, *sources: str, form: str = "text/csv") -> str:
        command = [str(program), *sources, "-q", query, "-t", form]
        return subprocess.run(command, capture_output=True, timeout=120, check=True, text=True).stdout

    return ask


def _installed() -> Path:
    if not shutil.which("node"):
        pytest.skip("Comunica needs node")
    if folder := os.environ.get("SPACEPACT_COMUNICA"):
        return Path(folder)
    if not (npm := shutil.which("npm")):
        pytest.skip("Comunica needs npm, or SPACEPACT_COMUNICA for the folder where it is installed")
    folder = user_cache_path("spacepact-tests") / PACKAGE.rpartition("@")[2].replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        if not (folder / ".complete").exists():
            command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE]
            try:
                ended = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, text=True)
            except subprocess.TimeoutExpired:
                pytest.skip("npm took more than five minutes to install Comunica")
            if ended.returncode:
                pytest.skip(f"npm could not install Comunica: {ended.stderr[-300:]}")
            (folder / ".complete").touch()
    return folder


def test_comunica_selects(served: Served, comunica: Ask) -> None:
    query = f"SELECT ?name {{ ?s a <{SP}State> ; {LABEL} ?name }}"
    assert comunica(query, f"{served.url}/sparql").split() == ["name", "Türkiye"]


def test_comunica_orders_and_counts(served: Served, comunica: Ask) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {{ ?s {LABEL} ?name FILTER(LANG(?name) = 'en') }}"
    found = json.loads(comunica(query, f"{served.url}/sparql", form="application/sparql-results+json"))
    assert [row["n"]["value"] for row in found["results"]["bindings"]] == ["3"]


def test_comunica_constructs(served: Served, comunica: Ask) -> None:
    query = f"CONSTRUCT {{ ?s {LABEL} ?name }} WHERE {{ ?s a <{SP}State> ; {LABEL} ?name }}"
    answer = comunica(query, f"{served.url}/sparql", form="application/n-triples")
    assert answer.strip() == f'<{SPID}turkiye> {LABEL} "Türkiye"@en .'


def test_comunica_asks_a_named_graph(served: Served, comunica: Ask) -> None:
    query = f"ASK {{ GRAPH <{SPID}graph-derived> {{ <{SPID}turkiye> ?p <{SPID}apsco> }} }}"
    assert comunica(query, f"{served.url}/sparql", form="simple").strip().endswith("true")


def test_comunica_joins_the_endpoint_with_linked_data(served: Served, comunica: Ask) -> None:
    query = f"SELECT DISTINCT ?name {{ <{SPID}turkiye> ?p ?body . ?body a <{SP}IntergovernmentalOrganization> ; {LABEL} ?name }}"
    answer = comunica(query, f"{served.url}/sparql", f"{served.url}/id/turkiye")
    assert answer.split("\n")[1].strip() == "Asia-Pacific Space Cooperation Organization"
