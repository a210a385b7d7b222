"""What an analyst does, in a real browser on the sample release."""

import csv
import io
import re
import time

import httpx
import pytest
from backends import over_backends
from browser import DOWN, ENTER, ESCAPE, Browser
from live_server import Served

pytestmark = pytest.mark.slow

RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MEMBERS = "SELECT ?member ?role WHERE { ?m a sp:Membership ; org:organization spid:apsco ; org:member ?member ; org:role ?role }"


def type_query(browser: Browser, text: str) -> None:
    """Replace the editor's text as a user does."""
    content = browser.editor()
    content.click()
    content.send_keys("\ue009" + "a" + "\ue000" + "\ue003")
    browser.insert(text)


def observers(browser: Browser) -> set[str]:
    rows = browser.all('[data-roster="organization"] tr[data-role="observer"]')
    return {browser.one("th", row).text for row in rows}


@over_backends("site", "session")
def test_observers_of_apsco_on_two_days(browser: Browser) -> None:
    browser.open("/")
    browser.one("#find").send_keys("APS")
    browser.named("[role=option]", "Asia-Pacific Space Cooperation")
    browser.press(DOWN, ENTER)
    browser.wait(lambda: browser.path.startswith("/id/apsco"), "page of APSCO")
    seen = []
    for day in ("2023-05-01", "2024-09-01"):
        browser.set_date("#as-of", day)
        browser.named("[data-asof] button", "Show that day").click()
        browser.wait(lambda day=day: f"as-of={day}" in browser.path, day)
        seen.append(observers(browser))
    assert seen[1] - seen[0] == {"Arab Union for Astronomy and Space Sciences", "Venezuela"}
    assert seen[0] < seen[1]
    browser.set_date("#compare", "2023-05-01")
    browser.named("[data-asof] button", "Show that day").click()
    joined = browser.named("[data-changes] tr", "Venezuela")
    assert "joined" in joined.text and "observer" in joined.text


@over_backends("site", "session")
def test_membership_leads_to_the_marked_sentence(browser: Browser) -> None:
    browser.open("/id/apsco")
    row = browser.named('[data-roster="organization"] tr', "Venezuela")
    browser.one("summary", row).click()
    browser.one(".quote footer a", row).click()
    browser.wait(lambda: browser.path.startswith("/documents/"), "document")
    place = browser.path.partition("#")[2]
    mark = browser.one(f"[id='{place}'] + mark")
    assert "Venezuela" in mark.text
    top, height = browser.run("return [arguments[0].getBoundingClientRect().top, innerHeight]", mark)
    assert 0 <= top < height


@over_backends("site", "session")
def test_number_in_the_text_and_fact_lead_to_each_other(browser: Browser) -> None:
    browser.open("/documents")
    browser.named("tbody a", "members of APSCO").click()
    number = browser.one(".fact-ref")
    fact = number.get_attribute("href").partition("#")[2]
    assert number.text == browser.one(f"#{fact} a").text
    passage = browser.one(f"#{fact} a").get_attribute("href").partition("#")[2]
    assert browser.one(f"[id='{passage}']")


@over_backends("site", "session")
def test_query_with_completion_evidence_and_download(browser: Browser, site: Served) -> None:
    browser.open("/query")
    type_query(
        browser, "SELECT ?member ?name WHERE { ?m a sp:Membership ; org:member ?member ; org:organization spid:aps"
    )
    root = browser.one(".editor-host").shadow_root
    browser.press("c")
    browser.named(".cm-tooltip-autocomplete li", "spid:apsco", root)
    time.sleep(0.2)  # the editor takes no choice in the first moments of its list
    browser.press(ENTER)
    browser.insert(' . ?member skos:prefLabel ?name FILTER(?name = "Venezuela"@en) }')
    browser.one("[data-run]").click()
    button = browser.named("[data-evidence] button", "fact")
    button.click()
    quote = browser.one("dialog .quote mark")
    assert "Venezuela" in quote.text
    browser.named("dialog button", "Close").click()
    address = browser.named(".results a", "CSV with evidence").get_attribute("href")
    rows = list(csv.reader(io.StringIO(httpx.get(address).text)))
    assert rows[0] == ["member", "name", "evidence"]
    evidence = httpx.get(rows[1][2], headers={"Accept": "text/html"})
    assert rows[1][2].startswith(f"{site.url}/evidence?fact=fact-")
    assert "Venezuela" in evidence.text and "<mark>" in evidence.text


