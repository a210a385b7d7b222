"""Fixtures of the browser tests: the pages with their bundle, served from the sample release, and a headless Chromium.

They are skipped, with the reason, where there is no browser, no driver, or no bundle and no way to make one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests" / "server"))

from backends import backend_settings  # noqa: E402
from browser import Browser  # noqa: E402
from live_server import Served, serving  # noqa: E402


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder of the bundle; made here where it is missing or older than its sources."""
    (ROOT / "build").mkdir(exist_ok=True)
    with FileLock(ROOT / "build" / ".bundle.lock"):
        subprocess.run([sys.executable, ROOT / "hatch_build.py"], check=True, capture_output=True, timeout=400)
    folder = ROOT / "server" / "static"
    if not (folder / "manifest.json").is_file():
        pytest.skip(f"the bundle of the pages cannot be made: {(folder / 'plain.txt').read_text().strip()}")
    return folder


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, bundle: Path, sample_release: Path) -> Iterator[Served]:
    """A server of the sample release with all pages; over both back ends for tests that are marked so."""
    data = sample_release.parent.parent
    with serving(data, workers=4, **backend_settings(request, data)) as running:
        yield running


def _start(arguments: list[str], preferences: dict[str, Any]) -> Any:
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium (extra `dev`)")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs a Chromium and its driver (Debian: chromium, chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--force-prefers-reduced-motion",
        *arguments,
    ):
        options.add_argument(argument)
    options.add_experimental_option("prefs", preferences)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(driver, env={**os.environ, "HOME": "/tmp"})
    return webdriver.Chrome(options=options, service=service)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for the tests of a module."""
    driver = _start(["--window-size=1200,900"], {})
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium: Any, site: Served) -> Iterator[Browser]:
    """The browser on the site; the test fails if a page broke the content policy or a script of it failed."""
    chromium.get_log("browser")
    opened = Browser(chromium, site.url)
    yield opened
    assert opened.complaints() == []


@pytest.fixture(scope="module")
def without_scripts(site: Served) -> Iterator[Browser]:
    """A browser that runs no script."""
    driver = _start(["--window-size=1200,900"], {"profile.managed_default_content_settings.javascript": 2})
    yield Browser(driver, site.url)
    driver.quit()
