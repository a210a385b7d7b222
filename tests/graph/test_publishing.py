"""Publishing into a store: what it holds after, also when the run before was broken off, and what is refused."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, RdfFormat
from pyoxigraph import Store as Engine

from graph.publishing import graphs, parts, verify
from graph.publishing.content import Content, canonical
from graph.publishing.publish import Published, publish
from graph.publishing.store import PublishError, Term
from ontology.namespaces import XSD
from ontology.published import AVAILABLE, CATALOGUE, Copies


class DiedError(Exception):
    """The process that published is gone."""


class Local:
    """A real engine in memory as the store; it breaks off after so many parts, loaded or read back."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.parts = self.read = 0
        self.breaks_after = self.breaks_reading_after = 1_000_000

    def rows(self, query: str) -> Iterator[tuple[Term | None, ...]]:
        if query.startswith("SELECT ?g ?s ?p ?o"):
            if self.read == self.breaks_reading_after:
                raise DiedError
            self.read += 1
        found = self.engine.query(query)
        assert isinstance(found, QuerySolutions)
        return (tuple(row) for row in found)

    def update(self, text: str) -> None:
        self.engine.update(text)

    def add(self, graph: str, triples: bytes) -> None:
        if self.parts == self.breaks_after:
            raise DiedError
        self.parts += 1
        self.engine.load(triples, RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))


def quiet(*_: object) -> None:
    """No progress."""


def put(release: Path, store: Local, keep: int = 1) -> Published:
    return publish(release, store, keep, quiet)


def available(store: Local) -> set[str]:
    return {str(row[0]) for row in store.rows(f"SELECT ?r {{ GRAPH <{CATALOGUE}> {{ ?r <{AVAILABLE}> ?when }} }}")}


def variant(release: Path, folder: Path, key: str, *more: str) -> Path:
    """A copy of a release under another id, with more quads."""
    shutil.copytree(release, folder / key, ignore=shutil.ignore_patterns("store", "texts"))
    manifest, quads = folder / key / "manifest.json", folder / key / "graph.nq"
    manifest.write_text(manifest.read_text().replace(release.name, key))
    quads.write_text("".join(sorted([*quads.read_text().splitlines(keepends=True), *more])))
    return folder / key


