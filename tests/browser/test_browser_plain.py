"""The pages without scripts, with hostile texts, and for readers of all kinds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from backends import over_backends
from browser import Browser
from live_server import QUADS, Served, serving, write_release

pytestmark = pytest.mark.slow

PAGES = (
    "/",
    "/id/apsco?as-of=2024-09-01&compare=2023-05-01",
    "/id/china",
    "/network",
    "/query?example=members-of-an-organisation",
    "/documents",
    "/evidence?about=spid:china",
    "/checks",
    "/checks/totals",
    "/checks/conflicts",
    "/checks/report",
    "/checks/coverage",
    "/checks/changes",
    "/id/nobody",
    "/nothing",
)
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
AXE = Path(__file__).parents[2] / "server" / "web" / "node_modules" / "axe-core" / "axe.min.js"


def test_query_form_shows_rows_and_evidence_without_scripts(without_scripts: Browser) -> None:
    without_scripts.open("/query?example=members-of-an-organisation")
    without_scripts.one("button[data-run]").click()
    row = without_scripts.named("tbody tr", "Venezuela")
    without_scripts.one("td:last-child a", row).click()
    assert "Venezuela" in without_scripts.one(".quote mark").text


@over_backends("site", "session")
def test_entity_and_document_are_complete_without_scripts(without_scripts: Browser) -> None:
    without_scripts.open("/id/apsco")
    row = without_scripts.named("[data-roster] tr", "Venezuela")
    without_scripts.one("summary", row).click()
    without_scripts.one(".quote footer a", row).click()
    assert without_scripts.one(".text mark") and without_scripts.one(".beside .fact")


def test_overview_lists_the_network_without_scripts(without_scripts: Browser) -> None:
    without_scripts.open("/")
    assert without_scripts.one("[data-walk] tbody tr")
    assert not without_scripts.one(".network").is_displayed()


@pytest.fixture(scope="module")
def hostile(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A release whose names, texts and titles are all markup."""
    data = tmp_path_factory.mktemp("hostile")
    text = QUADS.replace('"Türkiye"@en', f'"Türkiye {HOSTILE}"@en').replace(
        '"Türkiye is a member of APSCO."', f'"Türkiye is {HOSTILE}"'
    )
    write_release(data, text)
    with serving(data) as running:
        yield running


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/id/turkiye",
        "/id/apsco",
        "/documents/document-1",
        "/evidence?fact=fact-1",
        "/find?q=t",
        "/query?query=SELECT+*+%7B+?s+skos:prefLabel+?o+%7D",
        "/network",
    ],
)
def test_markup_in_documents_is_text(chromium: object, hostile: Served, path: str) -> None:
    browser = Browser(chromium, hostile.url)
    browser.open(path)
    browser.wait(lambda: browser.run("return document.readyState") == "complete")
    if path.startswith("/query"):
        browser.named(".results td", "Türkiye <img")
    assert browser.run("return document.querySelectorAll('img').length") == 0
    scripts = browser.run("return [...document.scripts].map((script) => script.src || 'inline')")
    assert all(script.startswith(f"{hostile.url}/assets/") for script in scripts)
    assert browser.complaints() == []


def test_suggestions_show_markup_as_text(chromium: object, hostile: Served) -> None:
    browser = Browser(chromium, hostile.url)
    browser.open("/")
    browser.one("#find").send_keys("Tür")
    assert "<img" in browser.named("[role=option]", "Türkiye").text
    assert browser.run("return document.querySelectorAll('img').length") == 0


def serious_findings(browser: Browser) -> list[tuple[str, list[object]]]:
    """What axe finds on the page that is open, by rule, with the first places."""
    if not AXE.is_file():
        pytest.skip("axe-core is fetched when the bundle is made, and was not")
    browser.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    found = browser.driver.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run().then((result) => done(result.violations))"
    )
    return [
        (one["id"], [node["target"] for node in one["nodes"]][:5])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_finding_of_axe(browser: Browser, path: str, scheme: str) -> None:
    feature = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    browser.open(path)
    if path.startswith("/query"):
        browser.named("[data-evidence] button", "fact")
    assert serious_findings(browser) == []


@over_backends("site", "session")
def test_fact_has_a_page_with_its_sentence(browser: Browser) -> None:
    browser.open("/evidence?about=spid:venezuela")
    browser.named("article a", "This fact").click()
    browser.wait(lambda: browser.path.startswith("/id/fact-"), "page of the fact")
    assert "Venezuela" in browser.one("h1").text
    assert browser.one(".quote mark").is_displayed()
    assert serious_findings(browser) == []


def test_network_and_answer_with_open_evidence_have_no_serious_finding(browser: Browser) -> None:
    browser.open("/network?about=spid:china")
    browser.one("[data-drawn=yes]")
    browser.named("[data-panel] button", "evidence").click()
    assert browser.one("dialog[open] .quote")
    assert serious_findings(browser) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 1024, 1920])
def test_no_page_is_wider_than_the_window(browser: Browser, path: str, width: int) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.open(path)
    try:
        assert browser.run("return document.documentElement.scrollWidth") <= width
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("path", PAGES)
def test_no_request_goes_to_another_host(browser: Browser, path: str) -> None:
    browser.open(path)
    if path.startswith("/query"):
        browser.named("[data-evidence] button", "fact")
    names = browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert names
    assert [name for name in names if not name.startswith((browser.url, "data:"))] == []


@pytest.mark.parametrize("path", ["/", "/query?example=members-of-an-organisation", "/id/apsco", "/checks/totals"])
def test_first_view_is_light_and_does_not_shift(browser: Browser, path: str) -> None:
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    browser.open(path)
    if path.startswith("/query"):
        browser.editor()
    size, shift = browser.driver.execute_async_script("""
      const done = arguments[arguments.length - 1];
      let shift = 0;
      new PerformanceObserver((list) => { for (const one of list.getEntries()) shift += one.hadRecentInput ? 0 : one.value; })
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => {
        const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
        const first = entries.filter((entry) => !/drawing-/.test(entry.name));
        done([first.reduce((sum, entry) => sum + entry.transferSize, 0), shift]);
      }, 700);""")
    browser.driver.execute_cdp_cmd("Network.disable", {})
    assert 5_000 < size < 200 * 1024
    assert shift < 0.05


def test_entity_page_prints_its_evidence(browser: Browser) -> None:
    browser.open("/id/apsco")
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    assert all(one.get_attribute("open") for one in browser.all("main details"))


def test_every_page_names_itself(browser: Browser) -> None:
    titles = []
    for path in PAGES:
        if path == "/nothing":  # has the title of the other page that is not there
            continue
        browser.open(path)
        titles.append(browser.driver.title)
        assert len(browser.all("h1")) == 1
    assert all(re.search(r"spacepact", title) for title in titles)
    assert len(set(titles)) == len(titles)
