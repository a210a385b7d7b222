"""Buckets as sources, on a real S3 server on loopback (moto's): builds by processes and clusters that fetch for themselves."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("s3fs", reason="needs the extra `remote`")
pytest.importorskip("moto.server", reason="needs moto, flask and flask-cors")

import fsspec
from elsewhere import FILES, content, folder_in
from moto.server import ThreadedMotoServer
from test_build_again import Noted, contents
from test_sources_archives import packed
from toy_extraction import toy_pipeline

from graph.build import build
from graph.pipeline import standard_pipeline
from graph.running.processes import Processes
from graph.sources import SourceError, collect, sample_folder
from graph.sources import content as reading

SECRET = "hunter2"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[fsspec.AbstractFileSystem]:
    """The file system of a server with a new bucket `archive`, reached by what is in the environment."""
    settings = {
        "ENDPOINT_URL": server,
        "ACCESS_KEY_ID": "key",
        "SECRET_ACCESS_KEY": SECRET,
        "DEFAULT_REGION": "us-east-1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    fsspec.filesystem("s3").clear_instance_cache()
    files = fsspec.filesystem("s3")
    files.mkdir("archive")
    yield files
    files.invalidate_cache()
    files.rm("archive", recursive=True)


def put(bucket: fsspec.AbstractFileSystem, folder: Path) -> str:
    for path in folder.rglob("*"):
        if path.is_file():
            bucket.pipe_file(f"archive/in/{path.relative_to(folder)}", path.read_bytes())
    return "s3://archive/in"


def test_bucket_gives_the_release_of_the_folder(tmp_path: Path, bucket: fsspec.AbstractFileSystem) -> None:
    folder = folder_in(tmp_path)
    assert content(tmp_path / "there", put(bucket, folder)) == content(tmp_path / "here", folder)


def test_processes_fetch_for_themselves(tmp_path: Path, bucket: fsspec.AbstractFileSystem) -> None:
    folder = folder_in(tmp_path)
    address, executor = put(bucket, folder), Processes(2)
    report = build([address], tmp_path / "there", toy_pipeline(), executor=executor)
    assert contents(report.release) == content(tmp_path / "here", folder)


@pytest.mark.slow
def test_workers_of_a_cluster_fetch_for_themselves(
    tmp_path: Path, bucket: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="needs the extra `cluster`")
    from graph.running.cluster import Cluster

    def refused(*_: object) -> None:
        raise AssertionError("fetched in the process of the build")

    folder, pipeline = folder_in(tmp_path), standard_pipeline()
    expected = build([folder], tmp_path / "here", pipeline).release
    address = put(bucket, folder)
    monkeypatch.setattr(reading, "_blocks", refused)
    report = build([address], tmp_path / "there", pipeline, executor=Cluster("local:1"))
    assert contents(report.release) == contents(expected)


@pytest.mark.slow
def test_command_builds_the_samples_from_a_bucket_on_a_cluster(
    tmp_path: Path, bucket: fsspec.AbstractFileSystem, sample_release: Path
) -> None:
    pytest.importorskip("distributed", reason="needs the extra `cluster`")
    address = put(bucket, sample_folder())
    command = [sys.executable, "-m", "graph.cli", "build", address, "--scheduler", "local:2", "--data", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True)
    assert done.stdout.startswith(f"Release {sample_release.name}:"), done.stderr
    assert SECRET not in done.stdout + done.stderr


def test_second_build_fetches_only_what_has_changed(
    tmp_path: Path, bucket: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {name: text for name, text in FILES.items() if text}
    address, run, fetched = put(bucket, folder_in(tmp_path, files)), Noted(tmp_path), []
    whole = reading._blocks

    def noted(place: Any, most: int) -> Any:
        fetched.append(place.name)
        return whole(place, most)

    monkeypatch.setattr(reading, "_blocks", noted)
    first, extracted = run(tmp_path / "data", address)
    assert extracted == ["launch.txt", "members.txt", "plan.md", "signed.html"]
    fetched.clear()
    again, extracted = run(tmp_path / "data", address)
    assert (extracted, fetched) == ([], [])
    assert again.release == first.release
    bucket.pipe_file("archive/in/plan.md.meta.toml", b'title = "Another plan"\n')
    changed, extracted = run(tmp_path / "data", address)
    assert (extracted, fetched) == (["plan.md"], ["plan.md", "plan.md.meta.toml"])
    assert changed.release != first.release


def test_archive_in_a_bucket_is_not_fetched_again(tmp_path: Path, bucket: fsspec.AbstractFileSystem) -> None:
    folder, run = folder_in(tmp_path), Noted(tmp_path)
    bucket.pipe_file("archive/a.tar.gz", packed(folder, tmp_path / "a.tar.gz").read_bytes())
    first, extracted = run(tmp_path / "data", "s3://archive/a.tar.gz")
    assert len(extracted) == 4
    assert contents(first.release) == contents(run(tmp_path / "here", folder)[0].release)
    again, extracted = run(tmp_path / "data", "s3://archive/a.tar.gz")
    assert extracted == []
    assert again.release == first.release


def test_keys_of_any_kind(bucket: fsspec.AbstractFileSystem) -> None:
    names = ["a b.txt", "ü::x.txt", "x?y=1.txt", "[a]*.txt", "100%.txt", "a#b.txt"]
    for name in names:
        bucket.pipe_file(f"archive/in/{name}", name.encode())
    found = {place.name: reading.fetch(place, 100).data.decode() for place in collect(["s3://archive/in"])}
    assert found == {name: name for name in names}


@pytest.mark.parametrize("address", ["s3://archive/nowhere", "s3://nowhere/in"])
def test_missing_prefix_or_bucket_is_an_error(bucket: fsspec.AbstractFileSystem, address: str) -> None:
    with pytest.raises(SourceError, match=f"{address}: no such file or folder"):
        collect([address])


def test_server_that_cannot_be_reached_is_an_error_without_credentials(
    bucket: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    fsspec.filesystem("s3").clear_instance_cache()
    with pytest.raises(SourceError, match=r"s3://archive/in: .*127\.0\.0\.1:9") as raised:
        collect(["s3://archive/in"])
    assert SECRET not in str(raised.value)
