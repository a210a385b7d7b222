import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Literal, NamedNode, Quad, RdfFormat, parse

from graph.rdf.canonical import canonical, fingerprint, fingerprint_of_file

EX = "http://example.com/#"


def quads(text: str) -> list[Quad]:
    return list(parse(f"@prefix : <{EX}> .\n{text}", format=RdfFormat.TRIG))


def lines(text: str) -> bytes:
    """Lines of N-Quads from lines with `:name` for IRIs."""
    words = ([f"<{EX}{w[1:]}>" if w.startswith(":") else w for w in line.split()] for line in text.strip().splitlines())
    return "".join(f"{' '.join(line)}\n" for line in words).encode()


def relabelled(text: list[Quad], seed: int) -> list[Quad]:
    """The same dataset with other names of blank nodes, in another order."""
    chance = random.Random(seed)
    names: dict[str, BlankNode] = {}

    def other(term: object) -> object:
        if isinstance(term, BlankNode):
            return names.setdefault(term.value, BlankNode(f"x{chance.getrandbits(60)}"))
        return term

    found = [Quad(other(q.subject), q.predicate, other(q.object), other(q.graph_name)) for q in text]  # type: ignore[arg-type]
    chance.shuffle(found)
    return found


def test_blank_nodes_with_hashes_of_their_own() -> None:
    """The first example of the specification (4.4.2, unique hashes)."""
    found = canonical(quads(":p :q _:e0 . :p :r _:e1 . _:e0 :s :u . _:e1 :t :u ."))
    assert found == lines(":p :q _:c14n0 .\n:p :r _:c14n1 .\n_:c14n0 :s :u .\n_:c14n1 :t :u .")


def test_blank_nodes_that_only_their_neighbours_tell_apart() -> None:
    """The second example of the specification (4.4.2, shared hashes)."""
    found = canonical(quads(":p :q _:e0 . :p :q _:e1 . _:e0 :p _:e2 . _:e1 :p _:e3 . _:e2 :r _:e3 ."))
    expected = ":p :q _:c14n2 .\n:p :q _:c14n3 .\n_:c14n0 :r _:c14n1 .\n_:c14n2 :p _:c14n1 .\n_:c14n3 :p _:c14n0 ."
    assert found == lines(expected)


def test_blank_nodes_on_paths_that_are_alike() -> None:
    """The third example of the specification (4.7.2, duplicate paths)."""
    found = canonical(quads('_:e0 :p1 _:e1 . _:e1 :p2 "Foo" . _:e2 :p1 _:e3 . _:e3 :p2 "Foo" .'))
    assert found == lines('_:c14n0 :p1 _:c14n1 .\n_:c14n1 :p2 "Foo" .\n_:c14n2 :p1 _:c14n3 .\n_:c14n3 :p2 "Foo" .')


UTILITY = [(a, b) for a in (0, 4, 5) for b in (1, 2, 3)]
PRISM = [(6, 8), (6, 9), (8, 9), (7, 10), (7, 11), (10, 11), (6, 7), (8, 10), (9, 11)]


def test_two_regular_graphs_as_the_test_suite_names_their_nodes() -> None:
    """Case 75 of the W3C test suite, with SHA-384: two graphs in which all nodes look alike, K3,3 and a prism of two triangles."""
    edge = NamedNode("http://example.org/vocab#p")
    edges = sorted(
        (f"c14n{a}", f"c14n{b}") for one, other in [*UTILITY, *PRISM] for a, b in ((one, other), (other, one))
    )
    named = [Quad(BlankNode(one), edge, BlankNode(other)) for one, other in edges]
    expected = b"".join(sorted(f"_:{one} {edge} _:{other} .\n".encode() for one, other in edges))
    assert canonical(relabelled(named, 75), CanonicalizationAlgorithm.RDFC_1_0_SHA_384) == expected


def circle(size: int) -> str:
    return " ".join(f"_:n{i} :next _:n{(i + 1) % size} ." for i in range(size))


