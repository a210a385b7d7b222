from decimal import Decimal

import pytest
from handmade import AUTHORITY, document, entity, extraction, fact, membership, resolved
from pyoxigraph import Literal, NamedNode, Quad

from graph.dates.values import Date
from graph.documents import Span
from graph.facts import Concept, EntityRef, Evidence, Fact
from graph.knowledge import Knowledge
from graph.rdf.facts import CONTEXT, passage_node, passage_quads, statement_quads, validity
from graph.rdf.publish import quads_of_document, quads_of_things
from graph.rdf.terms import node, spid, term
from ontology.vocabulary import load_vocabulary

TEXT = "The Agency, founded long ago, has its seat in Paris. It has signed a treaty with China this year."


def objects(quads: list[Quad], subject: NamedNode, prop: str) -> set[str]:
    return {quad.object.value for quad in quads if quad.subject == subject and quad.predicate == node(prop)}


def published(*facts: Fact, issued: str | None = None) -> list[Quad]:
    entities = [
        entity("c", "State", "China", authority="china"),
        entity("o", "IntergovernmentalOrganization", "APSCO", authority="apsco"),
        entity("f", "SpaceAgency", "CNES", authority="cnes"),
        entity("unused", "Company", "Nobody"),
    ]
    resolution = resolved(extraction(document("a.txt", TEXT, issued), entities, list(facts)))
    (only,), said = resolution.documents, resolution.statements
    return [
        *quads_of_document(only, said),
        *quads_of_things(resolution.things, said, Knowledge(AUTHORITY, load_vocabulary())),
    ]


def test_fact_stands_in_the_graph_of_its_document_with_its_document_date() -> None:
    quads = published(membership("c", "o"), issued="2023-06")
    (subject,) = {quad.subject for quad in quads if quad.object == node("sp:Membership")}
    assert {quad.graph_name for quad in quads if quad.subject == subject} == {spid("document-a")}
    assert objects(quads, subject, "org:member") == {spid("china").value}
    assert objects(quads, subject, "sp:assertedOn") == {"2023-06"}
    assert objects(quads, subject, "rdf:type") == {
        node(c).value for c in ("sp:Membership", "sp:Fact", "org:Membership")
    }


def test_rule_of_a_fact_is_its_activity() -> None:
    quads = published(membership("c", "o"))
    assert objects(quads, spid("activity-by-hand"), "sp:rule") == {"by-hand"}
    assert objects(quads, spid("activity-by-hand"), "prov:wasAssociatedWith") == {spid("spacepact").value}


def test_passage_quotes_the_text_at_its_offsets() -> None:
    source, span = document("a.txt", TEXT), Span(53, 80)
    quads = list(passage_quads(source, span))
    (quote,) = {quad.subject for quad in quads if quad.object == node("oa:TextQuoteSelector")}
    (place,) = {quad.subject for quad in quads if quad.object == node("oa:TextPositionSelector")}
    (start,), (end,) = objects(quads, place, "oa:start"), objects(quads, place, "oa:end")
    assert objects(quads, quote, "oa:exact") == {TEXT[int(start) : int(end)]} == {"It has signed a treaty with"}
    assert objects(quads, quote, "oa:prefix") == {TEXT[53 - CONTEXT : 53]}
    assert objects(quads, quote, "oa:suffix") == {" China this year."}


@pytest.mark.parametrize("span", [Span(5, 5), Span(90, 200)])
def test_passage_that_is_no_slice_of_the_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="no passage at"):
        list(passage_quads(document("a.txt", TEXT), span))


def test_antecedent_is_a_passage_of_its_own() -> None:
    said = fact("Seat", org_organization=EntityRef("o"))
    evidence = (Evidence(Span(53, 80), (Span(0, 10),)),)
    quads = published(Fact(said.kind, said.values, evidence, "by-hand", Decimal("0.9")))
    source = document("a.txt", TEXT)
    assert objects(quads, passage_node(source, Span(53, 80)), "sp:antecedent") == {
        passage_node(source, Span(0, 10)).value
    }
    assert objects(quads, passage_node(source, Span(0, 10)), "oa:hasSource") == {spid("document-a").value}


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [("2024-09-05", "xsd:date"), ("2024-09", "xsd:gYearMonth"), ("2024", "xsd:gYear")],
)
def test_date_is_as_precise_as_the_text(lexical: str, datatype: str) -> None:
    assert term(Date.parse(lexical)) == Literal(lexical, datatype=node(datatype))


def test_interval_is_edtf() -> None:
    literal = term(Date.parse("2024-09/2024-11"))
    assert isinstance(literal, Literal)
    assert literal.datatype.value == "http://id.loc.gov/datatypes/edtf/EDTF"


@pytest.mark.parametrize(("number", "text"), [("0.90", "0.9"), ("14.00", "14"), ("121", "121"), ("100", "100")])
def test_number_has_the_form_in_which_the_store_keeps_it(number: str, text: str) -> None:
    assert term(Decimal(number)) == Literal(text, datatype=node("xsd:decimal"))


def test_bounds_of_a_date() -> None:
    bounds = validity(fact("Launch", date=Date.parse("2024-02")), None)
    assert bounds is not None
    assert [day.isoformat() for day in bounds] == ["2024-02-01", "2024-02-29"]


def test_fact_without_a_date_has_no_bounds() -> None:
    assert validity(fact("Seat"), Date.parse("2024")) is None


@pytest.mark.parametrize(
    ("values", "last"),
    [
        ({}, "2023-06-30"),
        ({"schema_endDate": Date.parse("2012")}, "2012-12-31"),
        ({"status": Concept("ended")}, "2008-12-31"),
    ],
)
def test_membership_that_has_not_ended_is_good_until_the_document(values: dict[str, Date | Concept], last: str) -> None:
    bounds = validity(fact("Membership", schema_startDate=Date.parse("2008"), **values), Date.parse("2023-06"))
    assert bounds is not None
    assert bounds[1].isoformat() == last


def test_only_things_that_facts_use_are_described_and_what_these_point_to() -> None:
    quads = published(fact("Seat", org_organization=EntityRef("f")))
    labels = {quad.subject for quad in quads if quad.predicate == node("skos:prefLabel")}
    assert labels == {spid("cnes"), spid("france")}
    assert objects(quads, spid("cnes"), "sp:ofState") == {spid("france").value}


def test_thing_has_its_names_and_classes() -> None:
    quads = published(membership("c", "o"))
    assert objects(quads, spid("apsco"), "skos:altLabel") == {"APSCO"} == objects(quads, spid("apsco"), "sp:acronym")
    assert node("org:Organization").value in objects(quads, spid("apsco"), "rdf:type")
    assert objects(quads, spid("china"), "sp:iso3") == {"CHN"}
    assert objects(quads, spid("china"), "sp:demonym") == {"Chinese"}
    assert objects(quads, spid("china"), "skos:altLabel") == set()


def test_used_concepts_have_labels() -> None:
    quads = published(membership("c", "o", role="observer"))
    assert objects(quads, node("spv:observer"), "skos:prefLabel") == {"observer"}
    assert objects(quads, node("spv:chair"), "skos:prefLabel") == set()


def test_statement_quads_hold_no_blank_node() -> None:
    resolution = resolved(
        extraction(
            document("a.txt", TEXT), [entity("c", "Company", "X Y")], [fact("Seat", org_organization=EntityRef("c"))]
        )
    )
    quads = [quad for statement in resolution.statements for quad in statement_quads(statement)]
    assert quads
    assert all(isinstance(part, NamedNode | Literal) for quad in quads for part in (quad.subject, quad.object))
