from handmade import document, fact, membership, signature

from graph.extraction.tidying import tidy
from graph.facts import Concept, EntityRef, Fact
from graph.mentions.model import EntityTable

TEXT = document("a.txt", "One sentence stands here. Another one stands there.")


def table() -> EntityTable:
    found = EntityTable()
    for kind, name in (("SpaceAgency", "A"), ("SpaceAgency", "B"), ("SpaceAgency", "C"), ("Mission", "M")):
        found.unseen(kind, name)
    for number, kind in ((1, "agreement"), (2, "memorandum-of-understanding"), (3, "treaty")):
        key = found.anonymous("Agreement", f"deal {number}")
        found.set_property(key, "sp:agreementType", Concept(kind))
    return found


def tidied(*facts: Fact) -> list[Fact]:
    return list(tidy(TEXT, table(), facts)[0])


def agreements(*facts: Fact) -> set[str]:
    return {value.key for f in tidied(*facts) for p, value in f.values if p == "sp:agreement"}


def party(number: int, who: str) -> Fact:
    return signature(f"deal-{number}-unnamed", who)


def test_fact_found_twice_is_one_with_both_passages_and_the_surest_rule() -> None:
    values = {"org_member": EntityRef("a"), "org_organization": EntityRef("b")}
    weak = fact("Membership", (26, 51), "weak", "0.6", **values)
    sure = fact("Membership", (0, 25), "sure", "0.9", **values)
    (one,) = tidied(weak, sure)
    assert (one.rule, [e.span.start for e in one.evidence]) == ("sure", [0, 26])


def test_fact_that_says_less_gives_way() -> None:
    less = fact("Membership", org_member=EntityRef("a"), org_organization=EntityRef("b"))
    (one,) = tidied(less, membership("a", "b", "observer"))
    assert dict(one.values)["org:role"] == Concept("observer")


def test_facts_that_say_different_things_both_stay() -> None:
    assert len(tidied(membership("a", "b", "observer"), membership("a", "b", "chair"))) == 2


def test_nameless_agreements_of_the_same_parties_and_fitting_type_are_one() -> None:
    assert len(agreements(party(1, "a"), party(1, "b"), party(2, "a"), party(2, "b"))) == 1


def test_nameless_agreements_of_other_parties_or_type_are_two() -> None:
    assert len(agreements(party(1, "a"), party(1, "b"), party(2, "a"), party(2, "c"))) == 2
    assert len(agreements(party(2, "a"), party(2, "b"), party(3, "a"), party(3, "b"))) == 2


def test_merged_agreement_takes_the_more_telling_type() -> None:
    found = table()
    facts = [party(1, "a"), party(1, "b"), party(2, "a"), party(2, "b")]
    _, entities = tidy(TEXT, found, facts)
    (agreement,) = [e for e in entities if e.kind == "Agreement"]
    assert dict(agreement.properties)["sp:agreementType"] == Concept("memorandum-of-understanding")


def test_only_things_that_facts_speak_of_are_handed_on() -> None:
    _, entities = tidy(TEXT, table(), [membership("a", "b")])
    assert [entity.key for entity in entities] == ["a", "b"]


def test_facts_come_in_order_of_place() -> None:
    late = fact("Launch", (26, 51), mission=EntityRef("m"), status=Concept("planned"))
    assert [f.kind for f in tidied(late, membership("a", "b"))] == ["Membership", "Launch"]


def test_order_of_findings_does_not_matter() -> None:
    facts = [membership("a", "b", "observer"), membership("b", "c"), membership("a", "b", "chair")]
    assert tidied(*facts) == tidied(*facts[::-1])