DATASETS: dict[str, Callable[[], str]] = {
    "one blank node": lambda: '_:a :name "x" .',
    "two that are alike": lambda: "_:a :p :x . _:b :p :x .",
    "circle": lambda: circle(6),
    "two circles": lambda: circle(4) + circle(3).replace("_:n", "_:m"),
    "blank graph name": lambda: "_:g { _:a :in _:g . :x :p _:a }",
    "both directions": lambda: "_:a :p _:b . _:b :p _:a . _:b :q _:c .",
    "complete": lambda: " ".join(f"_:n{i} :p _:n{j} ." for i in range(4) for j in range(4) if i != j),
    "tree": lambda: " ".join(f"_:n{i} :up _:n{(i - 1) // 2} ." for i in range(1, 10)),
    "self": lambda: "_:a :p _:a . _:b :p _:c .",
}


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("seed", range(5))
def test_names_of_blank_nodes_and_order_do_not_matter(name: str, seed: int) -> None:
    dataset = quads(DATASETS[name]())
    assert canonical(relabelled(dataset, seed)) == canonical(dataset)


@pytest.mark.parametrize("name", DATASETS)
def test_canonical_form_is_its_own(name: str) -> None:
    found = canonical(quads(DATASETS[name]()))
    assert canonical(parse(found, format=RdfFormat.N_QUADS)) == found


def test_different_datasets_differ() -> None:
    found = {canonical(quads(make())) for make in DATASETS.values()}
    assert len(found) == len(DATASETS)


def test_two_triangles_are_no_hexagon() -> None:
    triangles = circle(3) + circle(3).replace("_:n", "_:m")
    assert canonical(quads(triangles)) != canonical(quads(circle(6)))


def test_characters_are_escaped_as_canonical_n_quads_have_them() -> None:
    text = '\b\t\n\f\r"\\\u0000\u000b\u001f\u007f\u0080é\U0001f680'
    found = canonical([Quad(NamedNode(EX + "s"), NamedNode(EX + "p"), Literal(text))])
    assert found == (
        f'<{EX}s> <{EX}p> "\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u000B\\u001F\\u007F\u0080é\U0001f680" .\n'.encode()
    )


def test_lines_are_in_the_order_of_code_points() -> None:
    """UTF-16 units would put the rocket before the private character."""
    found = canonical([Quad(NamedNode(EX + "s"), NamedNode(EX + "p"), Literal(c)) for c in "\U0001f680\ue000"])
    assert [line.split(b'"')[1].decode() for line in found.splitlines()] == ["\ue000", "\U0001f680"]


def test_plain_text_is_a_string() -> None:
    (quad,) = quads(':s :p "x"^^<http://www.w3.org/2001/XMLSchema#string> .')
    assert canonical([quad]) == lines(':s :p "x" .')


def test_fingerprint_counts_and_hashes_dataset_and_merge() -> None:
    text = lines(":a :p :b :g .\n:a :p :b :h .\n:a :p :c :g .").splitlines(keepends=True)
    merge = lines(":a :p :b .\n:a :p :c .")
    found = fingerprint(text)
    assert (found.quads, found.triples) == (3, 2)
    assert found.quads_sha256 == hashlib.sha256(b"".join(text)).hexdigest()
    assert found.triples_sha256 == hashlib.sha256(merge).hexdigest()


def test_fingerprint_of_a_file_does_not_depend_on_its_format(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f"@prefix : <{EX}> . :s :p [ :q 1 ], :o .")
    (tmp_path / "a.nt").write_bytes(
        lines(':s :p _:x .\n_:x :q "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n:s :p :o .')
    )
    assert fingerprint_of_file(tmp_path / "a.ttl") == fingerprint_of_file(tmp_path / "a.nt")


def test_unknown_ending_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("")
    with pytest.raises(ValueError, match="no RDF format"):
        fingerprint_of_file(tmp_path / "a.xyz")
