"""What a release that an update made tells of itself: its counts are those of its graph, and each change has its cause."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from live_server import QUADS, Served, serving, switch, write_release
from pyoxigraph import Store

from graph.diff import Cause, Sort, compare
from server.update.counts import counted

BEARER = {"Authorization": "Bearer t", "Content-Type": "application/sparql-update"}
SECOND = """INSERT DATA { GRAPH spid:document-1 {
  spid:fact-2 a sp:Membership, sp:Fact ; org:member spid:turkiye ; org:organization spid:apsco ; org:role spv:member ;
    prov:wasDerivedFrom spid:passage-1 . } }"""
ROLE = """DELETE DATA { GRAPH spid:document-1 { spid:fact-1 org:role spv:member } } ;
INSERT DATA { GRAPH spid:document-1 { spid:fact-1 org:role spv:observer } }"""
NAMED = """INSERT DATA { GRAPH spid:graph-entities { spid:peru a sp:State ; skos:prefLabel "Peru"@en } }"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("told")
    write_release(data, QUADS)
    with serving(data, token="t", validate_writes="no") as running:
        yield running


def update(served: Served, text: str, **parameters: str) -> Path:
    """The release that an update makes of the first one."""
    first = min((served.data / "releases").iterdir(), key=lambda folder: folder.stat().st_mtime_ns).name
    switch(served.data, first)
    answer = served.client.post("/sparql", params=parameters, content=text, headers=BEARER)
    assert answer.status_code == 200, answer.text
    return served.data / "releases" / str(answer.json()["release"])


def manifest(release: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((release / "manifest.json").read_bytes())
    return found


def shown(served: Served, release: Path) -> dict[str, Any]:
    answer = served.client.get("/checks/changes", params={"to": release.name}, headers={"Accept": "application/json"})
    found: dict[str, Any] = answer.json()["changes"]
    return found


def test_counts_of_a_store_are_those_of_its_build(sample_release: Path) -> None:
    built = manifest(sample_release)["counts"]
    assert counted(Store.read_only(str(sample_release / "store")), merges=True) == {
        "facts": built["facts"],
        "entities": built["entities"],
    }


def test_update_counts_again(told: Served) -> None:
    counts = manifest(update(told, SECOND))["counts"]
    assert counts["facts"] == {"Membership": 2}
    assert counts["entities"] == {"IntergovernmentalOrganization": 1, "State": 1}
    counts = manifest(update(told, "DROP GRAPH spid:document-1"))["counts"]
    assert (counts["facts"], counts["entities"], counts["documents"]) == ({}, {}, 1)


@pytest.mark.parametrize(
    ("text", "change", "says"),
    [
        (SECOND, "added", {"member": "Türkiye", "organization": "Asia-Pacific Space Cooperation Organization"}),
        ("DELETE WHERE { GRAPH ?g { spid:fact-1 ?p ?o } }", "withdrawn", {"role": "member"}),
        (ROLE, "changed", {"role": "observer"}),
    ],
)
def test_fact_that_an_update_changes_is_told_with_its_cause(
    told: Served, text: str, change: str, says: dict[str, str]
) -> None:
    changes = shown(told, update(told, text))
    assert {name: n for name, n in changes["counts"].items() if n} == {change: 1}
    (group,) = changes["groups"]
    assert (group["change"], group["cause"], group["total"]) == (change, "update", 1)
    (fact,) = group["facts"]
    assert says.items() <= {one[0]: one[1] for one in fact["says"]}.items()
    assert (fact["document"], fact["quote"]) == ("note.txt", "Türkiye is a member of APSCO.")
    assert fact["differences"] == ([["role", "member", "observer"]] if change == "changed" else [])


def test_change_of_evidence_only_is_told(told: Served) -> None:
    text = "DELETE DATA { GRAPH spid:document-1 { spid:fact-1 prov:wasDerivedFrom spid:passage-1 } }"
    (group,) = shown(told, update(told, text))["groups"]
    assert group["facts"][0]["differences"] == [["evidence or certainty", "", ""]]


def test_things_and_short_cuts_are_counted(told: Served) -> None:
    text = f"{NAMED} ; DELETE DATA {{ GRAPH spid:graph-derived {{ spid:turkiye org:memberOf spid:apsco }} }}"
    release = update(told, text)
    record = json.loads((release / "changes.json").read_bytes())
    assert record["things"] == {"added": 1, "withdrawn": 0, "changed": 0}
    assert record["derived"] == {"added": 0, "withdrawn": 1}
    assert (record["groups"], record["before"], record["after"]) == ([], manifest(release)["parent"], release.name)


def test_many_facts_are_counted_and_the_first_listed(told: Served) -> None:
    facts = " ".join(f"spid:fact-{n} a sp:Seat, sp:Fact ." for n in range(100, 170))
    (group,) = shown(told, update(told, f"INSERT DATA {{ GRAPH spid:document-1 {{ {facts} }} }}"))["groups"]
    assert (group["total"], len(group["facts"])) == (70, 50)


def test_page_tells_the_changes_of_an_update(told: Served) -> None:
    release = update(told, SECOND)
    page = told.client.get("/checks/changes", params={"to": release.name}, headers={"Accept": "text/html"}).text
    assert 'href="/id/fact-2"' in page and "Update" in page


def test_comparison_of_releases_knows_an_update(told: Served) -> None:
    release = update(told, ROLE)
    (change,) = compare(release.with_name(manifest(release)["parent"]), release).changes
    assert (change.sort, change.cause) == (Sort.CHANGED, Cause.UPDATE)


def test_fact_put_aside_by_validation_has_that_cause_and_is_counted(sample_release: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_release, tmp_path / "releases" / sample_release.name)
    switch(tmp_path, sample_release.name)
    with serving(tmp_path, token="t", update_timeout=300) as served:
        asked = "SELECT ?f { ?f a sp:Launch ; sp:mission ?m } ORDER BY ?f LIMIT 1"
        fact = served.values(asked)[0]
        text = f"DELETE WHERE {{ GRAPH ?g {{ <{fact}> sp:mission ?m }} }}"
        answer = httpx.post(f"{served.url}/sparql?quarantine=true", content=text, headers=BEARER, timeout=300)
        assert answer.status_code == 200, answer.text
        release = tmp_path / "releases" / answer.json()["release"]
        (group,) = shown(served, release)["groups"]
    assert (group["change"], group["cause"], group["total"]) == ("withdrawn", "validation", 1)
    before, after = manifest(sample_release)["counts"], manifest(release)["counts"]
    assert (after["quarantined"], after["facts"]["Launch"]) == (1, before["facts"]["Launch"] - 1)
