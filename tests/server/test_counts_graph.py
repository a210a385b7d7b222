"""The graph of counts: made from the release, in RDF Data Cube's terms, named by FROM, told of in the description, and no
part of what the documents state."""

from collections.abc import Iterator

import pytest
from live_server import Served, serving, write_release

from ontology.namespaces import PREFIXES, SPID
from server.engine.counts import CUBES, GRAPH_COUNTS, QB

COUNTS = f"""PREFIX qb: <{QB}>
PREFIX counts: <{GRAPH_COUNTS}#>
PREFIX dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX measure: <http://purl.org/linked-data/sdmx/2009/measure#>
"""
ACTION = """spid:{fact} a sp:Fact, sp:AgreementAction ; sp:agreement spid:{agreement} ; sp:party spid:{party} ; sp:action spv:{action} ;
  sp:notBefore "{day}"^^xsd:date ; prov:wasDerivedFrom spid:passage-1 ."""
ACTIONS = (
    ("fact-1", "pact", "india", "signature", "2019-05-01"),
    ("fact-2", "pact", "japan", "signature", "2019-06-01"),
    ("fact-3", "pact", "japan", "ratification", "2021-06-01"),
    ("fact-4", "accords", "japan", "signature", "2020-10-13"),
    ("fact-5", "accords", "india", "accession", "2023-06-21"),
    ("fact-6", "accords", "chile", "planned-signature", "2023-06-21"),
    ("fact-7", "letter", "japan", "signature", "2023-01-01"),
    ("fact-8", "letter", "india", "signature", "2023-02-01"),
)


def data() -> str:
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    actions = "\n".join(ACTION.format(fact=f, agreement=a, party=p, action=k, day=d) for f, a, p, k, d in ACTIONS)
    return f"""{prefixes} spid:document-1 {{ {actions}
        spid:passage-1 oa:hasSource spid:document-1 . spid:passage-2 oa:hasSource spid:document-2 .
        spid:fact-9 a sp:Membership ; org:organization spid:apsco ; org:role spv:observer ; org:member spid:mexico ;
            prov:wasDerivedFrom spid:passage-1 , spid:passage-2 .
        spid:fact-10 a sp:Participation ; sp:mission spid:jwst ; org:role spv:partner ; sp:participant spid:esa, spid:csa . }}
      spid:document-2 {{
        spid:fact-11 a sp:Membership ; org:organization spid:apsco ; org:role spv:observer ; org:member spid:mexico .
        spid:fact-12 a sp:Membership ; org:organization spid:apsco ; org:role spv:observer ; org:member spid:egypt . }}"""


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("data")
    write_release(folder, data())
    with serving(folder) as running:
        yield running


def observed(server: Served, cube: str, dimensions: str) -> list[str]:
    """The observations of a cube, each with the last parts of its values."""
    parts = ", ".join(f'REPLACE(STR(?v{i}), ".*[/#]", ""), " "' for i in range(len(dimensions.split())))
    pattern = " ; ".join(f"{name} ?v{i}" for i, name in enumerate(dimensions.split()))
    return server.values(
        f"{COUNTS} SELECT (CONCAT({parts}, STR(?n)) AS ?row) FROM <{GRAPH_COUNTS}> "
        f"{{ [] a qb:Observation ; qb:dataSet counts:{cube} ; {pattern} ; measure:obsValue ?n }}"
    )


def test_members_are_counted_once_by_organisation_and_role(counted: Served) -> None:
    assert observed(counted, "members", "org:organization org:role") == ["apsco observer 2"]


def test_agreements_are_counted_by_pair_and_the_year_in_which_the_later_one_signed(counted: Served) -> None:
    rows = observed(counted, "agreements", "counts:one-party counts:other-party dimension:refPeriod")
    assert rows == ["india japan 2019 1", "india japan 2023 2"]


def test_partners_are_counted_by_mission_and_role(counted: Served) -> None:
    assert observed(counted, "partners", "sp:mission org:role") == ["jwst partner 2"]


def test_facts_are_counted_by_document_and_class(counted: Served) -> None:
    rows = observed(counted, "facts", "oa:hasSource void:class")
    assert rows == [
        "document-1 AgreementAction 8",
        "document-1 Fact 8",
        "document-1 Membership 1",
        "document-2 Membership 1",
    ]


def test_every_observation_has_each_dimension_of_its_structure(counted: Served) -> None:
    query = f"""{COUNTS} SELECT ?cell FROM <{GRAPH_COUNTS}> {{ ?cell qb:dataSet/qb:structure/qb:component/(qb:dimension|qb:measure) ?p
        FILTER NOT EXISTS {{ ?cell ?p ?value }} }}"""
    assert counted.values(query) == []
    assert len(
        counted.values(f"{COUNTS} SELECT ?set FROM <{GRAPH_COUNTS}> {{ ?set a qb:DataSet ; rdfs:label [] }}")
    ) == len(CUBES)


def test_counts_are_no_part_of_the_default_dataset(counted: Served) -> None:
    assert counted.values("SELECT DISTINCT ?g { GRAPH ?g {} }") == [SPID + "document-1", SPID + "document-2"]
    assert not counted.ask(f"ASK {{ {{ ?s a <{QB}Observation> }} UNION {{ GRAPH <{GRAPH_COUNTS}> {{ ?s ?p ?o }} }} }}")


def test_counts_stand_beside_other_graphs_in_a_dataset_that_names_them(counted: Served) -> None:
    joined = f"""{COUNTS} SELECT ?member FROM NAMED <{GRAPH_COUNTS}> FROM NAMED spid:document-2 {{
        GRAPH <{GRAPH_COUNTS}> {{ ?cell org:organization ?o ; measure:obsValue 2 }}
        GRAPH spid:document-2 {{ ?fact org:organization ?o ; org:member ?member }} }}"""
    assert counted.values(joined) == [SPID + "egypt", SPID + "mexico"]
    both = {"default-graph-uri": GRAPH_COUNTS, "named-graph-uri": SPID + "document-2"}
    assert counted.values(
        "SELECT ?o { ?cell org:organization ?o . GRAPH ?g { ?fact org:member spid:egypt } }", **both
    ) == [SPID + "apsco"]


def test_graph_of_counts_answers_under_its_name(counted: Served) -> None:
    answer = counted.client.get("/id/graph-counts", headers={"Accept": "application/n-triples"}, follow_redirects=True)
    assert answer.status_code == 200
    assert f"<{QB}Observation>" in answer.text
    assert (
        counted.client.get("/id/graph-counts", headers={"Accept": "application/n-triples"}, follow_redirects=True).text
        == answer.text
    )


def test_description_tells_of_the_counts(counted: Served) -> None:
    text = counted.client.get("/sparql", headers={"Accept": "application/n-triples"}).text
    lines = [line for line in text.splitlines() if GRAPH_COUNTS in line]
    told = {line.split()[1].rpartition("/")[2].rpartition("#")[2].rstrip(">") for line in lines}
    assert {"name", "subset", "type", "vocabulary", "triples"} <= told
    assert "sparql-service-description#availableGraphs" in text


def test_graph_of_that_name_in_the_release_stands_as_it_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("own")
    write_release(folder, f"<{GRAPH_COUNTS}> {{ <{SPID}a> <{SPID}b> <{SPID}c> }}")
    with serving(folder) as running:
        assert running.values(f"SELECT ?s FROM <{GRAPH_COUNTS}> {{ ?s ?p ?o }}") == [SPID + "a"]
