import shutil
from pathlib import Path

import pytest
from given_release import Contents, write_release
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.rdf.canonical import fingerprint
from graph.rdf.nquads import sorted_nquads
from graph.releases import store
from graph.releases.store import Heir, write_store

P = NamedNode("https://example.org/p")
GRAPHS = [NamedNode(f"https://example.org/g{number}") for number in range(3)]


def quads(*numbers: int, graph: int = 0) -> list[Quad]:
    return [Quad(NamedNode(f"https://example.org/s{n}"), P, Literal(f"{n} “ü”\n"), GRAPHS[graph]) for n in numbers]


def release(folder: Path, content: list[Quad], before: Path | None = None) -> Path:
    folder.mkdir()
    lines = sorted_nquads(content)
    (folder / "graph.nq").write_bytes(lines)
    heir = Heir(before, folder / "store") if before else None
    write_store(folder / "store", folder / "graph.nq", fingerprint(lines.splitlines(keepends=True)), heir)
    return folder


def found(folder: Path) -> tuple[set[Quad], set[Quad]]:
    """The quads of the named graphs, and the default graph."""
    everything = set(Store.read_only(str(folder / "store")))
    named = {quad for quad in everything if quad.graph_name in GRAPHS}
    return named, everything - named


def expected(content: list[Quad]) -> tuple[set[Quad], set[Quad]]:
    return set(content), {Quad(q.subject, q.predicate, q.object) for q in content}


FIRST = [*quads(*range(200)), *quads(*range(100), graph=1)]
CHANGED = [*quads(*range(2, 203)), *quads(*range(1, 100), graph=1)]


def test_store_has_the_quads_and_their_triples_once(tmp_path: Path) -> None:
    assert found(release(tmp_path / "a", FIRST)) == expected(FIRST)


@pytest.mark.parametrize("at_once", [1, 7, 10_000])
def test_store_whose_triples_are_loaded_while_they_are_written_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(store, "AT_ONCE", at_once)
    lines = sorted_nquads(FIRST)
    (tmp_path / "graph.nq").write_bytes(lines)
    beginning = store.Beginning(tmp_path / "store")
    told = fingerprint(lines.splitlines(keepends=True), merged=beginning)
    write_store(tmp_path / "store", tmp_path / "graph.nq", told, begun=beginning.done())
    assert found(tmp_path) == expected(FIRST)


def test_store_of_nothing_can_be_begun(tmp_path: Path) -> None:
    assert len(store.Beginning(tmp_path / "store").done()) == 0


def shares_files(one: Path, other: Path) -> bool:
    inodes = [{path.stat().st_ino for path in (folder / "store").glob("*.sst")} for folder in (one, other)]
    return bool(inodes[0] & inodes[1])


def test_store_of_a_release_that_differs_in_little_is_taken_over(tmp_path: Path) -> None:
    one = release(tmp_path / "a", FIRST)
    two = release(tmp_path / "b", CHANGED, one)
    assert found(two) == expected(CHANGED)
    assert found(one) == expected(FIRST)
    assert shares_files(one, two)
    shutil.rmtree(one)
    assert found(two) == expected(CHANGED)


@pytest.mark.parametrize("content", [quads(*range(500, 600)), [*FIRST, *quads(*range(400), graph=2)], FIRST[:20]])
def test_store_is_made_anew_where_much_has_changed(tmp_path: Path, content: list[Quad]) -> None:
    one = release(tmp_path / "a", FIRST)
    two = release(tmp_path / "b", content, one)
    assert found(two) == expected(content)
    assert not shares_files(one, two)


def test_damaged_store_is_not_taken_over(tmp_path: Path) -> None:
    one = release(tmp_path / "a", FIRST)
    (one / "store" / "CURRENT").write_bytes(b"nonsense\n")
    assert found(release(tmp_path / "b", CHANGED, one)) == expected(CHANGED)


def test_store_that_is_not_that_of_its_graph_is_not_taken_over(tmp_path: Path) -> None:
    one = release(tmp_path / "a", FIRST)
    (one / "graph.nq").write_bytes(sorted_nquads(FIRST[:-1]))
    assert found(release(tmp_path / "b", CHANGED[:-1], one)) == expected(CHANGED[:-1])


def test_releases_of_one_folder_share_what_they_have_in_common(tmp_path: Path) -> None:
    one = write_release(tmp_path, Contents(FIRST, [], {}, {}))
    two = write_release(tmp_path, Contents(CHANGED, [], {}, {}))
    assert found(two) == expected(CHANGED)
    assert shares_files(one, two)
