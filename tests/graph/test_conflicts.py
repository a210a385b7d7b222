from decimal import Decimal

import pytest
from handmade import document, entity, extraction, fact, launch, membership, resolved, signature

from graph.dates.values import Date
from graph.derivation.conflicts import conflicts
from graph.facts import Concept, EntityRef, Extraction, Fact

ENTITIES = [
    entity("m", "Mission", "Sample Explorer"),
    entity("o", "IntergovernmentalOrganization", "Sample Organization"),
    entity("c", "State", "China", authority="china"),
    entity("p", "Person", "Ada Example"),
    entity("t", "Agreement", "Sample Treaty"),
]


def said(*facts: Fact, issued: str | None = None, name: str = "old") -> Extraction:
    return extraction(document(name, issued=issued), ENTITIES, list(facts))


def relation(old: Extraction, new: Extraction) -> str | None:
    """How the fact of the document `new` stands to the fact of `old`."""
    resolution = resolved(old, new)
    names = {statement.id: statement.document.name for statement in resolution.statements}
    found = conflicts(resolution.statements)
    if not found:
        return None
    (conflict,) = found
    return f"{names[conflict.first]} supersedes" if conflict.supersedes else "contradicts"


def figure(value: str, unit: str = "") -> Fact:
    return fact(
        "Figure",
        subject=EntityRef("o"),
        measure=Concept("member-states"),
        value=Decimal(value),
        **({"unit": unit} if unit else {}),
    )


def position(status: str, title: str = "Director") -> Fact:
    return fact(
        "Position", org_member=EntityRef("p"), org_organization=EntityRef("o"), title=title, status=Concept(status)
    )


def foundation(year: str) -> Fact:
    return fact("Establishment", subject=EntityRef("o"), date=Date.parse(year))


PAIRS = {
    "launched supersedes planned": (launch("m", "2024", "planned"), launch("m", "2025-02-01", "launched")),
    "another planned date": (launch("m", "2024", "planned"), launch("m", "2026", "planned")),
    "another launch date": (launch("m", "2024-03-01", "launched"), launch("m", "2024-03-02", "launched")),
    "launched and failed": (launch("m", "2024-03", "launched"), launch("m", "2024-03-02", "failed")),
    "signed after planned": (signature("t", "c", "2024-09", "planned-signature"), signature("t", "c", "2024-11-02")),
    "another day of signature": (signature("t", "c", "2024-09-01"), signature("t", "c", "2024-11-02")),
    "another figure": (figure("12"), figure("13")),
    "another role": (membership("c", "o", "observer"), membership("c", "o", "full-member")),
    "no longer a member": (membership("c", "o"), membership("c", "o", status="ended")),
    "no longer in office": (position("current"), position("former")),
    "another year of foundation": (foundation("2005"), foundation("2008")),
}
REALISED = {"launched supersedes planned", "signed after planned"}


@pytest.mark.parametrize("case", PAIRS)
def test_later_document_supersedes(case: str) -> None:
    old, new = PAIRS[case]
    assert relation(said(old, issued="2024-01-10"), said(new, issued="2025-03", name="new")) == "new supersedes"


@pytest.mark.parametrize("case", sorted(PAIRS.keys() - REALISED))
def test_earlier_document_never_supersedes(case: str) -> None:
    old, new = PAIRS[case]
    assert relation(said(old, issued="2025-03"), said(new, issued="2024-01-10", name="new")) == "old supersedes"


@pytest.mark.parametrize("case", sorted(PAIRS.keys() - REALISED))
@pytest.mark.parametrize("dates", [(None, None), ("2024", None), ("2024-05-05", "2024-05-05"), ("2024", "2024-05")])
def test_documents_without_order_contradict_each_other(case: str, dates: tuple[str | None, str | None]) -> None:
    old, new = PAIRS[case]
    assert relation(said(old, issued=dates[0]), said(new, issued=dates[1], name="new")) == "contradicts"


@pytest.mark.parametrize("case", sorted(REALISED))
def test_what_took_place_supersedes_the_plan_whatever_the_documents_dates(case: str) -> None:
    old, new = PAIRS[case]
    assert relation(said(old, issued="2025"), said(new, name="new")) == "new supersedes"


@pytest.mark.parametrize("case", sorted(PAIRS))
def test_facts_of_one_document_never_conflict(case: str) -> None:
    assert conflicts(resolved(said(*PAIRS[case])).statements) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (launch("m", "2024", "planned"), launch("m", "2024-05", "planned")),
        (membership("c", "o", "member"), membership("c", "o", "founding-member")),
        (figure("12"), figure("12.0")),
        (figure("12", "km"), figure("13", "t")),
        (position("current"), position("former", "Deputy Director")),
        (signature("t", "c", "2024"), signature("t", "c", "2025-01", "ratification")),
    ],
    ids=[
        "same date, more precise",
        "role in other words",
        "same number",
        "other unit",
        "other title",
        "step after step",
    ],
)
def test_statements_that_agree_do_not_conflict(one: Fact, other: Fact) -> None:
    assert relation(said(one, issued="2024"), said(other, issued="2025", name="new")) is None
