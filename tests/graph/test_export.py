import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import rdflib
from given_release import Contents, write_release
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from graph.export import DATASETS, FORMATS, GRAPHS, export
from graph.export.rdfxml import NotXmlError
from graph.export.selection import Selection
from graph.rdf.canonical import canonical, fingerprint_of_file
from graph.releases.release import read_manifest
from ontology.namespaces import SP

EX = "https://example.org/"
ENDINGS = {"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf", "trig": "trig", "nquads": "nq", "jsonld": "jsonld"}
RDFLIB = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
RAPTOR = {"turtle": "turtle", "ntriples": "ntriples", "rdfxml": "rdfxml", "nquads": "nquads", "trig": "trig"}


def exported(release: Path, name: str, selection: Selection | None = None) -> bytes:
    output = io.BytesIO()
    export(release, name, output, selection or Selection())
    return output.getvalue()


def quads(release: Path) -> set[Quad]:
    return set(parse(path=release / "graph.nq", format=RdfFormat.N_QUADS))


def without_head(found: set[Quad]) -> set[Quad]:
    """The quads but those of the default graph, in which the head of a dataset stands where it is no comment."""
    return {quad for quad in found if quad.graph_name != DefaultGraph()}


def awkward() -> Iterator[Quad]:
    """Terms that a writer could get wrong."""
    subject, graph = NamedNode(EX + "s"), NamedNode(EX + "g")
    xsd = "http://www.w3.org/2001/XMLSchema#"
    for number, term in enumerate(
        [
            Literal("quotes \" and \\ and\nlines\tand\rreturns <&> ]]> ' $ ."),
            Literal("Ἀθήνα 北京 🚀 \u00a0\u2028"),
            Literal("a text that looks typed^^<http://example.org/x>"),
            Literal('a text in quotes"@en', language="en"),
            Literal("agence", language="fr-be"),
            Literal("007", datatype=NamedNode(xsd + "integer")),
            Literal("-1.5", datatype=NamedNode(xsd + "decimal")),
            Literal("1.", datatype=NamedNode(xsd + "decimal")),
            Literal("-1.50", datatype=NamedNode(xsd + "decimal")),
            Literal("no number", datatype=NamedNode(xsd + "integer")),
            Literal("true", datatype=NamedNode(xsd + "boolean")),
            Literal("2024-09/2024-11", datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")),
            Literal(""),
            NamedNode("https://w3id.org/spacepact/id/a.b"),
            NamedNode("https://w3id.org/spacepact/id/-a"),
            NamedNode("https://w3id.org/spacepact/id/1a"),
            NamedNode("https://w3id.org/spacepact/id/é"),
            NamedNode("https://w3id.org/spacepact/id/"),
            NamedNode("https://w3id.org/spacepact/id/a/b"),
            NamedNode("urn:isbn:1?q=a&b='c'"),
        ]
    ):
        yield Quad(subject, NamedNode(f"{EX}p{number}"), term, graph)
        yield Quad(subject, NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), term, graph)
        yield Quad(subject, NamedNode(SP + "notBefore"), term, graph)
        yield Quad(subject, NamedNode(SP + "mission"), term, NamedNode(EX + "g2"))
    yield Quad(subject, NamedNode(SP + "mission"), Literal(""), graph)
    yield Quad(NamedNode(EX + "s2"), NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), subject, graph)


@pytest.fixture(scope="module")
def awkward_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    manifest = {"counts": {"documents": 1}, "versions": {"spacepact": "test--1"}}
    return write_release(tmp_path_factory.mktemp("awkward"), Contents(list(awkward()), [], {}, manifest))


