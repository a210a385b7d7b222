from itertools import permutations

import pytest
from handmade import AUTHORITY, document, entity, extraction, fact, membership, resolved, signature, single

from graph.facts import Concept, EntityRef
from graph.resolution.resolve import resolve


def test_authority_entry_keeps_its_id_and_names() -> None:
    result = resolved(*single("SpaceAgency", "CNES", "French agency", authority="cnes"))
    assert list(result.things) == ["cnes"]
    assert result.things["cnes"].label == "Centre national d'études spatiales"


def test_spelling_that_only_identity_knows_finds_the_authority_entry() -> None:
    result = resolved(*single("SpaceAgency", "The Centre National d'Etudes Spatiales"))
    assert list(result.things) == ["cnes"]


def test_authority_name_of_another_kind_stays_apart_and_is_listed() -> None:
    known = extraction(document("a"), [entity("x", "State", "France", authority="france")])
    other = extraction(document("b"), [entity("y", "Company", "France")])
    result = resolved(known, other)
    assert set(result.things) == {"france", "france-2"}
    assert [pair.reason for pair in result.unsure] == ["same name, different kinds: Company and State"]


def test_same_name_and_kind_in_two_documents_is_one_thing() -> None:
    result = resolved(*single("Company", "Sample Rockets Limited", "SAMPLE ROCKETS LIMITED"))
    assert len(result.things) == 1
    assert next(iter(result.merges)).reasons == ("shared name “Sample Rockets Limited”",)


def test_same_name_of_two_kinds_is_two_things() -> None:
    one, other = (
        single("Company", "Space Institute")[0],
        extraction(document("b"), [entity("y", "University", "Space Institute")]),
    )
    result = resolved(one, other)
    assert set(result.things) == {"space-institute", "space-institute-2"}
    assert result.unsure[0].reason == "same name, different kinds: Company and University"


def test_acronym_alone_joins_the_only_thing_that_has_it() -> None:
    full = extraction(document("a"), [entity("x", "Company", "Sample Rockets", "SRX")])
    short = extraction(document("b"), [entity("y", "Company", "SRX")])
    assert list(resolved(full, short).things) == ["sample-rockets"]


def test_acronym_does_not_join_different_full_names() -> None:
    one = extraction(document("a"), [entity("x", "Company", "Sample Rockets", "SRX")])
    other = extraction(document("b"), [entity("y", "Company", "Southern Rexes", "SRX")])
    result = resolved(one, other)
    assert set(result.things) == {"sample-rockets", "southern-rexes"}
    assert [pair.reason for pair in result.unsure] == ["share the acronym SRX only"]


@pytest.mark.parametrize("kind", ["Person", "Agreement"])
def test_of_several_names_that_are_shared_the_first_is_the_reason(kind: str) -> None:
    names = [f"Sample Name {letter * 3}" for letter in "QRSTUVW"]
    (merge,) = resolved(*(extraction(document(key), [entity("x", kind, *names)]) for key in "ab")).merges
    assert [reason.casefold() for reason in merge.reasons] == [f"shared name “{names[0]}”".casefold()]


def test_person_by_full_name_in_either_order() -> None:
    assert len(resolved(*single("Person", "Jean-Yves Le Gall", "Prof. Le Gall, Jean-Yves")).things) == 1


def test_surname_alone_never_joins_documents() -> None:
    assert set(resolved(*single("Person", "Hedman", "Hedman", "Niklas Hedman")).things) == {
        "hedman",
        "hedman-2",
        "niklas-hedman",
    }


def test_person_with_another_middle_name_is_a_doubt() -> None:
    result = resolved(*single("Person", "John A. Smith", "John Smith"))
    assert len(result.things) == 2
    assert result.unsure[0].reason == "full names alike but not equal"


def agreement(
    name: str,
    day: str | None,
    action: str = "signature",
    issued: str | None = None,
    other: str = "Beta Agency",
    kind: str = "treaty",
):
    entities = [
        entity("t", "Agreement", agreementType=Concept(kind)),
        entity("a", "SpaceAgency", "Alpha Agency"),
        entity("b", "SpaceAgency", other),
    ]
    return extraction(
        document(name, issued=issued), entities, [signature("t", "a", day, action), signature("t", "b", day, action)]
    )


def agreements(*extractions) -> list[str]:
    return [key for key, thing in resolved(*extractions).things.items() if thing.kind == "Agreement"]


