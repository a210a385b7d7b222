import json
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import COMMANDS, main
from graph.cli.run import EXAMPLES, example, is_current
from graph.settings import DATA_VARIABLE

MEMBERS = "SELECT ?role ?who { ?m a sp:Membership ; org:organization spid:apsco ; org:role ?role ; org:member ?who }"


def spacepact(*arguments: str | Path, stdin: str | None = None, data: Path | None = None) -> Result:
    return CliRunner().invoke(
        main, [str(a) for a in arguments], input=stdin, env={DATA_VARIABLE: str(data) if data else None}
    )


@pytest.fixture
def data(sample_release: Path) -> Path:
    return sample_release.parents[1]


def test_help_shows_examples_and_exit_status() -> None:
    result = spacepact("--help")
    assert result.exit_code == 0
    assert "spacepact run" in result.output
    assert "Exit status: 0 done, 1 findings" in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_an_example(command: str) -> None:
    result = spacepact(command, "--help")
    assert result.exit_code == 0
    assert f"  spacepact {command}" in result.output


def test_version() -> None:
    assert spacepact("--version").output.startswith("spacepact 0.")


def test_unknown_command_and_option_are_wrong_use() -> None:
    assert spacepact("frobnicate").exit_code == 2
    assert spacepact("build", "--frobnicate").exit_code == 2


def test_build_summarises_and_reports_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        "Pakistan is a member of the Asia-Pacific Space Cooperation Organization (APSCO)."
    )
    (tmp_path / "in" / "b.txt").write_text("")
    result = spacepact("build", tmp_path / "in", "--data", tmp_path / "data")
    assert result.exit_code == 1
    assert "from 1 documents" in result.stdout
    assert "b.txt: empty" in result.stdout
    assert "reading: 2 documents" in result.stderr


def test_build_json_is_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing of note happened in this place on that day.")
    result = spacepact("build", tmp_path / "a.txt", "--json", data=tmp_path / "data")
    assert result.exit_code == 0
    assert result.stderr == ""
    manifest = json.loads(result.stdout)
    assert manifest["counts"]["documents"] == 1
    assert Path(manifest["release"]).name == manifest["id"]


@pytest.mark.parametrize("workers", ["0", "2"])
def test_build_with_any_number_of_workers_has_one_outcome(tmp_path: Path, workers: str) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"On Monday the {name} thing was launched by nobody in particular.")
    result = spacepact("build", *tmp_path.glob("*.txt"), "--workers", workers, data=tmp_path / "data")
    assert result.exit_code == 0
    assert "from 3 documents" in result.stdout


@pytest.mark.parametrize("address", ["", "local:0", "10.0.0.1:8786", "http://10.0.0.1"])
def test_scheduler_that_is_none_is_an_input_error(tmp_path: Path, address: str) -> None:
    result = spacepact("build", "--scheduler", address, data=tmp_path / "data")
    assert result.exit_code == 2
    assert "local:N" in result.stderr


def test_build_from_nowhere_is_an_input_error(tmp_path: Path) -> None:
    result = spacepact("build", tmp_path / "nowhere", "--data", tmp_path / "data")
    assert result.exit_code == 2
    assert "nowhere: no such file or folder" in result.stderr


def test_data_folder_that_is_a_file_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert spacepact("build", "--data", tmp_path / "file").exit_code == 2


@pytest.mark.parametrize("command", [["query", "ASK {}"], ["export"], ["validate"], ["serve"]])
def test_commands_without_a_release_say_how_to_get_one(tmp_path: Path, command: list[str]) -> None:
    result = spacepact(*command, "--data", tmp_path)
    assert result.exit_code == 2
    assert f"has no release yet; `spacepact build --data {tmp_path}` makes one" in result.stderr


def test_query_answers_with_a_table(data: Path) -> None:
    result = spacepact("query", MEMBERS, data=data)
    assert result.exit_code == 0
    assert "spid:china" in result.stdout
    assert result.stdout.splitlines()[0].split() == ["role", "|", "who"]


def test_query_from_a_file_and_from_standard_input(data: Path, tmp_path: Path) -> None:
    (tmp_path / "members.rq").write_text(MEMBERS)
    expected = spacepact("query", MEMBERS, data=data).stdout
    assert spacepact("query", tmp_path / "members.rq", data=data).stdout == expected
    assert spacepact("query", "-", stdin=MEMBERS, data=data).stdout == expected


def test_query_nested_too_deep_is_an_input_error_with_its_place(data: Path) -> None:
    result = spacepact("query", f"SELECT * {'{' * 3_000} ?s ?p ?o {'}' * 3_000}", data=data)
    assert result.exit_code == 2
    assert "line 1, column 110: brackets are nested deeper than 100" in result.stderr


def test_query_has_the_answers_of_the_standard_where_the_engine_has_others(data: Path) -> None:
    assert "urn:x" in spacepact("query", "SELECT ?o { <urn:x> <urn:p>* ?o }", data=data).stdout


