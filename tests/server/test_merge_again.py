"""Writes to a store whose default graph is the merge of its named graphs: whatever is written where, it is the merge again, and the
release's lines are those of the store."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, serialize

from server.update.dataset import GRAPH_UPDATES, lines_after, merge_again

NODES = [NamedNode(f"http://example.org/{name}") for name in "ab"]
GRAPHS = [NamedNode(f"http://example.org/graph/{name}") for name in "xy"]
NUMBER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
OBJECTS = [*NODES, Literal("1", datatype=NUMBER), Literal("x y"), Literal("é\n", language="en")]
quads = st.builds(
    Quad,
    st.sampled_from(NODES),
    st.just(NODES[0]),
    st.sampled_from(OBJECTS),
    st.sampled_from([*GRAPHS, DefaultGraph()]),
)
named = quads.filter(lambda quad: isinstance(quad.graph_name, NamedNode))


def merged_store(quads: list[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    store.extend(Quad(q.subject, q.predicate, q.object) for q in quads)
    return store


def lines(quads: list[Quad]) -> frozenset[bytes]:
    return frozenset((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))


def in_graphs(store: Store, default: bool) -> list[Quad]:
    return [quad for quad in store if isinstance(quad.graph_name, DefaultGraph) == default]


@settings(max_examples=300, deadline=None)
@given(st.lists(named), st.lists(quads, max_size=4), st.lists(quads, max_size=4))
def test_default_graph_is_the_merge_after_any_write(before: list[Quad], removed: list[Quad], added: list[Quad]) -> None:
    store, known = merged_store(before), lines(before)
    for quad in removed:
        store.remove(quad)
    store.extend(added)
    change = merge_again(store, known)
    now = in_graphs(store, default=False)
    assert {quad.triple for quad in now} == {quad.triple for quad in in_graphs(store, default=True)}
    assert lines_after(store, known, change) == b"".join(sorted(lines(now)))
    for quad in added:
        assert quad in store or quad.triple in {q.triple for q in removed}


def test_line_in_other_words_is_the_same_quad() -> None:
    known = frozenset([b'<http://a> <http://b> "01"^^<%b> <http://g> .\n' % NUMBER.value.encode()])
    store = Store()
    store.load(b"".join(known), RdfFormat.N_QUADS)
    store.extend([Quad(q.subject, q.predicate, q.object) for q in store])
    change = merge_again(store, known)
    assert len(store) == 2
    assert (
        lines_after(store, known, change) == b'<http://a> <http://b> "1"^^<%b> <http://g> .\n' % NUMBER.value.encode()
    )


def test_nothing_written_leaves_all() -> None:
    before = [Quad(NODES[0], NODES[0], NODES[1], GRAPHS[0])]
    store = merged_store(before)
    change = merge_again(store, lines(before))
    assert not change.triples
    assert lines_after(store, lines(before), change) == b"".join(lines(before))
    assert not list(store.quads_for_pattern(None, None, None, GRAPH_UPDATES))