def test_permalink_opens_the_same_answer(browser: Browser) -> None:
    browser.open("/query")
    type_query(browser, MEMBERS)
    browser.one("[data-run]").click()
    browser.named("[data-status]", "rows")
    browser.wait(lambda: "release=" in browser.path, "permalink")
    link = browser.path
    browser.open(link)
    browser.named("[data-status]", "rows")
    assert browser.named(".results td", "Venezuela")


def test_table_is_sorted_filtered_and_remembered(browser: Browser) -> None:
    browser.open("/query")
    type_query(browser, MEMBERS)
    browser.one("[data-run]").click()
    browser.named(".results td", "Venezuela")
    browser.named(".results th button", "member").click()
    browser.wait(
        lambda: browser.one(".results tbody td").text == "Arab Union for Astronomy and Space Sciences", "sorting"
    )
    browser.one("input[aria-label='Filter role']").send_keys("signatory")
    browser.wait(
        lambda: {row.text.split("\n")[0].split(" ")[0] for row in browser.all(".results tbody tr")} == {"Indonesia"},
        "filter",
    )
    browser.open("/query")
    browser.one("[data-history] summary").click()
    browser.named("[data-history] button", "SELECT ?member ?role").click()
    assert "spid:apsco" in browser.editor().text


def test_error_is_marked_at_its_line(browser: Browser) -> None:
    browser.open("/query")
    type_query(browser, "SELECT ?x\nWHERE {\n  ?x nope:thing ?y }")
    browser.one("[data-run]").click()
    assert "Line 3" in browser.one(".results [role=alert]").text
    root = browser.one(".editor-host").shadow_root
    assert browser.one(".cm-lint-marker-error", root)


def test_cancel_stops_the_query_on_the_server(browser: Browser, site: Served) -> None:
    browser.open("/query")
    type_query(browser, RUNAWAY)
    browser.one("[data-run]").click()
    browser.wait(lambda: site.client.get("/health").json()["running"] == 1, "the query runs")
    browser.one("[data-cancel]").click()
    browser.named("[data-status]", "Cancelled")
    end = time.monotonic() + 2
    while site.client.get("/health").json()["running"]:
        assert time.monotonic() < end, "the query goes on"
        time.sleep(0.05)


def test_views_fit_the_columns(browser: Browser) -> None:
    browser.open("/query")
    type_query(
        browser,
        "SELECT ?body (COUNT(*) AS ?members) { ?f a sp:Membership ; org:organization/skos:prefLabel ?body } GROUP BY ?body",
    )
    browser.one("[data-run]").click()
    browser.named("[role=tab]", "Chart").click()
    assert browser.one("svg.chart rect")
    type_query(browser, "SELECT ?a ?b { ?a org:memberOf ?b }")
    browser.one("[data-run]").click()
    browser.named("[role=tab]", "Network").click()
    assert browser.one(".network canvas")
    type_query(browser, "SELECT ?what ?day { ?l a sp:Launch ; sp:mission/skos:prefLabel ?what ; sp:notBefore ?day }")
    browser.one("[data-run]").click()
    browser.named("[role=tab]", "Timeline").click()
    assert browser.one("svg.chart circle")


@over_backends("site", "session")
def test_conflict_leads_to_both_sentences(browser: Browser) -> None:
    browser.open("/checks")
    browser.named("main a", "contradictions").click()
    pair = browser.named("article", "NISAR")
    links = [link.get_attribute("href") for link in browser.all(".sides .quote footer a", pair)]
    assert len(links) == 2
    for link in links:
        browser.driver.get(link)
        assert re.search(r"NISAR|Synthetic", browser.one(f"[id='{link.partition('#')[2]}'] + mark").text)


