"""Addresses on the web as sources, from a server on loopback: pages with links, lists of addresses, documents, archives."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="needs the extra `remote`")

from elsewhere import FILES, NAMES, built, content, folder_in
from test_sources_archives import packed

from graph.sources import SourceError, collect

LISTED = {name: text for name, text in FILES.items() if not name.startswith(".") and name != "make.py"}


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, with pages that link to what is in it."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """The address of a server on `tmp_path`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_page_gives_the_documents_that_lie_below_it(tmp_path: Path, web: str) -> None:
    folder = folder_in(tmp_path, LISTED)
    (tmp_path / "beside.txt").write_text("Iran is a full-member of APSCO.")
    assert sorted(place.name for place in collect([f"{web}/in/"])) == NAMES
    assert content(tmp_path / "there", f"{web}/in/") == content(tmp_path / "here", folder)


def test_page_of_ones_own_gives_its_links(tmp_path: Path, web: str) -> None:
    folder = folder_in(tmp_path, {"members.txt": FILES["members.txt"], "a%20b.md": "x"})
    (folder / "index.html").write_text(
        f'<p><a href="members.txt#top">one</a> <a href="/secret.txt">up</a> <a href="mailto:a@b.c">mail</a>'
        f'<a href="http://localhost/in/other.txt">elsewhere</a> <img src="in/a.txt"> <a href="{web}/in/a%2520b.md">two</a></p>'
    )
    assert [place.name for place in collect([f"{web}/in/index.html"])] == ["a%20b.md", "members.txt"]


def test_list_gives_what_it_names_and_names_what_is_missing(tmp_path: Path, web: str) -> None:
    folder = folder_in(tmp_path, LISTED)
    (folder / "empty.txt").unlink()
    expected = content(tmp_path / "here", folder)
    lines = [f"{web}/in/{name}" for name in LISTED if name != "empty.txt"]
    (tmp_path / "list.txt").write_text("# documents\n\n" + "\n".join(lines) + "\n")
    assert content(tmp_path / "there", f"{web}/list.txt") == expected
    (tmp_path / "list.txt").write_text("\n".join([*lines, f"{web}/in/nowhere.txt?token=hunter2"]))
    report = built(tmp_path / "data", f"{web}/list.txt")
    assert [(str(failure.path), failure.reason) for failure in report.failures] == [
        (f"{web}/in/nowhere.txt", "no such file or folder")
    ]
    assert report.manifest["counts"]["documents"] == 4


@pytest.mark.parametrize("other", ["file:///etc/passwd", "s3://bucket/a.txt", "memory://a.txt"])
def test_list_may_name_nothing_but_the_web(tmp_path: Path, web: str, other: str) -> None:
    (tmp_path / "list.txt").write_text(f"{web}/a.txt\n{other}\n")
    with pytest.raises(SourceError, match="a list may name http:// and https:// only"):
        collect([f"{web}/list.txt"])


def test_documents_by_themselves(tmp_path: Path, web: str) -> None:
    folder = folder_in(tmp_path, {"members.txt": FILES["members.txt"], "signed.html": FILES["sub/signed.html"]})
    there = content(tmp_path / "there", f"{web}/in/members.txt", f"{web}/in/signed.html?a=b")
    assert there == content(tmp_path / "here", folder)


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_archive_on_the_web(tmp_path: Path, web: str, name: str) -> None:
    folder = folder_in(tmp_path)
    packed(folder, tmp_path / name)
    assert content(tmp_path / "there", f"{web}/{name}") == content(tmp_path / "here", folder)


@pytest.mark.parametrize("path", ["nowhere.txt", "nowhere/", "nowhere.zip", "nowhere.pdf?token=hunter2"])
def test_missing_address_is_an_error(web: str, path: str) -> None:
    with pytest.raises(SourceError, match=r"nowhere.*no such file or folder") as raised:
        collect([f"{web}/{path}"])
    assert "hunter2" not in str(raised.value)


def test_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(SourceError, match=r"http://127.0.0.1:9/a\.txt: .*[Cc]onnect"):
        collect(["http://127.0.0.1:9/a.txt"])
