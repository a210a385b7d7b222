"""The wheel: built from a copy of the tree, installed in an environment without Node, every asset fetched."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from live_server import QUADS, ROOT, write_release

sys.path.append(str(ROOT))

import hatch_build

HTML = {"Accept": "text/html", "Accept-Encoding": "gzip"}
PAGES = ("/", "/query", "/network", "/id/turkiye", "/documents/document-1")


def copy_of_tree(folder: Path) -> Path:
    """The tracked and new files of the checkout, without what was built in it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:
        pytest.skip("needs the git checkout, to build from its files alone")
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def build(tree: Path, out: Path, **environment: str) -> Path:
    """The wheel of a tree, built in isolation."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), str(tree)]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    return next(out.glob("*.whl"))


def install(wheel: Path, folder: Path) -> Path:
    """A new environment with the wheel; what it depends on is taken from this one. Returns its Python."""
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    site = Path(
        subprocess.check_output(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
        ).strip()
    )
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", site, wheel], check=True
    )
    (site / "zz-dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


@contextmanager
def served(python: Path, data: Path) -> Iterator[httpx.Client]:
    """The installed server on a free port, run from a folder that is no checkout."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "import sys; from pathlib import Path; from server.main import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
    environment = {"PATH": "/nowhere", "HOME": str(data), "SPACEPACT_ACCESS_LOG": "no"}
    process = subprocess.Popen([python, "-I", "-c", code, data, str(port)], cwd=data, env=environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            for _ in range(400):
                assert process.poll() is None, "the server ended at its start"
                try:
                    client.get("/health")
                    break
                except httpx.TransportError:
                    time.sleep(0.05)
            yield client
    finally:
        process.terminate()
        process.wait(timeout=20)


def assets_of(client: httpx.Client, path: str) -> set[str]:
    page = client.get(path, headers=HTML)
    assert page.status_code == 200
    return set(re.findall(r"(?:src|href)=\"(/assets/[^\"]+)\"", page.text))


@pytest.mark.slow
def test_wheel_brings_all_pages_to_a_machine_without_node(tmp_path: Path) -> None:
    wheel = build(copy_of_tree(tmp_path / "tree"), tmp_path / "out")
    python = install(wheel, tmp_path / "env")
    static = next((tmp_path / "env").rglob("server/static"))
    if (static / "plain.txt").is_file():
        pytest.skip(f"the registry of packages is out of reach: {(static / 'plain.txt').read_text().strip()}")
    write_release(tmp_path, QUADS)
    manifest = json.loads((static / "manifest.json").read_text())
    names = {f"/{entry['file']}" for entry in manifest.values()}
    with served(python, tmp_path) as client:
        addresses = set().union(*(assets_of(client, path) for path in PAGES)) | names
        for address in addresses:
            answer = client.get(address, headers=HTML)
            assert answer.status_code == 200, address
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert answer.headers["content-encoding"] == "gzip"
    assert any("editor-" in address for address in addresses) and any("drawing-" in address for address in addresses)
    assert "cytoscape" in (static / "THIRD-PARTY.txt").read_text()


@pytest.mark.slow
def test_without_the_registry_the_pages_are_plain_and_say_so(tmp_path: Path) -> None:
    tree = copy_of_tree(tmp_path / "tree")
    wheel = build(
        tree, tmp_path / "out", npm_config_registry="http://127.0.0.1:9/", npm_config_cache=str(tmp_path / "cache")
    )
    python = install(wheel, tmp_path / "env")
    reason = next((tmp_path / "env").rglob("server/static/plain.txt")).read_text()
    assert "The pages are plain" in reason
    write_release(tmp_path, QUADS)
    with served(python, tmp_path) as client:
        for path in PAGES:
            for address in assets_of(client, path):
                assert client.get(address).status_code == 200
        assert "The pages are plain" in client.get("/", headers=HTML).text
        rows = client.get("/query", params={"query": "SELECT * { ?m org:memberOf ?o }", "run": "yes"}, headers=HTML)
        assert "Türkiye" in rows.text and "/evidence?fact=fact-1" in rows.text


def program(folder: Path, name: str, says: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\necho {says}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        ("v20.18.9", False),
        ("v20.19.0", True),
        ("v21.7.0", False),
        ("v22.12.0", False),
        ("v22.13.1", True),
        ("v24.1.0", True),
        ("?", False),
    ],
)
def test_node_of_the_machine_is_taken_where_the_bundler_runs_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, fits: bool
) -> None:
    program(tmp_path, "node", version)
    program(tmp_path, "npm", "10.0.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert hatch_build.machine_has_node() is fits


def test_machine_without_npm_has_no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "node", "v24.1.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not hatch_build.machine_has_node()


def test_bundle_is_made_anew_only_where_its_sources_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = copy_of_tree(tmp_path / "tree")
    made: list[Path] = []
    (tree / "server" / "static").mkdir()
    monkeypatch.delenv("SPACEPACT_SKIP_WEB", raising=False)
    monkeypatch.setattr(hatch_build, "node", lambda: [["node"], ["npm"]])
    monkeypatch.setattr(hatch_build, "build", lambda root, _: made.append(root))
    for _ in range(2):
        assert hatch_build.make(tree) == []
    assert made == [tree]
    (tree / "server" / "web" / "src" / "site.js").write_text("// changed")
    hatch_build.make(tree)
    assert made == [tree, tree]


def test_one_line_says_why_there_is_no_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = copy_of_tree(tmp_path / "tree")
    monkeypatch.setenv("SPACEPACT_SKIP_WEB", "1")
    (said,) = hatch_build.make(tree)
    assert "\n" not in said and "SPACEPACT_SKIP_WEB" in said
    assert (tree / "server" / "static" / "plain.txt").read_text() == said + "\n"