def test_network_is_walked_from_china_by_keyboard(browser: Browser) -> None:
    browser.open("/network")
    browser.named("[data-panel] [data-walk-to]", "China")
    browser.tab_to("[data-panel] [data-walk-to]")
    while browser.driver.switch_to.active_element.text != "China":
        browser.press(DOWN)
    browser.press(ENTER)
    assert browser.named("[data-panel] h3", "China")
    browser.press(DOWN)
    partner = browser.driver.switch_to.active_element.text
    browser.press(ENTER)
    assert browser.named("[data-panel] h3", partner)
    browser.press("\ue003")
    assert browser.named("[data-panel] h3", "China")
    browser.tab_to("[data-panel] li button")
    browser.press(ENTER)
    assert browser.one("dialog[open] .quote mark").text
    browser.press(ESCAPE)
    browser.wait(lambda: not browser.all("dialog[open]"), "the dialog closes")


def test_edge_of_the_drawing_opens_its_evidence(browser: Browser) -> None:
    browser.open("/network?bond=agreement")
    place = browser.one("[data-drawn=yes] [data-drawing]")
    x, y, label = browser.run(
        "const bond = arguments[0]._cyreg.cy.nodes('.bond')[0], at = bond.renderedPosition(), box = arguments[0].getBoundingClientRect();"
        "return [box.left + at.x, box.top + at.y, bond.data('label')]",
        place,
    )
    for kind in ("mousePressed", "mouseReleased"):
        event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
        browser.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    browser.wait(lambda: browser.one("dialog[open] h2").text == label, f"the evidence of {label}")
    assert browser.wait(lambda: browser.one("dialog[open] .quote mark").text, "its sentence")


def test_network_is_filtered_by_kind_topic_and_period(browser: Browser) -> None:
    browser.open("/")
    browser.one("[data-network-form] summary").click()
    browser.one("[data-network-form] input[value=state]").click()
    browser.one("[data-network-form] select[name=bond] option[value=agreement]").click()
    browser.set_date("#n-from", "2020-01-01")
    browser.named("[data-network-form] button", "Show").click()
    browser.wait(lambda: browser.path.startswith("/network?"), "the filtered network")
    kinds = {line.text.partition(" ")[0] for line in browser.all("[data-panel] li .soft")}
    browser.named("[data-panel] li .soft", "state")
    assert kinds <= {"state", "state,"}
    years = [int(cell.text[-4:]) for cell in browser.all("[data-walk] td[data-label=Since]") if cell.text]
    assert years and min(years) >= 2020
    topics = browser.all("[data-network-form] select[name=topic] option")
    assert len(topics) > 5


def test_answer_that_is_too_large_is_told_and_not_cut(browser: Browser) -> None:
    browser.open("/query")
    type_query(browser, "SELECT * { ?a ?b ?c . ?d a ?e }")
    browser.one("[data-run]").click()
    assert "larger than a page can show" in browser.one(".results [role=alert]").text
    assert not browser.all(".results tbody tr")


def test_as_of_of_a_query_is_kept_in_its_link(browser: Browser) -> None:
    browser.open("/query")
    type_query(browser, "SELECT ?m { ?m a sp:Membership ; sp:assertedOn ?said FILTER(STR(?said) <= STR(?asOf)) }")
    found = []
    for day in ("2019-01-01", "2024-09-01"):
        browser.set_date("[data-day]", day)
        browser.one("[data-run]").click()
        browser.wait(lambda day=day: f"as-of={day}" in browser.path, day)
        found.append(browser.named("[data-status]", "row").text)
    assert found[0] != found[1]
    browser.open(browser.path)
    assert browser.one("[data-day]").get_attribute("value") == "2024-09-01"


def test_network_drawing_appears_and_asks_nobody_else(browser: Browser, site: Served) -> None:
    browser.open("/network")
    browser.one("[data-drawn=yes] canvas")
    addresses = browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert any("drawing-" in address for address in addresses)
    assert [address for address in addresses if not address.startswith((site.url, "data:"))] == []
