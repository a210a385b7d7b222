import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse
from toy_extraction import toy_pipeline

from graph.build import build
from graph.derivation.asof import Days, holds
from graph.derivation.derive import derive
from graph.derivation.stated import is_fact, statement_of
from graph.export import export
from graph.export.network import NETWORKS, write_network
from graph.export.selection import Selection, SelectionError, selected
from graph.export.tables import TablesError, write_tables
from graph.rdf.nquads import merged
from ontology.namespaces import GRAPH_DERIVED, ORG, RDF, SP, SPID
from server.views.asof import Dates, Standing, standing

TEXTS = {
    "old.txt": "Pakistan is a member of Sample Union. France and Germany signed an agreement on 2010-05-01.",
    "new.txt": "Sample Probe was launched on 2020-02-02. Pakistan is an observer of Sample Union."
    " China and Germany signed an agreement on 2021-01-01.",
}
ISSUED = {"old.txt": "2011-01-01", "new.txt": "2022-01-01"}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("selections")
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
        (folder / f"{name}.meta.toml").write_text(f'issued = "{ISSUED[name]}"\ntitle = "About {name}"\n')
    return build([folder / name for name in TEXTS], folder / "data", toy_pipeline()).release


def quads(release: Path, **wanted: object) -> set[Quad]:
    output = io.BytesIO()
    export(release, "nquads", output, Selection(**wanted))  # type: ignore[arg-type]
    return set(parse(output.getvalue(), format=RdfFormat.N_QUADS))


def of_class(found: set[Quad], name: str) -> set[str]:
    return {q.subject.value for q in found if q.predicate.value == RDF + "type" and q.object.value == SP + name}


def all_quads(release: Path) -> set[Quad]:
    return set(parse(path=release / "graph.nq", format=RdfFormat.N_QUADS))


def derived(found: set[Quad]) -> set[Quad]:
    return {quad for quad in found if quad.graph_name == NamedNode(GRAPH_DERIVED)}


def test_nothing_given_is_all(release: Path) -> None:
    assert quads(release) == all_quads(release)


def test_class_of_facts_comes_with_evidence_names_and_what_follows(release: Path) -> None:
    found = quads(release, classes=(SP + "Membership",))
    assert len(of_class(found, "Membership")) == len(of_class(found, "Fact")) == 2
    assert len(of_class(found, "Passage")) == 2
    assert of_class(found, "State") == {SPID + "pakistan"}
    assert len(of_class(found, "Document")) == 2
    assert {quad.predicate.value for quad in derived(found)} >= {ORG + "memberOf"}
    assert derived(found) <= derived(all_quads(release))


def test_class_of_things(release: Path) -> None:
    found = quads(release, classes=(SP + "State",))
    assert of_class(found, "State") == of_class(all_quads(release), "State")
    assert not of_class(found, "Fact")


def test_document_by_name_and_by_id_gives_what_it_states(release: Path) -> None:
    found = quads(release, documents=("new.txt",))
    (document,) = of_class(found, "Document")
    assert found == quads(release, documents=(document.removeprefix(SPID),))
    assert len(of_class(found, "Fact")) == 4
    assert len(of_class(found, "Launch")) == 1


def test_graph_alone_is_exactly_that_graph(release: Path) -> None:
    found = quads(release, graphs=(GRAPH_DERIVED,))
    assert found == derived(all_quads(release))


def test_class_and_document_together(release: Path) -> None:
    assert len(of_class(quads(release, documents=("old.txt",), classes=(SP + "Membership",)), "Fact")) == 1


@pytest.mark.parametrize(
    ("day", "facts"), [("2010-04-30", 0), ("2010-05-01", 2), ("2011-01-01", 3), ("2020-02-01", 3), ("2025-01-01", 7)]
)
def test_as_of_gives_what_holds_or_has_happened(release: Path, day: str, facts: int) -> None:
    if not facts:
        with pytest.raises(SelectionError, match="nothing of: as of 2010-04-30"):
            quads(release, day=date.fromisoformat(day))
        return
    assert len(of_class(quads(release, day=date.fromisoformat(day)), "Fact")) == facts


def test_as_of_derives_from_what_was_known_then(release: Path) -> None:
    def partners(found: set[Quad]) -> set[str]:
        return {q.subject.value.removeprefix(SPID) for q in found if q.predicate.value == SP + "cooperatesWith"}

    assert partners(quads(release, day=date(2012, 1, 1))) == {"france", "germany"}
    assert partners(quads(release, day=date(2025, 1, 1))) == {"france", "germany", "china"}


def test_unknown_document_and_empty_class_are_errors(release: Path) -> None:
    with pytest.raises(SelectionError, match=r"no document other\.txt"):
        quads(release, documents=("other.txt",))
    with pytest.raises(SelectionError, match="nothing of: class"):
        quads(release, classes=(SP + "Nothing",))


@pytest.mark.parametrize("which", ["release", "sample_release"])
def test_derived_graph_follows_from_the_facts_in_the_graph(request: pytest.FixtureRequest, which: str) -> None:
    folder: Path = request.getfixturevalue(which)
    nodes = merged(selected(folder, Selection())())
    assert set(derive(statement_of(node) for node in nodes if is_fact(node))) == derived(all_quads(folder))


def days(kind: str, *dates: str, ended: bool = False) -> Days:
    found = [date.fromisoformat(day) if day else None for day in dates]
    return Days(kind, *found, ended=ended)


