import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from toy_extraction import toy_pipeline

from graph.build import build
from graph.cli import main
from graph.export.turtle import turtle_text
from graph.rdf.nquads import by_graph, merged

MEMBERS = "SELECT ?who { ?who org:memberOf ?body }"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli-export")
    for name, issued, text in (
        ("old.txt", "2001-01-01", "Pakistan is a member of Sample Union."),
        ("new.txt", "2022-01-01", "France is a member of Sample Union."),
    ):
        (folder / name).write_text(text)
        (folder / f"{name}.meta.toml").write_text(f'issued = "{issued}"\n')
    build([folder / "old.txt", folder / "new.txt"], folder / "data", toy_pipeline())
    return folder / "data"


def spacepact(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_selection_by_prefixed_name_iri_and_day(data: Path) -> None:
    short = spacepact("export", "--data", data, "--class", "sp:Membership", "-f", "turtle")
    full = spacepact(
        "export", "--data", data, "--class", "https://w3id.org/spacepact/ontology#Membership", "-f", "turtle"
    )
    assert short.stdout == full.stdout
    assert short.stdout.count("a org:Membership") == 2
    then = spacepact("export", "--data", data, "--as-of", "2010-01-01", "-f", "turtle").stdout
    assert "spid:pakistan org:memberOf" not in then  # classes come first
    assert "org:memberOf spid:sample-union" in then
    assert "spid:france" not in then


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--class", "Membership"], "Membership: neither an IRI nor a name with a known prefix"),
        (["--document", "nothing.txt"], "the release has no document nothing.txt"),
        (["--graph", "spid:nothing"], "the release has nothing of"),
        (["--as-of", "1900-01-01"], "the release has nothing of"),
        (["--format", "csv"], "give a folder with -o"),
    ],
)
def test_what_cannot_be_selected_is_wrong_input(data: Path, tmp_path: Path, arguments: list[str], message: str) -> None:
    result = spacepact("export", "--data", data, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_failed_export_leaves_no_file(data: Path, tmp_path: Path) -> None:
    assert spacepact("export", "--data", data, "--as-of", "1900-01-01", "-o", tmp_path / "a.trig").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_tables_go_into_a_folder(data: Path, tmp_path: Path) -> None:
    assert spacepact("export", "--data", data, "-f", "csv", "-o", tmp_path / "tables").exit_code == 0
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert names == {"Membership.csv", "things.csv", "documents.csv", "release.json"}
    (tmp_path / "file").write_text("")
    assert spacepact("export", "--data", data, "-f", "csv", "-o", tmp_path / "file").exit_code == 2


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networks_go_to_standard_output(data: Path, name: str) -> None:
    assert f"<{name} " in spacepact("export", "--data", data, "-f", name).stdout


def test_query_as_of_a_day(data: Path) -> None:
    def who(*more: str) -> set[str]:
        answer = json.loads(spacepact("query", MEMBERS, "--json", "--data", data, *more).stdout)
        return {row["who"]["value"].rpartition("/")[2] for row in answer["results"]["bindings"]}

    assert who() == {"pakistan", "france"}
    assert who("--as-of", "2010-01-01") == {"pakistan"}
    assert spacepact("query", MEMBERS, "--data", data, "--as-of", "1900-01-01").exit_code == 2


def made_up(count: int) -> Iterator[bytes]:
    for number in range(count):
        for name in ("p", "q", "r"):
            yield b'<https://e.org/s%08d> <https://e.org/%s> "%d" <https://e.org/g%d> .\n' % (
                number,
                name.encode(),
                number,
                number % 7,
            )


def peak(count: int, dataset: bool) -> int:
    tracemalloc.start()
    try:
        for _ in turtle_text((by_graph if dataset else merged)(made_up(count))):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("dataset", [False, True])
def test_memory_does_not_grow_with_the_graph(dataset: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.rdf.nquads.AT_ONCE", 500)
    monkeypatch.setattr("graph.export.turtle._REMEMBERED", 500)
    assert peak(8_000, dataset) < 2 * peak(2_000, dataset) + 100_000