@pytest.mark.parametrize(
    ("name", "start"), [("json", '{"head"'), ("csv", "role,who"), ("tsv", "?role\t?who"), ("xml", "<?xml")]
)
def test_query_in_standard_formats(data: Path, name: str, start: str) -> None:
    assert spacepact("query", MEMBERS, "--format", name, data=data).stdout.startswith(start)


def test_query_that_asks_or_constructs(data: Path) -> None:
    assert spacepact("query", "ASK { spid:apsco ?p ?o }", data=data).stdout == "yes\n"
    described = spacepact("query", "DESCRIBE spid:apsco", data=data).stdout
    assert "spid:apsco" in described
    assert "@prefix" in described


def test_bad_query_is_shown_with_line_and_column(data: Path) -> None:
    result = spacepact("query", "SELECT ?a {\n  ?a sp:hasParty }", data=data)
    assert result.exit_code == 2
    assert "line 2, column" in result.stderr
    assert "?a sp:hasParty }" in result.stderr


@pytest.mark.parametrize(
    "query", ["SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "SELECT * { service silent ?x {} }"]
)
def test_query_fetches_nothing(data: Path, query: str) -> None:
    result = spacepact("query", query, data=data)
    assert result.exit_code == 2
    assert "nothing is fetched" in result.stderr


def test_query_file_that_is_missing(data: Path) -> None:
    assert "no such file" in spacepact("query", "missing.rq", data=data).stderr


def test_export_to_a_file_and_to_standard_output(data: Path, tmp_path: Path) -> None:
    result = spacepact("export", "--format", "nquads", "-o", tmp_path / "graph.nq", data=data)
    assert result.exit_code == 0
    expected = (data / "current" / "graph.nq").read_bytes()
    assert (tmp_path / "graph.nq").read_bytes().endswith(b"\n" + expected)
    assert spacepact("export", "--format", "nquads", data=data).stdout_bytes == (tmp_path / "graph.nq").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]


def test_validate_release_and_files(data: Path, tmp_path: Path) -> None:
    assert spacepact("validate", data=data).exit_code == 0
    bad = tmp_path / "bad.ttl"
    bad.write_text(
        "@prefix sp: <https://w3id.org/spacepact/ontology#> . <https://example.org/f> a sp:Membership, sp:Fact ."
    )
    result = spacepact("validate", bad, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["counts"]["violation"] > 0


def test_validate_what_is_no_rdf(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("this is no Turtle")
    assert spacepact("validate", tmp_path / "bad.ttl").exit_code == 2


def test_validate_folder_of_releases_is_validate_of_the_current_one(tmp_path: Path) -> None:
    for text in ("Peru joined APSCO in 2006.", "Peru left APSCO in 2006.\n\nIran joined APSCO in 2006."):
        (tmp_path / "a.txt").write_text(text)
        assert spacepact("build", tmp_path / "a.txt", data=tmp_path / "data").exit_code == 0
    whole = tmp_path / "data" / "current" / "graph.nq"
    assert spacepact("validate", tmp_path / "data").stdout == spacepact("validate", whole).stdout


def test_releases_are_listed_and_switched(tmp_path: Path) -> None:
    ids = []
    for text in ("Nothing happened here in that year.", "Nothing happened there either, they say."):
        (tmp_path / "a.txt").write_text(text)
        ids.append(json.loads(spacepact("build", tmp_path / "a.txt", "--json", data=tmp_path / "data").stdout)["id"])
    assert spacepact("releases", "--use", ids[0], data=tmp_path / "data").exit_code == 0
    listed = json.loads(spacepact("releases", "--json", data=tmp_path / "data").stdout)["releases"]
    assert [(row["id"], row["current"]) for row in listed] == [(ids[0], True), (ids[1], False)]
    assert spacepact("releases", "--use", "0123", data=tmp_path / "data").exit_code == 2


def test_sample_release_is_current_until_the_documents_change(data: Path, tmp_path: Path) -> None:
    assert is_current([], data)
    assert not is_current([], tmp_path / "data")
    (tmp_path / "a.txt").write_text("Another document.")
    assert not is_current([tmp_path / "a.txt"], data)


def test_example_of_run_shows_a_query_with_its_answer(sample_release: Path) -> None:
    shown = example(sample_release)
    assert EXAMPLES[0] in shown
    assert "China" in shown


def test_run_serves_on_a_free_port_and_prints_address_and_answer(data: Path) -> None:
    arguments = [sys.executable, "-m", "graph.cli", "run", "--data", str(data), "--port", "0"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as server:
        assert server.stdout
        try:
            lines = iter(server.stdout.readline, "")
            address = next(match[0] for line in lines if (match := re.search(r"http://127\.0\.0\.1:\d+/", line)))
            asked = urllib.parse.urlencode({"query": "ASK { ?fact a sp:Fact }"})
            with urllib.request.urlopen(f"{address}sparql?{asked}", timeout=20) as response:
                assert json.load(response)["boolean"] is True
            assert any(line.startswith("SELECT") for line in lines)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


def test_port_in_use_is_an_input_error(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = spacepact("serve", "--port", str(taken.getsockname()[1]), data=data)
    assert result.exit_code == 2
    assert "cannot listen on 127.0.0.1" in result.stderr