def test_planned_and_signed_agreement_of_one_type_and_parties_is_one() -> None:
    assert agreements(agreement("p", "2024-09", "planned-signature"), agreement("s", "2024-11-02")) == [
        "treaty-alpha-agency-beta-agency"
    ]


def test_plan_without_date_counts_from_its_document() -> None:
    plan = agreement("p", None, "planned-signature", issued="2024-08-27")
    assert len(agreements(plan, agreement("s", "2010-01-01"))) == 2
    assert len(agreements(plan, agreement("s", "2024-10"))) == 1


def test_agreements_signed_at_different_times_are_two() -> None:
    assert agreements(agreement("one", "2010-05-01"), agreement("two", "2020-05-01")) == [
        "treaty-alpha-agency-beta-agency",
        "treaty-alpha-agency-beta-agency-2",
    ]


@pytest.mark.parametrize("changed", [{"other": "Gamma Agency"}, {"kind": "contract"}])
def test_agreements_of_other_parties_or_type_are_two(changed: dict[str, str]) -> None:
    assert len(agreements(agreement("one", "2020"), agreement("two", "2020", **changed))) == 2


def test_undated_agreement_that_fits_two_stays_apart_and_is_listed() -> None:
    documents = agreement("one", "2010"), agreement("two", "2020"), agreement("three", None)
    assert len(agreements(*documents)) == 3
    assert {pair.reason for pair in resolved(*documents).unsure} == {"could be one agreement, but several fit"}


def test_two_nameless_agreements_of_one_document_stay_two() -> None:
    source = agreement("one", "2020")
    twice = extraction(
        source.document,
        [*source.entities, entity("u", "Agreement", agreementType=Concept("treaty"))],
        [*source.facts, signature("u", "a", "2020"), signature("u", "b", "2020")],
    )
    assert len(agreements(twice)) == 2


def test_label_of_a_nameless_agreement_names_type_and_parties() -> None:
    thing = resolved(agreement("one", "2020")).things["treaty-alpha-agency-beta-agency"]
    assert thing.label == "Treaty between Alpha Agency and Beta Agency"


def test_named_agreements_without_a_common_party_are_two() -> None:
    def named(name: str, party: str):
        entities = [entity("t", "Agreement", "Framework Agreement"), entity("a", "Company", party)]
        return extraction(document(name), entities, [signature("t", "a")])

    assert len(agreements(named("one", "Alpha"), named("two", "Beta"))) == 2
    assert len(agreements(named("one", "Alpha"), named("two", "Alpha"))) == 1


def test_fact_said_twice_in_one_document_is_one_with_two_passages() -> None:
    entities = [
        entity("c", "State", "China", authority="china"),
        entity("o", "IntergovernmentalOrganization", "APSCO", authority="apsco"),
    ]
    values = {"org_member": EntityRef("c"), "org_organization": EntityRef("o")}
    facts = [fact("Membership", (4, 9), "weak", "0.6", **values), fact("Membership", (0, 3), "sure", "0.95", **values)]
    (statement,) = resolved(extraction(document("a"), entities, facts)).statements
    assert [(e.span.start, e.span.end) for e in statement.fact.evidence] == [(0, 3), (4, 9)]
    assert (statement.fact.rule, str(statement.fact.confidence)) == ("sure", "0.95")


def test_same_fact_in_two_documents_is_two() -> None:
    entities = [
        entity("c", "State", "China", authority="china"),
        entity("o", "IntergovernmentalOrganization", "APSCO", authority="apsco"),
    ]
    result = resolved(*(extraction(document(name), entities, [membership("c", "o")]) for name in ("a", "b")))
    assert len({statement.id for statement in result.statements}) == 2


def test_reference_in_a_property_points_to_the_thing() -> None:
    entities = [
        entity("u", "University", "Sample University", ofState=EntityRef("f")),
        entity("f", "State", "France", authority="france"),
    ]
    thing = resolved(extraction(document("a"), entities)).things["sample-university"]
    assert thing.properties == (("sp:ofState", EntityRef("france")),)


def test_order_of_documents_does_not_matter() -> None:
    sources = [
        agreement("one", "2010"),
        agreement("two", "2020"),
        *single("Person", "Hedman", "Hedman"),
        extraction(document("x"), [entity("y", "Company", "SRX")]),
    ]
    outcomes = [resolve(order, AUTHORITY) for order in permutations(sources)]
    assert all(outcome == outcomes[0] for outcome in outcomes)
