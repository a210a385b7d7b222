from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from handmade import AUTHORITY, document, entity, extraction, membership, single
from pyoxigraph import RdfFormat, Store
from toy_extraction import toy_pipeline

from graph.build import build
from graph.dates.values import Date
from graph.decisions.facts import Overlay, overlay
from graph.decisions.model import Action, Decision, FactKey, ThingKey
from graph.decisions.reading import DecisionError
from graph.facts import Concept, EntityRef, Extraction
from graph.releases.release import read_manifest
from graph.resolution.model import Resolution
from graph.resolution.resolve import resolve
from ontology.namespaces import PREFIXES
from ontology.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
KEY = FactKey(None, "a.txt", "Membership", (("member", "France"), ("organization", "APSCO")))


def decide(action: Action, key: FactKey | ThingKey, why: str = "Because.", **change: str) -> Decision:
    return Decision(action, key, "A. Analyst", datetime(2025, 3, 1, tzinfo=UTC), why, tuple(change.items()), 7)


def source(name: str = "a.txt", role: str = "member") -> Extraction:
    entities = [
        entity("f", "State", "France", authority="france"),
        entity("o", "IntergovernmentalOrganization", "APSCO", authority="apsco"),
    ]
    return extraction(document(name), entities, [membership("f", "o", role)])


def result(*decisions: Decision, extractions: list[Extraction] | None = None) -> Overlay:
    resolution = resolve(extractions or [source()], AUTHORITY, decisions)
    return overlay(resolution, decisions, AUTHORITY, VOCABULARY)


def test_rejected_fact_is_taken_out_and_kept_with_its_decision() -> None:
    decision = decide(Action.REJECT, KEY)
    outcome = result(decision)
    assert outcome.resolution.statements == []
    assert [(s.fact.kind, d) for s, d in outcome.rejected] == [("Membership", decision)]
    assert outcome.applied == {decision}


def test_decision_by_values_survives_another_place_of_the_sentence() -> None:
    moved = source()
    moved = replace(moved, document=document("a.txt", "Now longer: one sentence stands here."))
    assert result(decide(Action.REJECT, KEY), extractions=[moved]).resolution.statements == []


def test_decision_by_iri_hits_this_fact_only() -> None:
    first, second = resolve([source(), source("b.txt")], AUTHORITY).statements
    outcome = result(decide(Action.REJECT, FactKey(first.id)), extractions=[source(), source("b.txt")])
    assert [s.id for s in outcome.resolution.statements] == [second.id]


def test_accepted_fact_is_certain() -> None:
    outcome = result(decide(Action.ACCEPT, KEY))
    (statement,) = outcome.resolution.statements
    assert statement.fact.confidence == Decimal(1)
    assert list(outcome.kept) == [statement.id]


def test_corrected_fact_takes_the_place_of_the_old_one() -> None:
    outcome = result(decide(Action.CORRECT, KEY, role="observer", startDate="2019"))
    (statement,) = outcome.resolution.statements
    values = dict(statement.fact.values)
    assert values["org:role"] == Concept("observer")
    assert values["schema:startDate"] == Date.parse("2019")
    ((old, _),) = outcome.rejected
    assert outcome.replaced == {statement.id: old.id}


def test_correction_may_name_a_thing_that_only_the_authority_knows() -> None:
    outcome = result(decide(Action.CORRECT, KEY, member="China"))
    (statement,) = outcome.resolution.statements
    assert dict(statement.fact.values)["org:member"] == EntityRef("china")
    assert outcome.resolution.things["china"].label == "China"


def test_empty_text_takes_a_value_away() -> None:
    (statement,) = result(decide(Action.CORRECT, KEY, status="")).resolution.statements
    assert "sp:status" not in dict(statement.fact.values)


def test_last_decision_about_a_fact_counts() -> None:
    outcome = result(decide(Action.REJECT, KEY), decide(Action.ACCEPT, KEY, "On second thoughts."))
    assert len(outcome.resolution.statements) == 1
    assert not outcome.rejected


