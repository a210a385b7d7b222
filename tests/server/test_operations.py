"""What those who run the server need: health, numbers, the log, a clean stop, settings that are checked."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from click import Command
from click.testing import CliRunner
from live_server import QUADS, ROOT, Served, serving, write_release

from graph.cli import main
from graph.cli.run import run
from graph.cli.serve import serve
from server.settings import SettingError, Settings, table


def test_health_names_the_release(served: Served) -> None:
    assert served.client.get("/health").json()["status"] == "ok"


def test_without_a_release_health_is_503_and_one_that_comes_is_served(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        answer = served.client.get("/health")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert served.sparql("ASK {}").status_code == 503
        write_release(tmp_path, QUADS)
        deadline = time.monotonic() + 10
        while served.client.get("/health").status_code != 200:
            assert time.monotonic() < deadline
        assert served.ask("ASK { spid:apsco ?p ?o }")


def test_release_that_cannot_be_read_leaves_the_old_one(tmp_path: Path) -> None:
    release = write_release(tmp_path, QUADS)
    with serving(tmp_path) as served:
        broken = tmp_path / "releases" / "broken"
        broken.mkdir()
        (broken / "manifest.json").write_text('{"counts": {"quads": 1}}')
        (broken / "graph.nq").write_text("this is no N-Quads")
        link = tmp_path / ".current"
        link.symlink_to(Path("releases") / "broken")
        link.replace(tmp_path / "current")
        time.sleep(1)
        assert served.client.get("/health").json()["release"] == release
        assert served.ask("ASK { spid:apsco ?p ?o }")


def test_numbers_are_in_the_text_format(served: Served) -> None:
    served.sparql("SELECT * { ?s ?p ?o } LIMIT 2")
    text = served.client.get("/metrics").text
    for name in (
        "http_requests_total",
        "query_seconds_bucket",
        "query_kills_total",
        "queries_waiting",
        "cache_bytes",
        "query_processes",
        "release_memory_bytes",
    ):
        assert f"spacepact_{name}" in text
    assert served.metric("process_resident_memory_bytes") > 10_000_000


def test_log_has_a_line_per_request_and_no_secret(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    errors = tmp_path / "log"
    with errors.open("wb") as file, serving(tmp_path, log=file, access_log="yes", token="the-secret-token") as served:
        served.sparql("SELECT (1 AS ?secretname) {}")
        served.client.post(
            "/sparql", data={"update": "CLEAR ALL"}, headers={"Authorization": "Bearer the-secret-token"}
        )
        served.client.get("/nothing")
    lines = [json.loads(line) for line in errors.read_text().splitlines() if line.startswith("{")]
    assert [line["status"] for line in lines if line["path"] != "/health"] == [200, 200, 404]
    query = next(line for line in lines if "query" in line)
    assert query["rows"] == 1
    assert len(query["query"]) == 16
    assert "secret" not in errors.read_text()


def test_stop_lets_running_requests_end(tmp_path: Path) -> None:
    write_release(tmp_path, QUADS)
    numbers = " ".join(str(number) for number in range(700))
    query = f"SELECT ?a ?b WHERE {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    with serving(tmp_path) as served:
        with httpx.stream(
            "POST", f"{served.url}/sparql", data={"query": query}, headers={"Accept": "text/csv"}, timeout=60
        ) as answer:
            parts = answer.iter_bytes()
            rows = next(parts).count(b"\n")
            served.process.send_signal(signal.SIGTERM)
            rows += sum(part.count(b"\n") for part in parts)
        assert rows == 490_001
        assert served.process.wait(timeout=10) in (0, -signal.SIGTERM)


def test_server_listens_on_loopback_unless_told(tmp_path: Path) -> None:
    assert Settings.load({}, data=tmp_path).host == "127.0.0.1"


@pytest.mark.parametrize(
    ("name", "value"),
    [("TIMEOUT", "soon"), ("TIMEOUT", "0"), ("WORKERS", "0"), ("WORKERS", "1.5"), ("ACCESS_LOG", "maybe")],
)
def test_settings_that_cannot_be_used_are_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name.lower() if value == "0" else name):
        Settings.load({f"SPACEPACT_{name}": value})


def test_settings_come_from_the_environment_and_arguments_go_before_it(tmp_path: Path) -> None:
    environment = {
        "SPACEPACT_PORT": "1",
        "SPACEPACT_SERVICE_HOSTS": "a.example, b.example",
        "SPACEPACT_ACCESS_LOG": "no",
    }
    settings = Settings.load(environment, data=tmp_path, port=2, host=None)
    assert (settings.port, settings.host, settings.service_hosts, settings.access_log) == (
        2,
        "127.0.0.1",
        ("a.example", "b.example"),
        False,
    )


def test_table_of_settings_tells_each_and_no_secret() -> None:
    rows = {row.name: row for row in table()}
    assert rows["timeout"].environment == "SPACEPACT_TIMEOUT"
    assert rows["token"].secret
    assert all(row.help for row in rows.values())


def test_port_in_use_ends_with_an_error(served: Served, tmp_path: Path) -> None:
    port = served.url.rpartition(":")[2]
    code = "import sys; from pathlib import Path; from server.main import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path), port], cwd=ROOT, timeout=20, capture_output=True)
    assert ended.returncode != 0


def test_help_tells_every_setting_with_its_default() -> None:
    told = CliRunner().invoke(main, ["serve", "--help"], terminal_width=1_000, max_content_width=1_000).output
    lines = {line.split()[0]: line for line in told.splitlines() if line.strip().startswith("SPACEPACT_")}
    for row in table():
        assert row.help in lines[row.environment]
        assert f"[default: {row.default or 'none'}]" in lines[row.environment]


@pytest.mark.parametrize("command", [serve, run])
def test_host_and_port_come_from_the_environment(command: Command) -> None:
    options = {option.name: option for option in command.params}
    assert (options["host"].envvar, options["port"].envvar) == ("SPACEPACT_HOST", "SPACEPACT_PORT")
