"""Search forgives typing errors; reconciliation answers as the Reconciliation Service API 0.2 asks."""

import json
import random
from pathlib import Path

import pytest
from live_server import Served
from pyoxigraph import Store

from ontology.namespaces import PREFIXES
from server.search.index import Index, Thing

APSCO = "https://w3id.org/spacepact/id/apsco"


@pytest.mark.parametrize(
    "text",
    [
        "APSCO",
        "apsco",
        "Asia-Pacific Space Cooperation Organization",
        "asia pacific",
        "asia-pacfic space coperation organization",
        "Cooperation Organization Space Asia-Pacific",
    ],
)
def test_name_is_found(served: Served, text: str) -> None:
    found = served.client.get("/search", params={"q": text}).json()["names"]
    assert found[0]["iri"] == APSCO
    assert found[0]["path"] == "/id/apsco"


def test_accents_do_not_matter(served: Served) -> None:
    assert served.client.get("/search", params={"q": "turkiye"}).json()["names"][0]["label"] == "Türkiye"


@pytest.mark.parametrize("text", ["member", "membr of APSCO", "türkiye"])
def test_passage_is_found_by_its_words(served: Served, text: str) -> None:
    found = served.client.get("/search", params={"q": text}).json()["passages"]
    assert [passage["path"] for passage in found] == ["/documents/document-1#p31-60"]


@pytest.mark.parametrize("text", ["", "   ", '"', "* OR NEAR(", "xyzzyplugh", "') --"])
def test_search_without_meaning_finds_nothing(served: Served, text: str) -> None:
    answer = served.client.get("/search", params={"q": text})
    assert answer.status_code == 200
    assert answer.json()["names"] == answer.json()["passages"] == []


def test_search_checks_its_parameters(served: Served) -> None:
    assert served.client.get("/search", params={"q": "a", "limit": "0"}).status_code == 422
    answer = served.client.get("/search")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert "q: " in answer.json()["detail"]


def _reconcile(served: Served, **query: object) -> list[dict[str, object]]:
    answer = served.client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert answer.status_code == 200
    result: list[dict[str, object]] = answer.json()["q0"]["result"]
    return result


def test_manifest_has_what_the_specification_requires(served: Served) -> None:
    manifest = served.client.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/spacepact/id/"
    assert manifest["view"]["url"] == f"{served.url}/id/{{{{id}}}}"
    assert {"entity", "property", "type"} == manifest["suggest"].keys()


def test_name_is_reconciled_with_its_type(served: Served) -> None:
    [best] = _reconcile(served, query="APSCO")
    assert (best["id"], best["match"], best["score"]) == ("apsco", True, 100.0)
    assert best["type"] == [{"id": "sp:IntergovernmentalOrganization", "name": "intergovernmental organization"}]


def test_type_and_limit_narrow_the_candidates(served: Served) -> None:
    assert _reconcile(served, query="APSCO", type="sp:State") == []
    assert len(_reconcile(served, query="m", limit=1)) <= 1


def test_name_that_is_only_alike_is_no_match(served: Served) -> None:
    [best] = _reconcile(served, query="Asia-Pacfic Space Coperation Organisation")
    assert best["match"] is False


def test_queries_may_come_by_get(served: Served) -> None:
    answer = served.client.get("/reconcile", params={"queries": json.dumps({"q": {"query": "Turkiye"}})})
    assert answer.json()["q"]["result"][0]["id"] == "turkiye"


@pytest.mark.parametrize("queries", ["no json", "[]", '{"q": {}}', '{"q": 1}', "[" * 50_000])
def test_wrong_queries_are_400(served: Served, queries: str) -> None:
    assert served.client.post("/reconcile", data={"queries": queries}).status_code == 400


@pytest.mark.parametrize(
    ("what", "prefix", "expected"),
    [
        ("entity", "APS", "apsco"),
        ("type", "intergov", "sp:IntergovernmentalOrganization"),
        ("property", "member of", "org:memberOf"),
    ],
)
def test_suggestions_begin_with_the_prefix(served: Served, what: str, prefix: str, expected: str) -> None:
    result = served.client.get(f"/reconcile/suggest/{what}", params={"prefix": prefix}).json()["result"]
    assert [item["id"] for item in result] == [expected]


def test_preview_is_a_small_page(served: Served) -> None:
    page = served.client.get("/reconcile/preview", params={"id": "apsco"})
    assert "<b>Asia-Pacific Space Cooperation Organization</b>" in page.text
    assert served.client.get("/reconcile/preview", params={"id": "nobody"}).status_code == 404


def test_table_is_extended_by_properties(served: Served) -> None:
    extend = {"ids": ["turkiye", "apsco"], "properties": [{"id": "org:memberOf"}]}
    body = served.client.post("/reconcile", data={"extend": json.dumps(extend)}).json()
    assert body["meta"] == [{"id": "org:memberOf", "name": "member of"}]
    assert body["rows"]["turkiye"]["org:memberOf"] == [
        {"id": "apsco", "name": "Asia-Pacific Space Cooperation Organization"}
    ]
    assert body["rows"]["apsco"]["org:memberOf"] == []


def test_ids_of_an_extension_cannot_carry_a_query(served: Served) -> None:
    extend = {"ids": ["x> } SELECT * { ?s ?p ?o } #"], "properties": [{"id": "org:memberOf"}]}
    assert served.client.post("/reconcile", data={"extend": json.dumps(extend)}).status_code == 400


def test_properties_of_a_type_are_proposed(served: Served) -> None:
    body = served.client.get("/reconcile/properties", params={"type": "sp:State"}).json()
    assert {"id": "org:memberOf", "name": "member of"} in body["properties"]


@pytest.mark.parametrize("wrong", ["Tukiye", "Turkiey", "Türkkiye", "Tvrkiye", "Turlkiye", "urkiye"])
def test_one_error_in_a_name_is_forgiven_wherever_it_stands(served: Served, wrong: str) -> None:
    assert served.client.get("/search", params={"q": wrong}).json()["names"][0]["label"] == "Türkiye"


def test_names_that_fit_better_come_first() -> None:
    names = ["Space Agency", "Space Agency of Japan", "Japan Space Agency", "UK Space Agency", "Spice Agency", "Spain"]
    index = Index([Thing(f"http://x/{number}", (name,), ()) for number, name in enumerate(names)], [])
    found = [found.name for found in index.names("space agency", 10)]
    assert found == ["Space Agency", "Space Agency of Japan", "UK Space Agency", "Spice Agency", "Japan Space Agency"]


def test_errors_of_typing_are_forgiven_in_a_whole_release(sample_release: Path) -> None:
    """Every name of the samples with one random error: the thing that bears it is among the first five."""
    store = Store.read_only(str(sample_release / "store"))
    query = "SELECT ?s (SAMPLE(?n) AS ?name) { ?s skos:prefLabel ?n ; a ?kind FILTER(STRSTARTS(STR(?kind), STR(sp:))) } GROUP BY ?s"
    things = [(row["s"].value, row["name"].value) for row in store.query(query, prefixes=PREFIXES)]
    index = Index([Thing(iri, (name,), ()) for iri, name in things], [])
    chance = random.Random(5)
    asked = [(iri, _with_error(name, chance)) for iri, name in things if len(name) >= 5]
    found = [iri in {one.thing.iri for one in index.names(text, 5)} for iri, text in asked]
    assert len(found) > 100
    assert sum(found) >= 0.98 * len(found)


def _with_error(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name) - 1)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )
