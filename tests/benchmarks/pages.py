"""Measures the pages: `python tests/benchmarks/pages.py [FACTS] [--data DIR]` prints tables in Markdown.

Answers are timed over HTTP on made-up facts (100,000 unless said otherwise), first right after a release was switched
to, then again; the seconds of processor tell, on a machine that has other work, what a quiet one would need at most. What a reader gets is measured in Chromium over the DevTools protocol, on an empty cache: bytes over the
wire before anything is clicked, first paint, largest paint, blocking time, shift of the layout, elements; and from
pressing Run to the first row. With --data, a data folder is measured in the browser, such as one built from documents.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "server"), str(ROOT / "tests" / "browser"), str(Path(__file__).parent)]

import httpx  # noqa: E402
from browser import Browser  # noqa: E402
from live_server import Served, serving, switch  # noqa: E402
from pages_data import PER_DOCUMENT, write_release  # noqa: E402

REPEATS = 7
HTML = {"Accept": "text/html", "Accept-Encoding": "gzip"}
PAGES = (
    "/",
    "/network",
    "/network?about=spid:state-0",
    "/network?kind=state&from=2010-01-01&until=2015-12-31",
    "/id/state-0",
    "/id/state-0?as-of=2010-05-01&compare=2005-01-01",
    "/id/org-0",
    "/id/mission-0",
    "/id/agreement-0",
    "/id/fact-00000001",
    "/documents",
    "/documents/document-100",
    "/evidence?about=spid:state-0",
    "/find?q=state",
    "/suggest?q=org",
    "/query",
    "/query?example=members-of-an-organisation&run=yes",
    "/query/completions",
    "/checks",
    "/checks/totals",
    "/checks/conflicts",
    "/checks/report",
    "/checks/coverage",
    "/checks/changes",
)
VIEWS = (
    "/",
    "/network",
    "/id/apsco?as-of=2024-09-01",
    "/id/china",
    "/query",
    "/documents",
    "/checks",
    "/checks/conflicts",
)
QUERY = (
    "SELECT ?member ?name WHERE { ?m a sp:Membership ; org:member ?member . ?member skos:prefLabel ?name } LIMIT 500"
)
VITALS = """
const done = arguments[arguments.length - 1];
let shift = 0, largest = 0, blocked = 0;
const watch = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) shift += entry.value; });
watch("largest-contentful-paint", (entry) => { largest = entry.startTime; });
watch("longtask", (entry) => { blocked += Math.max(0, entry.duration - 50); });
setTimeout(() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  const parts = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const sum = (list) => list.reduce((total, entry) => total + entry.transferSize, 0);
  const later = parts.filter((entry) => entry.startTime > largest && /drawing-|format=json/.test(entry.name));
  done({ first: sum(parts) - sum(later), all: sum(parts), paint, largest, blocked, shift,
    elements: document.querySelectorAll("*").length, foreign: parts.filter((entry) => !entry.name.startsWith(location.origin) && !entry.name.startsWith("data:")).length });
}, 2500);"""


def seconds(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path, headers=HTML)
    assert answer.status_code < 400, (path, answer.status_code)
    return time.perf_counter() - began


def follow(served: Served, release: str) -> str:
    """Switch to a release and wait until it is served, while another answers; a row of how long that took."""
    switch(served.data, release)
    began, worked = time.monotonic(), processor(served)
    while served.client.get("/health").json()["release"] != release:
        time.sleep(0.1)
    return f"Release {release}: loaded and prepared in {time.monotonic() - began:.1f} s ({processor(served) - worked:.1f} s of processor)\n"


def processor(served: Served) -> float:
    """Seconds of processor that the server and the processes it has started have taken, those that have ended too."""
    parents: dict[int, list[int]] = {}
    taken: dict[int, int] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = file.read_text().rpartition(")")[2].split()
            pid = int(file.parent.name)
            parents.setdefault(int(fields[1]), []).append(pid)
            taken[pid] = sum(map(int, fields[11:15]))
    waiting, total = [served.process.pid], 0
    while waiting:
        pid = waiting.pop()
        total += taken.get(pid, 0)
        waiting += parents.get(pid, [])
    return total / os.sysconf("SC_CLK_TCK")


def timings(served: Served) -> Iterator[str]:
    """A row for each page: its first view, and its later ones."""
    yield "| page | first view, s | processor, s | later views, median, s | processor, s |\n|---|---:|---:|---:|---:|"
    first = {}
    for path in PAGES:
        before = processor(served)
        first[path] = (seconds(served.client, path), processor(served) - before)
    for path in PAGES:
        before = processor(served)
        later = [seconds(served.client, path) for _ in range(REPEATS)]
        each = (processor(served) - before) / REPEATS
        yield f"| `{path}` | {first[path][0]:.3f} | {first[path][1]:.2f} | {statistics.median(later):.3f} | {each:.3f} |"


@contextmanager
def chromium(served: Served) -> Iterator[Browser]:
    from selenium import webdriver

    program, driver_program = shutil.which("chromium"), shutil.which("chromedriver")
    if not program or not driver_program:
        sys.exit("needs Chromium and its driver (Debian: chromium, chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_program))
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    try:
        yield Browser(driver, served.url)
    finally:
        driver.quit()


def work(browser: Browser) -> float:
    """Seconds of processor that the main thread has taken since the page was opened."""
    metrics = browser.driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


def vitals(browser: Browser, views: tuple[str, ...]) -> Iterator[str]:
    """A row for each view, as a reader with an empty cache gets it."""
    yield "| view | first view, KiB | with drawing, KiB | first paint, ms | largest paint, ms | blocked, ms | main thread, ms of processor | shift | elements | foreign requests |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for path in views:
        browser.open(path)
        found: dict[str, Any] = browser.driver.execute_async_script(VITALS)
        yield (
            f"| `{path}` | {found['first'] / 1024:.0f} | {found['all'] / 1024:.0f} | {found['paint']:.0f} | {found['largest']:.0f} "
            f"| {found['blocked']:.0f} | {1000 * work(browser):.0f} | {found['shift']:.3f} | {found['elements']} | {found['foreign']} |"
        )


def first_row(browser: Browser) -> str:
    """From pressing Run to the first row in the table, the median of several runs."""
    taken = []
    for number in range(REPEATS):
        browser.open("/query")
        content = browser.editor()
        content.click()
        content.send_keys("\ue009" + "a" + "\ue000" + "\ue003")
        browser.insert(f"# {number}\n{QUERY}")
        taken.append(
            browser.driver.execute_async_script("""
              const done = arguments[0], began = performance.now();
              const see = new MutationObserver(() => {
                if (document.querySelector(".results tbody tr td")) { see.disconnect(); done(performance.now() - began); }
              });
              see.observe(document.querySelector("[data-results]"), { childList: true, subtree: true });
              document.querySelector("[data-run]").click();""")
        )
    return f"From Run to the first of 500 rows: median {statistics.median(taken):.0f} ms, longest {max(taken):.0f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", nargs="?", type=int, default=100_000)
    parser.add_argument("--data", type=Path, help="a data folder to measure in the browser")
    chosen = parser.parse_args()
    if chosen.data:
        with serving(chosen.data.resolve()) as served, chromium(served) as browser:
            print(*vitals(browser, VIEWS), "", first_row(browser), sep="\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        large = write_release(data, chosen.facts)
        write_release(data, PER_DOCUMENT)
        with serving(data, timeout=120) as served:
            print(follow(served, large), flush=True)
            print(*timings(served), "", sep="\n", flush=True)
            with chromium(served) as browser:
                print(*vitals(browser, ("/", "/network", "/id/state-0", "/query")), "", first_row(browser), sep="\n")


if __name__ == "__main__":
    main()
