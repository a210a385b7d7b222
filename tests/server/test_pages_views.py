"""What pages show, as pages and as data: entities, evidence, network, suggestions, checks, queries without scripts."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_server import Served, serving, write_release

from ontology.namespaces import PREFIXES, SPID
from server.pages.render import day_text, web
from server.views.names import fold

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
HEAD = "".join(f"@prefix {prefix}: <{iri}> . " for prefix, iri in PREFIXES.items())
MEMBERS = "SELECT ?member { ?m a sp:Membership ; org:member ?member ; org:organization spid:apsco }"


@pytest.fixture(scope="module")
def sample(sample_release: Path) -> Iterator[Served]:
    with serving(sample_release.parent.parent) as running:
        yield running


def test_roster_differs_by_day_in_page_and_data(sample: Served) -> None:
    def observers(day: str) -> set[str]:
        view = sample.client.get("/entities/apsco", params={"as-of": day}).json()
        entries = next(r for r in view["rosters"] if r["side"] == "organization")["roster"]["entries"]
        return {entry["label"] for entry in entries if entry["role_label"] == "observer"}

    assert observers("2024-09-01") - observers("2023-05-01") == {
        "Venezuela",
        "Arab Union for Astronomy and Space Sciences",
    }
    page = sample.client.get("/id/apsco", params={"as-of": "2024-09-01", "compare": "2023-05-01"}, headers=HTML).text
    assert "+ joined" in page


@pytest.mark.parametrize("query", ["as-of=yesterday", "as-of=2024-02-30", "compare=x", "kind=Nothing", "page=0"])
def test_parameters_that_are_none_are_refused(served: Served, query: str) -> None:
    answer = served.client.get(f"/id/apsco?{query}", headers=HTML)
    assert answer.status_code == 400
    assert "<h1>" in answer.text


def test_errors_are_pages_for_browsers_and_problems_for_programs(served: Served) -> None:
    page = served.client.get("/id/nobody", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html") and "does not speak of" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert served.client.get("/documents/nothing").headers["content-type"] == "application/problem+json"


def test_evidence_by_fact_and_by_things(served: Served) -> None:
    by_fact = served.client.get("/evidence?fact=fact-1", headers=JSON).json()
    assert by_fact["facts"][0]["evidence"][0]["quote"] == "Türkiye is a member of APSCO."
    assert served.client.get("/evidence?about=spid:turkiye&with=spid:apsco", headers=JSON).json() == by_fact
    assert "<mark>Türkiye is a member of APSCO.</mark>" in served.client.get("/evidence?fact=fact-1", headers=HTML).text
    assert served.client.get("/evidence?fact=%3E%20bad", headers=JSON).status_code == 400
    assert served.client.get("/evidence", headers=JSON).json() == {"total": 0, "facts": []}


def test_fact_page_tells_what_is_said_and_where(served: Served) -> None:
    page = served.client.get("/id/fact-1", headers=HTML).text
    assert "<h1>Türkiye, Asia-Pacific Space Cooperation Organization, member</h1>" in page
    assert "<mark>Türkiye is a member of APSCO.</mark>" in page and 'href="/documents/document-1#p31-60"' in page
    assert page.index("<dt>Member</dt>") < page.index("<dt>Organization</dt>") < page.index("<dt>Role</dt>")
    assert served.client.get("/id/fact-none", headers=HTML).status_code == 404


def test_passage_and_document_lead_to_the_text(served: Served) -> None:
    passage = served.client.get("/id/passage-1", headers=HTML)
    assert (passage.status_code, passage.headers["location"]) == (303, "/documents/document-1#p31-60")
    assert served.client.get("/id/document-1", headers=HTML).headers["location"] == "/documents/document-1"
    assert served.client.get("/documents/document-1/text").text.startswith("APSCO has eight")


def test_suggestions_find_words_accents_and_acronyms(sample: Served) -> None:
    def first(text: str) -> str:
        return str(sample.client.get("/suggest", params={"q": text}).json()[0]["label"])

    assert first("apsco") == "Asia-Pacific Space Cooperation Organization"
    assert first("turkiye") == first("Türki") == "Türkiye"
    assert first("cooperation organ") == "Asia-Pacific Space Cooperation Organization"
    assert sample.client.get("/suggest", params={"q": "zzzz"}).json() == []
    assert sample.client.get("/suggest", params={"q": "  "}).json() == []
    assert fold("Chang'E-6  Ünïon") == "chang e 6 union"


def test_find_goes_to_the_only_thing(sample: Served) -> None:
    assert sample.client.get("/find?q=APSCO", headers=HTML).headers["location"] == "/id/apsco"
    assert "No name in this release" in sample.client.get("/find?q=zzzz", headers=HTML).text


def test_network_is_filtered_and_each_bond_has_evidence(sample: Served) -> None:
    def network(**filters: str) -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = sample.client.get("/network", params=filters, headers=JSON).json()
        return found

    everything = network()
    assert {bond["kind"] for bond in everything["bonds"]} == {"agreement", "mission"}
    assert {bond["kind"] for bond in network(bond="mission")["bonds"]} == {"mission"}
    assert {agent["kind"] for agent in network(kind="state")["agents"]} == {"state"}
    china = network(about="spid:china")
    assert china["agents"][0]["label"] == "China"
    assert all(any(tie["label"] == "China" for tie in bond["ties"]) for bond in china["bonds"])  # type: ignore[index]
    early = network(until="2000-01-01", undated="no")
    assert 0 < len(early["bonds"]) < len(everything["bonds"])
    facts = sample.client.get(everything["bonds"][0]["evidence"], headers=JSON).json()
    assert facts["facts"][0]["evidence"][0]["quote"]


def test_part_told_once_with_a_day_and_once_without_began_on_that_day(tmp_path: Path) -> None:
    facts = "".join(
        f"spid:f{number} sp:agreement spid:pact ; sp:party spid:{party} ; sp:action spv:signature {when} . "
        for number, (party, when) in enumerate(
            [("a", '; sp:notBefore "2021-09-18" ; sp:notAfter "2021-09-18"'), ("a", ""), ("b", "")]
        )
    )
    write_release(tmp_path, f"{HEAD} spid:g {{ {facts} spid:pact sp:hasParty spid:a, spid:b }}")
    with serving(tmp_path) as server:
        [bond] = server.client.get("/network", headers=JSON).json()["bonds"]
    assert [(tie["agent"], tie["date"]) for tie in bond["ties"]] == [(SPID + "a", "2021-09-18"), (SPID + "b", "")]


def test_planned_agreements_bind_nobody(sample: Served) -> None:
    page = json.dumps(sample.client.get("/network", params={"about": "spid:cospar"}, headers=JSON).json()["bonds"])
    assert "Memorandum" not in page


def test_query_page_without_scripts(served: Served) -> None:
    page = served.client.get("/query", params={"query": MEMBERS, "run": "yes"}, headers=HTML).text
    assert '<a href="/id/turkiye">Türkiye</a>' in page and 'href="/evidence?fact=fact-1"' in page
    broken = served.client.get(
        "/query", params={"query": "SELECT ?x\nWHERE { ?x nope:y ?z }", "run": "yes"}, headers=HTML
    )
    assert broken.status_code == 400 and "Line 2" in broken.text
    assert (
        "has no rows"
        in served.client.get("/query", params={"query": "SELECT ?x { ?x a sp:No }", "run": "yes"}, headers=HTML).text
    )
    assert "Yes." in served.client.get("/query", params={"query": "ASK { ?s ?p ?o }", "run": "yes"}, headers=HTML).text
    turtle = served.client.get("/query", params={"query": "DESCRIBE spid:apsco", "run": "yes"}, headers=HTML).text
    assert "<pre" in turtle and "skos:prefLabel" in turtle


def test_permalink_of_another_release_says_so(served: Served) -> None:
    page = served.client.get("/query", params={"query": MEMBERS, "release": "0000"}, headers=HTML).text
    assert "This link was made on release" in page


def test_too_many_rows_are_refused_not_cut(sample: Served) -> None:
    query = "SELECT * { ?a ?b ?c . ?d a ?e }"
    page = sample.client.get("/query", params={"query": query, "run": "yes"}, headers=HTML)
    assert page.status_code == 507 and "<tbody>" not in page.text


def test_download_has_the_address_of_the_evidence(served: Served) -> None:
    answer = served.client.get("/query/download", params={"query": MEMBERS})
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows == [
        ["member", "evidence"],
        ["https://w3id.org/spacepact/id/turkiye", f"{served.url}/evidence?fact=fact-1"],
    ]
    assert "attachment" in answer.headers["content-disposition"]
    assert served.client.get("/query/download", params={"query": "ASK { ?s ?p ?o }"}).status_code == 400
    assert served.client.get("/query/download", params={"query": "nonsense"}).status_code == 400


def test_download_of_many_rows_is_whole(sample: Served) -> None:
    rows = list(
        csv.reader(
            io.StringIO(
                sample.client.get("/query/download", params={"query": "SELECT ?f ?p { ?f a sp:Fact ; ?p ?o }"}).text
            )
        )
    )
    assert len(rows) > 3_000
    assert all(row[-1].startswith("http") for row in rows[1:])


@pytest.mark.parametrize(
    "path", ["/checks", "/checks/totals", "/checks/conflicts", "/checks/report", "/checks/coverage", "/checks/changes"]
)
def test_checks_as_page_and_as_data(sample: Served, path: str) -> None:
    assert "<h1>" in sample.client.get(path, headers=HTML).text
    assert sample.client.get(path, headers=JSON).json()


def test_totals_are_compared_with_the_list_of_the_same_document(sample: Served) -> None:
    found = sample.client.get("/checks/totals", headers=JSON).json()["totals"]
    apsco = [total for total in found if total["subject"]["iri"].endswith("/apsco")]
    assert {total["stated"]: total["listed"] for total in apsco}["12"] == 12
    assert all(total["agrees"] for total in apsco if total["stated"] in ("12", "14"))


def test_conflicts_show_both_sentences(sample: Served) -> None:
    for pair in sample.client.get("/checks/conflicts", headers=JSON).json()["conflicts"]:
        assert pair["first"]["evidence"] and pair["second"]["evidence"]
        assert pair["first"]["evidence"][0]["document"] != pair["second"]["evidence"][0]["document"]
        assert any(line["differs"] for line in pair["lines"])


def test_coverage_counts_sentences(sample: Served) -> None:
    for document in sample.client.get("/checks/coverage", headers=JSON).json()["documents"]:
        assert 0 <= document["with_facts"] <= document["sentences"]
        assert (document["facts"] > 0) == (document["with_facts"] > 0)


def test_answers_are_compressed_and_cached_by_their_content(served: Served) -> None:
    first = served.client.get("/", headers=HTML)
    assert first.headers["content-encoding"] == "gzip"
    assert served.client.get("/", headers={**HTML, "If-None-Match": first.headers["etag"]}).status_code == 304


def test_style_sheet_is_kept_for_ever(served: Served) -> None:
    page = served.client.get("/", headers=HTML).text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "immutable" in served.client.get(address).headers["cache-control"]
    assert served.client.get("/assets/..%2Fstyle.css").status_code == 404


def test_dates_as_people_write_them() -> None:
    given = ["2024-09-01", "2024-09", "2024", "2024-09/2024-11", "APSCO-2", "12-34-56", ""]
    assert [day_text(text) for text in given] == [
        "1 September 2024",
        "September 2024",
        "2024",
        "September 2024 to November 2024",
        "APSCO-2",
        "12-34-56",
        "",
    ]


def test_only_addresses_of_the_web_become_links() -> None:
    assert [web(a) for a in ("https://a.example", "javascript:alert(1)", None, "")] == ["https://a.example", "", "", ""]