@pytest.mark.parametrize(
    ("decision", "problem"),
    [
        (
            decide(Action.REJECT, FactKey(None, "z.txt", "Launch", (("mission", "X"),))),
            "there is no document z.txt (unknown)",
        ),
        (decide(Action.REJECT, replace(KEY, kind="Launch")), "a.txt does not state this Launch any more (stale)"),
        (decide(Action.REJECT, FactKey("fact-00")), "no document states fact-00 any more (stale)"),
        (decide(Action.CORRECT, KEY, role="member"), "a.txt is read so anyway (idle)"),
        (decide(Action.CORRECT, KEY, role="king"), "the vocabulary has no concept “king” (clash)"),
        (decide(Action.CORRECT, KEY, startDate="soon"), "schema:startDate: "),
        (decide(Action.CORRECT, KEY, member="Nowhere"), "nothing is called “Nowhere” (clash)"),
        (decide(Action.MERGE, ThingKey(("X", "Y"), "Company")), "nothing is called X or Y (unknown)"),
        (decide(Action.SPLIT, ThingKey(("X",), "Company", ("a.txt",))), "nothing is called X (unknown)"),
        (decide(Action.CORRECT, ThingKey(("France",), "State"), label="F"), "the authority data describes this thing"),
    ],
)
def test_decision_that_does_nothing_is_reported_with_its_line(decision: Decision, problem: str) -> None:
    (found,) = result(decision).problems
    assert found.shown().startswith(f"line 7, {decision.action}: ")
    assert problem in found.shown()


def resolved(extractions: list[Extraction], *decisions: Decision) -> Resolution:
    return resolve(extractions, AUTHORITY, decisions)


def test_merge_makes_one_thing_and_says_why() -> None:
    merge = decide(Action.MERGE, ThingKey(("Sample Rockets", "Rocket Samples"), "Company"), "One imprint.")
    outcome = resolved(single("Company", "Sample Rockets", "Rocket Samples"), merge)
    assert len(outcome.things) == 1
    assert next(iter(outcome.merges)).reasons == ("decided by A. Analyst, 2025-03-01: One imprint.",)
    assert outcome.decided == ((merge, next(iter(outcome.things))),)


def test_merge_with_a_known_name_takes_the_authority_entry() -> None:
    merge = decide(Action.MERGE, ThingKey(("CNES", "French Space Office"), "SpaceAgency"))
    assert list(resolved(single("SpaceAgency", "French Space Office"), merge).things) == ["cnes"]


def test_merge_of_two_authority_entries_is_refused() -> None:
    merge = decide(Action.MERGE, ThingKey(("France", "China"), "State"))
    documents = [
        *single("State", "France", authority="france"),
        extraction(document("z"), [entity("c", "State", "China", authority="china")]),
    ]
    outcome = resolved(documents, merge)
    assert set(outcome.things) == {"china", "france"}
    assert "two entries of the authority data" in outcome.problems[0].message


def test_split_in_a_document_takes_the_name_from_the_authority_entry() -> None:
    split = decide(Action.SPLIT, ThingKey(("CNES",), "SpaceAgency", ("d1",)))
    outcome = resolved(single("SpaceAgency", "CNES", "CNES", authority="cnes"), split)
    assert {t.id: t.label for t in outcome.things.values()} == {
        "cnes": "Centre national d'études spatiales",
        "cnes-2": "CNES",
    }


def test_split_keeps_equal_names_of_two_documents_apart() -> None:
    split = decide(Action.SPLIT, ThingKey(("Sample Rockets",), "Company", ("d1",)))
    outcome = resolved(single("Company", "Sample Rockets", "Sample Rockets"), split)
    assert set(outcome.things) == {"sample-rockets", "sample-rockets-2"}
    assert outcome.unsure == ()


def test_split_of_two_names_ends_the_doubt() -> None:
    people = single("Person", "John A. Smith", "John Smith")
    assert len(resolved(people).unsure) == 1
    assert resolved(people, decide(Action.SPLIT, ThingKey(("John A. Smith", "John Smith"), "Person"))).unsure == ()


