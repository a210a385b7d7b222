"""Limits: a query that runs too long, takes too much or is no longer wanted is ended, and the others do not notice."""

import contextlib
import os
import signal
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from live_server import QUADS, Served, serving, write_release

RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h . ?i ?t ?j . ?k ?u ?l . ?m ?v ?n }"
ENDLESS = "SELECT * WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h . ?i ?t ?j . ?k ?u ?l }"
LOOKUP = "SELECT ?name WHERE { spid:turkiye skos:prefLabel ?name }"


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("limited")
    write_release(data, QUADS)
    with serving(
        data, timeout_max=20, queue=2, queue_timeout=0.3, slow_workers=2, slow_after=0.1, max_rows=50_000
    ) as running:
        yield running


def _processes_of(served: Served) -> list[int]:
    """All descendants of the server process."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
    found, level = [], [served.process.pid]
    while level:
        level = [pid for pid, parent in parents.items() if parent in level]
        found += level
    return found


def _seconds_used(pids: list[int]) -> float:
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def _is_quiet(served: Served, within: float = 1.0) -> bool:
    """Whether the server's processes stop using the processor within a time."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        before = _seconds_used(_processes_of(served))
        time.sleep(0.2)
        if _seconds_used(_processes_of(served)) - before < 0.05:
            return True
    return False


def _leave_after(served: Served, query: str, seconds: float) -> None:
    host, port = served.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        path = httpx.URL("/sparql", params={"query": query})
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(seconds)


def test_query_over_its_time_is_504_and_says_so(limited: Served) -> None:
    began = time.monotonic()
    answer = limited.sparql(RUNAWAY, timeout="0.5")
    assert answer.status_code == 504
    assert answer.json()["limit"] == "time"
    assert "0.5 s" in answer.json()["detail"]
    assert time.monotonic() - began < 1.5


def test_processor_is_free_after_the_limit(limited: Served) -> None:
    limited.sparql(RUNAWAY, timeout="0.3")
    assert _is_quiet(limited)


def test_processor_is_free_after_the_client_left(limited: Served) -> None:
    kills = limited.metric("spacepact_query_kills_total")
    _leave_after(limited, RUNAWAY, 0.4)
    assert _is_quiet(limited)
    assert limited.metric("spacepact_query_kills_total") == kills + 1


def test_stream_over_its_time_is_broken_off(limited: Served) -> None:
    with (
        pytest.raises(httpx.RemoteProtocolError),
        limited.client.stream(
            "GET",
            "/sparql",
            params={"query": ENDLESS, "timeout": "0.4"},
            headers={"Accept": "text/csv", "Accept-Encoding": "identity"},
        ) as answer,
    ):
        assert answer.status_code == 200
        for _ in answer.iter_raw():
            pass


def test_rows_over_their_limit_break_the_stream_off_and_name_it(limited: Served) -> None:
    received = bytearray()
    with (
        pytest.raises(httpx.RemoteProtocolError),
        limited.client.stream(
            "GET", "/sparql", params={"query": ENDLESS}, headers={"Accept": "text/csv", "Accept-Encoding": "identity"}
        ) as answer,
    ):
        for part in answer.iter_raw():
            received += part
    assert b"BROKEN OFF, NOT COMPLETE: the answer has more than 50000 rows" in received


@pytest.mark.parametrize(
    ("setting", "words"), [("max_bytes", "more than 1000 bytes"), ("max_rows", "more than 1000 rows")]
)
def test_limit_that_is_hit_before_the_first_byte_is_507_and_named(tmp_path: Path, setting: str, words: str) -> None:
    write_release(tmp_path, QUADS)
    numbers = " ".join(str(number) for number in range(40))
    query = f"SELECT ?a ?b {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }} ORDER BY ?a ?b"
    with serving(tmp_path, **{setting: 1_000}) as served:
        answer = served.sparql(query, "text/csv")
        assert answer.status_code == 507
        assert answer.json()["limit"] == setting.removeprefix("max_")
        assert words in answer.json()["detail"]
        assert served.values(LOOKUP) == ["Türkiye"]


