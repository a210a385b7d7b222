"""The example queries: each parses, says what it answers, is deterministic, and finds something in the sample graph."""

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from ontology.namespaces import PREFIXES, SP
from ontology.queries import ExampleQuery, QueryError, load_queries, parse_query
from ontology.resources import authority_files, schema_files

QUERIES = load_queries()
by_name = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)


def select(store: Store, query: ExampleQuery) -> list[tuple[str, ...]]:
    result = store.query(query.complete)
    assert isinstance(result, QuerySolutions)
    return [tuple(str(getattr(value, "value", "")) for value in row) for row in result]


@pytest.fixture(scope="session")
def known_terms() -> frozenset[str]:
    store = Store()
    for path in (*schema_files(), *authority_files()):
        store.load(path=path)
    return frozenset(quad.subject.value for quad in store if isinstance(quad.subject, NamedNode))


def test_there_are_queries_for_an_index_page() -> None:
    assert len(QUERIES) >= 24


def test_names_titles_and_questions_are_told_apart() -> None:
    assert (
        len({q.name for q in QUERIES})
        == len({q.title for q in QUERIES})
        == len({q.question for q in QUERIES})
        == len(QUERIES)
    )


@by_name
def test_a_query_says_what_it_answers(query: ExampleQuery) -> None:
    assert query.title and query.question.endswith("?") and not query.text.startswith("#")


@by_name
def test_a_query_parses_with_the_prefixes_of_the_contract(query: ExampleQuery) -> None:
    assert isinstance(Store().query(query.text, prefixes=dict(PREFIXES)), QuerySolutions)
    assert isinstance(Store().query(query.complete), QuerySolutions)


@by_name
def test_a_query_orders_its_rows(query: ExampleQuery) -> None:
    assert re.search(r"^ORDER BY ", query.text, re.MULTILINE)


@by_name
def test_a_query_uses_terms_that_exist(query: ExampleQuery, known_terms: frozenset[str]) -> None:
    used = re.findall(r"\b(spv?|spid):([\w-]+)", query.text)
    unknown = {f"{prefix}:{name}" for prefix, name in used if PREFIXES[prefix] + name not in known_terms}
    assert not unknown


@by_name
def test_a_query_finds_something_in_the_sample_graph(query: ExampleQuery, sample_release: Path) -> None:
    store = Store.read_only(str(sample_release / "store"))
    rows = select(store, query)
    assert rows
    assert rows == select(store, query)


@pytest.mark.parametrize(
    "content",
    [
        *(
            "",
            "SELECT * WHERE {}",
            "# title: T\nSELECT * WHERE {}",
            "# title: T\n# question: Q?\n",
            "# title:\n# question: Q?\nASK {}",
        ),
        *("# title: T\n# question: no question mark\nASK {}", "# question: Q?\n# title: T\nASK {}"),
    ],
)
def test_a_query_without_title_and_question_is_refused(content: str) -> None:
    with pytest.raises(QueryError, match=r"broken\.rq"):
        parse_query("broken", content)


def test_a_query_keeps_its_text() -> None:
    query = parse_query("one", "# title: T\n# question: Who?\nSELECT ?s WHERE { ?s a sp:Fact }\n")
    assert query == ExampleQuery("one", "T", "Who?", "SELECT ?s WHERE { ?s a sp:Fact }\n")
    assert query.complete == f"PREFIX sp: <{SP}>\nSELECT ?s WHERE {{ ?s a sp:Fact }}\n"


FACTS = """
spid:d a sp:Document ; dcterms:identifier "d.md" .
spid:p oa:hasSource spid:d ; oa:hasSelector [ oa:exact "A sentence." ] .
spid:apsco skos:prefLabel "APSCO"@en . spid:esa skos:prefLabel "ESA"@en . spid:treaty skos:prefLabel "Treaty"@en .
spid:a skos:prefLabel "A"@en . spid:b skos:prefLabel "B"@en . spid:c skos:prefLabel "C"@en .
spv:member skos:prefLabel "member"@en . spv:observer skos:prefLabel "observer"@en . spv:ended skos:prefLabel "ended"@en .
spv:withdrawal skos:prefLabel "withdrawal"@en . spv:planned-signature skos:prefLabel "planned signature"@en .
spv:member-states skos:prefLabel "member states"@en .

spid:m1 a sp:Membership, sp:Fact ; org:organization spid:apsco ; org:member spid:a ; org:role spv:member ; prov:wasDerivedFrom spid:p .
spid:m2 a sp:Membership, sp:Fact ; org:organization spid:apsco ; org:member spid:b ; org:role spv:observer ;
    sp:assertedOn "2023-06"^^xsd:gYearMonth ; prov:wasDerivedFrom spid:p .
spid:m3 a sp:Membership, sp:Fact ; org:organization spid:esa ; org:member spid:a ; sp:notBefore "1995-01-01"^^xsd:date ;
    sp:notAfter "2025-01-02"^^xsd:date ; schema:startDate "1995"^^xsd:gYear ; prov:wasDerivedFrom spid:p .
spid:m4 a sp:Membership, sp:Fact ; org:organization spid:esa ; org:member spid:b ; sp:notBefore "2015-01-01"^^xsd:date ;
    sp:notAfter "2025-01-02"^^xsd:date ; prov:wasDerivedFrom spid:p .
spid:m5 a sp:Membership, sp:Fact ; org:organization spid:esa ; org:member spid:c ; sp:notBefore "1980-01-01"^^xsd:date ;
    sp:notAfter "1990-12-31"^^xsd:date ; sp:status spv:ended ; prov:wasDerivedFrom spid:p .
spid:n1 a sp:Figure, sp:Fact ; sp:subject spid:apsco ; sp:measure spv:member-states ; sp:value 3 ; prov:wasDerivedFrom spid:p .
spid:x1 a sp:AgreementAction ; sp:agreement spid:treaty ; sp:party spid:a ; sp:action spv:withdrawal ; prov:wasDerivedFrom spid:p .
spid:x2 a sp:AgreementAction ; sp:agreement spid:treaty ; sp:party spid:b ; sp:action spv:planned-signature .
spid:x3 a sp:AgreementAction ; sp:agreement spid:treaty ; sp:party spid:c ; sp:action spv:planned-signature .
spid:x4 a sp:AgreementAction ; sp:agreement spid:treaty ; sp:party spid:c ; sp:action spv:signature .
spid:a org:memberOf spid:apsco, spid:esa .
spid:b org:memberOf spid:apsco, spid:esa .
"""


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "members-of-an-organisation",
            [("A", "member", "", "d.md", "A sentence."), ("B", "observer", "", "d.md", "A sentence.")],
        ),
        ("members-on-a-day", [("A", "1995")]),
        ("new-observers", [("APSCO", "B", "2023-06")]),
        ("memberships-not-active", [("ESA", "C", "ended", "", "d.md")]),
        ("organisations-shared", [("APSCO", "ESA", "2")]),
        ("stated-total-against-roster", [("d.md", "APSCO", "member states", "3", "2")]),
        ("exits", [("Treaty", "A", "withdrawal", "", "d.md")]),
        ("planned-agreements", [("Treaty", "B", "planned signature", "")]),
    ],
)
def test_a_query_tells_apart_what_its_question_does(name: str, rows: list[tuple[str, ...]]) -> None:
    store = Store()
    store.load("".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items()) + FACTS, format=RdfFormat.TURTLE)
    (query,) = [query for query in QUERIES if query.name == name]
    assert select(store, query) == rows