@pytest.fixture(params=["sample", "awkward"])
def release(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(f"{request.param}_release")
    return found


@pytest.mark.parametrize("name", sorted(DATASETS))
def test_dataset_comes_back_as_it_was(release: Path, name: str) -> None:
    assert without_head(set(parse(exported(release, name), format=DATASETS[name]))) == quads(release)


@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_graph_holds_each_triple_once(release: Path, name: str) -> None:
    found = [quad.triple for quad in parse(exported(release, name), format=GRAPHS[name])]
    assert len(found) == len(set(found))
    assert set(found) == {quad.triple for quad in quads(release)}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses its own old names
def test_rdflib_reads_the_same(release: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    found: rdflib.Graph = rdflib.Graph() if name in GRAPHS else rdflib.Dataset()
    found.parse(exported(release, name), format=RDFLIB.get(name, name))
    text = found.serialize(format="nt" if name in GRAPHS else "nquads", encoding="utf-8")
    read = set(parse(text, format=RdfFormat.N_QUADS))
    expected = quads(release)
    if name in GRAPHS:
        assert {quad.triple for quad in read} == {quad.triple for quad in expected}
    else:
        assert without_head(read) == expected


@pytest.mark.skipif(shutil.which("rapper") is None, reason="needs Raptor's parser: the package raptor2-utils")
@pytest.mark.parametrize("name", sorted(RAPTOR))
def test_raptor_reads_the_same(release: Path, name: str, tmp_path: Path) -> None:
    file = tmp_path / "export"
    file.write_bytes(exported(release, name))
    output = "nquads" if name in DATASETS else "ntriples"
    result = subprocess.run(
        ["rapper", "-q", "-i", RAPTOR[name], "-o", output, str(file)], capture_output=True, check=True
    )
    assert result.stderr == b""
    found = set(parse(result.stdout, format=RdfFormat.N_QUADS))
    expected = quads(release)
    if name in GRAPHS:
        assert {quad.triple for quad in found} == {quad.triple for quad in expected}
    else:
        assert found == expected


@pytest.mark.parametrize("name", FORMATS)
def test_export_has_stable_bytes(sample_release: Path, name: str) -> None:
    assert exported(sample_release, name) == exported(sample_release, name)


def test_turtle_has_prefixes_and_each_subject_once(sample_release: Path) -> None:
    text = exported(sample_release, "turtle").decode()
    assert "@prefix sp: <https://w3id.org/spacepact/ontology#> ." in text
    assert text.count("\nspid:apsco a ") == 1


def test_turtle_tells_classes_first_and_one_value_a_line(awkward_release: Path) -> None:
    text = exported(awkward_release, "turtle").decode()
    assert "\n<https://example.org/s2> a <https://example.org/s> .\n" in text
    assert '    <https://example.org/p5> "007"^^xsd:integer ;\n' in text
    assert "    <https://example.org/p6> -1.5 ;\n" in text
    assert '    <https://example.org/p7> "1."^^xsd:decimal ;\n' in text


def test_one_more_fact_changes_few_lines_of_turtle(awkward_release: Path, tmp_path: Path) -> None:
    more = Quad(NamedNode(EX + "s"), NamedNode(EX + "p0"), Literal("one more"), NamedNode(EX + "g"))
    manifest = {"counts": {"documents": 1}}
    other = write_release(tmp_path, Contents([*awkward(), more], [], {}, manifest))
    one, two = (set(re.sub(rb"(?m)^#.*\n", b"", exported(r, "turtle")).splitlines()) for r in (awkward_release, other))
    assert len(one ^ two) <= 3


def test_prefixes_are_sorted(sample_release: Path) -> None:
    lines = [line for line in exported(sample_release, "trig").decode().splitlines() if line.startswith("@prefix")]
    assert lines == sorted(lines)
    assert len(lines) > 10


def test_trig_names_each_graph_once(sample_release: Path) -> None:
    graphs = re.findall(r"(?m)^(\S+) \{$", exported(sample_release, "trig").decode())
    assert len(graphs) == len(set(graphs)) == len({quad.graph_name for quad in quads(sample_release)})


def test_jsonld_is_compact(sample_release: Path) -> None:
    content = json.loads(exported(sample_release, "jsonld"))
    assert content["@context"]["sp"] == SP
    graph = next(g for g in content["@graph"] if g["id"] == "spid:graph-entities")
    apsco = next(node for node in graph["@graph"] if node["id"] == "spid:apsco")
    assert "IntergovernmentalOrganization" in apsco["type"]
    assert apsco["prefLabel"] == "Asia-Pacific Space Cooperation Organization"
    assert apsco["acronym"] == "APSCO"


@pytest.mark.parametrize("name", FORMATS)
def test_head_tells_the_release_and_its_hash(sample_release: Path, name: str) -> None:
    head = exported(sample_release, name)[:8000].decode(errors="replace")
    told = read_manifest(sample_release)["canonical"]
    assert sample_release.name in head
    assert told["quads_sha256" if name in DATASETS else "triples_sha256"] in head


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"jsonld"}))
def test_copy_in_any_format_verifies(release: Path, name: str, tmp_path: Path) -> None:
    file = tmp_path / f"copy.{ENDINGS[name]}"
    file.write_bytes(exported(release, name))
    told = read_manifest(release)["canonical"]
    kind = "quads" if name in DATASETS else "triples"
    assert fingerprint_of_file(file) == (told[kind], told[f"{kind}_sha256"])


def test_nquads_are_canonical(release: Path) -> None:
    assert exported(release, "nquads").endswith(canonical(quads(release)))


def test_head_without_fingerprint_in_the_manifest_is_the_same(awkward_release: Path, tmp_path: Path) -> None:
    old = tmp_path / awkward_release.name
    shutil.copytree(awkward_release, old)
    manifest = read_manifest(old)
    del manifest["canonical"]
    (old / "manifest.json").write_text(json.dumps(manifest))
    assert exported(old, "turtle") == exported(awkward_release, "turtle")


def test_character_that_xml_forbids_is_an_error(tmp_path: Path) -> None:
    bad = Quad(NamedNode(EX + "s"), NamedNode(EX + "p"), Literal("a\u0001b"), NamedNode(EX + "g"))
    release = write_release(tmp_path, Contents([bad], [], {}, {"counts": {"documents": 0}}))
    with pytest.raises(NotXmlError, match="control characters"):
        exported(release, "rdfxml")
    assert set(parse(exported(release, "turtle"), format=RdfFormat.TURTLE))


def test_sorting_by_graph_through_files_gives_the_same(sample_release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = exported(sample_release, "trig")
    monkeypatch.setattr("graph.rdf.nquads.AT_ONCE", 1000)
    assert exported(sample_release, "trig") == expected


def test_selection_is_told_in_the_head(sample_release: Path) -> None:
    wanted = Selection(classes=(SP + "Membership",), day=date(2010, 1, 1))
    assert f"class {SP}Membership; as of 2010-01-01" in exported(sample_release, "turtle", wanted).decode()
