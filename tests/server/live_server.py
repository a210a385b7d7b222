"""A small release written by hand, and a real server process on a loopback port with a client."""

import ctypes
import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx
from loopback import free_port, wait_for_listener
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store

ROOT = Path(__file__).parents[2]
TEXT = "APSCO has eight Member States. Türkiye is a member of APSCO. <script>alert(1)</script> & more."
QUADS = """
@prefix sp: <https://w3id.org/spacepact/ontology#> . @prefix spid: <https://w3id.org/spacepact/id/> . @prefix spv:
<https://w3id.org/spacepact/vocab/> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix prov:
<http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix dcterms: <http://purl.org/dc/terms/> .
spid:graph-entities {
  spid:apsco a sp:IntergovernmentalOrganization ; skos:prefLabel "Asia-Pacific Space Cooperation Organization"@en ;
  skos:altLabel "APSCO" .
  spid:turkiye a sp:State ; skos:prefLabel "Türkiye"@en .
  spv:member skos:prefLabel "member"@en .
}
spid:graph-derived { spid:turkiye org:memberOf spid:apsco . }
spid:document-1 {
  spid:document-1 a sp:Document ; dcterms:title "A <b>note</b>" .
  spid:turkiye a sp:State .
  spid:fact-1 a sp:Membership, sp:Fact ; org:member spid:turkiye ; org:organization spid:apsco ; org:role spv:member ;
  prov:wasDerivedFrom spid:passage-1 .
  spid:passage-1 a sp:Passage ; oa:hasSource spid:document-1 ; oa:hasSelector spid:passage-1-quote,
  spid:passage-1-position .
  spid:passage-1-quote oa:exact "Türkiye is a member of APSCO." .
  spid:passage-1-position oa:start 31 ; oa:end 60 .
}
"""


def write_release(data: Path, trig: str, merge: bool = True, with_store: bool = True) -> str:
    """A release folder of these quads, made current; returns its id."""
    store = Store()
    store.load(trig.encode(), RdfFormat.TRIG)
    quads = list(store)
    lines = sorted(set(store.dump(format=RdfFormat.N_QUADS).splitlines(keepends=True)))
    release_id = hashlib.sha256(b"".join(lines)).hexdigest()[:16]
    folder = data / "releases" / release_id
    if not folder.exists():
        (folder / "texts").mkdir(parents=True)
        (folder / "graph.nq").write_bytes(b"".join(lines))
        (folder / "texts" / "document-1.txt").write_text(TEXT, encoding="utf-8", newline="")
        block = {"kind": "paragraph", "start": 0, "end": len(TEXT), "level": 0, "page": None}
        record = {
            "id": "document-1",
            "name": "note.txt",
            "title": "A <b>note</b>",
            "publisher": None,
            "issued": "2024",
            "blocks": [block],
        }
        (folder / "documents.json").write_text(json.dumps([record]))
        counts = {"quads": len(quads), "documents": 1, "facts": {"Membership": 1}, "entities": {"State": 1}}
        manifest = {
            "id": release_id,
            "counts": counts,
            "inputs": [{"name": "note.txt", "sha256": "0", "document": "document-1"}],
        }
        (folder / "manifest.json").write_text(json.dumps(manifest if merge else manifest | {"default_graph": "own"}))
        if with_store:
            disk = Store(str(folder / "store"))
            disk.bulk_extend(quads)
            if merge:
                disk.bulk_extend(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads)
            disk.flush()
            del disk
    switch(data, release_id)
    return release_id


def switch(data: Path, release_id: str) -> None:
    """Make a release the current one by one rename."""
    link = data / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / release_id)
    link.replace(data / "current")


@dataclass(frozen=True)
class Served:
    """A running server: its address, process, data folder, and a client."""

    url: str
    process: subprocess.Popen[bytes]
    data: Path
    client: httpx.Client

    def sparql(self, query: str, accept: str = "application/sparql-results+json", **parameters: str) -> httpx.Response:
        return self.client.get("/sparql", params={"query": query, **parameters}, headers={"Accept": accept})

    def values(self, query: str, **parameters: str) -> list[str]:
        """The values of the first variable, sorted."""
        answer = self.sparql(query, **parameters)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        return sorted(row[body["head"]["vars"][0]]["value"] for row in body["results"]["bindings"])

    def ask(self, query: str) -> bool:
        return bool(self.sparql(query).json()["boolean"])

    def metric(self, name: str) -> float:
        lines = self.client.get("/metrics").text.splitlines()
        return float(next(line.split()[-1] for line in lines if line.startswith(name)))


def end_with_parent() -> None:
    """Have the system end this process with the one that started it, however that ends (`preexec_fn`; Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


Start = Callable[..., Served]


@contextmanager
def serving(data: Path, log: IO[bytes] | None = None, at: int = 0, **settings: object) -> Iterator[Served]:
    """A server process on a loopback port, a free one unless given; ended, and seen to end, with the block."""
    port = at or free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SPACEPACT_")}
    environment |= {"SPACEPACT_RELOAD_EVERY": "0.05", "SPACEPACT_WORKERS": "2", "SPACEPACT_ACCESS_LOG": "no"}
    environment |= {f"SPACEPACT_{name.upper()}": str(value) for name, value in settings.items()}
    code = "import sys; from pathlib import Path; from server.main import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(data), str(port)], cwd=ROOT, env=environment, stderr=log
    )
    url = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=url, timeout=30) as client:
            wait_for_listener(port, process)
            yield Served(url, process, data, client)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