@pytest.mark.parametrize("encoding", ["identity", "gzip", "zstd"])
def test_stream_that_is_broken_off_has_no_end(limited: Served, encoding: str) -> None:
    """The last chunk of a body (a zero, RFC 9112 section 7.1) never comes, so that no client takes the rest for the whole."""
    host, port = limited.url.removeprefix("http://").split(":")
    path = httpx.URL("/sparql", params={"query": ENDLESS, "timeout": "0.4", "format": "csv"})
    received = bytearray()
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {encoding}\r\n\r\n".encode())
        while part := connection.recv(65_536):
            received += part
    assert received.startswith(b"HTTP/1.1 200")
    assert b"transfer-encoding: chunked" in received[:2_000].lower()
    assert not received.endswith(b"0\r\n\r\n")


def test_client_that_leaves_the_queue_takes_no_process(limited: Served) -> None:
    threads = [threading.Thread(target=_leave_after, args=(limited, RUNAWAY, 1.5)) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.7)
    _leave_after(limited, RUNAWAY + " # queued", 0.1)
    for thread in threads:
        thread.join()
    assert _is_quiet(limited)
    assert limited.metric("spacepact_queries_waiting") == 0


def test_head_of_an_endless_answer_ends_its_query(limited: Served) -> None:
    answer = limited.client.head("/sparql", params={"query": ENDLESS, "format": "csv"})
    assert answer.status_code == 200
    assert _is_quiet(limited)


def test_query_that_takes_too_much_memory_fails_alone(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path, max_memory=60_000_000) as served:
        answer = served.sparql(
            "SELECT * WHERE { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h . ?i ?t ?j } ORDER BY ?b ?d ?f ?h ?j"
        )
        assert answer.status_code == 507
        assert answer.json()["limit"] == "memory"
        assert served.values(LOOKUP) == ["Türkiye"]


def test_full_queue_is_503_with_retry_after(limited: Served) -> None:
    threads = [threading.Thread(target=_leave_after, args=(limited, RUNAWAY, 1.5)) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    answer = limited.sparql(LOOKUP)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    for thread in threads:
        thread.join()
    assert _is_quiet(limited)
    assert limited.values(LOOKUP) == ["Türkiye"]


def test_lookups_go_on_beside_runaway_queries(limited: Served) -> None:
    limited.values(LOOKUP)
    threads = [threading.Thread(target=_leave_after, args=(limited, RUNAWAY, 2)) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    times = []
    for number in range(30):
        began = time.perf_counter()
        assert limited.values(f"{LOOKUP} # {number}") == ["Türkiye"]
        times.append(time.perf_counter() - began)
    for thread in threads:
        thread.join()
    assert statistics.median(times) < 0.1


def test_client_that_takes_nothing_is_let_go(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path, stall_timeout=0.5) as served:
        host, port = served.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            path = httpx.URL("/sparql", params={"query": ENDLESS, "format": "csv"})
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            deadline = time.monotonic() + 15
            while not served.metric("spacepact_query_kills_total") and time.monotonic() < deadline:
                time.sleep(0.1)
            assert served.metric("spacepact_query_kills_total") == 1
            assert served.metric("spacepact_queries_running") == 0


@pytest.mark.parametrize("path", ["/sparql", "/store?graph=http://g", "/reconcile"])
def test_client_that_sends_nothing_is_let_go(tmp_path: Path, path: str) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path, stall_timeout=0.5, token="t") as served:
        host, port = served.url.removeprefix("http://").split(":")
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\nContent-Length: 100\r\n"
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\nquery=".encode())
            assert connection.recv(1_000).startswith(b"HTTP/1.1 408")


def test_no_process_outlives_the_server(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path) as served:
        thread = threading.Thread(target=_leave_after, args=(served, RUNAWAY, 1))
        thread.start()
        time.sleep(0.3)
        children = _processes_of(served)
        assert len(children) >= 3
        served.process.kill()
        thread.join()
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline and any(Path(f"/proc/{pid}").exists() for pid in children):
        time.sleep(0.05)
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


def test_fork_server_that_dies_is_replaced(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path) as served:
        fork_server = min(_processes_of(served))
        os.kill(fork_server, 9)
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and served.sparql(LOOKUP).status_code != 200:
            time.sleep(0.05)
        assert served.values(LOOKUP) == ["Türkiye"]


def test_query_process_killed_from_outside_is_announced(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path, workers=1) as served:
        answers: list[httpx.Response] = []
        thread = threading.Thread(
            target=lambda: answers.append(
                httpx.get(f"{served.url}/sparql", params={"query": RUNAWAY, "timeout": "10"}, timeout=20)
            )
        )
        thread.start()
        while thread.is_alive():  # the first to be killed may run a query of the server's own
            time.sleep(0.2)
            for pid in _processes_of(served)[1:]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, 9)
        assert (answers[0].status_code, answers[0].headers["retry-after"]) == (503, "1")