def test_kind_and_label_of_a_thing_are_set_right() -> None:
    key = ThingKey(("institute of moons",), "Company")
    change = decide(Action.CORRECT, key, kind="ResearchInstitution", label="Institute of Moons")
    (thing,) = resolved(single("Company", "INSTITUTE OF MOONS"), change).things.values()
    assert (thing.kind, thing.label) == ("ResearchInstitution", "Institute of Moons")


DECISIONS = """
[[decision]]
action = "reject"
document = "a.txt"
kind = "Membership"
values = { member = "Peru" }
by = "A. Analyst"
on = 2025-03-01
why = "Peru left."

[[decision]]
action = "accept"
document = "a.txt"
kind = "Membership"
values = { member = "Iran" }
by = "B. Reader"
on = 2025-03-02
why = "Seen in the register."

[[decision]]
action = "reject"
document = "gone.txt"
kind = "Launch"
values = { mission = "Probe" }
by = "A. Analyst"
on = 2025-03-01
why = "x"
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(
        "Peru is a member of Polar Space Union. Iran is a member of Polar Space Union. Turkey is a member of Polar Space Union."
    )
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "decisions.toml").write_text(DECISIONS)
    build([tmp_path / "a.txt"], tmp_path / "data", toy_pipeline())
    return tmp_path / "data"


def ask(path: Path, query: str) -> list[list[str]]:
    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    rows = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return [[term.value for term in row] for row in rows]


def test_published_graph_lacks_the_rejected_fact_and_tells_who_accepted(data: Path) -> None:
    members = ask(data / "current" / "graph.nq", "SELECT ?l { ?m org:member/skos:prefLabel ?l } ORDER BY ?l")
    assert [label for (label,) in members] == ["Iran", "Türkiye"]
    query = """SELECT ?c ?who ?when ?why { ?m org:member spid:iran ; sp:confidence ?c ; prov:wasInfluencedBy ?d .
        ?d a prov:Activity, schema:AcceptAction ; prov:wasAssociatedWith/rdfs:label ?who ; prov:endedAtTime ?when ; rdfs:comment ?why }"""
    rows = ask(data / "current" / "graph.nq", query)
    assert rows == [["1", "B. Reader", "2025-03-02T00:00:00Z", "Seen in the register."]]


def test_quarantine_shows_the_rejected_fact_with_its_sentence_and_the_decision(data: Path) -> None:
    query = """SELECT ?quote ?who ?why { ?m a sp:Membership ; prov:wasInvalidatedBy ?d ;
        prov:wasDerivedFrom/oa:hasSelector/oa:exact ?quote .
        ?d a schema:RejectAction ; prov:wasAssociatedWith/rdfs:label ?who ; rdfs:comment ?why }"""
    rows = ask(data / "current" / "quarantine.nq", query)
    assert rows == [["Peru is a member of Polar Space Union.", "A. Analyst", "Peru left."]]


def test_manifest_counts_decisions_and_lists_those_that_did_nothing(data: Path) -> None:
    manifest = read_manifest(data / "current")
    assert manifest["decisions"] == {
        "applied": 2,
        "rejected": 1,
        "problems": ["line 20, reject: there is no document gone.txt (unknown)"],
    }
    assert "decisions" in manifest["versions"]


def test_faulty_decisions_leave_the_release_as_it_was(data: Path) -> None:
    before = (data / "current").resolve()
    (data / "decisions.toml").write_text("[[decision]]\naction = 1\n")
    with pytest.raises(DecisionError, match=r"decisions\.toml:1: “action” must be text"):
        build([data.parent / "a.txt"], data, toy_pipeline())
    assert (data / "current").resolve() == before


def test_other_decisions_make_another_release(data: Path) -> None:
    before = (data / "current").resolve()
    (data / "decisions.toml").unlink()
    build([data.parent / "a.txt"], data, toy_pipeline())
    assert (data / "current").resolve() != before
