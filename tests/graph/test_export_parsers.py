"""Exports of a release and of selections of it, and reports, are read alike by the parsers of pyoxigraph, rdflib, Raptor and Jena."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, Quad, RdfFormat, parse
from test_export import ENDINGS, RAPTOR, RDFLIB, exported
from test_export_selections import release as small_release

from graph.export import DATASETS, FORMATS, GRAPHS
from graph.export.selection import Selection, selected
from ontology.namespaces import GRAPH_DERIVED, SP, SPID
from shapes.validation import validate

release = small_release
SELECTIONS = {
    "all of it": Selection(),
    "class": Selection(classes=(SP + "Membership",)),
    "document": Selection(documents=("new.txt",)),
    "graph": Selection(graphs=(GRAPH_DERIVED,)),
    "day": Selection(day=date(2020, 6, 1)),
}
Parser = Callable[[Path, str], bytes]
"""Reads a file in a format (our name of it) and gives N-Quads; without a graph for formats that have none."""


def by_pyoxigraph(file: Path, name: str) -> bytes:
    quads = parse(path=file, format=(GRAPHS | DATASETS)[name])
    return "".join(f"{quad} .\n" for quad in quads).encode()


def by_rdflib(file: Path, name: str) -> bytes:
    found: rdflib.Graph = rdflib.Graph() if name in GRAPHS else rdflib.Dataset()
    found.parse(file, format=RDFLIB.get(name, name))
    text: bytes = found.serialize(format="nt" if name in GRAPHS else "nquads", encoding="utf-8")
    return text


def by_raptor(file: Path, name: str) -> bytes:
    if name not in RAPTOR:
        pytest.skip(f"Raptor does not read {name}")
    output = "nquads" if name in DATASETS else "ntriples"
    return _told(["rapper", "-q", "-i", RAPTOR[name], "-o", output, str(file)])


def by_jena(file: Path, name: str) -> bytes:
    if name == "jsonld":
        (empty := file.with_name("empty.jsonld")).write_text("{}")
        try:
            _told(["riot", str(empty)])
        except subprocess.CalledProcessError:
            pytest.skip("this Jena reads no JSON-LD at all: Debian's 4.5.0 comes without a JSON library")
    return _told(["riot", "--output=nquads", str(file)])


def _told(command: list[str]) -> bytes:
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {command[0]}, which is not installed")
    return subprocess.run(command, capture_output=True, check=True).stdout


PARSERS: dict[str, Parser] = {
    "pyoxigraph": by_pyoxigraph,
    "rdflib": by_rdflib,
    "raptor": by_raptor,
    "jena": by_jena,
}


def canonical(quads: list[Quad]) -> Dataset:
    found = Dataset(quads)
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS.keys())
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS.keys())
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses its own old names
def test_each_parser_reads_the_selection(
    release: Path, selection: Selection, name: str, parser: Parser, tmp_path: Path
) -> None:
    file = tmp_path / f"export.{ENDINGS[name]}"
    file.write_bytes(exported(release, name, selection))
    wanted = set(parse(b"".join(selected(release, selection)()), format=RdfFormat.N_QUADS))

    found = set(parse(parser(file, name), format=RdfFormat.N_QUADS))

    assert wanted
    if name in GRAPHS:
        assert {quad.triple for quad in found} == {quad.triple for quad in wanted}
    else:
        assert {quad for quad in found if quad.graph_name != DefaultGraph()} == wanted


def report_of_a_broken_graph() -> bytes:
    data = f"<{SPID}fact-1> a <{SP}Membership>, <{SP}Fact> ; <{SP}confidence> 3, 'a \"b'@en ."
    return validate(list(parse(data, format=RdfFormat.TURTLE))).to_turtle().encode()


@pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS.keys())
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib uses its own old names
def test_each_parser_reads_the_report(parser: Parser, tmp_path: Path) -> None:
    file = tmp_path / "report.ttl"
    file.write_bytes(report_of_a_broken_graph())

    found = list(parse(parser(file, "turtle"), format=RdfFormat.N_QUADS))

    assert len(found) > 10
    assert canonical(found) == canonical(list(parse(path=file, format=RdfFormat.TURTLE)))
