"""What people decided stands on the pages of what they decided about: what, by whom, when and why."""

from collections.abc import Iterator

import pytest
from live_server import QUADS, Served, serving, write_release
from pyoxigraph import RdfFormat, Store

HTML, JSON = {"Accept": "text/html"}, {"Accept": "application/json"}
PREFIXES = QUADS[: QUADS.index("spid:graph-entities {")] + (
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    "@prefix schema: <https://schema.org/> .\n"
)


def decision(name: str, what: str, why: str) -> str:
    """As builds write it."""
    return (
        f'spid:{name} a prov:Activity, schema:UpdateAction ; rdfs:label "Decision to {what}" ; rdfs:comment "{why}" ;\n'
        '  prov:wasAssociatedWith spid:agent-ada ; prov:endedAtTime "2025-03-01T12:30:00Z"^^xsd:dateTime .\n'
        'spid:agent-ada a prov:Agent ; rdfs:label "Doe, Ada" .\n'
    )


DECIDED = f"""{PREFIXES} {QUADS[QUADS.index("spid:graph-entities {") :]}
spid:graph-entities {{
  spid:apsco prov:wasInfluencedBy spid:decision-1, spid:decision-lost .
  spid:fact-1 prov:wasInfluencedBy spid:decision-2 ; dcterms:replaces spid:fact-0 .
  {decision("decision-1", "merge", "One <body>.")} {decision("decision-2", "correct", "The annex says so.")}
}}"""
QUARANTINE = f"""{PREFIXES} spid:graph-quarantine {{
  spid:fact-2 a sp:Seat, sp:Fact ; org:organization spid:apsco ; prov:wasDerivedFrom spid:passage-2 ;
    prov:wasInvalidatedBy spid:decision-3 .
  spid:fact-3 a sp:Seat, sp:Fact ; org:organization spid:apsco ; prov:wasDerivedFrom spid:passage-2 .
  spid:passage-2 oa:hasSource spid:document-1 ; oa:hasSelector spid:passage-2-position .
  spid:passage-2-position oa:start 0 ; oa:end 5 .
  {decision("decision-3", "reject", "A rumour.")}
}}"""


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("decided")
    write_release(data, DECIDED)
    lines = Store()
    lines.load(QUARANTINE.encode(), RdfFormat.TRIG)
    lines.dump(data / "current" / "quarantine.nq", RdfFormat.N_QUADS)
    with serving(data) as running:
        yield running


def page(served: Served, path: str) -> str:
    answer = served.client.get(path, headers=HTML)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_page_of_a_thing_tells_who_decided_what_and_why(decided: Served) -> None:
    shown = page(decided, "/id/apsco")
    assert "Decision to merge</a> by Doe, Ada, 1 March 2025: One &lt;body&gt;.</p>" in shown
    assert ">spid:decision-lost</a>" in shown  # nothing else is told of it
    (told,) = decided.client.get("/entities/apsco", headers=JSON).json()["decisions"]
    assert [told[name] for name in ("what", "who", "day", "why", "path")] == [
        "Decision to merge",
        "Doe, Ada",
        "2025-03-01",
        "One <body>.",
        "/id/decision-1",
    ]


def test_page_of_a_fact_tells_it_and_links_no_fact_that_is_not_there(decided: Served) -> None:
    shown = page(decided, "/id/fact-1")
    assert "Decision to correct</a> by Doe, Ada, 1 March 2025: The annex says so." in shown
    assert "fact-0" not in shown
    assert "Decision to merge" not in shown


def test_page_of_a_decision_names_the_person(decided: Served) -> None:
    assert ">Doe, Ada</a>" in page(decided, "/id/decision-1")


def test_page_of_a_document_tells_who_rejected_a_fact_and_that_a_shape_took_another(decided: Served) -> None:
    shown = page(decided, "/documents/document-1")
    assert "Decision to reject by Doe, Ada, 2025-03-01: A rumour.</dd>" in shown
    assert shown.count("it violates a shape</dd>") == 1
