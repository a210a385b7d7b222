"""Turtle 1.2: the graph as in Turtle, and for each short cut the facts that it follows from."""

import io
import re
from datetime import date
from pathlib import Path

from click.testing import CliRunner
from pyoxigraph import QuerySolutions, RdfFormat, Store
from pyoxigraph import Triple as Quoted
from test_export import exported
from test_export_selections import release as small_release

from graph.cli.export import export
from graph.export.annotated import write_annotated
from graph.export.selection import Selection
from ontology.namespaces import ORG, PROV, RDF, SP

release = small_release
REASONS = f"""SELECT ?s ?p ?o ?fact {{
  ?reifier <{RDF}reifies> <<( ?s ?p ?o )>> ; <{PROV}wasDerivedFrom> ?fact . ?s ?p ?o . ?fact a <{SP}Fact>
}}"""


def annotated(release: Path, selection: Selection) -> Store:
    output = io.BytesIO()
    write_annotated(release, "turtle12", output, selection)
    store = Store()
    store.load(output.getvalue(), format=RdfFormat.TURTLE)
    return store


def test_every_short_cut_tells_its_facts(sample_release: Path) -> None:
    store = annotated(sample_release, Selection())
    rows = store.query(REASONS)
    assert isinstance(rows, QuerySolutions)
    told = {(row["s"], row["p"], row["o"]) for row in rows}
    short = {(q.subject, q.predicate, q.object) for q in store if q.predicate.value in
             {ORG + "memberOf", SP + "hasParty", SP + "participatesIn"}}  # fmt: skip

    assert told == short
    assert len(told) > 200


def test_a_short_cut_follows_from_facts_that_say_it(release: Path) -> None:
    """One of two memberships: the older document is superseded, and what it says derives nothing."""
    store = annotated(release, Selection())
    rows = store.query(f"""SELECT ?fact {{
        ?reifier <{RDF}reifies> <<( ?member <{ORG}memberOf> ?body )>> ; <{PROV}wasDerivedFrom> ?fact .
        ?fact <{ORG}member> ?member ; <{ORG}organization> ?body
    }}""")

    assert isinstance(rows, QuerySolutions)
    assert len(list(rows)) == 1


def test_without_its_reifiers_it_is_the_turtle_of_the_release(release: Path) -> None:
    for selection in (Selection(), Selection(day=date(2020, 6, 1))):
        store = annotated(release, selection)
        reifiers = {quad.subject for quad in store if isinstance(quad.object, Quoted)}
        turtle = Store()
        turtle.load(exported(release, "turtle", selection), format=RdfFormat.TURTLE)

        assert {quad for quad in store if quad.subject not in reifiers} == set(turtle)


def test_same_bytes_each_time_and_from_the_command_line(release: Path) -> None:
    data = release.parent.parent
    first, second = (CliRunner().invoke(export, ["-f", "turtle12", "--data", str(data)]).stdout for _ in range(2))

    assert first == second
    assert re.search(r"^<< spid:\S+ org:memberOf spid:\S+ >> prov:wasDerivedFrom spid:fact-\w+", first, re.MULTILINE)
