from handmade import document, entity, extraction, fact, launch, membership, resolved, signature
from pyoxigraph import NamedNode

from graph.derivation.derive import derive
from graph.facts import Concept, EntityRef, Extraction, Fact
from ontology.namespaces import GRAPH_DERIVED, SPID

ENTITIES = [
    entity("a", "SpaceAgency", "Alpha Agency"),
    entity("b", "SpaceAgency", "Beta Agency"),
    entity("g", "SpaceAgency", "Gamma Agency"),
    entity("o", "IntergovernmentalOrganization", "Sample Organization"),
    entity("t", "Agreement", "Sample Treaty"),
    entity("m", "Mission", "Sample Explorer"),
]


def said(*facts: Fact, issued: str | None = None, name: str = "d") -> Extraction:
    return extraction(document(name, issued=issued), ENTITIES, list(facts))


def pairs(prop: str, *extractions: Extraction) -> set[tuple[str, str]]:
    quads = derive(resolved(*extractions).statements)
    return {
        (quad.subject.value.removeprefix(SPID), quad.object.value.removeprefix(SPID))
        for quad in quads
        if quad.predicate.value.endswith(prop)
    }


def participation(agent: str, role: str) -> Fact:
    return fact("Participation", mission=EntityRef("m"), participant=EntityRef(agent), org_role=Concept(role))


def test_derived_triples_stand_in_their_own_graph() -> None:
    quads = list(derive(resolved(said(membership("a", "o"))).statements))
    assert {quad.graph_name for quad in quads} == {NamedNode(GRAPH_DERIVED)}


def test_member_while_not_ended() -> None:
    source = said(membership("a", "o"), membership("b", "o", status="ended"), membership("g", "o", status="applicant"))
    assert pairs("memberOf", source) == {("alpha-agency", "sample-organization")}


def test_member_until_a_later_document_says_that_it_left() -> None:
    before, after = (
        said(membership("a", "o"), issued="2019"),
        said(membership("a", "o", status="ended"), issued="2023", name="e"),
    )
    assert pairs("memberOf", before, after) == set()
    assert pairs("memberOf", before) == {("alpha-agency", "sample-organization")}


def test_party_is_who_signed_not_who_plans_to() -> None:
    source = said(
        signature("t", "a"), signature("t", "b", action="accession"), signature("t", "g", action="planned-signature")
    )
    assert pairs("hasParty", source) == {("sample-treaty", "alpha-agency"), ("sample-treaty", "beta-agency")}


def test_party_that_withdrew_is_none() -> None:
    source = said(signature("t", "a", "2010"), signature("t", "a", "2020", "withdrawal"), signature("t", "b", "2010"))
    assert pairs("hasParty", source) == {("sample-treaty", "beta-agency")}


def test_party_that_came_back_is_one() -> None:
    steps = (
        signature("t", "a", "2010"),
        signature("t", "a", "2020", "withdrawal"),
        signature("t", "a", "2022", "accession"),
    )
    assert pairs("hasParty", said(*steps)) == {("sample-treaty", "alpha-agency")}


def test_invited_is_no_participant() -> None:
    source = said(participation("a", "partner"), participation("b", "invited"))
    assert pairs("participatesIn", source) == {("alpha-agency", "sample-explorer")}


def test_agents_cooperate_by_an_agreement_or_a_mission_in_both_directions() -> None:
    source = said(signature("t", "a"), signature("t", "b"), participation("b", "lead"), participation("g", "partner"))
    one = {("alpha-agency", "beta-agency"), ("beta-agency", "gamma-agency")}
    assert pairs("cooperatesWith", source) == one | {(b, a) for a, b in one}


def test_conflicts_are_derived() -> None:
    plan, done = said(launch("m", "2024", "planned")), said(launch("m", "2025", "launched"), name="e")
    assert len(pairs("supersedes", plan, done)) == 1
    first, second = said(launch("m", "2024", "launched")), said(launch("m", "2025", "launched"), name="e")
    found = pairs("contradicts", first, second)
    assert len(found) == 2
    assert {(b, a) for a, b in found} == found
