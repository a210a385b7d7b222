import json
import multiprocessing
from pathlib import Path

import pytest
from given_release import Contents, write_release
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.releases.release import UNFINISHED, ReleaseError, current_release, locked, read_manifest, release_ids, switch

EX = "https://example.org/"


def quad(subject: str, value: str = "x", graph: str = "g") -> Quad:
    return Quad(NamedNode(EX + subject), NamedNode(EX + "p"), Literal(value), NamedNode(EX + graph))


def contents(*quads: Quad, text: str = "The text.") -> Contents:
    return Contents(
        quads, [quad("bad", graph="quarantine")], {"texts/a.txt": text, "report.ttl": "# none\n"}, {"counts": {}}
    )


def test_release_holds_sorted_quads_each_once(tmp_path: Path) -> None:
    release = write_release(tmp_path, contents(quad("b"), quad("a"), quad("b")))
    lines = (release / "graph.nq").read_text().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 2


def test_quarantine_is_not_in_the_graph(tmp_path: Path) -> None:
    release = write_release(tmp_path, contents(quad("a")))
    assert "quarantine" in (release / "quarantine.nq").read_text()
    assert "quarantine" not in (release / "graph.nq").read_text()


def test_manifest_has_id_and_hashes_of_all_files(tmp_path: Path) -> None:
    release = write_release(tmp_path, contents(quad("a")))
    manifest = read_manifest(release)
    assert manifest["id"] == release.name
    assert set(manifest["files"]) == {"graph.nq", "quarantine.nq", "report.ttl", "texts/a.txt"}


def test_store_has_named_graphs_and_each_triple_once_in_the_default_graph(tmp_path: Path) -> None:
    release = write_release(tmp_path, contents(quad("a", graph="one"), quad("a", graph="two")))
    store = Store.read_only(str(release / "store"))
    (row,) = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert row["n"].value == "1"
    (row,) = store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    assert row["n"].value == "2"


def test_same_contents_give_the_same_release(tmp_path: Path) -> None:
    one, other = (
        write_release(tmp_path / name, contents(*quads))
        for name, quads in (("a", [quad("a"), quad("b")]), ("b", [quad("b"), quad("a")]))
    )
    assert one.name == other.name
    assert (one / "graph.nq").read_bytes() == (other / "graph.nq").read_bytes()
    assert (one / "manifest.json").read_bytes() == (other / "manifest.json").read_bytes()


def test_writing_the_same_release_again_changes_nothing(tmp_path: Path) -> None:
    first = write_release(tmp_path, contents(quad("a")))
    before = {path: path.stat().st_mtime_ns for path in first.rglob("*")}
    assert write_release(tmp_path, contents(quad("a"))) == first
    assert {path: path.stat().st_mtime_ns for path in first.rglob("*")} == before


@pytest.mark.parametrize("changed", [contents(quad("b")), contents(quad("a"), text="Another text.")])
def test_other_contents_give_another_release(tmp_path: Path, changed: Contents) -> None:
    assert write_release(tmp_path, contents(quad("a"))) != write_release(tmp_path, changed)


def test_new_release_is_current_and_the_old_one_stays(tmp_path: Path) -> None:
    old = write_release(tmp_path, contents(quad("a")))
    new = write_release(tmp_path, contents(quad("b")))
    assert current_release(tmp_path) == new.resolve()
    assert release_ids(tmp_path) == [old.name, new.name]
    switch(tmp_path, old.name)
    assert current_release(tmp_path) == old.resolve()


def test_current_is_a_relative_link_so_that_the_folder_can_be_moved(tmp_path: Path) -> None:
    write_release(tmp_path / "a", contents(quad("a")))
    (tmp_path / "a").rename(tmp_path / "b")
    assert json.loads((tmp_path / "b" / "current" / "manifest.json").read_text())


def test_no_release_yet_and_unknown_release(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no release yet"):
        current_release(tmp_path)
    with pytest.raises(ReleaseError, match="no release 0123"):
        switch(tmp_path, "0123")


def test_what_was_left_unfinished_is_removed_and_never_listed(tmp_path: Path) -> None:
    rest = tmp_path / "releases" / UNFINISHED
    rest.mkdir(parents=True)
    (rest / "manifest.json").write_text("{}")
    assert release_ids(tmp_path) == []
    write_release(tmp_path, contents(quad("a")))
    assert not rest.exists()


def hold(data: Path, held: "multiprocessing.synchronize.Event", done: "multiprocessing.synchronize.Event") -> None:
    with locked(data):
        held.set()
        done.wait(20)


def test_two_builds_do_not_write_at_once(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    held, done = spawn.Event(), spawn.Event()
    other = spawn.Process(target=hold, args=(tmp_path, held, done))
    other.start()
    assert held.wait(20)
    with pytest.raises(ReleaseError, match="another build"), locked(tmp_path):
        pass
    other.kill()
    other.join()
    with locked(tmp_path):  # the lock went with the process
        pass