@pytest.fixture(scope="module")
def small_release(sample_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with the first 3,000 quads of that of the samples."""
    release = variant(sample_release, tmp_path_factory.mktemp("small"), "0" * 16)
    lines = (release / "graph.nq").read_text().splitlines(keepends=True)
    (release / "graph.nq").write_text("".join(lines[:3_000]))
    return release


def quad(value: str) -> str:
    return f"<urn:s> <urn:p> {value} <urn:g> .\n"


def test_store_holds_the_merge_and_a_copy_of_each_graph(sample_release: Path) -> None:
    store = Local()
    done = put(sample_release, store)
    quads = Engine()
    quads.bulk_load(path=sample_release / "graph.nq", format=RdfFormat.N_QUADS)
    copies = Copies(sample_release.name)
    merged = {q.triple for q in store.engine.quads_for_pattern(None, None, None, NamedNode(copies.merged))}
    assert merged == {q.triple for q in quads}
    for graph in quads.named_graphs():
        copy = NamedNode(copies.copy_of(graph.value))
        held = {q.triple for q in store.engine.quads_for_pattern(None, None, None, copy)}
        assert held == {q.triple for q in quads.quads_for_pattern(None, None, None, graph)}
    assert not list(store.engine.quads_for_pattern(None, None, None, DefaultGraph()))
    assert (done.sent, available(store)) == (done.triples, {f"<{copies.iri}>"})


@pytest.mark.parametrize("parts", [0, 1, 7, 20, 31])
def test_run_that_was_broken_off_goes_on(small_release: Path, monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    monkeypatch.setattr(graphs, "PART", 200)
    store = Local()
    store.breaks_after = parts
    with pytest.raises(DiedError):
        put(small_release, store)
    assert available(store) == set()
    store.breaks_after = 1_000_000
    done = put(small_release, store)
    assert done.sent < done.triples if parts else done.sent == done.triples
    assert available(store)


def test_part_of_which_only_some_arrived_is_sent_again(small_release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "PART", 200)
    store = Local()
    put(small_release, store)
    copies = Copies(small_release.name)
    merged = list(store.engine.quads_for_pattern(None, None, None, NamedNode(copies.merged)))
    in_order = sorted(merged, key=lambda quad: str(quad.triple))
    for lost in [*in_order[800:1_000:7], *in_order[1_000:]]:
        store.engine.remove(lost)
    done = put(small_release, store)
    assert len(list(store.engine.quads_for_pattern(None, None, None, NamedNode(copies.merged)))) == len(merged)
    assert 0 < done.sent < done.triples


def test_second_run_sends_nothing(small_release: Path) -> None:
    store = Local()
    put(small_release, store)
    assert put(small_release, store).sent == 0


def test_content_that_was_changed_is_found_and_mended(small_release: Path) -> None:
    store = Local()
    put(small_release, store)
    merged = NamedNode(Copies(small_release.name).merged)
    first = next(store.engine.quads_for_pattern(None, None, None, merged))
    store.engine.remove(first)
    store.engine.add(Quad(NamedNode("urn:x"), first.predicate, first.object, merged))
    with pytest.raises(PublishError, match=r"1 of \d+ graphs are not read back"):
        put(small_release, store)
    assert available(store) == set()
    put(small_release, store)
    assert first in store.engine


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of twenty triples, noted after each."""
    monkeypatch.setattr(parts, "READ", 20)
    monkeypatch.setattr(verify, "NOTED", 1)


def read_whole(release: Path) -> int:
    """Parts in which a release is read back."""
    return sum(1 for _ in parts.parts(graphs.graphs_of(release)))


def broken_off(release: Path, store: Local, read: int) -> None:
    """A run that dies after reading back so many parts."""
    store.breaks_reading_after, store.read = read, 0
    with pytest.raises(DiedError):
        put(release, store)
    assert store.read == read
    store.breaks_reading_after, store.read = 1_000_000, 0


@pytest.mark.parametrize(("read", "names"), [(100, 1_000), (1_000, 20), (5_000, 1_000)])
def test_parts_are_small_and_hold_every_triple_once(
    small_release: Path, monkeypatch: pytest.MonkeyPatch, read: int, names: int
) -> None:
    monkeypatch.setattr(parts, "READ", read)
    monkeypatch.setattr(parts, "GRAPHS", names)
    monkeypatch.setattr(parts, "SUBJECTS", names)
    release = graphs.graphs_of(small_release)
    held = {graph: Content() for graph in release.expected}
    for part in parts.parts(release):
        assert part.triples <= read
        assert max(len(part.expected), len(part.subjects)) <= names
        for graph, content in part.expected.items():
            held[graph].triples += content.triples
            held[graph].total = (held[graph].total + content.total) % (1 << 256)
    assert held == release.expected


def test_part_holds_a_subject_that_has_more_triples_than_a_part(small_release: Path, tmp_path: Path) -> None:
    more = [f'<urn:s> <urn:p> "{number}" <urn:g> .\n' for number in range(parts.READ + 1)]
    release = variant(small_release, tmp_path, "6" * 16, *more)
    largest = max(part.triples for part in parts.parts(graphs.graphs_of(release)))
    assert largest == parts.READ + 1
    assert put(release, Local()).sent > parts.READ


@pytest.mark.parametrize("read", [1, 5, 100])
@pytest.mark.usefixtures("small_parts")
def test_reading_back_that_was_broken_off_goes_on(small_release: Path, read: int) -> None:
    store = Local()
    broken_off(small_release, store, read)
    assert available(store) == set()
    assert put(small_release, store).sent == 0
    assert store.read == read_whole(small_release) - read
    assert available(store)


@pytest.mark.usefixtures("small_parts")
def test_release_that_is_available_is_read_back_whole_each_time(small_release: Path) -> None:
    store = Local()
    for _ in range(3):
        store.read = 0
        put(small_release, store)
        assert store.read == read_whole(small_release)


@pytest.mark.usefixtures("small_parts")
def test_all_is_read_back_again_once_something_was_loaded_again(small_release: Path) -> None:
    store = Local()
    broken_off(small_release, store, 50)
    merged = NamedNode(Copies(small_release.name).merged)
    store.engine.remove(next(store.engine.quads_for_pattern(None, None, None, merged)))
    assert put(small_release, store).sent > 0
    assert store.read == read_whole(small_release)


@pytest.mark.usefixtures("small_parts")
def test_difference_is_found_again_by_the_run_after_the_one_that_broke_off(small_release: Path) -> None:
    store = Local()
    put(small_release, store)
    first = next(parts.parts(graphs.graphs_of(small_release)))
    [lost] = list(store.engine.quads_for_pattern(None, None, None, NamedNode(next(iter(first.expected)))))[:1]
    store.engine.remove(lost)
    store.engine.add(Quad(NamedNode("urn:x"), lost.predicate, lost.object, lost.graph_name))
    broken_off(small_release, store, 50)
    with pytest.raises(PublishError, match=r"1 of \d+ graphs are not read back"):
        put(small_release, store)


@pytest.mark.parametrize("keep", [0, 1, 2])
def test_older_releases_go_and_so_many_stay(small_release: Path, tmp_path: Path, keep: int) -> None:
    store = Local()
    store.engine.add(Quad(NamedNode("urn:theirs"), NamedNode("urn:p"), Literal("x"), NamedNode("urn:their-graph")))
    keys = ["1" * 16, "2" * 16, "3" * 16, "4" * 16]
    whens = ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z")
    for key, when in zip(keys, whens, strict=False):
        put(variant(small_release, tmp_path, key), store, keep=9)
        old = f"DELETE {{ GRAPH ?g {{ ?r <{AVAILABLE}> ?w }} }} INSERT {{ GRAPH ?g {{ ?r <{AVAILABLE}> '{when}'^^<{XSD}dateTime> }} }}"
        store.update(f"{old} WHERE {{ BIND(<{Copies(key).iri}> AS ?r) GRAPH ?g {{ ?r <{AVAILABLE}> ?w }} }}")
    put(variant(small_release, tmp_path, keys[3]), store, keep)
    left = keys[3 - keep :]
    assert available(store) == {f"<{Copies(key).iri}>" for key in left}
    graphs_left = {graph.value for graph in store.engine.named_graphs()} - {CATALOGUE, "urn:their-graph"}
    assert {graph.split("/")[5] for graph in graphs_left} == set(left)
    assert "urn:their-graph" in {graph.value for graph in store.engine.named_graphs()}


@pytest.mark.parametrize("value", ["_:b", "<< <urn:a> <urn:b> <urn:c> >>"])
def test_what_stores_keep_differently_is_refused(small_release: Path, tmp_path: Path, value: str) -> None:
    if value.startswith("<<"):
        value = "<<( <urn:a> <urn:b> <urn:c> )>>"
    store = Local()
    with pytest.raises(PublishError, match="stores keep differently"):
        put(variant(small_release, tmp_path, "5" * 16, quad(value)), store)
    assert available(store) == set()


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (typed("0.50", "decimal"), typed("0.5", "decimal"), True),
        (typed("1.0", "decimal"), typed("1", "integer"), False),
        (typed("0", "integer"), typed("-0", "integer"), True),
        (typed("0.1234567890123456", "decimal"), typed("0.123456789012346", "decimal"), False),
        (typed("1", "boolean"), typed("true", "boolean"), True),
        (typed("1.0E2", "double"), typed("100.0", "double"), True),
        (typed("1e6", "float"), typed("1E+06", "float"), True),
        (typed("0.1", "double"), typed("0.10000000000000002", "double"), False),
        (typed("many", "double"), typed("few", "double"), False),
        (typed("2023", "gYear"), Literal("2023"), False),
        (Literal("a", language="zh-Hant"), Literal("a", language="zh-hant"), True),
        (Literal("a", language="en"), Literal("a"), False),
    ],
)
def test_terms_are_compared_by_what_they_mean(one: Literal, other: Literal, same: bool) -> None:
    assert (canonical(one) == canonical(other)) is same
