"""Every answer of `/reconcile` keeps to the Reconciliation Service API 0.2: its rules written as JSON schemas of our own."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from live_server import Served

TEXT: dict[str, Any] = {"type": "string"}
NAMED: dict[str, Any] = {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT}}
KIND: dict[str, Any] = {
    "anyOf": [TEXT, {"type": "object", "required": ["id"], "properties": {"id": TEXT, "name": TEXT}}]
}
URL: dict[str, Any] = {"type": "string", "pattern": "^https?://"}
WITH_ID: dict[str, Any] = {"type": "string", "pattern": r"\{\{id\}\}"}
SERVICE: dict[str, Any] = {
    "type": "object",
    "required": ["service_url", "service_path"],
    "properties": {"service_url": URL, "service_path": {"type": "string", "pattern": "^/"}},
}
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": URL,
        "schemaSpace": URL,
        "documentation": URL,
        "serviceVersion": TEXT,
        "logo": URL,
        "view": {"type": "object", "required": ["url"], "properties": {"url": WITH_ID}},
        "preview": {
            "type": "object",
            "required": ["url", "width", "height"],
            "properties": {"url": WITH_ID, "width": {"type": "integer"}, "height": {"type": "integer"}},
        },
        "defaultTypes": {"type": "array", "items": NAMED, "uniqueItems": True},
        "suggest": {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(("entity", "type", "property"), SERVICE)},
        "extend": {"type": "object", "required": ["propose_properties"], "properties": {"propose_properties": SERVICE}},
    },
}  # fmt: skip
CANDIDATES = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {
            "result": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "name", "score"],
                    "properties": {
                        "id": TEXT,
                        "name": TEXT,
                        "description": TEXT,
                        "score": {"type": "number"},
                        "match": {"type": "boolean"},
                        "type": {"type": "array", "items": KIND},
                        "features": {
                            "type": "array",
                            "items": {"required": ["id", "value"], "properties": {"id": TEXT, "value": {"type": ["number", "boolean"]}}},
                        },
                    },
                },
            }
        },
    },
}  # fmt: skip
SUGGESTED = {"id": TEXT, "name": TEXT, "description": TEXT, "notable": {"type": "array", "items": KIND}}
SUGGESTIONS = {
    "type": "object",
    "required": ["result"],
    "properties": {"result": {"type": "array", "items": NAMED | {"properties": SUGGESTED}}},
}
PROPERTIES = {
    "type": "object",
    "required": ["properties"],
    "properties": {"type": TEXT, "limit": {"type": "integer"}, "properties": {"type": "array", "items": NAMED}},
}
POINT_IN_TIME: dict[str, Any] = {
    "type": "string",
    "pattern": r"^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$",
}
VALUE = {
    "oneOf": [
        NAMED | {"additionalProperties": False},
        *(
            {"type": "object", "required": [name], "properties": {name: schema}, "additionalProperties": False}
            for name, schema in (
                ("str", TEXT),
                ("int", {"type": "integer"}),
                ("float", {"type": "number"}),
                ("date", POINT_IN_TIME),
            )
        ),
    ]
}
EXTENSION = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": NAMED},
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "array", "items": VALUE}},
        },
    },
}


def _keeps_to(schema: dict[str, Any], document: Any) -> None:
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(document)] == []


def _post(served: Served, name: str, value: object) -> Any:
    answer = served.client.post("/reconcile", data={name: json.dumps(value)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def _candidates(served: Served, **query: object) -> list[dict[str, Any]]:
    found = _post(served, "queries", {"q0": query})
    _keeps_to(CANDIDATES, found)
    result: list[dict[str, Any]] = found["q0"]["result"]
    return result


def test_manifest_keeps_to_its_schema_and_its_addresses_answer(served: Served) -> None:
    manifest = served.client.get("/reconcile").json()
    _keeps_to(MANIFEST, manifest)
    addresses = [manifest["view"]["url"], manifest["preview"]["url"], manifest["documentation"]]
    addresses += [service["service_url"] + service["service_path"] for service in manifest["suggest"].values()]
    proposals = manifest["extend"]["propose_properties"]
    addresses.append(proposals["service_url"] + proposals["service_path"])
    for address in addresses:
        assert served.client.get(address.replace("{{id}}", "apsco")).status_code == 200, address


@pytest.mark.parametrize(
    "query",
    [
        {"query": "APSCO"},
        {"query": "APSCO", "type": "sp:IntergovernmentalOrganization", "type_strict": "any", "limit": 3},
        {"query": "Türkiye", "type": ["sp:State", "sp:SpaceAgency"], "type_strict": "should"},
        {"query": "Turkiye", "properties": [{"pid": "org:memberOf", "v": {"id": "apsco", "name": "APSCO"}}]},
        {"query": "Turkiye", "properties": [{"pid": "org:memberOf", "v": ["ESA", 12, True]}]},
        {"properties": [{"pid": "org:memberOf", "v": "APSCO"}]},
        {"query": "nobody of that name"},
        {"query": ""},
    ],
)
def test_candidates_keep_to_their_schema(served: Served, query: dict[str, object]) -> None:
    _candidates(served, **query)


def test_property_that_fits_raises_a_candidate_above_one_that_does_not(served: Served) -> None:
    [fits] = _candidates(served, query="Turkey", properties=[{"pid": "org:memberOf", "v": {"id": "apsco"}}])
    [fails] = _candidates(served, query="Turkey", properties=[{"pid": "org:memberOf", "v": "CERN"}])
    assert fits["id"] == fails["id"] == "turkiye"
    assert fits["score"] > fails["score"]
    assert {feature["id"]: feature["value"] for feature in fits["features"]}["org:memberOf"] == 100


def test_property_alone_finds_things(served: Served) -> None:
    found = _candidates(
        served, properties=[{"pid": "org:memberOf", "v": "Asia-Pacific Space Cooperation Organization"}]
    )
    assert [candidate["id"] for candidate in found] == ["turkiye"]


@pytest.mark.parametrize(("strict", "count"), [("any", 1), ("all", 0), ("should", 1)])
def test_types_bind_as_strictly_as_asked(served: Served, strict: str, count: int) -> None:
    assert (
        len(
            _candidates(
                served, query="APSCO", type=["sp:IntergovernmentalOrganization", "sp:State"], type_strict=strict
            )
        )
        == count
    )


@pytest.mark.parametrize(
    "query",
    [
        {"query": 1},
        {"query": "a", "type": 1},
        {"query": "a", "type_strict": "x"},
        {"query": "a", "properties": [{"v": 1}]},
        {},
    ],
)
def test_query_that_breaks_its_schema_is_400(served: Served, query: dict[str, object]) -> None:
    assert served.client.post("/reconcile", data={"queries": json.dumps({"q": query})}).status_code == 400


@pytest.mark.parametrize("what", ["entity", "type", "property"])
@pytest.mark.parametrize("prefix", ["", "a", "member", "zzz"])
def test_suggestions_keep_to_their_schema(served: Served, what: str, prefix: str) -> None:
    _keeps_to(SUGGESTIONS, served.client.get(f"/reconcile/suggest/{what}", params={"prefix": prefix}).json())


def test_suggestions_go_on_after_a_cursor(served: Served) -> None:
    def names(cursor: int) -> list[str]:
        answer = served.client.get("/reconcile/suggest/property", params={"prefix": "", "cursor": cursor})
        return [item["id"] for item in answer.json()["result"]]

    assert names(1) == names(0)[1:]
    assert served.client.get("/reconcile/suggest/type", params={"prefix": "", "cursor": "x"}).status_code == 400


@pytest.mark.parametrize("parameters", [{}, {"type": "sp:State"}, {"type": "sp:State", "limit": "1"}])
def test_proposed_properties_keep_to_their_schema(served: Served, parameters: dict[str, str]) -> None:
    found = served.client.get("/reconcile/properties", params=parameters).json()
    _keeps_to(PROPERTIES, found)
    assert len(found["properties"]) <= int(parameters.get("limit", 100))


def test_extension_keeps_to_its_schema_whatever_the_kind_of_value(served: Served) -> None:
    properties = ["org:memberOf", "skos:prefLabel", "oa:start", "rdf:type", "no:such"]
    ids = ["turkiye", "apsco", "passage-1-position", "nobody", "https://w3id.org/spacepact/id/turkiye"]
    found = _post(served, "extend", {"ids": ids, "properties": [{"id": name} for name in properties]})
    _keeps_to(EXTENSION, found)
    assert found["rows"]["passage-1-position"]["oa:start"] == [{"int": 31}]
    assert found["rows"]["turkiye"]["skos:prefLabel"] == [{"str": "Türkiye"}]
    assert found["rows"]["turkiye"] == found["rows"]["https://w3id.org/spacepact/id/turkiye"]
    assert [column["id"] for column in found["meta"]] == properties
