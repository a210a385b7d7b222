import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from given_release import Contents, write_release
from pyoxigraph import Literal, NamedNode, Quad

from graph.cli import main
from graph.releases.release import ReleaseError, current_release, locked, release_ids

EX = "https://example.org/"
MANIFEST = {
    "counts": {"documents": 1, "facts": {"Seat": 2}, "entities": {}, "quads": 1, "quarantined": 0},
    "inputs": [{"name": "a.txt", "sha256": "ab" * 32, "document": "document-a"}],
}


def contents(value: str) -> Contents:
    quads = [Quad(NamedNode(EX + "s"), NamedNode(EX + "p"), Literal(value), NamedNode(EX + g)) for g in ("g", "h")]
    return Contents(quads, [], {"texts/a.txt": value}, MANIFEST)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Four releases, the last one current."""
    for number in range(4):
        release = write_release(tmp_path / "data", contents(f"text {number}"))
        os.utime(release, ns=(number, number))
    return tmp_path / "data"


def releases(data: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["releases", "--data", str(data), *map(str, arguments)])


def test_list_is_what_no_command_does(data: Path) -> None:
    assert releases(data, "list").stdout == releases(data).stdout
    assert json.loads(releases(data, "list", "--json").stdout) == json.loads(
        CliRunner().invoke(main, ["releases", "--json", "--data", str(data)]).stdout
    )


def test_data_folder_can_stand_after_the_command(data: Path) -> None:
    result = CliRunner().invoke(main, ["releases", "list", "--data", str(data)])
    assert result.stdout == releases(data).stdout


def test_show_tells_counts_hashes_and_documents(data: Path) -> None:
    shown = releases(data, "show").stdout
    assert current_release(data).name in shown
    assert "2 (2 Seat)" in shown
    assert "a.txt" in shown
    told = json.loads(releases(data, "show", "current", "--json").stdout)
    assert told["canonical"]["quads_sha256"] in shown
    assert (told["canonical"]["quads"], told["canonical"]["triples"]) == (2, 1)


def test_switch_by_a_beginning_of_the_id(data: Path) -> None:
    first = release_ids(data)[0]
    assert releases(data, "switch", first[:8]).exit_code == 0
    assert current_release(data).name == first


@pytest.mark.parametrize("name", ["0", "no-such", ""])
def test_name_of_no_or_several_releases_is_wrong_input(data: Path, name: str) -> None:
    ids = release_ids(data)
    if sum(key.startswith(name) for key in ids) == 1:
        name = "no-such"
    result = releases(data, "switch", name)
    assert result.exit_code == 2
    assert current_release(data).name == ids[-1]


def test_delete_removes_others_only(data: Path) -> None:
    first, *_, last = release_ids(data)
    assert releases(data, "delete", first).exit_code == 0
    assert first not in release_ids(data)
    refused = releases(data, "delete", last)
    assert refused.exit_code == 2
    assert "is the current release" in refused.stderr
    assert last in release_ids(data)
    assert not list((data / "releases").glob(".*"))


@pytest.mark.parametrize("way", ["data", "../there/data", "other"])
def test_delete_keeps_the_current_one_however_the_folder_is_named(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "data").symlink_to(data, target_is_directory=True)
    (tmp_path / "there" / "other").symlink_to(tmp_path / "there" / "data", target_is_directory=True)
    monkeypatch.chdir(tmp_path / "there")
    last = release_ids(data)[-1]
    assert releases(Path(way), "delete", last).exit_code == 2
    assert last in release_ids(data)


def test_keep_leaves_the_newest_and_the_current_one(data: Path) -> None:
    ids = release_ids(data)
    releases(data, "switch", ids[0])
    assert releases(data, "keep", "2", "--dry-run").stdout == f"Would delete {ids[1]}\n"
    assert release_ids(data) == ids
    assert releases(data, "keep", "2").stdout == f"Deleted {ids[1]}\n"
    assert release_ids(data) == [ids[0], ids[2], ids[3]]


def test_nothing_is_deleted_during_a_build(data: Path) -> None:
    with locked(data):
        result = releases(data, "keep", "1")
    assert result.exit_code == 2
    assert "another build" in result.stderr
    assert len(release_ids(data)) == 4


def test_release_as_written_verifies(data: Path) -> None:
    result = releases(data, "verify")
    assert result.exit_code == 0
    assert "is as its manifest tells" in result.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("texts/a.txt", "text", "test", "a.txt: its content is another one"),
        ("graph.nq", "text", "test", "not the graph whose canonical hash"),
        ("manifest.json", '"Seat": 2', '"Seat": 3', "not the manifest that the release is named after"),
    ],
)
def test_change_of_any_file_is_found(data: Path, file: str, old: str, new: str, told: str) -> None:
    path = current_release(data) / file
    path.write_text(path.read_text().replace(old, new))
    result = releases(data, "verify")
    assert result.exit_code == 1
    assert told in result.stdout


def test_missing_file_is_found(data: Path) -> None:
    (current_release(data) / "texts" / "a.txt").unlink()
    result = releases(data, "verify", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["differences"] == ["a.txt: missing"]


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("ttl", "turtle"), ("trig", "trig"), ("nt", "ntriples"), ("rdf", "rdfxml"), ("jsonld", "jsonld")],
)
def test_copy_in_another_format_verifies(data: Path, tmp_path: Path, ending: str, kind: str) -> None:
    copy = tmp_path / f"copy.{ending}"
    CliRunner().invoke(main, ["export", "--data", str(data), "-f", kind, "-o", str(copy)])
    assert releases(data, "verify", "current", "--copy", copy).exit_code == 0
    copy.write_text(copy.read_text().replace("text 3", "text 4"))
    changed = releases(data, "verify", "current", "--copy", copy)
    assert changed.exit_code == 1
    assert "1 triples" in changed.stdout  # of which the release has so many


def test_copy_that_is_no_rdf_is_wrong_input(data: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.ttl").write_text("no Turtle")
    assert releases(data, "verify", "current", "--copy", tmp_path / "copy.ttl").exit_code == 2
    (tmp_path / "copy.doc").write_text("")
    assert "no RDF format" in releases(data, "verify", "current", "--copy", tmp_path / "copy.doc").stderr


def test_no_release_yet(tmp_path: Path) -> None:
    assert releases(tmp_path, "show").exit_code == 2
    with pytest.raises(ReleaseError):
        current_release(tmp_path)
