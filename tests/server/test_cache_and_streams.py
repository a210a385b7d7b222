"""Validators, kept answers, streams: an answer is right, early, and takes no memory however long it is."""

import gzip
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import zstandard
from live_server import QUADS, Served, serving, switch, write_release

QUERY = "SELECT ?name WHERE { ?s skos:prefLabel ?name } ORDER BY ?name"
JSON = {"Accept": "application/sparql-results+json"}
NUMBERS = " ".join(str(number) for number in range(1000))
MILLION = f"SELECT ?a ?b WHERE {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} }}"


@pytest.fixture(scope="module")
def streaming(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("streaming")
    write_release(data, QUADS)
    with serving(data) as running:
        yield running


def _get(served: Served, query: str, **headers: str) -> httpx.Response:
    return served.client.get("/sparql", params={"query": query}, headers=JSON | headers)


def test_answer_has_a_strong_validator_and_names_its_release(served: Served) -> None:
    answer = _get(served, QUERY)
    assert re.fullmatch(r'"[0-9a-f]{32}"', answer.headers["etag"])
    release = served.client.get("/health").json()["release"]
    assert answer.headers["link"].startswith(f"</releases/{release}>")
    assert "must-revalidate" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


def test_known_answer_is_304(served: Served) -> None:
    etag = _get(served, QUERY).headers["etag"]
    again = _get(served, QUERY, **{"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.content) == (304, b"")


def test_validator_differs_by_format_encoding_and_dataset(served: Served) -> None:
    tags = {
        _get(served, QUERY, **{"Accept-Encoding": "identity"}).headers["etag"],
        _get(served, QUERY, **{"Accept-Encoding": "gzip"}).headers["etag"],
        served.sparql(QUERY, "text/csv").headers["etag"],
        served.sparql(QUERY, **{"default-graph-uri": "https://w3id.org/spacepact/id/graph-entities"}).headers["etag"],
    }
    assert len(tags) == 4


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()"])
def test_answer_that_differs_each_time_is_not_kept(served: Served, call: str) -> None:
    query = f"SELECT ({call} AS ?x) {{}}"
    first, second = _get(served, query), _get(served, query)
    assert first.content != second.content
    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers


def test_text_that_only_speaks_of_now_is_kept(served: Served) -> None:
    assert "etag" in _get(served, 'SELECT ("now" AS ?rand) {} # uuid').headers


def test_kept_answer_is_the_same(served: Served) -> None:
    query = QUERY + " # kept"
    hits = served.metric("spacepact_cache_hits_total")
    first, second = _get(served, query), _get(served, query)
    assert first.content == second.content
    assert first.headers["content-type"] == second.headers["content-type"]
    assert served.metric("spacepact_cache_hits_total") == hits + 1


def test_kept_answer_to_head_has_no_body(served: Served) -> None:
    _get(served, QUERY)
    answer = served.client.head("/sparql", params={"query": QUERY}, headers=JSON)
    assert answer.status_code == 200
    assert not answer.content


def test_errors_are_not_kept(served: Served) -> None:
    assert _get(served, "SELECT").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("identity", None),
        ("br", None),
    ],
)
def test_long_answer_is_compressed_as_asked(streaming: Served, accept: str, expected: str | None) -> None:
    query = MILLION.replace("?b WHERE", "?b WHERE") + " LIMIT 5000"
    plain = _get(streaming, query, **{"Accept-Encoding": "identity"}).content
    with streaming.client.stream(
        "GET", "/sparql", params={"query": query}, headers=JSON | {"Accept-Encoding": accept}
    ) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == expected
    unpack = {
        "gzip": gzip.decompress,
        "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
    }
    assert unpack.get(expected or "", lambda data: data)(raw) == plain


def test_million_rows_come_early_whole_and_without_memory(streaming: Served) -> None:
    pid = streaming.process.pid
    before, rows, first = _resident(pid), 0, 0.0
    began = time.perf_counter()
    with streaming.client.stream(
        "POST", "/sparql", data={"query": MILLION}, headers={"Accept": "text/csv", "Accept-Encoding": "identity"}
    ) as answer:
        most = before
        for part in answer.iter_raw():
            first = first or time.perf_counter() - began
            rows += part.count(b"\n")
            most = max(most, _resident(pid))
    assert rows == 1_000_001
    assert first < 1
    assert most - before < 50_000_000


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_compressed_stream_begins_early(streaming: Served, encoding: str) -> None:
    endless = "SELECT * WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h . ?i ?t ?j }"
    began = time.perf_counter()
    with streaming.client.stream(
        "GET", "/sparql", params={"query": endless}, headers={"Accept": "text/csv", "Accept-Encoding": encoding}
    ) as answer:
        first = next(answer.iter_bytes())
    assert first.startswith(b"a,")
    assert time.perf_counter() - began < 1


def test_new_release_drops_no_running_query_and_no_request(tmp_path: Path) -> None:
    first = write_release(tmp_path, QUADS)
    second = write_release(tmp_path, QUADS.replace("Türkiye", "Turkey"))
    switch(tmp_path, first)
    count = "SELECT ?name WHERE { spid:turkiye skos:prefLabel ?name }"
    with (
        serving(tmp_path) as served,
        served.client.stream("POST", "/sparql", data={"query": MILLION}, headers={"Accept": "text/csv"}) as stream,
    ):
        rows = 0
        parts = stream.iter_bytes()
        rows += next(parts).count(b"\n")
        assert served.values(count) == ["Türkiye"]
        started = served.metric("spacepact_query_forks_total")
        switch(tmp_path, second)
        deadline = time.monotonic() + 10
        while served.values(count) != ["Turkey"]:
            assert time.monotonic() < deadline
        for part in parts:
            rows += part.count(b"\n")
        assert rows == 1_000_001
        assert served.metric("spacepact_query_forks_total") > started


def _resident(pid: int) -> int:
    fields = Path(f"/proc/{pid}/statm").read_text().split()
    return int(fields[1]) * 4096
