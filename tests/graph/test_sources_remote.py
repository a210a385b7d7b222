"""Addresses as sources, with the file system in memory: the same release as from the folder, and clear errors."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fsspec", reason="needs the extra `remote`")

import fsspec
from click.testing import CliRunner
from elsewhere import FILES, NAMES, built, content, folder_in
from test_build_again import Noted, contents
from test_sources_archives import packed

from graph.cli import main
from graph.running.executor import GIVEN_UP
from graph.sources import SourceError, collect, fetch
from graph.sources.remote import told


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    files = fsspec.filesystem("memory")
    yield files
    files.rm("/", recursive=True)


def put(files: fsspec.AbstractFileSystem, folder: str, contents: dict[str, str] = FILES) -> str:
    for name, text in contents.items():
        files.pipe_file(f"/{folder}/{name}", text.encode())
    return f"memory://{folder}"


def test_address_gives_the_release_of_the_folder(tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    address = put(memory, "in")
    assert sorted(place.name for place in collect([address])) == NAMES
    assert content(tmp_path / "there", address) == content(tmp_path / "here", folder_in(tmp_path))


def test_places_show_the_address(memory: fsspec.AbstractFileSystem) -> None:
    assert str(collect([put(memory, "in", {"sub/a.txt": "x"})])[0]) == "memory:///in/sub/a.txt"


def test_folders_whose_names_begin_alike_are_apart(memory: fsspec.AbstractFileSystem) -> None:
    put(memory, "in-old", {"old.txt": "x"})
    assert [place.name for place in collect([put(memory, "in", {"a.txt": "x"})])] == ["a.txt"]


def test_single_file_is_taken_with_its_sidecar(tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    address, folder = put(memory, "in"), folder_in(tmp_path)
    for name in ("plan.md", "sub/signed.html", "sub/deeper/launch.txt", ".b.txt"):
        there = content(tmp_path / name / "there", f"{address}/{name}")
        assert there == content(tmp_path / name / "here", folder / name)


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_archive_at_an_address(tmp_path: Path, memory: fsspec.AbstractFileSystem, name: str) -> None:
    folder = folder_in(tmp_path)
    memory.pipe_file(f"/shards/{name}", packed(folder, tmp_path / name).read_bytes())
    expected = content(tmp_path / "here", folder)
    assert content(tmp_path / "one", f"memory://shards/{name}") == expected
    assert content(tmp_path / "all", "memory://shards") == expected


def test_archive_that_is_written_anew_is_read_anew(tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    for number, text in enumerate(("Peru is a member.", "Iran is a member.")):
        archive = packed(folder_in(tmp_path / str(number), {"a.txt": text}), tmp_path / str(number) / "a.tar")
        memory.pipe_file("/shards/a.tar", archive.read_bytes())
        assert [fetch(place, 100).data for place in collect(["memory://shards"])] == [text.encode()]


def test_large_file_is_named_and_counts_as_it_does_here(tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    files = {"large.txt": "x" * 50_000_001, "members.txt": FILES["members.txt"]}
    there = built(tmp_path / "there", put(memory, "in", files)).manifest
    assert [row["name"] for row in there["unreadable"]] == ["large.txt"]
    assert there == built(tmp_path / "here", folder_in(tmp_path, files)).manifest


def test_file_that_is_gone_is_named_and_the_others_are_built(tmp_path: Path, memory: fsspec.AbstractFileSystem) -> None:
    address = put(memory, "in")
    whole = memory.find

    def find(path: str, **options: object) -> object:
        found = whole(path, **options)
        memory.rm_file("/in/members.txt")
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(memory), "find", lambda self, path, **options: find(path, **options))
        report = built(tmp_path / "data", address)
    assert ("members.txt", "no such file or folder") in [(f.path.name, f.reason) for f in report.failures]
    assert report.manifest["counts"]["documents"] == len(NAMES) - 2


def test_document_that_kills_its_worker_counts_as_it_does_here(
    tmp_path: Path, memory: fsspec.AbstractFileSystem
) -> None:
    files, run = {"a.txt": "DEADLY", "members.txt": FILES["members.txt"]}, Noted(tmp_path)
    there, _ = run(tmp_path / "there", put(memory, "in", files), workers=1)
    here, _ = run(tmp_path / "here", folder_in(tmp_path, files), workers=1)
    assert [(failure.path.name, failure.reason) for failure in there.failures] == [("a.txt", GIVEN_UP)]
    assert contents(there.release) == contents(here.release)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("memory://nowhere", "no such file or folder"),
        ("nothing://in", "no kind of address"),
        ("gs://bucket", "install gcsfs"),
        ("ftp://user:hunter2@localhost/in", "credentials are read from the environment"),
        ("https://hunter2@localhost/in", "credentials are read from the environment"),
    ],
)
def test_address_that_cannot_be_used_is_an_error_and_exit_status_2(tmp_path: Path, address: str, told: str) -> None:
    if address.startswith("gs:") and "gcsfs" in sys.modules:
        pytest.skip("gcsfs is installed")
    done = CliRunner().invoke(main, ["build", address, "--data", str(tmp_path), "-q"])
    assert done.exit_code == 2
    assert told in done.output
    assert "hunter2" not in done.output


@pytest.mark.parametrize("missing", ["fsspec", "fsspec.core"])
def test_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    done = CliRunner().invoke(main, ["build", "s3://bucket/in", "--data", str(tmp_path), "-q"])
    assert done.exit_code == 2
    assert "pip install 'spacepact[remote]'" in done.output


def test_signature_of_an_address_is_in_no_message() -> None:
    with pytest.raises(OSError, match="cannot connect to https://host/a") as raised, told():
        raise ConnectionError("cannot connect to https://host/a.txt?X-Amz-Signature=hunter2&x=1 (refused)")
    assert "hunter2" not in str(raised.value)


def test_empty_folder_at_an_address_is_an_error(memory: fsspec.AbstractFileSystem) -> None:
    memory.makedirs("/empty")
    with pytest.raises(SourceError, match="no documents in memory://empty"):
        collect(["memory://empty"])
