"""Reading back from real stores on loopback, Virtuoso and our own server: in parts that each gives, and taken up where it stopped."""

import http.server
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import serving, write_release
from test_backend_client import RESULTS, store
from virtuoso_store import Virtuoso, virtuoso

from graph.publishing import parts, verify
from graph.publishing.publish import Published, publish
from graph.publishing.store import PublishError
from ontology.published import CATALOGUE, READ_BACK, Copies
from server.backend import loading
from server.backend.client import Credentials, StoreError
from server.backend.loading import RemoteStore, Row

TOKEN = "let-me-write"
TRIG = " ".join(
    [f'<urn:g{n}> {{ <urn:t{n}> <urn:p> "Türkiye {n}"@en, {n}, "{n}" }}' for n in range(5)]
    + [f"<urn:large> {{ <urn:s{n}> <urn:p> {n}, <urn:o{n}>, <http://example.org/Türkiye> }}" for n in range(60)]
)


class Broken(RemoteStore):
    """Breaks off after two parts were read back."""

    asked = 0

    def rows(self, query: str) -> Iterator[Row]:
        if query.startswith("SELECT ?g ?s ?p ?o"):
            self.asked += 1
            if self.asked == 3:
                raise StoreError("unreachable", "the line is cut")
        return super().rows(query)


def reached(kind: type[RemoteStore], target: Virtuoso | str) -> RemoteStore:
    if isinstance(target, str):
        return kind(f"{target}/sparql", f"{target}/sparql", f"{target}/store", Credentials(token=TOKEN))
    url = target.url
    return kind(target.query, f"{url}/sparql-auth", f"{url}/sparql-graph-crud-auth", Credentials("dba", "dba"))


@pytest.fixture(scope="module", params=["Virtuoso", "ours"])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso | str]:
    """A Virtuoso that gives no more than 150 rows of an answer, and a server of ours that gives no more either."""
    folder = tmp_path_factory.mktemp("parts")
    if request.param == "Virtuoso":
        with virtuoso(folder, rows=150) as running:
            yield running
        return
    write_release(folder, "<urn:own> { <urn:s> <urn:p> 1 }")
    with serving(folder, token=TOKEN, max_rows=150, validate_writes="no") as served:
        yield served.url


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of a hundred triples, noted after each."""
    monkeypatch.setattr(parts, "READ", 100)
    monkeypatch.setattr(verify, "NOTED", 1)


def put(release: Path, store: RemoteStore) -> tuple[Published, list[int]]:
    """What was published, and how many triples had been read back after each part."""
    read = list[int]()

    def progress(stage: str, done: int, _total: int, _item: str) -> None:
        if stage == "reading back" and done:
            read.append(done)

    return publish(release, store, 1_000, progress), read


def noted(store: RemoteStore, release: str) -> list[str]:
    query = f"SELECT ?n {{ GRAPH <{CATALOGUE}> {{ <{Copies(release).iri}> <{READ_BACK}> ?n }} }}"
    return [verify.text(row[0]) for row in store.rows(query)]


def test_release_larger_than_any_answer_is_read_back_and_goes_on_after_a_break(
    target: Virtuoso | str, tmp_path: Path
) -> None:
    release = write_release(tmp_path, TRIG, with_store=False)
    with pytest.raises(StoreError, match="cut"):
        put(tmp_path / "current", reached(Broken, target))
    store = reached(RemoteStore, target)
    [before] = noted(store, release)
    done, read = put(tmp_path / "current", store)
    assert (done.sent, done.triples) == (0, 2 * (15 + 180) + 6)
    assert read[-1] == done.triples - int(before)
    assert max(now - then for then, now in zip([0, *read], read, strict=False)) <= 100
    assert noted(store, release) == []


def test_triple_that_is_another_is_found_and_mended(virtuoso_store: Virtuoso, tmp_path: Path) -> None:
    release = write_release(tmp_path, TRIG.replace("urn:t", "urn:u"), with_store=False)
    store = reached(RemoteStore, virtuoso_store)
    put(tmp_path / "current", store)
    merged = Copies(release).merged
    store.update(f"DELETE DATA {{ GRAPH <{merged}> {{ <urn:s7> <urn:p> <urn:o7> }} }}")
    store.update(f"INSERT DATA {{ GRAPH <{merged}> {{ <urn:x> <urn:p> <urn:o7> }} }}")
    with pytest.raises(PublishError, match=r"1 of 8 graphs .* gives \d+ triples with the hash"):
        put(tmp_path / "current", store)
    done, _ = put(tmp_path / "current", store)
    assert done.sent == 195


def test_answer_that_takes_too_long_in_all_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def drip(request: http.server.BaseHTTPRequestHandler, _query: bytes) -> None:
        request.send_response(200)
        request.send_header("Content-Type", RESULTS)
        request.end_headers()
        row = b'{"x":{"type":"literal","value":"' + b"1" * 20_000 + b'"}},'
        request.wfile.write(b'{"head":{"vars":["x"]},"results":{"bindings":[')
        try:
            for _ in range(100):
                request.wfile.write(row)
                time.sleep(0.05)
        except OSError:
            request.close_connection = True

    monkeypatch.setattr(loading, "_ANSWER", 0.5)
    began = time.monotonic()
    with store(drip) as address, pytest.raises(StoreError, match="whole answer"):
        list(RemoteStore(address, address, "", Credentials()).rows("SELECT ?x {}"))
    assert time.monotonic() - began < 4
