"""The example queries: each parses, says what it answers, is deterministic, and finds something in the sample graph."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from ontology.namespaces import PREFIXES, SP, SPID, SPV
from ontology.queries import ExampleQuery, QueryError, load_queries, parse_query
from ontology.resources import authority_files, schema_files

QUERIES = load_queries()
by_name = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)


def select(store: Store, query: ExampleQuery) -> list[tuple[str, ...]]:
    result = store.query(query.complete)
    assert isinstance(result, QuerySolutions)
    return [tuple(map(str, row)) for row in result]


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


def test_planned_agreements_leave_out_what_was_signed() -> None:
    store = Store()

    def action(name: str, agreement: str, kind: str) -> None:
        for prop, value in (
            (NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(SP + "AgreementAction")),
            (NamedNode(SP + "agreement"), NamedNode(SPID + agreement)),
            (NamedNode(SP + "party"), NamedNode(SPID + "party")),
            (NamedNode(SP + "action"), NamedNode(SPV + kind)),
        ):
            store.add(Quad(NamedNode(SPID + name), prop, value))

    action("f1", "open", "planned-signature")
    action("f2", "done", "planned-signature")
    action("f3", "done", "signature")
    for iri, label in (
        (SPID + "open", "open"),
        (SPID + "done", "done"),
        (SPID + "party", "p"),
        (SPV + "planned-signature", "planned"),
    ):
        store.add(Quad(NamedNode(iri), NamedNode(PREFIXES["skos"] + "prefLabel"), Literal(label, language="en")))
    (planned,) = [query for query in QUERIES if query.name == "planned-agreements"]
    assert [row[0] for row in select(store, planned)] == ['"open"@en']