@pytest.mark.parametrize("kind", ["Membership", "Launch"])
@pytest.mark.parametrize("dates", [("2005-01-01", "2010-12-31", "2012-01-01"), ("", "", "2012-01-01"), ("", "", "")])
@pytest.mark.parametrize("ended", [True, False])
@pytest.mark.parametrize("day", ["2004-12-31", "2005-01-01", "2010-12-31", "2011-01-01", "2012-01-01", "2030-01-01"])
def test_pages_of_the_server_and_exports_agree_on_a_day(
    kind: str, dates: tuple[str, str, str], ended: bool, day: str
) -> None:
    shown = standing(Dates(kind, *dates, ended=ended), day)
    assert holds(days(kind, *dates, ended=ended), date.fromisoformat(day)) == (shown is Standing.HOLDS)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_tables_have_labels_and_evidence(release: Path, tmp_path: Path) -> None:
    write_tables(release, "csv", tmp_path, Selection())
    memberships = {row["role"]: row for row in rows(tmp_path / "Membership.csv")}
    observer = memberships["observer"]
    assert (observer["member"], observer["member_label"]) == ("pakistan", "Pakistan")
    assert observer["organization_label"] == "Sample Union"
    assert observer["quote"] == "Pakistan is an observer of Sample Union."
    assert TEXTS["new.txt"][int(observer["start"]) : int(observer["end"])] == observer["quote"]
    assert (observer["document_title"], observer["rule"], observer["confidence"]) == ("About new.txt", "toy", "0.9")
    assert observer["assertedOn"] == "2022-01-01"


def test_tables_hold_every_fact_thing_and_document_once(sample_release: Path, tmp_path: Path) -> None:
    write_tables(sample_release, "csv", tmp_path, Selection())
    counts = json.loads((sample_release / "manifest.json").read_text())["counts"]
    for kind, count in counts["facts"].items():
        facts = [row["fact"] for row in rows(tmp_path / f"{kind}.csv")]
        assert len(set(facts)) == len(facts) == count
    assert len(rows(tmp_path / "documents.csv")) == counts["documents"]
    things = {row["thing"] for row in rows(tmp_path / "things.csv")}
    assert "apsco" in things
    assert all(row["quote"] for row in rows(tmp_path / "Launch.csv"))


def test_tables_tell_release_and_hash(release: Path, tmp_path: Path) -> None:
    write_tables(release, "csv", tmp_path, Selection(day=date(2012, 1, 1)))
    told = json.loads((tmp_path / "release.json").read_text())
    assert (told["release"], told["selection"]) == (release.name, "as of 2012-01-01")


def test_tables_are_stable(release: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_tables(release, "csv", tmp_path / name, Selection())
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert "AgreementAction.csv" in files
    assert all((tmp_path / "a" / f).read_bytes() == (tmp_path / "b" / f).read_bytes() for f in files)


def test_parquet_has_the_rows_of_csv(release: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra `tables`")
    write_tables(release, "csv", tmp_path / "csv", Selection())
    write_tables(release, "parquet", tmp_path / "parquet", Selection())
    table = parquet.read_table(tmp_path / "parquet" / "Membership.parquet")
    read = [{k: v or "" for k, v in row.items()} for row in table.to_pylist()]
    assert read == rows(tmp_path / "csv" / "Membership.csv")
    assert table.schema.metadata[b"release"] == release.name.encode()


def test_parquet_without_pyarrow_says_what_to_install(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.export.tables.find_spec", lambda _: None)
    with pytest.raises(TablesError, match=r"spacepact\[tables\]"):
        write_tables(release, "parquet", tmp_path, Selection())


def network_file(release: Path, name: str) -> ElementTree.Element:
    output = io.BytesIO()
    write_network(release, name, output, Selection())
    return ElementTree.fromstring(output.getvalue())


@pytest.mark.parametrize("name", NETWORKS)
def test_network_has_agents_and_ties(release: Path, name: str) -> None:
    root = network_file(release, name)
    nodes = {node.get("id") for node in root.iterfind(".//{*}node")}
    ties = {(edge.get("source"), edge.get("target")) for edge in root.iterfind(".//{*}edge")}
    assert nodes == {"france", "germany", "china"}
    assert ties == {("france", "germany"), ("china", "germany")}


def gexf_weight(edge: ElementTree.Element) -> int:
    return int(edge.get("weight") or 0)


def graphml_weight(edge: ElementTree.Element) -> int:
    return next(int(data.text or 0) for data in edge.iterfind("{*}data") if data.get("key") == "edge-weight")


@pytest.mark.parametrize(("name", "weight"), [("gexf", gexf_weight), ("graphml", graphml_weight)])
def test_network_is_that_of_the_derived_graph(
    sample_release: Path, name: str, weight: Callable[[ElementTree.Element], int]
) -> None:
    root = network_file(sample_release, name)
    ties = {(edge.get("source"), edge.get("target")) for edge in root.iterfind(".//{*}edge")}
    told = {
        tuple(sorted(term.value.removeprefix(SPID) for term in (q.subject, q.object)))
        for q in all_quads(sample_release)
        if q.predicate.value == SP + "cooperatesWith"
    }
    assert ties == told
    assert all(weight(edge) >= 1 for edge in root.iterfind(".//{*}edge"))


def test_head_of_jsonld_is_about_the_release(release: Path) -> None:
    output = io.BytesIO()
    export(release, "jsonld", output, Selection(graphs=(GRAPH_DERIVED,)))
    head = {q for q in parse(output.getvalue(), format=RdfFormat.JSON_LD) if q.graph_name == DefaultGraph()}
    assert {quad.subject for quad in head} == {NamedNode(f"{SPID}release-{release.name}")}
