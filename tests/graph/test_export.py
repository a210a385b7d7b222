import io
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from graph.export import DATASETS, FORMATS, GRAPHS, export


def exported(release: Path, name: str) -> bytes:
    output = io.BytesIO()
    export(release, name, output)
    return output.getvalue()


def quads(release: Path) -> set[Quad]:
    return set(parse(path=release / "graph.nq", format=RdfFormat.N_QUADS))


@pytest.mark.parametrize("name", sorted(DATASETS))
def test_dataset_comes_back_as_it_was(sample_release: Path, name: str) -> None:
    assert set(parse(exported(sample_release, name), format=DATASETS[name])) == quads(sample_release)


@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_graph_holds_each_triple_once(sample_release: Path, name: str) -> None:
    found = [quad.triple for quad in parse(exported(sample_release, name), format=GRAPHS[name])]
    assert len(found) == len(set(found))
    assert set(found) == {quad.triple for quad in quads(sample_release)}


@pytest.mark.parametrize("name", FORMATS)
def test_export_has_stable_bytes(sample_release: Path, name: str) -> None:
    assert exported(sample_release, name) == exported(sample_release, name)


def test_turtle_has_prefixes_and_each_subject_once(sample_release: Path) -> None:
    text = exported(sample_release, "turtle").decode()
    assert "@prefix sp: <https://w3id.org/spacepact/ontology#> ." in text
    assert text.count("\nspid:apsco a ") == 1


def test_prefixes_are_sorted(sample_release: Path) -> None:
    lines = [line for line in exported(sample_release, "trig").decode().splitlines() if line.startswith("@prefix")]
    assert lines == sorted(lines)
    assert len(lines) > 10