def test_query_process_of_whose_end_no_word_comes_is_announced(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path, workers=1) as served, ThreadPoolExecutor(1) as clients:
        answer = clients.submit(served.sparql, RUNAWAY, timeout="15")
        fork_server, *others = _processes_of(served)
        while _seconds_used(others) < 0.5:
            time.sleep(0.05)
            fork_server, *others = _processes_of(served)
        os.kill(fork_server, signal.SIGSTOP)
        for pid in others:
            os.kill(pid, signal.SIGKILL)
        assert (answer.result().status_code, answer.result().headers["retry-after"]) == (503, "1")
        os.kill(fork_server, signal.SIGCONT)
        assert served.values(LOOKUP) == ["Türkiye"]


def test_release_whose_loading_was_killed_is_loaded_again(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path, cache_bytes=0) as served:
        before = set(_processes_of(served))
        os.kill(min(before), 9)
        deadline = time.monotonic() + 5
        while not (loading := set(_processes_of(served)) - before) and time.monotonic() < deadline:
            time.sleep(0.005)
        os.kill(min(loading), 9)
        deadline = time.monotonic() + 10
        while served.sparql(LOOKUP).status_code != 200 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert served.values(LOOKUP) == ["Türkiye"]


def test_release_on_disk_answers_the_same(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path, memory_quads=0) as served:
        assert served.values(LOOKUP) == ["Türkiye"]
        assert served.values("SELECT (COUNT(*) AS ?n) WHERE { spid:turkiye a sp:State }") == ["1"]
        assert served.sparql(RUNAWAY, timeout="0.3").status_code == 504
        assert served.values(LOOKUP) == ["Türkiye"]


@pytest.mark.parametrize(
    ("name", "value"), [("timeout", "nan"), ("timeout", "-1"), ("timeout", "x"), ("timeout", "inf")]
)
def test_impossible_parameters_are_400(limited: Served, name: str, value: str) -> None:
    assert limited.sparql(LOOKUP, **{name: value}).status_code == 400


def test_long_query_is_refused(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    with serving(tmp_path, max_query_bytes=200) as served:
        assert served.sparql(LOOKUP + " #" + "x" * 300).status_code == 414
        assert served.client.post("/sparql", data={"query": LOOKUP + " #" + "x" * 300}).status_code == 413


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {'{' * 300} ?s ?p ?o {'}' * 300}",
        f"SELECT * {{ GRAPH ?g {'{' * 5_000} VALUES ?x {{ 1 }} {'}' * 5_000} }}",
        f"SELECT * {{ ?s ?p ?o FILTER {'(' * 20_000}true{')' * 20_000} }}",
        f"SELECT * {{ ?s ?p {'[ ?p ' * 20_000}1{']' * 20_000} }}",
    ],
    ids=["groups", "groups in GRAPH", "parentheses", "blank nodes"],
)
def test_query_nested_too_deep_is_400_with_its_place(limited: Served, query: str) -> None:
    answer = limited.client.post("/sparql", data={"query": query})
    assert answer.status_code == 400
    assert "nested deeper than 100" in answer.json()["detail"]
    assert answer.json()["line"] == 1


def test_query_nested_as_deep_as_is_read_is_answered(limited: Served) -> None:
    query = f"SELECT * {'{' * 98} GRAPH ?g {{ VALUES ?x {{ 1 }} }} {'}' * 98}"
    answer = limited.client.post("/sparql", data={"query": query})
    assert answer.status_code == 200
